"""Staff pages of figures: a data lead opens and closes cohorts; a commissioner reads releases, and nothing else.

Every page about a release reads through `releases()`, a way into the database that can see release tables alone.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from outcomes.disclosure import rulebook
from outcomes.disclosure.figure import Statistic
from outcomes.impact import chart, store
from outcomes.impact.captions import TitleWrong
from outcomes.impact.export.book import Book
from outcomes.impact.export.package_json import package_json
from outcomes.impact.export.table_csv import table_csv
from outcomes.impact.forms import CloseForm, OpenForm
from outcomes.impact.labels import LABELS
from outcomes.impact.models import Cohort
from outcomes.impact.release import Line
from survey import pages
from survey.accounts.desk import me, only_for
from survey.desk_pages import go, render
from survey.errors import AlreadyDone
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.people.models import Area, Organisation
from survey.people.role import Role

impact_desk = Blueprint("impact_desk", __name__, url_prefix="/impact")
READERS = (Role.COMMISSIONER, Role.DATA_LEAD)


def _day(day: date) -> str:
    return day_words(datetime.combine(day, time(), UTC), year=True)


# Releases, for a commissioner


@impact_desk.get("/")
@only_for(*READERS)
def releases() -> str:
    """Every release there is."""
    with house().database.releases() as session:
        books = [store.release_book(session, each.id) for each in store.releases(session)]
    return render("impact/desk/releases.html", books=[(book, _headline(book), _days(book)) for book in books])


@impact_desk.get("/<int:number>")
@only_for(*READERS)
def release(number: int) -> str:
    """One release: the headline, its shape, who is missing, and the tables."""
    book = _book(number)
    sheets = {sheet.key: sheet.lines for sheet in book.sheets}
    charts = _charts(sheets, rtl=pages.language().dir == "rtl")
    about = {"book": book, "days": _days(book), "head": _headline(book), "averages": _averages(sheets.get("means", ()))}
    return render("impact/desk/release.html", sheets=sheets, charts=charts, **about)


@impact_desk.get("/<int:number>.csv")
@only_for(*READERS)
def table(number: int) -> Response:
    """The tables of a release as CSV."""
    return _download(table_csv(_book(number)), "text/csv", f"release-{number}.csv")


@impact_desk.get("/<int:number>.json")
@only_for(*READERS)
def package(number: int) -> Response:
    """The tables of a release as JSON, with what they mean."""
    return _download(package_json(_book(number)), "application/json", f"release-{number}.json")


@impact_desk.get("/methods")
@only_for(*READERS)
def methods() -> str:
    """How these numbers are made, with every constant."""
    return render("impact/desk/methods.html", rules=rulebook.rules())


def _book(number: int) -> Book:
    with house().database.releases() as session:
        return store.release_book(session, number)


def _download(text: str, kind: str, name: str) -> Response:
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _days(book: Book) -> dict[str, str]:
    return {
        "opens": _day(book.opens_on),
        "closes": _day(book.closes_on),
        "published": _day(book.published_on),
    }


def _headline(book: Book) -> Any:
    return {statistic.value: figure for statistic, figure in book.sheets[0].lines[0].figures.items()}


def _averages(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The averages under the name of what they are averages of, one table each."""
    tables: dict[str, list[Line]] = {}
    for line in lines:
        title, _colon, name = line.label.rpartition(": ")
        tables.setdefault(title or LABELS["rated"], []).append(replace(line, label=name))
    return list(tables.items())


def _charts(sheets: dict[str, tuple[Line, ...]], *, rtl: bool) -> dict[str, Any]:
    """The geometry of every chart, from published figures only."""
    drawn: dict[str, Any] = {"axis": [(each, chart.along(each, rtl=rtl)) for each in (0, 25, 50, 75, 100)]}
    drawn["label_at"] = 100 if rtl else 0
    for key, part in (("shape", slice(None)), ("coverage", slice(1, 3))):
        lines = sheets.get(key, ())[part]
        drawn[key] = chart.bars([line.figures[Statistic.PEOPLE] for line in lines], rtl=rtl)
    for key in ("age", "gender", "borough"):
        lines = tuple(line for line in sheets.get(key, ()) if Statistic.PERCENT in line.figures)
        rows = [
            (line.figures[Statistic.PERCENT_LOW], line.figures[Statistic.PERCENT], line.figures[Statistic.PERCENT_HIGH])
            for line in lines
        ]
        drawn[key] = chart.interval_dots(rows, rtl=rtl)
        drawn[f"{key}_overlap"] = chart.overlap([(low, high) for low, _value, high in rows])
    return drawn


# Cohorts, for the data lead


@impact_desk.get("/cohorts")
@only_for(Role.DATA_LEAD)
def cohorts() -> str:
    """Every cohort, the open ones with a way to close them, and a form to open the next."""
    with house().database.reading() as session:
        return _cohorts_page(session, _open_form(session))


@impact_desk.post("/cohorts")
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
    return go("impact_desk.cohorts")


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
        now=house().clock(),
    )


def _open_form(session: Session) -> OpenForm:
    form = OpenForm()
    organisations = session.scalars(select(Organisation).order_by(Organisation.name))
    boroughs = session.scalars(select(Area).where(Area.level == "borough").order_by(Area.name))
    form.organisation_id.choices = [("", _("Any organisation")), *((each.id, each.name) for each in organisations)]
    form.area_code.choices = [("", _("Any place")), *((each.code, each.name) for each in boroughs)]
    return form


def _cohorts_page(session: Session, form: OpenForm) -> str:
    rows = [(cohort, _day(cohort.opens_on), _day(cohort.closes_on)) for cohort in store.cohorts(session)]
    with house().database.releases() as public:
        numbers = {row.cohort_id: row.id for row in store.releases(public)}
    return render("impact/desk/cohorts.html", rows=rows, numbers=numbers, form=form)


@impact_desk.get("/cohorts/<int:number>/close")
@only_for(Role.DATA_LEAD)
def close(number: int) -> str:
    """What closing this cohort will do, before it is done."""
    with house().database.reading() as session:
        cohort = store.cohort_of(session, number)
        return _close_page(cohort, CloseForm())


@impact_desk.post("/cohorts/<int:number>/close")
@only_for(Role.DATA_LEAD)
def close_now(number: int) -> AnyResponse | tuple[str, int]:
    """Close the cohort and see its release; with too few young people it stays open, and the page says so."""
    here, form = house(), CloseForm()
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                made = store.close(session, number, by=me().person_id, now=here.clock(), rng=here.rng)
            return go("impact_desk.release", number=made)
        except (store.RollsOn, AlreadyDone) as error:
            form.form_errors = [_(str(error))]
    with here.database.reading() as session:
        return _close_page(store.cohort_of(session, number), form), 409


def _close_page(cohort: Cohort, form: CloseForm) -> str:
    days = {"opens": _day(cohort.opens_on), "closes": _day(cohort.closes_on)}
    early = house().clock().date() <= cohort.closes_on
    return render("impact/desk/close.html", cohort=cohort, days=days, early=early, form=form, rules=rulebook.rules())
