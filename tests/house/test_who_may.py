"""Every route of both sides stands in the one table, and every row of the table is tried by everyone in it."""

import re

import pytest
from databases import copy_sqlite

from survey.app import create_app
from survey.settings import Settings
from tests.conftest import NOON, SECRET, Clock
from tests.house.who_may import PEOPLE_SIDE, STAFF_SIDE
from tests.house.world import make_world, open_world


def routes(app) -> set[str]:
    """As the table names them; a ceiling on a number changes nothing about who may."""
    asked = [(rule.rule, rule.methods - {"HEAD", "OPTIONS"}) for rule in app.url_map.iter_rules()]
    return {re.sub(r"\(max=\d+\)", "", f"{method} {rule}") for rule, methods in asked for method in methods}


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "world.db"
    copy_sqlite(sqlite_template, path)
    made = make_world(Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}"), Clock(NOON))
    with made.sayso.house.database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield made
    made.sayso.house.database.dispose()


@pytest.fixture(scope="module")
def for_looking(world, tmp_path_factory):
    """One copy for every row that changes nothing anyone else asks for."""
    opened = open_world(world, tmp_path_factory.mktemp("looking") / "world.db", Clock(NOON))
    yield opened
    opened.sayso.house.database.dispose()


@pytest.fixture
def here(request, route, world, tmp_path):
    """A copy of its own for each row that acts, or that ends a session."""
    if route.startswith("GET ") and "logout" not in route and "/leave/" not in route:
        yield request.getfixturevalue("for_looking")
        return
    opened = open_world(world, tmp_path / "world.db", Clock(NOON))
    yield opened
    opened.sayso.house.database.dispose()


@pytest.mark.parametrize("mode", ["test", "demo"])
def test_every_route_is_in_the_table_and_nothing_else_is(mode):
    sayso = create_app(Settings(mode=mode, secret_key=SECRET, database_url="sqlite://"))
    only_in_demo = {"GET /demo/<token>"} if mode == "demo" else set()
    assert routes(sayso.people) == set(PEOPLE_SIDE)
    assert routes(sayso.staff) == set(STAFF_SIDE) | only_in_demo


@pytest.mark.parametrize("route", PEOPLE_SIDE)
def test_who_may_on_the_people_s_side(here, route):
    (method, rule), row = route.split(" ", 1), PEOPLE_SIDE[route]
    got = {}
    for who in row.expected:
        address = here.address(rule, row.names, who)
        got[who] = here.ask_people(method, address, who, row.form).status_code
    assert got == row.expected


@pytest.mark.parametrize("route", STAFF_SIDE)
def test_who_may_on_the_staff_side(here, route):
    (method, rule), row = route.split(" ", 1), STAFF_SIDE[route]
    got = {}
    for who in row.expected:
        address = "/desk" + here.address(rule, row.names, who)
        got[who] = here.ask_staff(method, address, who, row.form).status_code
    assert got == row.expected


def test_every_staff_page_of_ours_stands_behind_a_guard_or_is_a_door():
    """`only_for` marks what it guards. Doors are for those who are not signed in yet."""
    sayso = create_app(Settings(mode="test", secret_key=SECRET, database_url="sqlite://"))
    doors = {"accounts_desk.home", "accounts_desk.set_password", "accounts_desk.save_password"}
    ours = {
        endpoint: view for endpoint, view in sayso.staff.view_functions.items() if not endpoint.startswith("security.")
    }
    assert {endpoint for endpoint, view in ours.items() if not hasattr(view, "only_for")} == doors


def test_a_commissioner_is_let_into_nothing_that_shows_a_person():
    for route, row in STAFF_SIDE.items():
        if "<person" in route or "caseload" in route or "records" in route:
            assert row.expected["carys"] in (302, 403, 404), route


def test_nobody_of_another_organisation_opens_a_person():
    for route, row in STAFF_SIDE.items():
        if "<person" in route:
            assert row.expected["jo"] in (403, 404), route
            if not route.endswith("/glass"):  # a colleague may ask to open it, with a reason
                assert row.expected["priya"] in (403, 404), route
