"""Beside who is missing: a population and official tables of the same places, as published, with whose they are."""

from dataclasses import replace
from datetime import date

import pytest
from staff import desk_of

from outcomes.areas.official import store
from outcomes.disclosure.programme import Programme
from outcomes.impact.beside.store import beside
from outcomes.impact.kept.store import Fresh, keep
from survey.people.role import Role
from tests.outcomes.areas.manchester import ONS, table
from tests.outcomes.impact.export.books import DIMENSIONS, FIGURES, SCALES, TABLES, a_book
from tests.outcomes.impact.growing import open_cohort

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PLACE = "Local authority,E08000003,Manchester"
OTHER = "Local authority,E08000009,Trafford"
AGES = f"time_period,geographic_level,new_la_code,la_name,age,n\n2024,{PLACE},0-17,131831\n2024,{OTHER},0-17,56000\n"
CARE = (
    "time_period,geographic_level,new_la_code,la_name,breakdown,children_count,children_percent\n"
    f"2022,{PLACE},Received,479,65\n2022,{PLACE},Average,12.8,z\n2022,{OTHER},Received,c,c\n2021,{PLACE},Received,640,82\n"
)


@pytest.fixture
def published(house):
    with house.database.writing() as session:
        store.take_in(session, table(AGES), "population", "Ages 0 to 17", date(2025, 10, 1), ONS)
        store.take_in(session, table(CARE), "cla_sdq", "Children in care: SDQ", date(2022, 11, 17), ONS)


def test_a_release_is_beside_what_is_known_of_its_places(house, published):
    with house.database.releases() as session:
        found = beside(session, a_book())
        assert beside(session, replace(a_book(), dimensions=())) is None
    assert found.places == ("Manchester", "=Trafford")
    assert (found.population.number, found.population.year) == (187831, 2024)
    (care,) = found.comparators
    assert care.heads == ("children count", "children percent")
    assert care.rows == (
        ("Manchester: Received", "479", "65"),
        ("Manchester: Average", "12.8", "[z]"),
        ("Trafford: Received", "[c]", "[c]"),
    )
    assert care.reference.period == 2022


def test_nothing_is_known(house):
    with house.database.releases() as session:
        assert beside(session, a_book()) is None


def test_the_page_says_whose_it_is_and_what_it_is_not(sayso, house, cast, published):
    programme = Programme("crossed", DIMENSIONS, TABLES, SCALES)
    days = {"opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30), "published_on": date(2026, 10, 12)}
    cohort = open_cohort(house)
    with house.database.writing() as session:
        number = keep(session, Fresh(cohort, "Summer", "", **days, programme=programme, figures=FIGURES, report={}))
    page = desk_of(sayso, cast.dee, Role.DATA_LEAD).get(f"/desk/impact/{number}/missing").text
    for said in ("187,831", "2024", "Ages 0 to 17", "Office for National Statistics", "1 Oct 2025", "Open Government"):
        assert said in page
    for said in ("Do not divide one by the other", "[c]", "[z]", "Children in care: SDQ"):
        assert said in page
