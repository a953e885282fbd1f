"""What waits for those on a route: the list, one alert, taking it, saying what was done; and answering a test."""

from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.records.forms import JustPressed
from survey.safety import store
from survey.safety.alert import NotTaken, SaysNothing
from survey.safety.alerts import store as alerts
from survey.safety.forms import ClosingForm
from survey.safety.keeping.desk import safety_desk, worded
from survey.safety.seen.store import Opened, mine, one
from survey.safety.watching import Route, in_words

__all__ = ["safety_desk"]

WHO = (Role.PRACTITIONER, Role.MANAGER)


@safety_desk.get("/", endpoint="list")
@only_for(*WHO)
def list_alerts() -> str:
    """What is open and whose turn it is; and the tests that wait for an answer. Empty for whoever is on no route."""
    return _list("")


def _list(problem: str) -> str:
    here, member = house(), me()
    rows = see(here, member, mine())
    with here.database.reading() as session:
        routes = [each for each in store.routes_of(session, member.organisation_id) if _is_on(each)]
    tests = [each for each in routes if each.awaits_answer(here.clock()) and each.tested_by != member.person_id]
    known = {"rows": rows, "tests": tests, "on_one": bool(routes), "problem": problem}
    return render("safety/desk/list.html", **known, now=here.clock(), form=JustPressed())


def _is_on(route: Route) -> bool:
    return route.ended_at is None and me().person_id in route.people


@safety_desk.post("/routes/<int:seq>/got")
@only_for(*WHO)
def got_test(seq: int) -> AnyResponse | tuple[str, int]:
    """They got the test: someone is there."""
    here, member = house(), me()
    if not JustPressed().validate_on_submit():
        return _list(_("Please try again.")), 422
    try:
        with here.database.writing() as session:
            store.answer_test(session, seq, by=member.person_id, now=here.clock(), rng=here.rng)
    except (store.NotByYou, store.TooLate) as refused:
        return _list(_(str(refused))), 409
    return go("safety_desk.list")


@safety_desk.get("/<int:seq>")
@only_for(*WHO)
def alert(seq: int) -> str:
    """One alert: who, which answer, who works with them, and what to do now."""
    return _page(seq, ClosingForm())


def _page(seq: int, form: ClosingForm) -> str:
    here = house()
    found = see(here, me(), one(seq))
    return render("safety/desk/one.html", found=found, given=_given(found), form=form, now=here.clock())


def _given(found: Opened) -> list[tuple[str, str]]:
    plan = found.route.plan
    asked = worded((plan.questionnaire, plan.version))
    known = {each.item: each for each in asked.questions}
    shown = []
    for item, code in found.given.items():
        if item in known:
            shown.append((known[item].text, in_words(known[item], code)))
        elif code == 1:  # one of several that they picked
            asked_of, _dot, picked = item.rpartition(".")
            shown.append((known[asked_of].text, in_words(known[asked_of], int(picked))))
    return shown


@safety_desk.post("/<int:seq>/take")
@only_for(*WHO)
def take(seq: int) -> AnyResponse | tuple[str, int]:
    """They have it: nobody else is told after them, and the young person sees who."""
    here, member = house(), me()
    if not JustPressed().validate_on_submit():
        return _page(seq, ClosingForm(formdata=None)), 422
    with here.database.writing() as session:
        alerts.take(session, seq, by=member.person_id, now=here.clock(), rng=here.rng)
    return go("safety_desk.alert", seq=seq)


@safety_desk.post("/<int:seq>/close")
@only_for(*WHO)
def close(seq: int) -> AnyResponse | tuple[str, int]:
    """What was done. The young person reads it."""
    here, member, form = house(), me(), ClosingForm()
    if not form.validate_on_submit():
        return _page(seq, form), 422
    try:
        with here.database.writing() as session:
            words = form.words.data or ""
            alerts.close(session, seq, words, by=member.person_id, now=here.clock(), rng=here.rng)
    except (SaysNothing, NotTaken) as wrong:
        form.words.errors = [_(str(wrong))]
        return _page(seq, form), 422 if isinstance(wrong, SaysNothing) else 409
    return go("safety_desk.alert", seq=seq)
