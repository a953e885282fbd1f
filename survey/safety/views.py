"""What a young person is told of watched answers: before they start, before they send, and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, request

from survey import pages
from survey.days import local_day
from survey.help.views import weekday_words
from survey.house import house
from survey.i18n import gettext as _
from survey.people.invitation import token_hash
from survey.people.store import names_of
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.routing import left_out
from survey.questionnaires.views import asked_here
from survey.responses import store as responses
from survey.responses.changing.change import all_answers
from survey.responses.counting.store import sent_by
from survey.responses.sitting import Seat, answers_in, copy_is_open, page_of, to_send
from survey.safety import in_the_record  # noqa: F401 - its tellings register themselves
from survey.safety.alert import State
from survey.safety.alerts.store import alert_of, is_any_alert
from survey.safety.store import ANY_ROUTE, live_route_of_link, route_at
from survey.safety.watching import Route, Watched, in_words, newly, told_of

safety = Blueprint("safety", __name__)

Line = tuple[str, list[str], int]  # a question, the answers to it that are watched, its page


@dataclass(frozen=True)
class Note:
    """What is watched, who is told and when: as it holds at this moment."""

    route: Route
    team: str
    is_there: bool
    at: str  # when someone looks, or is back
    asked: list[Line]
    given: list[Line]  # what they picked of it and did not send before
    told: str  # goes with the form, so that nobody is told who was not named here


@safety.record_once
def everywhere(state: Any) -> None:
    """The pages around the questions can say what is watched."""
    named: dict[str, Any] = {"watch_first": watch_first, "watch_check": watch_check, "watch_done": watch_done}
    named["watched_again"] = watched_again
    for environment in state.app.extensions[pages.ENVIRONMENTS].values():
        environment.globals |= named


def watch_first() -> Note | None:
    """Before they start: None where nothing is watched now."""
    found = _route()
    return _note(*found, frozenset()) if found else None


def _route() -> tuple[Route, str] | None:
    here = house()
    if not here.database.once(ANY_ROUTE, {}):
        return None
    with here.database.reading() as session:
        return live_route_of_link(session, token_hash(g.token), here.clock())


def _note(route: Route, team: str, given: frozenset[str]) -> Note:
    now, plan = house().clock(), route.plan
    asked = asked_here((plan.questionnaire, plan.version))
    there = route.is_there(now)
    at = weekday_words(route.looked_at_by(now) if there else route.back_at(now))
    lines = _lines(asked, plan.watched, plan.watched)
    return Note(route, team, there, at, lines, _lines(asked, plan.watched, given), told_of(route) if given else "")


def _lines(asked: Questionnaire, watched: Watched, items: Iterable[str]) -> list[Line]:
    known = {question.item: question for question in asked.questions}
    found = [known[item] for item in known if item in set(items)]
    return [(q.text, [in_words(q, code) for code in watched[q.item]], page_of(asked, q.item)) for q in found]


def watch_check() -> Note | None:
    """Before they send: what of it they picked."""
    found = _route()
    if found is None:
        return None
    here = house()
    seat = responses.look(here.database, g.token, here.clock())
    return _note(*found, _given(seat, found[0]))


def _given(seat: Seat, route: Route) -> frozenset[str]:
    """The same reading of the draft as sending makes of it."""
    assert seat.round_id is not None
    asked, here = asked_here((route.plan.questionnaire, route.plan.version)), house()
    draft = answers_in(responses.saved_pages(here.database, seat.person_id, seat.round_id))
    parts = to_send(asked, left_out(asked, seat.age(local_day(here.clock())), draft), draft)
    with here.database.reading() as session:
        before = all_answers(sent_by(session, seat.person_id, seat.round_id))
    return newly(route.plan.watched, before, {item: code for part in parts for item, code in part.codes.items()})


def watched_again() -> bool:
    """Whether the page is shown again because what it told has changed."""
    return "again" in request.args


def watch_done() -> list[str]:
    """After sending: what happens next, in sentences. For a day by the link alone; then it is in their record."""
    here = house()
    if not is_any_alert(here.database, token_hash(g.token)):
        return []
    seat = responses.look(here.database, g.token, here.clock())
    if seat.sent_at is None or seat.round_id is None or not copy_is_open(seat.sent_at, here.clock()):
        return []
    with here.database.reading() as session:
        alert = alert_of(session, seat.person_id, seat.round_id)
        if alert is None:
            return []
        route = route_at(session, alert.route_seq, alert.organisation_id)
        names = names_of(session, [alert.taken_by] if alert.taken_by else [])
    who = {"name": names.get(alert.taken_by or "", "")}
    if alert.state is State.CLOSED:
        return [_("%(name)s has looked at what you sent. What was done is in your record.", **who)]
    if alert.state is State.TAKEN:
        return [_("%(name)s has read it, and may get in touch with you.", **who)]
    return _waiting(route)


def _waiting(route: Route) -> list[str]:
    now = house().clock()
    told = _("You sent an answer that we watch for. We have told %(who)s.", who=route.plan.name)
    if not route.is_there(now):
        back = _("No one is at work now. No one looks before %(time)s.", time=weekday_words(route.back_at(now)))
        return [told, back]
    return [told, _("They are at work now. No one has said yet that they have read it. If not, we tell the next one.")]
