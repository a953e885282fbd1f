"""The data lead's pages of cohorts: which are open, a form for the next, and closing one and publishing it."""

from flask import Blueprint, make_response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from outcomes.disclosure import rulebook
from outcomes.impact import store
from outcomes.impact.bandings import BANDINGS, USUAL
from outcomes.impact.captions import TitleWrong
from outcomes.impact.closing.stages import WORDS
from outcomes.impact.closing.watched import store as watched
from outcomes.impact.cohorts.forms import CloseForm, LastDayForm, OpenForm, WithdrawForm
from outcomes.impact.cohorts.store import roll_on
from outcomes.impact.desk import day_of
from outcomes.impact.errata import store as errata
from outcomes.impact.models import Cohort
from survey.accounts.desk import me, only_for
from survey.days import local_day
from survey.desk_pages import go, render
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.people.models import Area, Organisation
from survey.people.role import Role

ASK_AGAIN = 5  # seconds until a page that watches a closing is asked for again
cohorts_desk = Blueprint("cohorts_desk", __name__, url_prefix="/impact/cohorts")


@cohorts_desk.get("")
@only_for(Role.DATA_LEAD)
def cohorts() -> str:
    """Every cohort, the open ones with a way to close them, and a form to open the next."""
    with house().database.reading() as session:
        return _cohorts_page(session, _open_form(session))


@cohorts_desk.post("")
@only_for(Role.DATA_LEAD)
def open_cohort() -> AnyResponse | tuple[str, int]:
    """Open a cohort."""
    with house().database.writing() as session:
        form = _open_form(session)
        if form.validate_on_submit():
            try:
                _open(session, form)
            except (store.WrongCohort, TitleWrong) as error:
                form.title.errors = [_(str(error))]
        if form.errors:
            return _cohorts_page(session, form), 422
    return go("cohorts_desk.cohorts")


def _open(session: Session, form: OpenForm) -> None:
    assert form.opens_on.data
    assert form.closes_on.data
    store.open_cohort(
        session,
        title=form.title.data or "",
        opens_on=form.opens_on.data,
        closes_on=form.closes_on.data,
        organisation_id=form.organisation_id.data or None,
        area_code=form.area_code.data or None,
        banding=form.banding.data or USUAL,
        kind=form.kind.data or "cohort",
        year_id=int(form.year_id.data) if form.year_id.data else None,
        now=house().clock(),
    )


def _open_form(session: Session) -> OpenForm:
    form = OpenForm()
    organisations = session.scalars(select(Organisation).order_by(Organisation.name))
    boroughs = session.scalars(select(Area).where(Area.level == "borough").order_by(Area.name))
    form.organisation_id.choices = [("", _("Any organisation")), *((each.id, each.name) for each in organisations)]
    form.area_code.choices = [("", _("Any place")), *((each.code, each.name) for each in boroughs)]
    form.kind.choices = [
        ("cohort", _("A cohort, counted once when it closes")),
        ("year", _("A year, made of its quarters")),
    ]
    form.banding.choices = [(key, ", ".join(each.rows()).replace("-", "–")) for key, each in BANDINGS.items()]
    years = (each for each in store.cohorts(session) if each.kind == "year" and each.state == "open")
    form.year_id.choices = [("", _("No year")), *((str(each.id), each.title) for each in years)]
    return form


def _cohorts_page(session: Session, form: OpenForm) -> str:
    rows = [(cohort, day_of(cohort.opens_on), day_of(cohort.closes_on)) for cohort in store.cohorts(session)]
    with house().database.releases() as public:
        numbers = {row.cohort_id: row.id for row in store.releases(public)}
    return render("impact/cohorts/cohorts.html", rows=rows, numbers=numbers, form=form)


@cohorts_desk.get("/<int:number>/close")
@only_for(Role.DATA_LEAD)
def close(number: int) -> str:
    """What closing this cohort will do, before it is done."""
    with house().database.reading() as session:
        cohort = store.cohort_of(session, number)
        return _close_page(cohort, CloseForm())


