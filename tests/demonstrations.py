"""A demonstration large enough for a release, built once for all processes of a test run: each test takes a copy."""

import fcntl
import os
import shutil

import pytest

from outcomes.demonstration.cli import build
from survey.database import Database
from survey.settings import DEMO_SECRET, Settings

YOUNG_PEOPLE, SEED = 110, 11


def settings_for(url: str) -> Settings:
    return Settings(mode="demo", secret_key=DEMO_SECRET, database_url=url, base_url="http://localhost")


def copied(factory: pytest.TempPathFactory) -> str:
    """The address of a copy of it, for whoever asks to write in."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder = factory.mktemp("demonstration")
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits for the first
        if not (shared / "demonstration").exists():
            (shared / "demonstration.begun").mkdir()
            _build(f"sqlite:///{shared / 'demonstration.begun' / 'demo.db'}")
            (shared / "demonstration.begun").rename(shared / "demonstration")
    shutil.copytree(shared / "demonstration", folder, dirs_exist_ok=True)
    return f"sqlite:///{folder / 'demo.db'}"


def _build(url: str) -> None:
    database = Database(url)
    build(settings_for(url), database, YOUNG_PEOPLE, SEED, lambda words: None)
    database.dispose()
