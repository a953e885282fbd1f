"""A receipt in someone's hands shuts the window: noted when it is fetched, once, forwards only, and never by whom."""

import pytest
from sqlalchemy import event, inspect, select

from people import Cast
from survey.app import Sayso
from survey.ledger.checkpoints.models import OutsideMemory
from survey.ledger.store import size
from survey.ledger.window.store import window
from survey.request_log import UNLOGGED
from tests.conftest import Clock
from tests.outcomes.goals.walking import GoalPhone

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def remembered(sayso: Sayso) -> int:
    with sayso.house.database.reading() as session:
        return window(session, sayso.house.clock()).remembered


def test_taking_one_is_noted(sayso: Sayso, phone: GoalPhone) -> None:
    shuts_the_window(sayso, phone, "")


@on_one_database
@pytest.mark.parametrize("way", ["/alone", "/code.txt"])
def test_so_is_every_other_way_of_taking_one(sayso: Sayso, phone: GoalPhone, way: str) -> None:
    shuts_the_window(sayso, phone, way)


def shuts_the_window(sayso: Sayso, phone: GoalPhone, way: str) -> None:
    goal = phone.add("Stay to the end")
    phone.look(f"/en/receipts/{phone.token}")
    assert remembered(sayso) == 0  # a code on a page is not yet a receipt in a hand
    phone.client.head(f"/en/receipts/{phone.token}/{goal}{way}")
    assert remembered(sayso) == 0
    phone.look(f"/en/receipts/{phone.token}/{goal}{way}")
    assert remembered(sayso) == goal + 1
    with sayso.house.database.reading() as session:
        assert window(session, sayso.house.clock()).entries == size(session) - goal - 1 == 0


@on_one_database
def test_an_older_one_changes_nothing_and_is_no_write(sayso: Sayso, phone: GoalPhone, clock: Clock) -> None:
    older, newer = phone.add("Stay to the end"), phone.add("Get a job")
    phone.look(f"/en/receipts/{phone.token}/{newer}")
    began, writes = clock.now, []
    clock.move(hours=1)

    def note(_connection, _cursor, statement, *_more) -> None:
        writes.extend([statement] if statement.startswith(("INSERT", "UPDATE", "BEGIN IMMEDIATE")) else [])

    event.listen(sayso.house.database.engine, "before_cursor_execute", note)
    for seq in (older, newer, newer):
        assert phone.look(f"/en/receipts/{phone.token}/{seq}/code.txt").status == 200
    assert writes == []
    assert remembered(sayso) == newer + 1
    with sayso.house.database.reading() as session:
        assert session.scalars(select(OutsideMemory)).one().at == began


@on_one_database
def test_what_is_refused_has_not_left(sayso: Sayso, phone: GoalPhone, cast: Cast) -> None:
    goal = phone.add("Stay to the end")
    assert GoalPhone(sayso, cast.jordan).look(f"/en/receipts/{phone.token[:-1]}x/{goal}").status == 410
    assert phone.look(f"/en/receipts/{GoalPhone(sayso, cast.jordan).token}/{goal}").status == 404
    assert remembered(sayso) == 0


@on_one_database
def test_the_row_has_no_place_for_a_person(sayso: Sayso) -> None:
    assert {column.key for column in inspect(OutsideMemory).columns} == {"who", "size", "at", "trouble"}


@on_one_database
def test_no_line_is_written_of_who_keeps_what(sayso: Sayso) -> None:
    ours = {name: view for name, view in sayso.people.view_functions.items() if "receipt" in name}
    assert len(ours) == 8
    assert not [name for name, view in ours.items() if not hasattr(view, UNLOGGED)]
