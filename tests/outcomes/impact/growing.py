"""Young people of two boroughs, with their choices and goals, put in through the application's own functions."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from outcomes.goals import store as goals
from outcomes.impact import store
from survey.consent import store as consent
from survey.house import House
from survey.people import store as people
from survey.people.models import Area, Organisation
from survey.people.person import Kind

WARDS = {"W01": "B01", "W02": "B01", "W03": "B02", "W04": "B02"}
GENDERS = ("girl", "boy", "girl", "boy", "girl", "boy", "non-binary", "")
BORN = ("2017-05", "2013-02", "2012-09", "2009-11", "2005-03")


@dataclass(frozen=True)
class Grown:
    """One young person: who they are, and their goal."""

    id: str
    goal: int


def grow(house: House, size: int = 70, *, seed: int = 1, organisation: str = "harbour") -> list[Grown]:
    """Add young people who said yes and rated a goal twice, months apart; about half achieved it."""
    rng, clock = random.Random(seed), house.clock
    with house.database.writing() as session:
        _places(session)
        grown = [_one(session, house, rng, organisation) for _ in range(size)]
    clock.now += timedelta(days=120)
    with house.database.writing() as session:
        for one in grown:
            at = {"now": clock(), "rng": house.rng}
            goals.rate_goal(session, one.id, one.goal, rng.choice((1, 3, 4, 6, 7, 8)), **at)
            if rng.random() < 0.55:
                goals.close_goal(session, one.id, one.goal, "achieved", **at)
    return grown


def _places(session) -> None:
    """Add what is not there yet: the cast may have come first."""
    for code, name in (("B01", "Eastmere"), ("B02", "Calderbourne")):
        if session.get(Area, code) is None:
            people.add_area(session, code, name, "borough")
    for code, borough in WARDS.items():
        if session.get(Area, code) is None:
            people.add_area(session, code, f"Ward {code}", "ward", borough)
    for organisation, name in (("harbour", "Harbour Youth Project"), ("lantern", "The Lantern Rooms")):
        if session.get(Organisation, organisation) is None:
            people.add_organisation(session, organisation, name)


def _one(session, house: House, rng: random.Random, organisation: str) -> Grown:
    at = {"now": house.clock(), "rng": house.rng}
    who = {"name": f"Young {rng.randrange(10**6)}", "born": rng.choice(BORN), "area_code": rng.choice(list(WARDS))}
    described = {"gender": rng.choice(GENDERS)}
    kind = {"kind": Kind.YOUNG_PERSON, "by": None, "organisation_id": organisation}
    person = people.add_person(session, described=described, **who, **kind, **at)
    for purpose in ("link_answers", "count_me"):
        consent.decide(session, person, purpose, "given", **at)
    goal = goals.set_goal(session, person, "Get the bus on my own", rating=rng.choice((2, 3, 4)), **at)
    return Grown(person, goal)


def open_cohort(house: House, title: str = "July to September 2026", **scope: object) -> int:
    """Open a cohort that ends in a month."""
    today = house.clock().date()
    days = {"opens_on": date(2026, 7, 1), "closes_on": today + timedelta(days=30)}
    with house.database.writing() as session:
        return store.open_cohort(session, title=title, now=house.clock(), **days | scope).id


def close(house: House, cohort: int, *, full: bool = False) -> int:
    """Close it, and give the number of its release: the headline alone, unless `full`, which takes seconds."""
    with house.database.writing() as session:
        at = {"now": house.clock(), "rng": house.rng}
        return store.close(session, cohort, by=None, **at, enough=lambda: not full)


def counting(house: House, cohort: int):
    """Count a cohort as it would close now."""
    from outcomes.impact.door.store import count

    with house.database.reading() as session:
        return count(session, store.cohort_of(session, cohort), house.clock())
