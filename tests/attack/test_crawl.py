"""A commissioner crawls a release, its pages, drawings and files, and finds no number that `figures.csv` has not.

What stands in every release of the same tables is a constant: it is found by crawling one whose figures are all hidden
and one whose figures are all alike. Every other number must be a figure of the one file that the solver is given.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from staff import desk_of

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import HIDDEN, Statistic
from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.kept.store import Fresh, keep
from survey.people.role import Role
from tests.attack.a_house import DAYS, everybody, frame, made_safe
from tests.attack.crawl import Figures, Told, figures, numbers, page, told_by_drawing

PAGES = (
    "",
    "/measures",
    "/groups",
    "/places",
    "/places/B01",
    "/over-time",
    "/missing",
    "/given",
    "/readings",
    "/print",
)
FILES = ("datapackage.json", "ees-data.csv", "ees-data.meta.csv", "release.xlsx", "release.ods", "README.txt")
ALIKE = {Statistic.PEOPLE: "7770", Statistic.MEAN: "5.0"}
OF_THE_MOMENT = ("Content-Length", "Date", "Set-Cookie")  # as long as what is sent, and a cookie that is sealed
Crawled = dict[str, bytes]
THIRD = 3  # the number of the release that is attacked; the two before it show what is constant


@pytest.fixture(scope="module")
def made():
    """A release of ninety young people, as the house makes it; sixty of them counted."""
    return made_safe(everybody(4, 45, missing=30), frame())


@pytest.fixture
def commissioner(sayso, cast):
    """Somebody who may read every page and file."""
    desk = desk_of(sayso, cast.carys, Role.COMMISSIONER)
    terms = Terms(Audience.ROLE, "commissioner", date(2026, 1, 1), date(2030, 1, 1), "To plan.", "The director",
                  formats=tuple(Format))  # fmt: skip
    with sayso.house.database.writing() as session:
        agree(session, terms, by=None, now=sayso.house.clock(), rng=sayso.house.rng)
    return desk


def published(house, made, cohort: int, text=None) -> int:
    """Keep the release; with `text`, the same one with every figure of the kind saying that."""
    said = made.figures
    if text is not None:
        said = [replace(each, figure=restore(each.statistic, text.get(each.statistic, text[None]))) for each in said]
    about = (cohort, "January to March 2026", "", *DAYS, made.programme, said, {})
    with house.database.writing() as session:
        return keep(session, Fresh(*about))


def crawl(desk, number: int) -> Crawled:
    """Every page and file of a release and what comes before it; the release's own number is taken out."""
    found: Crawled = {}
    for each in (*PAGES, "figures.csv", *FILES):
        answer = desk.get(f"/desk/impact/{number}{each if each in PAGES else f'/files/{each}'}")
        assert answer.status_code == 200
        found[each] = answer.data.replace(b"/impact/%d" % number, b"/impact/")
        said = [f"{name}: {value}" for name, value in answer.headers if name not in OF_THE_MOMENT]
        found[f"{each} headers"] = "\n".join(said).encode()
    return found


def everything(crawled: Mapping[str, bytes]) -> set[Told]:
    """Every number anywhere, and where it stands."""
    found: set[Told] = set()
    for name, content in crawled.items():
        found |= set(page(name, content.decode()).told if name in PAGES else numbers(name, content))
    return found


def leaks(crawled: Mapping[str, bytes], constants: set[Told], known: Figures) -> set[object]:
    """What is told that neither `figures.csv` tells nor every release of these tables."""
    found: set[object] = set()
    read: set[Told] = set()
    for name, content in crawled.items():
        for drawing in page(name, content.decode()).drawings if name in PAGES else ():
            faults, marks = told_by_drawing(drawing, known)
            found |= {(name, each) for each in faults}
            read |= {(name, *each) for each in marks}
    told = everything(crawled) - constants - read
    return found | {each for each in told if f"{float(each[-1]):g}" not in known.every and not names_the_release(each)}


def names_the_release(told: Told) -> bool:
    """Its number stands in its files' names and heads."""
    name, part, key, number = told
    heads = key in ("name", "release", "cite_as") or part == "Cover" or name == "README.txt"
    return number == str(THIRD) and (heads or name.endswith("headers"))


def planted(crawled: Crawled) -> Iterator[tuple[str, Crawled]]:
    """The same crawl with one exact number in it, each in another place where one could be overlooked."""
    places = {
        "the words for a drawing": ("", rb"</desc>", b" 37</desc>"),
        "an attribute": ("/missing", rb"<tr>", b"<tr data-n='37'>"),
        "a label": ("/measures", rb"<table", b"<table aria-label='37 young people'"),
        "a comment": ("/places", rb"</main>", b"<!-- 37 --></main>"),
        "a bar": ("/missing", rb'(<rect class="in"[^>]* width=")[\d.]+', rb"\g<1>58.37"),
        "a bar of several parts": ("/measures", rb'(<rect class="s s-[^>]* width=")[\d.]+', rb"\g<1>58.37"),
        "a dot": ("/measures", rb'(<circle class="d" cx=")[\d.]+', rb"\g<1>58.37"),
        "a dot's range": ("/measures", rb'(<line class="l" x1=")[\d.]+', rb"\g<1>58.37"),
        "a place in a list": ("/groups", rb"<tr>", b"<tr style='order: 37'>"),
        "a tag for caches": ("/groups headers", rb"$", b"\nETag: w-37"),
        "a column": ("ees-data.csv", rb",c\b", b",37"),
        "a note": ("README.txt", rb"\Z", b" 37 answered."),
        "a property": ("datapackage.json", rb'"marker"', b'"37"'),
    }
    for what, (name, where, leak) in places.items():
        content = re.sub(where, leak, crawled[name], count=1)
        assert content != crawled[name], what
        yield what, {name: content}
    for name, part, where, leak in (
        ("release.ods", "content.xml", b"<office:body>", b"<office:body><!-- --><text:p>37</text:p>"),
        ("release.ods", "meta.xml", b"</office:meta>", b"<x>37</x></office:meta>"),
        ("release.xlsx", "docProps/app.xml", b"</Properties>", b"<Pages>37</Pages></Properties>"),
        ("release.xlsx", "xl/sharedStrings.xml", b"</t>", b" 37</t>"),
    ):
        yield f"{name}, {part}", {name: with_part(crawled[name], part, where, leak)}


def with_part(content: bytes, part: str, where: bytes, leak: bytes) -> bytes:
    """A file in zip form with one part changed."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for each in old.namelist():
            said = old.read(each)
            changed = said.replace(where, leak, 1) if each == part else said
            assert each != part or changed != said, part
            new.writestr(each, changed)
    return made.getvalue()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_is_sent_holds_a_number_that_the_figures_do_not(house, commissioner, made):
    hidden = crawl(commissioner, published(house, made, 1, {None: HIDDEN}))
    alike = crawl(commissioner, published(house, made, 2, {None: "50"} | ALIKE))
    constants = everything(hidden) | everything(alike)
    assert published(house, made, THIRD) == THIRD
    crawled = crawl(commissioner, THIRD)
    known = figures(crawled.pop("figures.csv"))
    assert leaks(crawled, constants, known) == set()
    assert "37" not in known.every
    for what, leaking in planted(crawled):
        assert leaks(leaking, constants, known), what