@cohorts_desk.post("/<int:number>/close")
@only_for(Role.DATA_LEAD)
def close_now(number: int) -> AnyResponse | tuple[str, int]:
    """Ask for the cohort to be closed, which takes minutes, and watch it."""
    here, form = house(), CloseForm()
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                watched.ask_for(session, number, by=me().person_id, now=here.clock())
            return go("cohorts_desk.closing", number=number)
        except AlreadyDone as error:
            form.form_errors = [_(str(error))]
    with here.database.reading() as session:
        return _close_page(store.cohort_of(session, number), form), 409


@cohorts_desk.post("/<int:number>/last-day")
@only_for(Role.DATA_LEAD)
def last_day(number: int) -> AnyResponse | tuple[str, int]:
    """Let a cohort roll on to a later last day."""
    here, form = house(), LastDayForm()
    if form.validate_on_submit() and form.closes_on.data:
        try:
            with here.database.writing() as session:
                roll_on(session, number, form.closes_on.data, here.clock())
            return go("cohorts_desk.cohorts")
        except (store.WrongCohort, AlreadyDone) as error:
            form.closes_on.errors = [_(str(error))]
    with here.database.reading() as session:
        return _close_page(store.cohort_of(session, number), CloseForm(), form), 422


@cohorts_desk.get("/<int:number>/closing")
@only_for(Role.DATA_LEAD)
def closing(number: int) -> AnyResponse | str:
    """How far a closing has come. The page asks again by itself, without a script, until it is over."""
    with house().database.reading() as session:
        cohort, found = store.cohort_of(session, number), watched.closing_of(session, number)
    if found is None:
        return go("cohorts_desk.close", number=number)
    about = {
        "cohort": cohort,
        "closing": found,
        "why": _(found.why) if found.why else "",
        "stage": _(WORDS[found.stage]),
    }
    answer = make_response(render("impact/cohorts/closing.html", form=CloseForm(), **about))
    if found.state in ("waiting", "running"):
        answer.headers["Refresh"] = str(ASK_AGAIN)
    return answer


@cohorts_desk.post("/<int:number>/closing")
@only_for(Role.DATA_LEAD)
def stop_closing(number: int) -> AnyResponse:
    """Stop a closing: nothing is published, and it can be begun again."""
    if CloseForm().validate_on_submit():
        with house().database.writing() as session:
            store.cohort_of(session, number)
            watched.stop(session, number)
    return go("cohorts_desk.closing", number=number)


@cohorts_desk.get("/releases/<int:number>/withdraw")
@only_for(Role.DATA_LEAD)
def withdraw(number: int) -> str:
    """What taking a release from view does, and a form to say why."""
    return _withdraw_page(number, WithdrawForm())


@cohorts_desk.post("/releases/<int:number>/withdraw")
@only_for(Role.DATA_LEAD)
def withdraw_now(number: int) -> AnyResponse | tuple[str, int]:
    """Take it from view, for good."""
    here, form = house(), WithdrawForm()
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                errata.withdraw(session, number, form.why.data or "", by=me().person_id, now=here.clock(), rng=here.rng)
            return go("cohorts_desk.cohorts")
        except errata.WhyWrong as error:
            form.why.errors = [_(str(error))]
    return _withdraw_page(number, form), 422


def _withdraw_page(number: int, form: WithdrawForm) -> str:
    with house().database.releases() as session:
        row = next((each for each in store.releases(session) if each.id == number), None)
    if row is None:
        raise NotThere
    return render("impact/cohorts/withdraw.html", release=row, form=form)


def _close_page(cohort: Cohort, form: CloseForm, later: LastDayForm | None = None) -> str:
    days = {"opens": day_of(cohort.opens_on), "closes": day_of(cohort.closes_on)}
    early = local_day(house().clock()) <= cohort.closes_on
    asked = {"form": form, "later": later or LastDayForm(formdata=None), "rules": rulebook.rules()}
    return render("impact/cohorts/close.html", cohort=cohort, days=days, early=early, **asked)
