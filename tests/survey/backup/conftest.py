"""Databases to restore into, of either kind, and a small history to restore."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from databases import PostgresqlPool, copy_sqlite, named

from survey.database import Database
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from tests.conftest import NOON, Clock

AMINA, ROSA, SAM = "a" * 32, "b" * 32, "5" * 32
Empty = Callable[..., Database]
SEEDS = count(1)  # chance that is the same each time, and never the same twice


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Makes a fresh, migrated, empty database: of this kind, with this key store or its own."""
    made: list[Database] = []

    def make(kind: str, keys_url: str = "") -> Database:
        number = len(made)
        if kind == "sqlite":
            path = copy_sqlite(request.getfixturevalue("sqlite_template"), tmp_path / f"empty{number}.db")
            made.append(Database(f"sqlite:///{path}", keys_url=keys_url))
        else:
            pool: PostgresqlPool = request.getfixturevalue("postgresql")
            names.append(pool.take())
            made.append(Database(named(pool.server, names[-1]), keys_url=keys_url))
        return made[-1]

    names: list[str] = []
    yield make
    for database in made:
        database.dispose()
    for name in names:
        request.getfixturevalue("postgresql").give_back(name)


@pytest.fixture
def lone(empty: Empty) -> Database:
    """SQLite will do, where what matters is the file."""
    return empty("sqlite")


def note(words: str, *subjects: str) -> NewEntry:
    """A note in two parts: one about Amina, one about whoever is named, Amina when nobody is."""
    parts = (
        NewSegment(Claim.OBSERVATION, SAM, (AMINA,), {"words": f"{words}, of Amina"}),
        NewSegment(Claim.OPINION, SAM, subjects or (AMINA,), {"words": f"{words}, of others"}),
    )
    return NewEntry("record.made", SAM, parts)


def written(database: Database, *words: str, clock: Clock | None = None) -> list[int]:
    """Record these notes, each in its own transaction."""
    rng, now = random.Random(next(SEEDS)), (clock or Clock(NOON))()
    places = []
    for each in words:
        with database.writing() as session:
            places.append(record(session, note(each, ROSA), now=now, rng=rng).seq)
    return places
