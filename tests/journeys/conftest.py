"""The town that journeys are walked in: the cast, a round that is open, and everyone's link."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from people import Cast
from survey.app import Sayso
from survey.people.store import invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from tests.journeys.walker import Walker


@dataclass
class Town:
    """Who lives here and by which link they come in."""

    sayso: Sayso
    cast: Cast
    tokens: dict[str, str] = field(default_factory=dict)

    def walker(self, name: str) -> Walker:
        """Someone with their link open."""
        return Walker(self.sayso).open(f"/go/{self.tokens[name]}")

    def entries(self, person: str) -> list[Any]:
        """Every entry about someone, oldest first."""
        from survey.ledger.store import entries_about

        with self.sayso.house.database.reading() as session:
            return entries_about(session, getattr(self.cast, person))[::-1]

    def kinds(self, person: str) -> list[str]:
        return [entry.kind for entry in self.entries(person)]


@pytest.fixture
def town(sayso: Sayso, cast: Cast) -> Town:
    house, here = sayso.house, Town(sayso, cast)
    with house.database.writing() as session:
        days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 31)}
        about = {"organisation_id": "harbour", "title": "How things are", "wave": 1}
        open_round(session, shelf(), "harbour-autumn", questionnaire="strands", **about, **days)
        for name in ("amina", "jordan", "rosa"):
            asked = None if name == "rosa" else "harbour-autumn"
            keys = {
                "days": 30,
                "secret_key": house.settings.secret_key,
                "now": house.clock(),
                "rng": random.Random(name),
            }
            made = invite(session, getattr(cast, name), by=cast.sam, round_id=asked, **keys)
            here.tokens[name] = made.token
    return here
