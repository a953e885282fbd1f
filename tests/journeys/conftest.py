"""The town that journeys are walked in: the cast, a round that is open, links, and neighbours to be counted."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from staff import desk_of

from outcomes.goals import store as goals
from people import Cast
from survey.app import Sayso
from survey.consent.store import decide
from survey.ledger.store import entries_about
from survey.people.person import Kind
from survey.people.role import Role
from survey.people.store import add_person, invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from tests.journeys.walker import Walker


@dataclass
class Town:
    """Who lives here and by which link they come in."""

    sayso: Sayso
    cast: Cast
    tokens: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Any] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        return str(getattr(self.cast, name))

    def phone(self, name: str) -> Walker:
        """Someone with their link open."""
        return Walker(self.sayso).open(f"/go/{self.tokens[name]}")

    def desk(self, name: str, role: Role = Role.PRACTITIONER) -> Walker:
        """A member of staff, signed in, where their role begins."""
        if name not in self.desks:
            self.desks[name] = desk_of(self.sayso, self.id_of(name), role)
        walker = Walker(self.sayso)
        walker.client = self.desks[name].client
        return walker.open("/desk/")

    def entries(self, name: str) -> list[Any]:
        """Every entry about someone, oldest first."""
        with self.sayso.house.database.reading() as session:
            return entries_about(session, self.id_of(name))[::-1]

    def kinds(self, name: str) -> list[str]:
        return [entry.kind for entry in self.entries(name)]


@pytest.fixture
def town(sayso: Sayso, cast: Cast) -> Town:
    house, here = sayso.house, Town(sayso, cast)
    with house.database.writing() as session:
        days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 31)}
        about = {"organisation_id": "harbour", "title": "How things are", "wave": 1}
        open_round(session, shelf(), "harbour-autumn", questionnaire="strands", **about, **days)
        for name in ("amina", "jordan", "rosa"):
            keys = {"days": 30, "secret_key": house.settings.secret_key, "now": house.clock()}
            keys |= {"rng": random.Random(name), "round_id": None if name == "rosa" else "harbour-autumn"}
            here.tokens[name] = invite(session, here.id_of(name), by=cast.sam, **keys).token
    return here


@pytest.fixture
def neighbours(town: Town) -> int:
    """Forty others who said Yes to being counted, and reached a goal of their own."""
    when = {"now": town.sayso.house.clock(), "rng": random.Random(40)}
    about = {"kind": Kind.YOUNG_PERSON, "organisation_id": "harbour", "area_code": "W01", "by": town.cast.lena}
    with town.sayso.house.database.writing() as session:
        for number in range(40):
            person = add_person(session, name=f"Neighbour {number}", born=f"{2006 + number % 12}-05", **about, **when)
            decide(session, person, "take_part", "given", **when)
            decide(session, person, "count_me", "given", **when)
            goal = goals.set_goal(session, person, "Find a club", rating=number % 6, **when)
            goals.rate_goal(session, person, goal, 6 + number % 5, **when)
            goals.close_goal(session, person, goal, "achieved" if number % 3 else "changed", **when)
    return 40
