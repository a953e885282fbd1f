"""Work that falls due: every step is taken, one that fails stops no other, and a timer can take them."""

from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from survey import due
from survey.cli import main
from survey.house import House


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[str, due.Step]:
    """No steps but the test's own."""
    mine: dict[str, due.Step] = {}
    monkeypatch.setattr(due, "_steps", mine)
    return mine


def test_a_step_that_fails_is_written_down_and_stops_no_other(house: House, steps, caplog) -> None:
    def fails(house: House) -> int:
        raise RuntimeError("no room")

    due.register("first", fails)
    due.register("second", lambda house: 3)
    assert due.take(house) == {"first": -1, "second": 3}
    assert "The step first failed" in caplog.text


def test_no_two_steps_have_one_name(steps) -> None:
    due.register("only", lambda house: 0)
    with pytest.raises(ValueError, match="already registered"):
        due.register("only", lambda house: 0)


def test_steps_are_taken_again_until_told_to_stop(house: House, steps) -> None:
    stop, taken = Event(), []

    def step(house: House) -> int:
        taken.append(1)
        if len(taken) == 3:
            stop.set()
        return 1

    due.register("again", step)
    due.keep(house, stop, every=0.001)
    assert len(taken) == 3


def test_a_timer_can_take_every_step_once(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # where a signing key would be made
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_DATABASE_URL", house.settings.database_url)
    said = CliRunner().invoke(main, ["keep", "--once"])
    assert said.exit_code == 0, said.output
    assert "erasures to finish: 0" in said.output
