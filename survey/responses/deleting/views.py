"""Delete what I sent: first what goes and what can't be undone, then one tap."""

from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.house import house
from survey.pages import render
from survey.responses.after.views import seat_of
from survey.responses.board.views import responses
from survey.responses.deleting import store
from survey.responses.views import Page

__all__ = ["responses"]


@responses.get("/delete")
def delete_sent(token: str) -> Page:
    """What goes, and what does not. The same words for all: what must be kept, and for whom, is told in the record."""
    if seat_of(token).sent_seq is None:
        return pages.go("responses.done", token=token)
    return render("responses/delete_sent.html", back=pages.url("responses.done", token=token))


@responses.post("/delete")
def deleted(token: str) -> AnyResponse:
    """Delete it. A second tap finds nothing to delete."""
    pages.require_own_form(token)
    seat = seat_of(token)
    if seat.sent_seq is None or seat.round_id is None:
        return pages.go("responses.done", token=token)
    with house().database.writing() as session:
        kept = store.delete_sent(session, seat.person_id, seat.round_id, now=house().clock(), rng=house().rng)
    return pages.go("responses.done", token=token, **({"kept": kept} if kept is not None else {}))


@responses.post("/again")
def again(token: str) -> AnyResponse:
    """Answer anew, after deleting."""
    pages.require_own_form(token)
    seat = seat_of(token)
    if (
        seat.sent_at is not None
        and seat.sent_seq is None
        and seat.round_id
        and seat.is_open(local_day(house().clock()))
    ):
        with house().database.writing() as session:
            store.start_again(session, seat.person_id, seat.round_id)
    return pages.go("responses.resume", token=token)
