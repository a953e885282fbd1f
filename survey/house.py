"""What a request or a command needs and may not make for itself: settings, the database, the time, and chance."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import current_app

from survey.database import Database
from survey.settings import Settings

EXTENSION = "sayso"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """Handed to both sides by the composition root; tests hand in their own clock and seeded chance."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime] = _now
    rng: random.Random = field(default_factory=random.SystemRandom)


def house() -> House:
    """The house of the request under way."""
    here = current_app.extensions[EXTENSION]
    assert isinstance(here, House)
    return here


def open_house(settings: Settings) -> House:
    """The house as a command or server finds it: real time, real chance."""
    return House(settings, Database(settings.database_url, settings.releases_database_url))
