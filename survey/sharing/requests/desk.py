"""The staff side of requests for data: writing one down, weighing it, and deciding it with someone else."""

from datetime import date

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.sharing.forms import PutOffForm
from survey.sharing.request import (
    AboutNobody,
    Asker,
    Changed,
    Ending,
    NobodyAsks,
    NoDayToTell,
    NoScope,
    NotCompulsory,
    Power,
    Request,
    Result,
    UnnamedPower,
    needs_someone,
    require_someone,
)
from survey.sharing.requests import store
from survey.sharing.requests.forms import ASKERS, POWERS, RESULTS, DecideForm, RequestForm, WeighForm, WentForm
from survey.sharing.seen.store import request_of, requests_of, whom_they_ask_about
from survey.sharing.share import Unreasoned

sharing_desk = Blueprint("sharing_desk", __name__, url_prefix="/sharing")

WHO = (Role.MANAGER, Role.DATA_LEAD)
FIELD_OF: dict[type[DomainError], str] = {
    NobodyAsks: "organisation",
    NotCompulsory: "compulsory",
    UnnamedPower: "power_words",
    NoScope: "scope",
    Unreasoned: "reason",
    NoDayToTell: "tell_on",
    AboutNobody: "result",
}


@sharing_desk.get("/requests")
@only_for(*WHO)
def requests() -> str:
    """Who asked us for data, and how it ended; what somebody has to do now stands first, the longest waiting first."""
    found, today = see(house(), me(), requests_of()), local_day(house().clock())
    waiting = sorted((row for row in found.requests if needs_someone(row, today)), key=lambda row: row.tell_on)
    rest = [row for row in found.requests if row not in waiting]
    shown = {"askers": dict(ASKERS), "results": dict(RESULTS), "today": today}
    return render("sharing/desk/requests.html", waiting=waiting, rows=rest, names=found.names, **shown)


@sharing_desk.get("/requests/nobody")
@only_for(*WHO)
def new_general() -> str:
    """A request about a group, or about someone not known here, to write down."""
    return _new_page(None, RequestForm())


@sharing_desk.post("/requests/nobody")
@only_for(*WHO)
def receive_general() -> AnyResponse | tuple[str, int]:
    """Write it down as it came: it is counted like any other, and nothing can go out on it."""
    return _receive(None, RequestForm())


@sharing_desk.get("/<person_id>/request")
@only_for(*WHO)
def new_request(person_id: str) -> str:
    """A request about someone to write down."""
    return _new_page(person_id, RequestForm())


def _new_page(person_id: str | None, form: RequestForm) -> str:
    person = see(house(), me(), whom_they_ask_about(person_id)) if person_id is not None else None
    return render("sharing/desk/new_request.html", form=form, person=person, askers=ASKERS, powers=POWERS)


@sharing_desk.post("/<person_id>/request")
@only_for(*WHO)
def receive(person_id: str) -> AnyResponse | tuple[str, int]:
    """Write it down as it came."""
    see(house(), me(), whom_they_ask_about(person_id))
    return _receive(person_id, RequestForm())


def _receive(person_id: str | None, form: RequestForm) -> AnyResponse | tuple[str, int]:
    if not form.validate_on_submit():
        return _new_page(person_id, form), 422
    try:
        request = _request_from(form)
    except (NobodyAsks, NotCompulsory, UnnamedPower, NoScope) as error:
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return _new_page(person_id, form), 422
    here, ours, by = house(), me().organisation_id, me().person_id
    with here.database.writing() as session:
        seq = store.receive(session, person_id, request, organisation_id=ours, by=by, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


def _request_from(form: RequestForm) -> Request:
    return Request.of(
        Asker(str(form.asker.data)),
        organisation=form.organisation.data or "",
        power=Power(str(form.power.data)),
        power_words=form.power_words.data or "",
        compulsory=bool(form.compulsory.data),
        scope=form.scope.data or "",
    )


@sharing_desk.get("/requests/<int:seq>")
@only_for(*WHO)
def request(seq: int) -> str:
    """One request: what was asked, what the first of two would do, when the person is told, what went out."""
    return one_page(seq)


def one_page(
    seq: int, form: WeighForm | None = None, later: PutOffForm | None = None, went: WentForm | None = None
) -> str:
    """The page of one request, with the form that was sent as it was typed."""
    found, member, today = see(house(), me(), request_of(seq)), me(), local_day(house().clock())
    row = found.row
    is_pending = row.delay_seq is not None and row.put_off_by is None and row.told_seq is None
    empty = {"form": WeighForm(formdata=None), "later": PutOffForm(formdata=None), "went": WentForm(formdata=None)}
    forms = empty | {name: each for name, each in (("form", form), ("later", later), ("went", went)) if each}
    return render(
        "sharing/desk/request.html",
        found=found,
        row=row,
        asked=found.facts,
        ending=found.ending,
        names=found.names,
        may_decide=row.weighed_by not in (None, member.person_id) and row.decided_by is None,
        may_tell=row.decided_by is not None and row.told_seq is None and row.person_id is not None,
        is_pending=is_pending,
        may_put_off=is_pending and row.delay_by != member.person_id and _still_ahead(found.delay, today),
        waits_now=needs_someone(row, today),
        askers=dict(ASKERS),
        powers=dict(POWERS),
        results=RESULTS,
        **forms,
    )


def _still_ahead(delay: dict[str, str], today: date) -> bool:
    return bool(delay) and date.fromisoformat(delay["tell_on"]) > today


@sharing_desk.post("/requests/<int:seq>/weigh")
@only_for(*WHO)
def weigh(seq: int) -> AnyResponse | tuple[str, int]:
    """The first of two says what they would do, and why."""
    form, here = WeighForm(), house()
    found = see(here, me(), request_of(seq))
    if not form.validate_on_submit():
        return one_page(seq, form), 422
    try:
        ending = _ending_from(form, Request.from_facts(found.facts), is_about_nobody=found.row.person_id is None)
        require_someone(found.row.person_id, ending.result)
    except (NoScope, Unreasoned, NoDayToTell, AboutNobody) as error:
        field = "given" if isinstance(error, NoScope) else FIELD_OF[type(error)]
        form[field].errors = [_(str(error))]
        return one_page(seq, form), 422
    with here.database.writing() as session:
        store.weigh(session, seq, ending, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


def _ending_from(form: WeighForm, request: Request, *, is_about_nobody: bool) -> Ending:
    today = local_day(house().clock())
    return Ending.of(
        request,
        Result(str(form.result.data)),
        reason=form.reason.data or "",
        given=form.given.data or "",
        tell_on=today if is_about_nobody else form.tell_on.data,
        today=today,
    )


@sharing_desk.post("/requests/<int:seq>/decide")
@only_for(*WHO)
def decide(seq: int) -> AnyResponse:
    """The second of two agrees to what they read: it is decided. What was changed since has to be read again."""
    form, here = DecideForm(), house()
    see(here, me(), request_of(seq))
    if not form.validate_on_submit() or form.read.data is None:
        raise Changed
    with here.database.writing() as session:
        store.decide(session, seq, weighed=form.read.data, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)
