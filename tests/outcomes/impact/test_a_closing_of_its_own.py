"""What was asked for at the desk is worked on by a process of its own, started by the step that falls due: for real."""

import time
from datetime import UTC, date, datetime

import pytest

from outcomes.impact import store
from outcomes.impact.closing.watched import store as watched
from tests.outcomes.impact.growing import grow, open_cohort

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATIENCE = 120  # seconds that a busy machine may take over what takes two


def ended(house, cohort: int) -> str:
    """How it ended: its state, and why."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with house.database.reading() as session:
            row = watched.closing_of(session, cohort)
            assert row is not None
            if row.state in ("done", "stopped"):
                return f"{row.state} {row.why}".strip()
        time.sleep(0.1)
    raise AssertionError("The process never came to an end.")


def test_a_process_of_its_own_closes_what_was_asked_for(house, settings, monkeypatch):
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SAYSO_SECRET_KEY", settings.secret_key)
    house.clock.now = datetime(2021, 3, 1, 12, tzinfo=UTC)  # the process lives by the clock on the wall
    grow(house, 31)
    cohort = open_cohort(house, opens_on=date(2021, 1, 1))
    with house.database.writing() as session:
        watched.ask_for(session, cohort, by=None, now=house.clock(), seconds=1)  # so: the headline alone
    assert watched.work(house) == 1
    assert ended(house, cohort) == "done"
    with house.database.releases() as session:
        (row,) = store.releases(session)
        assert store.release_book(session, row.id).figure("headline").text == "30"
