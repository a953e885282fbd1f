"""After sending: we have your answers; a copy to keep; and the way to all that can be done with them."""

from flask import request
from sqlalchemy.orm import Session

from survey import pages
from survey.days import local_day
from survey.drawn import at_hand, part, shown
from survey.errors import LinkEnded
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.invitation import TOKEN
from survey.questionnaires.views import asked_here
from survey.receipts.views import drawn_kept, kept_line
from survey.responses.checking.views import last_day, responses
from survey.responses.copies.copy import Copy, copy_of
from survey.responses.copies.views import as_file
from survey.responses.counting.store import sent_by
from survey.responses.sitting import Seat, copy_is_open
from survey.responses.views import Page, seat_of
from survey.responses.what_changed.views import drawn_told, ended_page, told_to_round

__all__ = ["responses", "seat_of"]


@responses.get("/done")
def done(token: str) -> Page:
    """We have your answers. What happens now, what they can keep, change and delete, and what came of it."""
    seat, today = seat_of(token), local_day(house().clock())
    if seat.sent_at is None:
        return pages.go("responses.welcome", token=token)
    watched = at_hand("watch_done")
    slots = {
        "kept": drawn_kept(kept_line(seat.person_id, token, seat.sent_seq)),
        "watched": part("safety/_done.html", watched=watched) if watched else "",
        "what_changed": drawn_told(told_to_round(seat.round_id)),
    }
    return shown(
        "responses/done.html",
        token,
        slots,
        is_there=seat.sent_seq is not None,
        takes_part=seat.takes_part,
        copy_open=copy_is_open(seat.sent_at, house().clock()),
        change_until=last_day(seat) if seat.may_change(today) else "",
        is_changing=seat.is_changing(today),
        may_start_again=seat.is_open(today) and seat.takes_part,
    )


@responses.errorhandler(LinkEnded)
def ended(error: LinkEnded) -> tuple[str, int]:
    """A link that has run out still tells what changed because they told us; nothing else, and nothing of theirs."""
    token = str((request.view_args or {}).get("token", ""))
    told = ended_page(token) if request.method == "GET" and TOKEN.match(token) else None
    return told or render("errors/gone.html", sentence=str(error)), 410


@responses.get("/copy")
def copy(token: str) -> Page:
    """Their own copy, to look at, print or save. After a day it is behind the second thing, in their record."""
    seat = seat_of(token)
    if elsewhere := _no_copy(seat, token):
        return elsewhere
    assert seat.sent_at is not None
    with house().database.reading() as session:
        mine = _copy(session, seat)
    until = last_day(seat) if seat.may_change(local_day(house().clock())) else ""
    return render("responses/copy.html", copy=mine, when=day_words(mine.sent_at, year=True), change_until=until)


@responses.get("/copy.<kind>")
def copy_file(token: str, kind: str) -> Page:
    """The same as a file that opens without us, as text, or as a table."""
    seat = seat_of(token)
    if elsewhere := _no_copy(seat, token):
        return elsewhere
    with house().database.reading() as session:
        mine = _copy(session, seat)
    return as_file(mine, kind)


def _no_copy(seat: Seat, token: str) -> Page | None:
    """Where someone belongs for whom there is no copy here."""
    if seat.sent_at is None:
        return pages.go("responses.welcome", token=token)
    if seat.sent_seq is None:
        return pages.go("responses.done", token=token)
    return None if copy_is_open(seat.sent_at, house().clock()) else pages.go("records.door", token=token)


def _copy(session: Session, seat: Seat) -> Copy:
    """What counts now of what they sent, in the words of this page's language."""
    assert seat.questionnaire is not None
    sent = sent_by(session, seat.person_id, seat.round_id)
    return copy_of(asked_here(seat.questionnaire), seat.organisation or "", sent, _)
