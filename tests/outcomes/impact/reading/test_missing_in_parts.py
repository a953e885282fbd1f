"""Where no count of the missing is safe, parts of a hundred stand beside every figure: worked out, kept and read."""

from dataclasses import replace

import pytest

from outcomes.disclosure.earlier import Earlier
from outcomes.disclosure.engine import Protected, restore
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.report import Report
from outcomes.impact.book import Book
from outcomes.impact.chapters.missing import IN_PARTS
from outcomes.impact.closing.parts_of_known import parts_of_known
from outcomes.impact.door.store import Counting
from outcomes.impact.export.figures_csv import figures_csv
from outcomes.impact.export.permalink import who_is_missing
from outcomes.impact.tables import programmes
from tests.attack.a_house import everybody, frame
from tests.outcomes.impact.reading.handmade import book
from tests.outcomes.impact.reading.test_pages import PAGES, SHAPE, read, sayso, shelf, text_of

__all__ = ["SHAPE", "sayso", "shelf"]  # fixtures of the pages

FRAME = frame()
COUNTING = Counting(everybody(1, 240, missing=60, of=FRAME), [], FRAME, {})
SAID = "Of every hundred young people these services knew, about 80 are in the figures"


def with_tables(*keys: str) -> Protected:
    full = programmes(FRAME)[0]
    return Protected(replace(full, tables=tuple(each for each in full.tables if each.key in keys)), (), Report())


@pytest.fixture
def parts():
    [(table, figures)] = parts_of_known(COUNTING, with_tables("headline"), ())
    return table, figures


def test_they_are_made_only_where_no_counts_of_the_missing_went_out(parts):
    table, figures = parts
    assert table.key == IN_PARTS
    assert {("counted", "80"), ("contested", "0")} <= {(each.at["status"], each.figure.text) for each in figures}
    for keys in (("headline", "coverage"), ("headline", "coverage_by_age")):
        assert not list(parts_of_known(COUNTING, with_tables(*keys), ()))
    assert not list(parts_of_known(COUNTING, with_tables("headline"), (Earlier(programmes(FRAME)[0], ()),)))


@pytest.mark.parametrize("text", ["85", "110", "few", "-10"])
def test_nothing_but_tens_is_read_back(text):
    assert restore(Statistic.PART, "80").text == "80"
    with pytest.raises(ValueError, match="publishes"):
        restore(Statistic.PART, text)


def in_place_of_counts(parts, now: Book) -> Book:
    table, figures = parts
    status = FRAME.dimension("status")
    return replace(
        now,
        tables=(*(each for each in now.tables if not each.key.startswith("coverage")), table),
        dimensions=tuple(status if each.key == "status" else each for each in now.dimensions),
        figures=(*(each for each in now.figures if not each.table.startswith("coverage")), *figures),
    )


def test_they_stand_beside_every_figure(parts, sayso, shelf):
    shelf["book"] = found = in_place_of_counts(parts, book())
    for page in ("3", "3/groups", "3/missing", "3/print"):
        assert page in PAGES
        assert SAID in text_of(read(sayso, page)), page
    page = read(sayso, "3/missing")
    assert "They said no" in page
    assert "to the nearest ten: so nought stands for fewer than five" in text_of(page)
    assert read(sayso, "3/print").count('id="missing"') == 1
    assert [figure.text for words, figure in who_is_missing(found) if words == "In the figure"] == ["80"]
    assert f"{IN_PARTS},,,part," in figures_csv(found)
