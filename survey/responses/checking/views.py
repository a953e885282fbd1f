"""Checking and sending: everything they answered, said back; then entries, and a closed sitting."""

from datetime import UTC, datetime, time

from flask import request
from markupsafe import Markup

from survey import pages
from survey.days import local_day
from survey.drawn import at_hand, part, shown
from survey.errors import AlreadyDone
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.questionnaires.routing import pages_asked
from survey.questionnaires.views import asked_here
from survey.receipts.views import drawn_kept, kept_line
from survey.responses import store
from survey.responses.marked.views import rows_said_back
from survey.responses.sending import LookAgain
from survey.responses.sitting import Seat, first_to_do, no_longer_asked
from survey.responses.views import Page, asked_of, elsewhere, responses, seat_of

__all__ = ["responses"]


@responses.get("/check")
def check(token: str) -> Page:
    """Everything they answered, before anything is sent."""
    seat = seat_of(token)
    if answer := elsewhere(seat, token):
        return answer
    assert seat.round_id is not None
    saved = store.saved_pages(house().database, seat.person_id, seat.round_id)
    if not saved:
        return pages.go("responses.resume", token=token)
    asked, unrouted, _saved = asked_of(seat, saved)
    slots = {
        "rows": rows_said_back(asked, unrouted, saved, token),
        "gone": _drawn_gone(no_longer_asked(asked, unrouted, saved, _)),
        "kept": drawn_kept(kept_line(seat.person_id, token)),
    }
    facts = {"is_changing": seat.is_changing(local_day(house().clock())), "change_until": last_day(seat)}
    to_do = first_to_do(pages_asked(asked, unrouted), saved)
    return shown("responses/check.html", token, slots | _before_sending(token), to_do=to_do, **facts)


def _drawn_gone(questions: tuple[str, ...]) -> str:
    return part("responses/_gone.html", gone=questions) if questions else ""


def _before_sending(token: str) -> dict[str, str]:
    """What is told of watched answers, where any are, and what goes with the form to say that it was told."""
    note, again = at_hand("watch_check"), at_hand("watched_again")
    told = Markup('<input type="hidden" name="told" value="{}">').format(note.told) if note else ""
    drawn = part("safety/_before_sending.html", note=note, again=again, token=token) if note or again else ""
    return {"before_sending": drawn, "told": told}


def last_day(seat: Seat) -> str:
    """The last day to change what was sent, with its year: a promise is kept, also on paper. Empty: it has gone by."""
    last = seat.last_day_to_change
    if last is None or last < local_day(house().clock()):
        return ""
    return day_words(datetime.combine(last, time(12), UTC), year=True)


@responses.post("/check")
def send(token: str) -> Page:
    """Send: entries, a closed sitting and no more draft, in one transaction. A second tap changes nothing."""
    pages.require_own_form(token)
    now, rng = house().clock(), house().rng
    seat = seat_of(token)
    if answer := elsewhere(seat, token):
        return answer
    assert seat.round_id is not None
    assert seat.questionnaire is not None
    asked, age = asked_here(seat.questionnaire), seat.age(local_day(now))
    try:
        with house().database.writing() as session:
            told = request.form.get("told", "")
            store.send(session, seat.person_id, seat.round_id, asked, age=age, now=now, rng=rng, told=told)
    except LookAgain:
        return pages.go("responses.check", token=token, again=1)
    except AlreadyDone:
        pass  # two taps: the first one sent it
    return pages.go("responses.done", token=token)
