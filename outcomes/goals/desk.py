"""Goals at the desk: a worker sees the goals of those they work with, and records with them what they say."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from outcomes.goals import store
from outcomes.goals.forms import CLUSTER_LATER, NO_CLUSTER, NewGoalWithThemForm, RateWithThemForm
from outcomes.goals.goal import MOST_LIVE, ThreeAlready
from outcomes.goals.shown import store as goals_shown
from outcomes.goals.telling import Telling
from outcomes.measures.framework import framework
from survey import pages
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import day_words, month_words
from survey.i18n import gettext as _
from survey.people.caseload.store import named
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import require_on_caseload

goals_desk = Blueprint("goals_desk", __name__, url_prefix="/goals")

TELL = Telling(say=_, day=day_words, month=month_words)
THEIRS, WITH_THEM = "theirs", "with_them"

Page = str | AnyResponse | tuple[str, int]


def _on_my_caseload(person_id: str) -> Person:
    return see(house(), me(), named(person_id))


@goals_desk.get("/<person_id>")
@only_for(Role.PRACTITIONER, Role.MANAGER)
def review(person_id: str) -> str:
    """One young person's goals, as they say them. The look is durable before any of it is shown."""
    shown = see(house(), me(), goals_shown.all_of(person_id))
    live = [goal for goal in shown.goals if goal.is_live]
    return render(
        "goals/desk/review.html",
        who=shown.who,
        live=live,
        closed=[goal for goal in reversed(shown.goals) if not goal.is_live],
        room=len(live) < MOST_LIVE,
        glass=shown.glass,
        beside=shown.beside,
        tell=TELL,
        rtl=pages.language().dir == "rtl",
    )


@goals_desk.get("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def new(person_id: str) -> str:
    """Record an outcome with them: whose words first."""
    return _new_page(_on_my_caseload(person_id), NewGoalWithThemForm())


@goals_desk.post("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def add(person_id: str) -> Page:
    """Keep it, with whose words it is, their rating if they gave one, and the nearest group if one was picked."""
    who, form = _on_my_caseload(person_id), NewGoalWithThemForm()
    page = _new_page(who, form, check=True)
    if form.errors:
        return page, 422
    try:
        _keep(person_id, form)
    except ThreeAlready:
        return _new_page(who, form, full=True), 409
    return go("goals_desk.review", person_id=person_id)


def _keep(person_id: str, form: NewGoalWithThemForm) -> None:
    here, worker = house(), me().person_id
    at: dict[str, Any] = {"by": worker, "now": here.clock(), "rng": here.rng}
    with here.database.writing() as session:
        require_on_caseload(session, worker, person_id)
        own = form.whose.data == THEIRS
        goal = store.set_goal(session, person_id, str(form.words.data), own_words=own, rating=form.rating.number, **at)
        if form.cluster.data != CLUSTER_LATER:
            store.group_goal(session, person_id, goal, _cluster(form.cluster.data), **at)


def _cluster(picked: str) -> str | None:
    return None if picked == NO_CLUSTER else picked


def _new_page(who: Person, form: NewGoalWithThemForm, *, check: bool = False, full: bool = False) -> str:
    name = who.name
    form.whose.choices = {
        THEIRS: _("%(name)s’s own words", name=name),
        WITH_THEM: _("I wrote it with %(name)s", name=name),
    }
    groups = {each.id: f"{_(each.title)}: {_(each.plain)}" for each in framework().clusters}
    form.cluster.choices = {CLUSTER_LATER: _("Suggest one from the words")} | groups | {NO_CLUSTER: _("None of these")}
    if check:
        form.validate()
    return render("goals/desk/new.html", who=who, form=form, full=full)


@goals_desk.get("/<person_id>/<int:goal>/rate")
@only_for(Role.PRACTITIONER)
def rate(person_id: str, goal: int) -> str:
    """How close do they say they are now."""
    shown = see(house(), me(), goals_shown.one_of(person_id, goal))
    return render(
        "goals/desk/rate.html",
        who=shown.who,
        goal=shown.goals[0],
        beside=shown.beside,
        form=RateWithThemForm(),
        tell=TELL,
    )


@goals_desk.post("/<person_id>/<int:goal>/rate")
@only_for(Role.PRACTITIONER)
def rated(person_id: str, goal: int) -> Page:
    """Keep the number they said."""
    form, here, worker = RateWithThemForm(), house(), me().person_id
    if not form.validate() or form.rating.number is None:
        shown = see(here, me(), goals_shown.one_of(person_id, goal))
        return render(
            "goals/desk/rate.html", who=shown.who, goal=shown.goals[0], beside=shown.beside, form=form, tell=TELL
        ), 422
    with here.database.writing() as session:
        require_on_caseload(session, worker, person_id)
        said: dict[str, Any] = {"words": form.words.data, "by": worker}
        store.rate_goal(session, person_id, goal, form.rating.number, now=here.clock(), rng=here.rng, **said)
    return go("goals_desk.review", person_id=person_id)
