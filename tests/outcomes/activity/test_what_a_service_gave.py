"""What a service gave: by a manager's form, from a file, and as amounts of a cohort; a day counts once."""

from datetime import date
from decimal import Decimal

import pytest
from staff import desk_of

from outcomes.activity import store
from outcomes.activity.given import Given, GivenWrong, Measure, from_sheet, inputs
from outcomes.measures.sheet import Row, Sheet, SheetError
from survey.ledger import store as ledger
from survey.people.role import Role

COLUMNS = ("organisation", "from", "to", "staff", "sessions", "hours", "cost")
JULY, AUGUST = (date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 8, 1), date(2026, 8, 31))


def given(days=JULY, organisation="harbour", **amounts: str) -> Given:
    return Given(organisation, *days, {Measure(name): Decimal(text) for name, text in amounts.items()})


def sheet(*rows: tuple[str, ...]) -> Sheet:
    numbered = (Row(n, dict(zip(COLUMNS, cells, strict=True))) for n, cells in enumerate(rows, start=2))
    return Sheet("given.csv", "", COLUMNS, tuple(numbered))


RIGHT = ("harbour", "2026-07-01", "2026-07-31", "3.5", "40", "120.5", "15,200.50")


def test_amounts_add_up_and_staff_is_an_average_over_the_days():
    half = (date(2026, 8, 1), date(2026, 8, 31))
    came_to = inputs([given(staff="2", sessions="10", cost="100.10"), given(half, staff="4", sessions="5")])
    assert [(each.measure, each.amount) for each in came_to] == [
        (Measure.STAFF, Decimal("3.00")),
        (Measure.SESSIONS, Decimal("15")),
        (Measure.COST, Decimal("100.10")),
    ]
    assert {each.organisation_id for each in inputs([given(cost="1"), given(organisation="north", cost="2")])} == {
        "harbour",
        "north",
    }


@pytest.mark.parametrize(
    ("days", "amounts"),
    [((date(2026, 7, 2), date(2026, 7, 1)), {"cost": "1"}), ((date(2025, 1, 1), date(2026, 7, 1)), {"cost": "1"})],
)
def test_a_period_has_an_order_and_an_end(days, amounts):
    with pytest.raises(GivenWrong):
        given(days, **amounts)
    with pytest.raises(GivenWrong):
        given()


def test_a_file_that_is_right_says_what_was_given():
    found, wrong = from_sheet(sheet(RIGHT), ["harbour"])
    assert wrong == []
    assert found == [given(staff="3.5", sessions="40", hours="120.5", cost="15200.50")]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("organisation", "nowhere", "the id of an organisation here"),
        ("from", "July", "a day such as 2026-09-30"),
        ("to", "2026-06-30", "a day within a year after the first"),
        ("staff", "three", "full-time posts, such as 3.5, or nothing"),
        ("sessions", "4.5", "a whole number, or nothing"),
        ("staff", "3,5", "full-time posts, such as 3.5, or nothing"),
        ("sessions", "1,23", "a whole number, or nothing"),
        ("hours", "-1", "hours, such as 120.5, or nothing"),
        ("cost", "£12", "pounds, such as 15200.50, or nothing"),
    ],
)
def test_each_cell_that_does_not_fit_is_named_with_what_would(column, value, expected):
    cells = dict(zip(COLUMNS, RIGHT, strict=True)) | {column: value}
    found, (cell,) = from_sheet(sheet(tuple(cells.values())), ["harbour"])
    assert found == []
    assert (cell.file, cell.row, cell.column, cell.value, cell.expected) == ("given.csv", 2, column, value, expected)


def test_no_day_of_an_organisation_counts_twice():
    again = ("harbour", "2026-07-15", "2026-08-15", "", "1", "", "")
    _found, (cell,) = from_sheet(sheet(RIGHT, again), ["harbour"])
    assert (cell.row, cell.column) == (3, "from")
    _found, (cell,) = from_sheet(sheet(again), ["harbour"], [given(cost="1")])
    assert cell.row == 2
    corrected, wrong = from_sheet(sheet(RIGHT), ["harbour"], [given(cost="1")])
    assert (len(corrected), wrong) == (1, [])


def test_another_table_is_not_taken():
    with pytest.raises(SheetError, match="needs the columns organisation"):
        from_sheet(Sheet("x.csv", "", ("a",), (Row(2, {"a": "1"}),)), [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_manager_writes_it_down_and_it_counts_in_the_cohort_of_its_last_day(sayso, cast, house):
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    typed = {"opens_on": "2026-07-01", "closes_on": "2026-07-31", "staff": "3.5", "sessions": "40", "hours": ""}
    assert lena.post("/desk/activity/", **typed, cost="15200.50").status_code == 303
    assert "15,200.50" in lena.get("/desk/activity/").text
    wrong = lena.post("/desk/activity/", **(typed | {"sessions": "many"}), cost="1")
    assert wrong.status_code == 422
    assert "Give a whole number." in wrong.text
    assert 'value="many"' in wrong.text
    overlapping = lena.post("/desk/activity/", **(typed | {"closes_on": "2026-08-31"}), cost="1")
    assert "Some of these days are in a period that you gave before." in overlapping.text
    assert lena.post("/desk/activity/", **typed, cost="100").status_code == 303  # a correction
    with house.database.writing() as session:
        found = store.inputs_between(session, date(2026, 7, 1), date(2026, 9, 30))
        assert {each.measure: each.amount for each in found}[Measure.COST] == Decimal(100)
        assert store.inputs_between(session, *AUGUST) == []
        assert store.inputs_between(session, date(2026, 7, 1), date(2026, 9, 30), "northshore") == []
        assert ledger.rebuild(session) == []
