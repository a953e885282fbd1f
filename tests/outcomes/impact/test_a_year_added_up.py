"""A year of which nothing of its own is safe: the sum of what its quarters published, as an outsider adds it up."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Category, Table
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book
from outcomes.impact.closing.year.added_up import added_up, amounts
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.figures_csv import figures_csv
from tests.outcomes.impact.books import AGE, BOROUGH, REACHED, WARD, WHY

TABLES = (
    Table("headline", "Reached an outcome they chose", ("achieved",), share="achieved"),
    Table("coverage", "Who is in the figure, and who is missing", ("status",), among=""),
    Table("age", "Age", ("age", "achieved"), share="achieved"),
    Table("ward", "Ward", ("ward",)),
)
PLACES = [
    *(("headline", at) for at in ({}, {"achieved": "yes"}, {"achieved": "not_yet"})),
    *(("age", {"age": age} | more) for age in ("8-11", "12-15") for more in ({}, {"achieved": "yes"})),
    *(("ward", {"ward": code}) for code in ("W01", "W03")),
    *(("coverage", at) for at in ({}, {"status": "counted"})),
]
COUNTS = st.sampled_from(["c", "few", "10", "15", "40", "85"])


def book(texts: list[str], tables: tuple[Table, ...] = TABLES, number: int = 1) -> Book:
    """A quarter's release with these counts at PLACES, and an average that no sum may use."""
    kept = {table.key for table in tables}
    figures = [
        Published(table, restore(Statistic.PEOPLE, text), at)
        for (table, at), text in zip(PLACES, texts, strict=True)
        if table in kept
    ]
    figures.append(Published("headline", restore(Statistic.MEAN, "4.5"), {}, "strands/feelings", "before"))
    days = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 20))
    return Book(
        number, "A quarter", "", *days, "crossed", (REACHED, AGE, BOROUGH, WARD, WHY), tables, (), tuple(figures), {}
    )


LISTS = (TABLES, TABLES[:3], (*TABLES[:3], replace(TABLES[3], note="Another list of wards.")))
quarters = st.lists(
    st.tuples(st.lists(COUNTS, min_size=len(PLACES), max_size=len(PLACES)), st.integers(0, len(LISTS) - 1)),
    min_size=2,
    max_size=4,
)


def rows_of(book: Book) -> dict[tuple[str, ...], str]:
    """figures.csv as somebody outside reads it: every place with its value, or its marker in brackets."""
    rows = csv.DictReader(io.StringIO(figures_csv(book)))
    dims = ("achieved", "age", "ward", "status")
    return {
        (row["table"], row["statistic"], *(row[dim] for dim in dims)): row["value"] or f"[{row['marker']}]"
        for row in rows
    }


def by_hand(files: list[dict[tuple[str, ...], str]], tables: set[str]) -> dict[tuple[str, ...], str]:
    """What an outsider adds up from the files of the quarters, with nothing of ours."""
    found = {}
    for place in {place for rows in files for place in rows if place[0] in tables and place[1] == "people"}:
        said = [rows.get(place, "[c]") for rows in files]
        found[place] = str(sum(map(int, said))) if all(each.isdigit() for each in said) else "[c]"
    for place in [each for each in found if each[2] != "All"]:
        part, whole = found[place], found.get((*place[:2], "All", *place[3:]), "[c]")
        shown = part.isdigit() and whole.isdigit() and int(whole) >= 20
        k, n = (min(int(part), int(whole)), int(whole)) if shown else (0, 1)
        found[(place[0], "percent", *place[2:])] = str((200 * k + n) // (2 * n)) if shown else "[c]"
    return found


@settings(max_examples=30, deadline=None)
@given(quarters)
def test_a_year_added_up_is_what_an_outsider_adds_up_from_the_files_of_its_quarters(said: list[tuple[list[str], int]]):
    books = [book(texts, LISTS[number]) for texts, number in said]
    files = [rows_of(each) for each in books]
    alike = {table.key for table in books[0].tables if table.among and all(table in each.tables for each in books)}
    expected = by_hand(files, alike)
    made = list(added_up(books))
    if expected[("headline", "people", "All", "All", "All", "All")] == "[c]":
        assert made == [], "without the number of young people there is no release"
        return
    ((programme, figures),) = made
    year = replace(books[0], programme=programme.name, tables=programme.tables, figures=figures, number=9)
    assert {place: said for place, said in rows_of(year).items() if "percent_" not in place[1]} == expected
    assert "coverage" not in {each.table for each in figures}, "the same young people are missing from several quarters"
    package = json.loads(datapackage_json(year))["sayso"]
    assert package["programme"] == "added_up"
    assert any("added up from the published quarters" in each for each in package["method"])
    assert package["tables"][0]["note"].startswith("Added up from the published quarters; each is rounded.")


def test_a_row_that_means_something_else_in_another_quarter_is_not_added():
    one = book(["40"] * len(PLACES))
    other = replace(AGE, categories=(Category("8-11", "8 to 12"), *AGE.categories[1:]))
    two = replace(one, dimensions=(REACHED, other, BOROUGH, WARD, WHY))
    ((programme, figures),) = added_up([one, two])
    assert [each.key for each in programme.tables] == ["headline", "ward"]
    assert "age" not in {each.table for each in figures}
    assert not list(added_up([])), "a quarter that is out of view has nothing to add"


@pytest.mark.parametrize(("first", "second", "year"), [("120", "80", "200"), ("120", "c", "c"), ("120", None, "c")])
def test_an_amount_of_a_year_never_tells_what_a_quarter_hides(first: str, second: str | None, year: str):
    def given(text: str | None) -> Book:
        said = [] if text is None else [Published("inputs", restore(Statistic.AMOUNT, text), {}, "hours")]
        return replace(book(["40"] * len(PLACES)), figures=tuple(said))

    ((table, (figure,)),) = amounts([given(first), given(second)])
    assert (table.key, figure.measure, figure.figure.text) == ("inputs", "hours", year)
    assert not list(amounts([given(None), given(None)]))


def test_staff_of_a_year_are_the_average_of_its_quarters_by_their_days():
    def staff(text: str, last: date) -> Book:
        figures = (Published("inputs", restore(Statistic.AMOUNT, text), {}, "staff"),)
        return replace(book(["40"] * len(PLACES)), figures=figures, closes_on=last)

    ((_, (figure,)),) = amounts([staff("10", date(2026, 1, 30)), staff("20", date(2026, 3, 1))])  # 30 days and 60
    assert figure.figure.text == "17"
