"""The staff side of setting a route up: managers propose, another confirms, those on it answer its test."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.role import Role
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.shelf import Key, shelf
from survey.records.forms import JustPressed
from survey.safety import store
from survey.safety.forms import MINUTES, RouteForm
from survey.safety.lapsing import store as _lapsing  # noqa: F401 - its letters and its step register themselves
from survey.safety.watching import (
    PROVEN_FOR,
    NobodyOnIt,
    NoHours,
    NoName,
    NoPhone,
    NotComplete,
    NothingWatched,
    Off,
    Plan,
    Route,
    in_words,
    watchable,
)

safety_desk = Blueprint("safety_desk", __name__, url_prefix="/safety")

KEEP = (Role.MANAGER, Role.DATA_LEAD)
WHY_OFF = {
    Off.ENDED: _l("Ended"),
    Off.UNCONFIRMED: _l("Off: someone else has to confirm it"),
    Off.NOT_BEGUN: _l("Off: its first day is still to come"),
    Off.NOBODY: _l("Off: nobody on it can sign in here any more"),
    Off.UNTESTED: _l("Off: send a test, and have it answered within the hour"),
    Off.STALE: _l("Off: its last test is too long ago; send another"),
}
FIELD_OF: Mapping[type[DomainError], str] = {
    NothingWatched: "watched",
    NobodyOnIt: "person_1",
    NoName: "name",
    NoPhone: "phone",
    NoHours: "hours",
    NotComplete: "within",
}


@safety_desk.get("/routes")
@only_for(*KEEP)
def routes() -> str:
    """Every route of the organisation, whether it is on and why not; and what could be watched."""
    now, member = house().clock(), me()
    with house().database.reading() as session:
        found = store.routes_of(session, member.organisation_id)
        asked = store.asked_here(session, member.organisation_id, local_day(now))
    rows = [(each, _state(each), _title(each)) for each in found]
    may_propose = Role.MANAGER in member.roles
    return render("safety/desk/routes.html", rows=rows, asked=[worded(key) for key in asked], may_propose=may_propose)


def worded(key: Key) -> Questionnaire:
    """A questionnaire as it was written: staff read it in the words that it came with."""
    return shelf(house().settings.packs_dir).the(*key)


def _state(route: Route) -> str:
    reason = route.off(house().clock(), local_day(house().clock()))
    return str(WHY_OFF[reason]) if reason else _("On")


def _title(route: Route) -> str:
    return worded((route.plan.questionnaire, route.plan.version)).title


# Proposing


@safety_desk.get("/routes/new/<questionnaire>/<int:version>")
@only_for(Role.MANAGER)
def new(questionnaire: str, version: int) -> str:
    """Which answers of a questionnaire, who is told, and when."""
    return _new_page(_known(questionnaire, version), RouteForm(starts_on=local_day(house().clock())))


def _known(questionnaire: str, version: int) -> Questionnaire:
    """:raise NotThere: for what is not asked here."""
    with house().database.reading() as session:
        today = local_day(house().clock())
        if (questionnaire, version) not in store.asked_here(session, me().organisation_id, today):
            raise NotThere
    return worded((questionnaire, version))


def _new_page(asked: Questionnaire, form: RouteForm) -> str:
    with house().database.reading() as session:
        staff = store.staff_of(session, me().organisation_id)
    people = [("", "–"), *sorted(staff.items(), key=lambda each: each[1])]
    choices = [(each, options) for each in asked.questions if (options := watchable(each))]
    return render("safety/desk/new.html", asked=asked, form=form, people=people, choices=choices, minutes=MINUTES)


@safety_desk.post("/routes/new/<questionnaire>/<int:version>")
@only_for(Role.MANAGER)
def propose(questionnaire: str, version: int) -> AnyResponse | tuple[str, int]:
    """Written down; it watches nothing before someone else confirms it and a test was answered."""
    asked, form, here, member = _known(questionnaire, version), RouteForm(), house(), me()
    if not form.validate_on_submit():
        return _new_page(asked, form), 422
    try:
        plan = _plan(asked, form)
        with here.database.writing() as session:
            by: dict[str, Any] = {"by": member.person_id, "now": here.clock(), "rng": here.rng}
            seq = store.propose(session, str(member.organisation_id), plan, **by)
    except NotComplete as wrong:
        form[FIELD_OF[type(wrong)]].errors = [_(str(wrong))]
        return _new_page(asked, form), 422
    return go("safety_desk.route", seq=seq)


def _plan(asked: Questionnaire, form: RouteForm) -> Plan:
    known = {(each.item, code) for each in asked.questions for code, _words in watchable(each)}
    if not {(item, code) for item, codes in form.codes.items() for code in codes} <= known:
        raise NothingWatched
    return Plan.of(
        asked.key,
        form.codes,
        name=form.name.data or "",
        people=form.people,
        hours=form.hours.data or "",
        phone=form.phone.data or "",
        within=int(form.within.data or 0),
        starts_on=form.starts_on.data or local_day(house().clock()),
    )


# One route


@safety_desk.get("/routes/<int:seq>")
@only_for(*KEEP)
def route(seq: int) -> str:
    """One route: what it watches, who is told, how far it has come, and what can be done now."""
    return _route_page(seq, "")


def _route_page(seq: int, problem: str) -> str:
    now, member = house().clock(), me()
    with house().database.reading() as session:
        found = store.route_at(session, seq, member.organisation_id)
        staff = store.staff_of(session, member.organisation_id)
    asked = worded((found.plan.questionnaire, found.plan.version))
    known = {each.item: each for each in asked.questions}
    watched = [(known[item].text, [in_words(known[item], code) for code in codes]) for item, codes in _items(found)]
    about = {"route": found, "state": _state(found), "asked": asked, "watched": watched, "names": staff}
    may = {
        "may_confirm": found.ended_at is None and not found.confirmed_by and member.person_id != found.proposed_by,
        "may_test": found.ended_at is None and bool(found.confirmed_by) and not found.awaits_answer(now),
    }
    last = {"form": JustPressed(), "problem": problem, "now": now, "days": PROVEN_FOR.days}
    return render("safety/desk/route.html", **about, **may, **last)


def _items(found: Route) -> list[tuple[str, tuple[int, ...]]]:
    return list(found.plan.watched.items())


def _done(seq: int, act: Callable[..., None]) -> AnyResponse | tuple[str, int]:
    """One step by whoever is signed in, and the route's page again; with a sentence where it cannot be."""
    here, member = house(), me()
    if not JustPressed().validate_on_submit():
        return _route_page(seq, _("Please try again.")), 422
    try:
        with here.database.writing() as session:
            act(session, seq, member.organisation_id, by=member.person_id, now=here.clock(), rng=here.rng)
    except store.SomeoneElse as refused:
        return _route_page(seq, _(str(refused))), 409
    return go("safety_desk.route", seq=seq)


@safety_desk.post("/routes/<int:seq>/confirm")
@only_for(*KEEP)
def confirm(seq: int) -> AnyResponse | tuple[str, int]:
    """A second person agrees."""
    return _done(seq, store.confirm)


@safety_desk.post("/routes/<int:seq>/test")
@only_for(*KEEP)
def test(seq: int) -> AnyResponse | tuple[str, int]:
    """Write to all on it; someone has to answer within the hour."""
    return _done(seq, store.send_test)


@safety_desk.post("/routes/<int:seq>/end")
@only_for(*KEEP)
def end(seq: int) -> AnyResponse | tuple[str, int]:
    """It watches nothing from now."""
    return _done(seq, store.end)
