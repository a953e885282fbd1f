"""What should we have asked? One short field, the board of the round with its votes, and one's own suggestions."""

from typing import Any

from flask import request

from survey import pages
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.pages import render
from survey.receipts.views import kept_line
from survey.responses.after.views import seat_of
from survey.responses.board import store
from survey.responses.board.suggestion import LONGEST, MOST, Enough, State
from survey.responses.changing.views import responses
from survey.responses.sitting import Seat
from survey.responses.views import Page
from survey.staying import is_staying

__all__ = ["responses"]


@responses.get("/board")
def board(token: str) -> Page:
    """What others who answered would ask, and one's own. For those who answered alone."""
    seat = seat_of(token)
    if not _answered(seat):
        return pages.go("responses.welcome", token=token)
    return _board(seat, token)


def _answered(seat: Seat) -> bool:
    return seat.sent_seq is not None and seat.round_id is not None and seat.takes_part


def _board(seat: Seat, token: str, typed: str = "", problem: str | None = None) -> str:
    assert seat.round_id is not None
    with house().database.reading() as session:
        shown = store.board_of(session, seat.round_id, seat.person_id)
        own = store.mine(session, seat.person_id, seat.round_id)
    here = [each for each in own if each.state is not State.TAKEN_BACK]
    return render(
        "responses/board.html",
        shown=[each for each in shown if not each.is_mine],
        own=here,
        room=len(here) < MOST,
        typed=typed,
        problem=problem,
        problems=[("words", problem)] if problem else [],
        kept=kept_line(seat.person_id, token),
    )


@responses.post("/board")
def suggest(token: str) -> Page:
    """Keep what they would have asked. Nobody reads it before staff have."""
    pages.require_own_form(token)
    seat, words = seat_of(token), " ".join(request.form.get("words", "").split())
    if not _answered(seat) or seat.round_id is None:
        return pages.go("responses.welcome", token=token)
    if is_staying():  # the done page is drawn once for all: what they typed comes back on the board, which is theirs
        from_done = request.form.get("from") == "responses.done" and not words
        return pages.go("responses.done", token=token) if from_done else _board(seat, token, words)
    if problem := _wrong(words):
        return _board(seat, token, words, problem), 422
    try:
        with house().database.writing() as session:
            at: dict[str, Any] = {"now": house().clock(), "rng": house().rng}
            kept = store.suggest(session, seat.person_id, seat.round_id, words, **at)
    except Enough:
        return _board(seat, token, words, _("You have told us three things. Take one back to add this.")), 409
    return pages.go("responses.board", token=token, kept=kept)


def _wrong(words: str) -> str | None:
    if not words:
        return _("Write what we should have asked.")
    if len(words) > LONGEST:
        return _("That is too long. Make it %(most)s letters or less.", most=LONGEST)
    return None


@responses.post("/board/<int:seq>/vote")
def vote(token: str, seq: int) -> Page:
    """One tap votes, another takes it back."""
    pages.require_own_form(token)
    seat = seat_of(token)
    if not _answered(seat) or seat.round_id is None:
        raise NotThere
    at: dict[str, Any] = {"now": house().clock(), "rng": house().rng}
    with house().database.writing() as session:
        wanted = request.form.get("vote") != "no"
        kept = store.vote(session, seat.person_id, seat.round_id, seq, wanted, **at)
    return pages.go("responses.board", token=token, **({} if kept is None else {"kept": kept}))


@responses.post("/board/<int:seq>/back")
def take_back(token: str, seq: int) -> Page:
    """Take one's own off the board."""
    pages.require_own_form(token)
    seat = seat_of(token)
    with house().database.writing() as session:
        store.take_back(session, seat.person_id, seq, now=house().clock(), rng=house().rng)
    return pages.go("responses.board", token=token)
