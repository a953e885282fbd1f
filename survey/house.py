"""What a request or a command needs and may not make for itself: settings, the database, the time, and chance."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from survey import under_way
from survey.database import Database
from survey.ledger.signing import Signer
from survey.settings import Settings
from survey.signing_key import signer_for

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

    def __post_init__(self) -> None:
        self.database.info.setdefault("signer", signer_for(self.settings, self.database))  # every session can sign
        self.database.info["nation"] = self.settings.nation  # and knows whose calendar holds

    @property
    def signer(self) -> Signer:
        """What signs the log's heads and its receipts."""
        found = self.database.info["signer"]
        assert isinstance(found, Signer)
        return found


def house() -> House:
    """The house of the request under way."""
    found: House = under_way.side().extensions[EXTENSION]
    return found


@contextmanager
def at_home(settings: Settings | None = None) -> Iterator[House]:
    """The house as a command finds it: the environment's settings, real time and chance; connections closed after."""
    settings = settings or Settings.from_env()
    database = Database(settings.database_url, settings.releases_database_url, settings.keys_database_url)
    try:
        yield House(settings, database)
    finally:
        database.dispose()
