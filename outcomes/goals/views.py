"""A young person's own goals: their words, their numbers, their say in what others call it. No account, no script."""

from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from outcomes.goals import in_the_record, store
from outcomes.goals.forms import NO_CLUSTER, CloseForm, GroupForm, RateForm, WordsForm
from outcomes.goals.goal import MOST_LIVE, Goal, State, ThreeAlready
from outcomes.goals.models import SUGGESTED
from outcomes.goals.suggestions import IDEAS
from outcomes.goals.telling import Telling
from outcomes.measures.framework import framework
from survey import pages
from survey.digits import number_named
from survey.house import house
from survey.i18n import day_words, month_words
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.relation import FAMILY
from survey.people.store import names_of, relations_to
from survey.people.views import opened
from survey.receipts.views import kept_line

__all__ = ["goals", "in_the_record"]  # a goal's entries get their words in the record

goals = Blueprint("goals", __name__, url_prefix="/<lang>/goals/<token>")

TELL = Telling(say=_, day=day_words, month=month_words)

Page = str | AnyResponse | tuple[str, int]


def _goal(token: str, goal_id: int) -> Goal:
    """One goal of the person whose link this is. :raise NotThere: otherwise."""
    link = opened(token)
    with house().database.reading() as session:
        return store.goal_of(session, link.person_id, goal_id)


def _here() -> dict[str, Any]:
    return {"now": house().clock(), "rng": house().rng}


@goals.get("")
def mine(token: str) -> str:
    """All their goals: those that are live, then those that are not."""
    link = opened(token)
    with house().database.reading() as session:
        every = store.goals_of(session, link.person_id)
    live = [goal for goal in every if goal.is_live]
    closed = [goal for goal in reversed(every) if not goal.is_live]
    return render("goals/mine.html", live=live, closed=closed, room=len(live) < MOST_LIVE, tell=TELL)


@goals.get("/new")
def new(token: str) -> Page:
    """Word a new goal, or new words for one."""
    link = opened(token)
    changing = _changing(token)
    with house().database.reading() as session:
        full = changing is None and sum(goal.is_live for goal in store.goals_of(session, link.person_id)) >= MOST_LIVE
    return _new_page(token, WordsForm(), changing, full=full)


@goals.post("/new")
def add(token: str) -> Page:
    """Keep the words exactly. A goal that is changed is closed as changed, and the new one follows from it."""
    link = opened(token)
    pages.require_own_form(token)
    form, changing = WordsForm(request.form), _changing(token)
    if not form.validate():
        return _new_page(token, form, changing), 422
    try:
        with house().database.writing() as session:
            goal_id = _added(session, link.person_id, form, changing)
    except ThreeAlready:
        return _new_page(token, form, changing, full=True), 409
    return pages.go("goals.rate", token=token, goal=goal_id, kept=goal_id)


def _added(session: Session, person_id: str, form: WordsForm, changing: Goal | None) -> int:
    if changing is not None:
        store.close_goal(session, person_id, changing.id, State.CHANGED, **_here())
    replaces, shared = changing.id if changing else None, bool(form.shared.data)
    return store.set_goal(session, person_id, str(form.words.data), replaces=replaces, shared=shared, **_here())


def _changing(token: str) -> Goal | None:
    """The goal whose words are to change, if the address names one."""
    goal_id = number_named(request.args.get("instead_of"))
    return None if goal_id is None else _goal(token, goal_id)


def _new_page(token: str, form: WordsForm, changing: Goal | None, *, full: bool = False) -> str:
    instead, link = {"instead_of": changing.id} if changing else {}, opened(token)
    with house().database.reading() as session:
        has_family = bool(relations_to(session, link.person_id, FAMILY))
    action = pages.url("goals.new", token=token, **instead)
    return render(
        "goals/new.html",
        form=form,
        changing=changing,
        full=full,
        has_family=has_family,
        ideas=[_(idea) for idea in IDEAS],
        action=action,
    )


@goals.get("/<int:goal>")
def one(token: str, goal: int) -> str:
    """One goal: their words, what they said over time, what others call it, and what they can do with it."""
    found = _goal(token, goal)
    with house().database.reading() as session:
        grouper = names_of(session, [found.grouped_by]).get(found.grouped_by)
        writer = None if found.own_words else names_of(session, [found.set_by]).get(found.set_by)
    return render(
        "goals/one.html",
        goal=found,
        tell=TELL,
        grouper=None if found.grouped_by == found.person_id else grouper,
        writer=writer,
        rtl=pages.language().dir == "rtl",
        kept=kept_line(found.person_id, token),
    )


