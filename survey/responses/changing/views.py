"""Change what was sent, until the day that was said: open it, or leave it as it is. The check page sends it again."""

from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import NotAllowed
from survey.house import house
from survey.questionnaires.views import asked_here
from survey.responses.after.views import responses, seat_of
from survey.responses.changing import store

__all__ = ["responses"]


@responses.post("/change")
def change(token: str) -> AnyResponse:
    """Open what they sent. Nothing of it changes before they send it again."""
    pages.require_own_form(token)
    seat, today = seat_of(token), local_day(house().clock())
    if seat.may_change(today) and seat.round_id and seat.questionnaire:
        asked = asked_here(seat.questionnaire)
        try:
            with house().database.writing() as session:
                if store.reopen(session, seat.person_id, seat.round_id, asked, now=house().clock()):
                    return pages.go("responses.check", token=token)
        except NotAllowed:
            pass  # they said No a moment before: the next page says what they can still do
    return pages.go("responses.done", token=token)


@responses.post("/change/leave")
def leave_as_sent(token: str) -> AnyResponse:
    """Drop the change: what they sent stands as it is."""
    pages.require_own_form(token)
    seat = seat_of(token)
    if seat.changing_since is not None and seat.round_id:
        with house().database.writing() as session:
            store.leave_as_sent(session, seat.person_id, seat.round_id)
    return pages.go("responses.done", token=token)
