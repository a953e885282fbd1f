"""The staff side of requests for data: writing one down, weighing it, and deciding it with someone else."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.records.clock import local_day
from survey.sharing.forms import ASKERS, POWERS, RESULTS, RequestForm, WeighForm
from survey.sharing.request import (
    Asker,
    Ending,
    NoDayToTell,
    NoScope,
    NotCompulsory,
    Power,
    Request,
    Result,
    UnnamedPower,
)
from survey.sharing.requests import store
from survey.sharing.seen.store import request_of, requests_of, whom_they_ask_about
from survey.sharing.share import NobodyNamed, Unreasoned

sharing_desk = Blueprint("sharing_desk", __name__, url_prefix="/sharing")

WHO = (Role.MANAGER, Role.DATA_LEAD)
FIELD_OF = {
    NobodyNamed: "organisation",
    NotCompulsory: "compulsory",
    UnnamedPower: "power_words",
    NoScope: "scope",
    Unreasoned: "reason",
    NoDayToTell: "tell_on",
}


@sharing_desk.get("/requests")
@only_for(*WHO)
def requests() -> str:
    """Who asked us for data, and how it ended; what waits for someone first."""
    found = see(house(), me(), requests_of())
    shown = {"askers": dict(ASKERS), "results": dict(RESULTS)}
    return render("sharing/desk/requests.html", rows=found.requests, names=found.names, **shown)


@sharing_desk.get("/<person_id>/request")
@only_for(*WHO)
def new_request(person_id: str) -> str:
    """A request about someone to write down."""
    return _new_page(person_id, RequestForm())


def _new_page(person_id: str, form: RequestForm) -> str:
    person = see(house(), me(), whom_they_ask_about(person_id))
    return render("sharing/desk/new_request.html", form=form, person=person, askers=ASKERS, powers=POWERS)


@sharing_desk.post("/<person_id>/request")
@only_for(*WHO)
def receive(person_id: str) -> AnyResponse | tuple[str, int]:
    """Write it down as it came."""
    form, here = RequestForm(), house()
    see(here, me(), whom_they_ask_about(person_id))
    if not form.validate_on_submit():
        return _new_page(person_id, form), 422
    try:
        request = Request.of(
            Asker(str(form.asker.data)),
            organisation=form.organisation.data or "",
            power=Power(str(form.power.data)),
            power_words=form.power_words.data or "",
            compulsory=bool(form.compulsory.data),
            scope=form.scope.data or "",
        )
    except (NobodyNamed, NotCompulsory, UnnamedPower, NoScope) as error:
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return _new_page(person_id, form), 422
    with here.database.writing() as session:
        seq = store.receive(
            session,
            person_id,
            request,
            organisation_id=me().organisation_id,
            by=me().person_id,
            now=here.clock(),
            rng=here.rng,
        )
    return go("sharing_desk.request", seq=seq)


@sharing_desk.get("/requests/<int:seq>")
@only_for(*WHO)
def request(seq: int) -> str:
    """One request: what was asked, and what the first of two would do."""
    return _one_page(seq, WeighForm())


def _one_page(seq: int, form: WeighForm) -> str:
    found, member = see(house(), me(), request_of(seq)), me()
    may_decide = found.row.weighed_by not in (None, member.person_id) and found.row.decided_by is None
    named = {"askers": dict(ASKERS), "powers": dict(POWERS), "results": RESULTS}
    return render(
        "sharing/desk/request.html",
        row=found.row,
        asked=found.facts,
        ending=found.ending,
        names=found.names,
        form=form,
        may_decide=may_decide,
        **named,
    )


@sharing_desk.post("/requests/<int:seq>/weigh")
@only_for(*WHO)
def weigh(seq: int) -> AnyResponse | tuple[str, int]:
    """The first of two says what they would do, and why."""
    form, here = WeighForm(), house()
    found = see(here, me(), request_of(seq))
    if not form.validate_on_submit():
        return _one_page(seq, form), 422
    today = local_day(here.clock())
    try:
        ending = Ending.of(
            Request.from_facts(found.facts),
            Result(str(form.result.data)),
            reason=form.reason.data or "",
            given=form.given.data or "",
            tell_on=form.tell_on.data or today,
            today=today,
        )
    except (NoScope, Unreasoned, NoDayToTell) as error:
        field = "given" if isinstance(error, NoScope) else FIELD_OF[type(error)]
        form[field].errors = [_(str(error))]
        return _one_page(seq, form), 422
    with here.database.writing() as session:
        store.weigh(session, seq, ending, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


@sharing_desk.post("/requests/<int:seq>/decide")
@only_for(*WHO)
def decide(seq: int) -> AnyResponse:
    """The second of two agrees: it is decided."""
    here = house()
    see(here, me(), request_of(seq))
    with here.database.writing() as session:
        store.decide(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)
