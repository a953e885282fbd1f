"""A second Sayso beside the first, of the same kind, for what is carried from one to the other."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import PostgresqlPool, copy_sqlite, named

from survey.app import Sayso, create_app
from survey.cli import main
from survey.settings import Settings
from tests.conftest import Clock
from tests.survey.records.conftest import amina, notes, rosa, visit  # noqa: F401 - fixtures, asked for by name


@pytest.fixture
def elsewhere_url(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of another fresh database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{copy_sqlite(request.getfixturevalue('sqlite_template'), tmp_path / 'elsewhere.db')}"
        return
    pool: PostgresqlPool = request.getfixturevalue("postgresql")
    name = pool.take()
    yield named(pool.server, name)
    pool.give_back(name)


@pytest.fixture
def elsewhere(settings: Settings, elsewhere_url: str, clock: Clock, tmp_path: Path) -> Iterator[Sayso]:
    """Another Sayso, with a log, a key and people of its own."""
    own = {"database_url": elsewhere_url, "signing_key_file": str(tmp_path / "key")}
    app = create_app(replace(settings, **own), clock=clock, rng=random.Random(99))
    yield app
    app.house.database.dispose()


@pytest.fixture
def bring(elsewhere: Sayso, tmp_path: Path):
    """`sayso records bring`, run at the other Sayso."""
    environ = {
        "SAYSO_MODE": "test",
        "SAYSO_SECRET_KEY": elsewhere.house.settings.secret_key,
        "SAYSO_DATABASE_URL": elsewhere.house.settings.database_url,
        "SAYSO_SIGNING_KEY_FILE": elsewhere.house.settings.signing_key_file,
    }

    def run(page: str, key: object, *words: str):
        file = tmp_path / "saved.html"
        file.write_text(page, encoding="utf-8")
        return CliRunner().invoke(main, ["records", "bring", str(file), "--trust", str(key), *words], env=environ)

    return run
