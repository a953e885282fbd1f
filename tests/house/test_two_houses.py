"""Two houses in one process share how their pages were built (tests/built_once.py), and see nothing of each other."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from beginnings import NOON, SEED, Clock, Gathered, settings_for
from built_once import anew
from databases import copy_sqlite
from staff import desk_of
from werkzeug.test import Client

from people import Cast
from survey.app import Sayso, create_app
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import invite


@pytest.fixture
def houses(sqlite_with_cast: tuple[Path, Gathered], tmp_path: Path) -> Iterator[tuple[Sayso, Sayso]]:
    """The same people twice; in the second house Amina is called Another, and it is a year later."""
    made = []
    for number in range(2):
        url = f"sqlite:///{copy_sqlite(sqlite_with_cast[0], tmp_path / f'{number}.db')}"
        clock = Clock(NOON.replace(year=NOON.year + number))
        made.append(create_app(settings_for(url), clock=clock, rng=random.Random(SEED + number)))
    with made[1].house.database.writing() as session:
        session.get_one(Person, sqlite_with_cast[1].cast.amina).name = "Another"
    yield made[0], made[1]
    for each in made:
        each.house.database.dispose()


@pytest.fixture
def cast(sqlite_with_cast: tuple[Path, Gathered]) -> Cast:
    return sqlite_with_cast[1].cast


def test_each_desk_shows_its_own_people(houses: tuple[Sayso, Sayso], cast: Cast) -> None:
    desks = [desk_of(each, cast.sam, Role.PRACTITIONER) for each in houses]
    for _again in range(2):
        first, second = (desk.get("/desk/people/").text for desk in desks)
        assert ("Amina" in first, "Another" in first) == (True, False)
        assert ("Amina" in second, "Another" in second) == (False, True)


def test_who_is_signed_in_at_one_is_a_stranger_at_the_other(houses: tuple[Sayso, Sayso], cast: Cast) -> None:
    sam = desk_of(houses[0], cast.sam, Role.PRACTITIONER)
    assert sam.get("/desk/people/").status_code == 200
    sam.client.application = houses[1]
    assert sam.get("/desk/people/").status_code == 302


def test_a_link_of_one_opens_nothing_at_the_other(houses: tuple[Sayso, Sayso], cast: Cast) -> None:
    here = houses[0].house
    given: dict[str, Any] = {"by": None, "days": 30, "secret_key": here.settings.secret_key, "round_id": None}
    with here.database.writing() as session:
        token = invite(session, cast.amina, **given, now=here.clock(), rng=here.rng).token
    answers = [Client(each).get(f"/en/consent/{token}").status_code for each in (*houses, *houses)]
    assert answers == [200, 410, 200, 410]


def test_each_has_its_own_clock_and_database_for_accounts(houses: tuple[Sayso, Sayso]) -> None:
    for each in houses:
        security = each.staff.extensions["security"]
        assert security.datetime_factory() == each.house.clock()
        with each.staff.app_context(), security.datastore.db.session() as session:
            assert session.get_bind() is each.house.database.staff_session().get_bind()


def test_what_one_is_given_the_other_has_not(houses: tuple[Sayso, Sayso]) -> None:
    first, second = houses
    first.people.config["SAID"] = first.staff.extensions["said"] = first.staff.view_functions["said"] = len
    assert "SAID" not in second.people.config
    assert "said" not in {*second.staff.extensions, *second.staff.view_functions}
    with pytest.raises(AssertionError, match="setup method"):
        first.people.add_url_rule("/said", "said", len)


def test_other_settings_are_another_shape(houses: tuple[Sayso, Sayso]) -> None:
    elsewhere = replace(houses[0].house.settings, leave_url="https://elsewhere.example", languages=("en",))
    made = create_app(elsewhere)
    assert "https://elsewhere.example" in Client(made).get("/en/code").text
    assert "https://elsewhere.example" not in Client(houses[0]).get("/en/code").text
    made.house.database.dispose()


def test_a_side_that_kept_its_house_refuses(houses: tuple[Sayso, Sayso], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a page would that took hold of the clock while its side was built, not from the house of its request."""
    from built_once import BUILT, _shared

    def holds_it(house: Any) -> Any:
        app = BUILT["people_side"](house)
        app.before_request(lambda: house.clock())
        return app

    monkeypatch.setattr("survey.app.people_side", _shared(holds_it))
    made = create_app(houses[0].house.settings)
    with pytest.raises(AssertionError, match="kept hold of the house"):
        made.people.before_request_funcs[None][-1]()
    made.house.database.dispose()


def test_pages_built_anew_are_the_same(houses: tuple[Sayso, Sayso]) -> None:
    shared = houses[0]
    with anew():
        fresh = create_app(shared.house.settings)
    for side in ("people", "staff"):
        ours, theirs = getattr(shared, side), getattr(fresh, side)
        assert {str(each) for each in ours.url_map.iter_rules()} == {str(each) for each in theirs.url_map.iter_rules()}
        assert ours.view_functions.keys() == theirs.view_functions.keys()
    for address in ("/en/code", "/en/register", "/desk/accounts/login", "/desk/nothing"):
        answers = [Client(each).get(address) for each in (shared, fresh)]
        assert len({each.status_code for each in answers}) == 1
        assert len({tuple(each.headers) for each in answers if "Set-Cookie" not in each.headers}) < 2
    fresh.house.database.dispose()
