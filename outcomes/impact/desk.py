"""A commissioner reads releases here, chapter by chapter, and nothing else.

Every page takes a Book from the one door (outcomes/impact/access), which narrows it to what the reader's agreement
says. What a page draws, it draws from that book's published figures.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Blueprint

from outcomes.areas.outlines import store as outlines
from outcomes.disclosure import rulebook
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Category
from outcomes.impact.access import desk as access
from outcomes.impact.beside.store import Beside, beside
from outcomes.impact.book import Book
from outcomes.impact.chapters import groups as differences
from outcomes.impact.chapters import measures as scales
from outcomes.impact.chapters import said
from outcomes.impact.chapters.given import given_of
from outcomes.impact.chapters.missing import by_group, in_parts, known_of, missing
from outcomes.impact.chapters.outcomes_chosen import goals, headline, shape
from outcomes.impact.chapters.over_time import over_time
from outcomes.impact.chapters.report import told as report_told
from outcomes.impact.chapters.rows import Row
from outcomes.impact.charts.paper import Paper
from outcomes.impact.charts.ward_map import PEOPLE_CLASSES, PERCENT_CLASSES, Place, WardMap, ward_map
from outcomes.impact.labels import MEASURES, TRUST, WAVES, WORDS
from outcomes.impact.readings import desk as reading_room
from outcomes.impact.voices import desk as voices
from survey import pages, stylesheet
from survey.accounts.desk import only_for
from survey.desk_pages import render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import day_words, gettext
from survey.i18n import gettext as _

impact_desk = Blueprint("impact_desk", __name__, url_prefix="/impact")
Facts = dict[str, Any]


def day_of(day: date) -> str:
    """A day in words, with its year."""
    return day_words(datetime.combine(day, time(), UTC), year=True)


def days_of(book: Book) -> dict[str, str]:
    """The days of a release in words."""
    return {"opens": day_of(book.opens_on), "closes": day_of(book.closes_on), "published": day_of(book.published_on)}


def say(name: str) -> str:
    """A name that a release carries, in the language of the page. It stays text: nothing in it is markup."""
    return gettext(name) if name else ""


def paper() -> Paper:
    """What charts are drawn on: the language of the page and the way it reads."""
    return Paper(pages.language().dir == "rtl", say)


def chapters() -> list[tuple[str, str]]:
    """The chapters of every release, whether or not it has figures for them, in the order they are to be read."""
    return [
        ("release", _("The headline, the shape of change, what they chose")),
        ("measures", _("Strengths, difficulties, wellbeing, experience")),
        ("groups", _("Groups of young people")),
        ("places", _("Places")),
        ("over_time", _("Over time")),
        ("missing", _("Who is missing")),
        ("given", _("What was needed, given and reached")),
        ("readings", _("What people read in it")),
        ("audit", _("How it was made safe")),
    ]


def show(template: str, here: str, book: Book, **facts: Any) -> str:
    """One page of a release."""
    frame = {"book": book, "days": days_of(book), "chapters": chapters(), "here": here}
    about = {"head": headline(book), "missing": missing(book, paper()), "missing_parts": in_parts(book)}
    return render(template, **frame, **about, **_words(), **facts)


def room_of(number: int) -> Facts:
    """What stands in the reading room of a release."""
    return reading_room.room(number)


def quotes_of(number: int) -> list[tuple[str, str]]:
    """Their own words beside a release, and what is said of whose they are."""
    return voices.quotes(number)


def _words() -> Facts:
    return {
        "say": say,
        "releases_url": stylesheet.releases_url(),
        "book_day": day_of,
        "measure_names": MEASURES,
        "people_said": lambda rows: said.people_said(rows, say),
        "shares_said": lambda rows: said.shares_said(rows, say),
        "bands_said": lambda account: said.bands_said(account, say),
        "means_said": lambda account: said.means_said(account, say),
        "rows_said": said.rows_said,
        "trust_words": lambda what: say(TRUST.get(str(what), str(what))),
        "symbol_words": lambda shown: say(WORDS.get(str(shown), str(shown))),
        "wave_words": lambda wave: say(WAVES.get(str(wave), str(wave))),
    }


@impact_desk.get("/")
@only_for(*access.READERS)
def releases() -> str:
    """Every release the reader may open, the newest first."""
    books = [(book, headline(book), known_of(book), days_of(book)) for book in access.open_books()]
    gone = access.gone_books()
    return render("impact/desk/releases.html", books=books, gone=gone, releases_url=stylesheet.releases_url())


@impact_desk.get("/<int:number>")
@only_for(*access.READERS)
def release(number: int) -> str:
    """The headline with its words and who is missing beside it, the shape of change, what they chose."""
    book = access.open_book(number, "page")
    return show(
        "impact/desk/release.html", "release", book, room=room_of(number), quotes=quotes_of(number), **_opening(book)
    )


def _opening(book: Book) -> Facts:
    mean = book.figure("shape", statistic=Statistic.MEAN, measure="goals", wave=scales.CHANGE)
    return {"shape": shape(book, paper()), "shape_mean": mean, "goals": goals(book, paper())}


@impact_desk.get("/<int:number>/measures")
@only_for(*access.READERS)
def measures(number: int) -> str:
    """Scale after scale: who changed reliably, where they stood, then averages, and whether to trust it here."""
    book = access.open_book(number, "page")
    return show("impact/desk/measures.html", "measures", book, families=_families(book))


def _families(book: Book) -> list[tuple[str, list[scales.Account]]]:
    return [(name, list(scales.accounts(book, each, paper()))) for name, each in scales.families(book)]


@impact_desk.get("/<int:number>/groups")
@only_for(*access.READERS)
def groups(number: int) -> str:
    """Differences by age and by how young people describe themselves."""
    book = access.open_book(number, "page")
    return show("impact/desk/groups.html", "groups", book, **_split(book, differences.OF_PEOPLE, differences.OF_PEOPLE))


def _split(book: Book, keys: Sequence[str], among: Sequence[str]) -> Facts:
    split = list(differences.groups(book, keys, paper()))
    return {"groups": split, "crossed": list(differences.crossed(book, among))}


@impact_desk.get("/<int:number>/places")
@only_for(*access.READERS)
def places(number: int) -> str:
    """Differences by area and by deprivation; wards have pages of their own."""
    book = access.open_book(number, "page")
    of_places = [each for each in differences.crossed(book, PEOPLE_AND_PLACES) if differences.is_of_places(each)]
    facts = _split(book, differences.OF_PLACES, ()) | {"crossed": of_places}
    names = {each.key: each.label for each in differences.boroughs(book)}
    rows = [row for code in names for row in differences.wards_of(book, code)]
    held = {row.key: names[code] for code in names for row in differences.wards_of(book, code)}
    facts |= {"boroughs": differences.boroughs(book), "map": _map(rows, held), "wards": rows}
    return show("impact/desk/places.html", "places", book, **facts)


PEOPLE_AND_PLACES = (*differences.OF_PEOPLE, *differences.OF_PLACES)


@impact_desk.get("/<int:number>/places/<code>")
@only_for(*access.READERS)
def wards(number: int, code: str) -> str:
    """The wards of one borough, on a map and in a table. :raise NotThere: for a place this release has not."""
    book = access.open_book(number, "page")
    borough = next((each for each in differences.boroughs(book) if each.key == code), None)
    if borough is None:
        raise NotThere
    rows, drawn = _wards(book, borough)
    return show("impact/desk/wards.html", "places", book, borough=borough, wards=rows, map=drawn)


def _wards(book: Book, borough: Category) -> tuple[tuple[Row, ...], WardMap | None]:
    rows = differences.wards_of(book, borough.key)
    return rows, _map(rows)


def _map(rows: Sequence[Row], within: Mapping[str, str] | None = None) -> WardMap | None:
    """The map of these wards, where the area has given their outlines."""
    lines = outlines_of([row.key for row in rows])
    shares = any(row.percent is not None for row in rows)
    places = [Place(row.key, row.percent if shares else row.people) for row in rows]
    classes = PERCENT_CLASSES if shares else PEOPLE_CLASSES
    source = ". ".join(filter(None, (lines.source.rstrip("."), lines.licence)))
    return ward_map(places, lines.shapes, classes, legend(shares), source, within)


def outlines_of(codes: Sequence[str]) -> outlines.Outlines:
    """The outlines of these wards, as the area gave them."""
    with house().database.releases() as session:
        return outlines.outlines(session, codes)


def legend(shares: bool) -> list[str]:
    """What each shade of a map means: hidden first, then classes that were fixed beforehand."""
    if shares:
        return [_("[c]: hidden"), _("under 25%"), _("25 to 49%"), _("50 to 74%"), _("75% or more")]
    return [_("[c]: hidden"), _("10 to 24 young people"), _("25 to 49"), _("50 to 99"), _("100 or more")]


@impact_desk.get("/<int:number>/over-time", endpoint="over_time")
@only_for(*access.READERS)
def over_time_page(number: int) -> str:
    """Cohort after cohort, as each was published."""
    book = access.open_book(number, "page")
    return show(
        "impact/desk/over_time.html", "over_time", book, over_time=over_time(book, access.open_line(book), paper())
    )


@impact_desk.get("/<int:number>/missing", endpoint="missing")
@only_for(*access.READERS)
def missing_page(number: int) -> str:
    """Everybody the services knew, and what became of each."""
    book = access.open_book(number, "page")
    return show(
        "impact/desk/missing.html", "missing", book, missing_by_group=list(by_group(book)), beside=beside_of(book)
    )


def beside_of(book: Book) -> Beside | None:
    """What others published of the places of this release."""
    with house().database.releases() as session:
        return beside(session, book)


@impact_desk.get("/<int:number>/given")
@only_for(*access.READERS)
def given(number: int) -> str:
    """Need, input, output and outcome, read together."""
    book = access.open_book(number, "page")
    return show("impact/desk/given.html", "given", book, amounts=given_of(book), **_opening(book))


@impact_desk.get("/<int:number>/readings")
@only_for(*access.READERS)
def readings(number: int) -> str:
    """What young people, practitioners, analysts and commissioners read in it."""
    return show("impact/desk/readings.html", "readings", access.open_book(number, "page"), room=room_of(number))


@impact_desk.get("/<int:number>/audit")
@only_for(*access.READERS)
def audit(number: int) -> str:
    """How this release was attacked before it was published, and what was hidden."""
    book = access.open_book(number, "page")
    return show("impact/desk/audit.html", "audit", book, report=report_told(book.report), rules=dict(book.rules))


@impact_desk.get("/<int:number>/print")
@only_for(*access.READERS)
def whole(number: int) -> str:
    """Everything on one page, for paper."""
    book = access.open_book(number, "print")
    facts = _opening(book) | _split(book, PEOPLE_AND_PLACES, PEOPLE_AND_PLACES)
    facts |= {"families": _families(book), "missing_by_group": list(by_group(book)), "amounts": given_of(book)}
    facts |= {"room": room_of(number), "quotes": quotes_of(number), "beside": beside_of(book)}
    facts |= {"boroughs": [(each, *_wards(book, each)) for each in differences.boroughs(book)]}
    return show(
        "impact/desk/whole.html", "whole", book, over_time=over_time(book, access.open_line(book), paper()), **facts
    )


@impact_desk.get("/methods")
@only_for(*access.READERS)
def methods() -> str:
    """How these numbers are made, with every constant."""
    return render("impact/desk/methods.html", rules=rulebook.rules(), releases_url=stylesheet.releases_url())
