"""What every test may ask for: a house whose clock stands still, its pages, and the cast. Databases: see beginnings."""

import gc
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can say: from people import Cast

from beginnings import (
    NOON,
    SECRET,
    SEED,
    Clock,
    Gathered,
    database_url,
    postgresql,
    postgresql_server,
    postgresql_with_cast,
    settings_for,
    sqlite_template,
    sqlite_with_cast,
)
from turns import file_of, in_turn

from people import Cast
from survey.app import Sayso, create_app, open_house, serve
from survey.database import Database
from survey.house import House
from survey.settings import Settings

__all__ = [
    "NOON",
    "SECRET",
    "Clock",
    "database_url",
    "postgresql",
    "postgresql_server",
    "postgresql_with_cast",
    "sqlite_template",
    "sqlite_with_cast",
]


IN_MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 - where a write need not wait for a disk
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", f"{IN_MEMORY}")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """With several processes, what takes long to build is built in one of them."""
    from together import Together

    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever runs the tests, they are in one order."""
    place = {file: number for number, file in enumerate(in_turn(each.nodeid for each in items))}
    items.sort(key=lambda each: place[file_of(each.nodeid)])


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again, nor every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return settings_for(database_url)


@pytest.fixture
def house(settings: Settings, clock: Clock, request: pytest.FixtureRequest) -> Iterator[House]:
    """The test's own database, with seeded chance, and no page: those cost time."""
    made = open_house(settings, clock=clock, rng=random.Random(SEED))
    if "cast" in request.fixturenames:  # chance goes on from where they were put in
        made.rng.setstate(gathered(made, request).chance)
    yield made
    made.database.dispose()


def gathered(house: House, request: pytest.FixtureRequest) -> Gathered:
    found: Gathered = request.getfixturevalue(f"{house.database.engine.dialect.name}_with_cast")[1]
    return found


@pytest.fixture
def sayso(house: House) -> Sayso:
    """Both sides of it."""
    return serve(house)


@pytest.fixture
def database(house: House) -> Database:
    return house.database


@pytest.fixture
def cast(house: House, request: pytest.FixtureRequest) -> Cast:
    """The named people, who are in the database."""
    return gathered(house, request).cast


@pytest.fixture
def with_languages(settings: Settings, clock: Clock, tmp_path: Path) -> Callable[[tuple[str, ...], Path], Sayso]:
    """The application with other languages and another folder of catalogues."""

    def make(codes: tuple[str, ...], folder: Path) -> Sayso:
        other = replace(settings, languages=codes, translations_dir=str(folder), packs_dir=str(folder))
        return create_app(other, clock=clock, rng=random.Random(7))

    return make