@goals.get("/<int:goal>/rate")
def rate(token: str, goal: int) -> str:
    """How close are you now, 0 to 10."""
    found = _goal(token, goal)
    return render("goals/rate.html", goal=found, form=RateForm(), tell=TELL, kept=kept_line(found.person_id, token))


@goals.post("/<int:goal>/rate")
def rated(token: str, goal: int) -> Page:
    """Keep a rating."""
    link, found = opened(token), _goal(token, goal)
    pages.require_own_form(token)
    form = RateForm(request.form)
    if not form.validate() or form.rating.number is None:
        return render("goals/rate.html", goal=found, form=form, tell=TELL, kept=None), 422
    with house().database.writing() as session:
        kept = store.rate_goal(session, link.person_id, goal, form.rating.number, words=form.words.data, **_here())
    return pages.go("goals.one", token=token, goal=goal, kept=kept)


@goals.get("/<int:goal>/close")
def close(token: str, goal: int) -> Page:
    """After the one tap that closed it: undo it, or say why. Neither is needed."""
    found = _goal(token, goal)
    if found.is_live:
        return pages.go("goals.one", token=token, goal=goal)
    form, kept = CloseForm(words=found.closing_words), kept_line(found.person_id, token)
    return render("goals/close.html", goal=found, form=form, tell=TELL, kept=kept)


@goals.post("/<int:goal>/close")
def closed(token: str, goal: int) -> Page:
    """One tap: achieved, paused or dropped. A reason may follow, in their own words."""
    link, found = opened(token), _goal(token, goal)
    pages.require_own_form(token)
    form = CloseForm(request.form)
    if not form.validate():
        return render("goals/close.html", goal=found, form=form, tell=TELL, kept=None), 422
    with house().database.writing() as session:
        kept = store.close_goal(session, link.person_id, goal, str(form.how.data), words=form.words.data, **_here())
    after = "goals.one" if (form.words.data or "").strip() else "goals.close"
    return pages.go(after, token=token, goal=goal, kept=kept)


@goals.post("/<int:goal>/resume")
def resume(token: str, goal: int) -> Page:
    """Take a closed goal up again."""
    link = opened(token)
    pages.require_own_form(token)
    with house().database.writing() as session:
        kept = store.resume_goal(session, link.person_id, goal, **_here())
    return pages.go("goals.one", token=token, goal=goal, kept=kept)


@goals.post("/<int:goal>/share")
def share(token: str, goal: int) -> Page:
    """One tap either way: let family who may see goals see this one, or keep it. Nobody is told."""
    link = opened(token)
    pages.require_own_form(token)
    wanted = request.form.get("shared") == "yes"
    with house().database.writing() as session:
        kept = store.share_goal(session, link.person_id, goal, wanted, **_here())
    return pages.go("goals.one", token=token, goal=goal, kept=kept)


@goals.get("/<int:goal>/group")
def group(token: str, goal: int) -> str:
    """What others call this: change the group, or refuse one."""
    found = _goal(token, goal)
    chosen = found.cluster or (NO_CLUSTER if found.grouped_by != SUGGESTED else None)
    return _group_page(found, chosen, None)


@goals.post("/<int:goal>/group")
def grouped(token: str, goal: int) -> Page:
    """Keep their choice of group. After it nobody else's counts."""
    link, found = opened(token), _goal(token, goal)
    pages.require_own_form(token)
    form = GroupForm(request.form)
    allowed = {NO_CLUSTER, *(cluster.id for cluster in framework(found.framework).clusters)}
    if not form.validate() or form.cluster.data not in allowed:
        return _group_page(found, None, _("Pick a group, or No group.")), 422
    cluster = None if form.cluster.data == NO_CLUSTER else form.cluster.data
    with house().database.writing() as session:
        kept = store.group_goal(session, link.person_id, goal, cluster, **_here())
    return pages.go("goals.one", token=token, goal=goal, kept=kept)


def _group_page(goal: Goal, chosen: str | None, error: str | None) -> str:
    options = [(each.id, f"{_(each.title)}: {_(each.plain)}") for each in framework(goal.framework).clusters]
    options.append((NO_CLUSTER, _("No group")))
    return render("goals/group.html", goal=goal, options=options, chosen=chosen, error=error)
