"""Official tables beside ours: as published, markers as markers, percentages half up, with source, licence and day."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from outcomes.areas.deprivation import percentage
from outcomes.areas.official import store
from outcomes.areas.official.table import OfficialFigure, read, together
from tests.outcomes.areas.manchester import BOROUGHS, ONS, sheet, table

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SDQ, PEOPLE = "dfe_cla_sdq_2021_2022.csv", "dfe_ons_pop_0_17_by_la_2012_2024.csv"
RECEIVED = "SDQ score was received"


@pytest.fixture(scope="module")
def said():
    given = sheet(SDQ)
    found, wrong = read(given.header, list(given.rows()))
    assert wrong == []
    return found


def test_markers_stay_markers(said):
    counts = Counter(each.figure.text for each in said if each.figure.number is None)
    assert counts == {"c": 43 + 42, "z": 52 + 379}
    hidden = [each for each in said if each.area_name == "Rutland" and each.figure.text == "c"]
    assert hidden
    assert {each.figure.shown for each in hidden} == {"[c]"}
    assert {each.figure.number for each in hidden} == {None}  # never nought


def test_percentages_of_every_authority_are_the_published_ones_rounded_half_up(said):
    cells = {(each.period, each.area_code, each.breakdown, each.indicator): each.figure for each in said}
    tried = halves = 0
    for (period, code, breakdown, indicator), percent in cells.items():
        count = cells[(period, code, breakdown, "children_count")].number
        of = cells.get((period, code, RECEIVED, "children_count"), OfficialFigure("z")).number
        scored = breakdown.startswith("SDQ score is") and code.startswith(("E06", "E08", "E09", "E10"))
        if indicator == "children_percent" and scored and count is not None and of and percent.number is not None:
            assert percentage(int(count), int(of)) == percent.number, (period, code, breakdown)
            tried, halves = tried + 1, halves + (200 * count % of == 0 and (200 * count / of) % 2 == 1)
    assert tried > 800
    assert halves > 0  # some fall on a half, and would be otherwise under half to even


@on_sqlite
def test_a_commissioner_s_way_in_reads_them_with_their_source(house):
    with house.database.writing() as session:
        day = date(2022, 11, 17)
        assert store.take_in(session, sheet(SDQ, "E08000003", "E06000017"), "cla_sdq", "SDQ scores", day, ONS) == 48
        store.take_in(session, sheet(PEOPLE, "Greater", "E0800"), "population", "Ages 0 to 17", date(2025, 10, 1), ONS)
    with house.database.releases() as session:
        (only,) = store.references(session, ["E08000003", "E08000009"])
        assert (only.key, only.title, only.period, only.published_on) == ("cla_sdq", "SDQ scores", 2022, day)
        assert (only.source, only.licence) == (ONS.source, ONS.licence)
        shown = {(each.breakdown, each.indicator): each.figure.shown for each in only.rows}
        assert shown[("SDQ average score", "children_percent")] == "[z]"
        assert shown[(RECEIVED, "children_count")] == "479"
        assert {each.area_code for each in only.rows} == {"E08000003"}
        alone = store.population(session, ["E08000003"])
        assert (alone.number, alone.year, alone.source) == (Decimal(131831), 2024, ONS.source)
        assert store.population(session, ["E08000003"], 2023).number == 130700
        ten = store.population(session, BOROUGHS)
        assert ten.number == sum(store.population(session, [code]).number for code in BOROUGHS)
        assert store.population(session, [*BOROUGHS, "E09999999"]) is None  # a part of a sum is not the sum
        assert store.population(session, []) is None


@on_sqlite
def test_a_later_table_takes_the_place_of_the_one_before(house):
    text = (
        "time_period,geographic_level,new_la_code,la_name,age,number\n2024,Local authority,X08000001,Eastmere,0-17,{}\n"
        "2024,Local authority,X08000002,Calderbourne,0-17,7\n"
    )
    with house.database.writing() as session:
        for number in ("1200", "1250", "x"):
            store.take_in(session, table(text.format(number)), "population", "Ages", date(2025, 10, 1), ONS)
            found = store.population(session, ["X08000001"])
            assert (found.number if found else None) == (None if number == "x" else Decimal(number))
        assert len(store.tables(session)) == 3  # what was shown before is still known


def test_a_sum_with_a_marker_in_it_is_not_known():
    ten, hidden = OfficialFigure("10"), OfficialFigure("c")
    assert together([ten, ten]) == 20
    assert together([ten, hidden]) is None
    assert together([ten, None]) is None
    assert OfficialFigure("12310").shown == "12,310"


HEAD = "time_period,geographic_level,new_la_code,la_name,breakdown,children_count\n"
RIGHT = "2024,Local authority,E08000003,Manchester,Total,479\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "2024,Local authority,E08000003,Manchester,Total,",
            "row 3, column children_count: “”. Expected: a number, or",
        ),
        ("2024,Local authority,E08000003,Manchester,Other,-", "column children_count: “-”"),
        ("2024,Local authority,E08000003,Manchester,Other,1 234", "column children_count: “1 234”"),
        ("soon,Local authority,E08000003,Manchester,Other,1", "column time_period: “soon”. Expected: a year"),
        ("2024,School,E08000003,Manchester,Other,1", "column geographic_level: “School”. Expected: National, Regional"),
        ("2024,Local authority,Manchester,Manchester,Other,1", "column new_la_code: “Manchester”. Expected: a code of"),
        ("2024,Local authority,E08000003,Manchester,Total,480", "row 3: a second figure for Manchester, 2024"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(line, said):
    given = table(HEAD + RIGHT + line)
    _found, wrong = read(given.header, list(given.rows()))
    assert len(wrong) == 1
    assert said in wrong[0]


@pytest.mark.parametrize("head", ["a,b\n1,2\n", "time_period,geographic_level,la_name\n2024,National,England\n"])
def test_a_file_without_its_columns_is_no_table(head):
    given = table(head)
    assert "row 1: no column" in read(given.header, list(given.rows()))[1][0]
