"""`sayso release`: open, close, list, take from view and mend, from the command line as somebody would type it."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner, Result

from outcomes.impact.closing import store as closing
from outcomes.impact.closing.watched import store as watched
from survey.cli import main
from tests.outcomes.impact.growing import grow


@pytest.fixture
def sayso_command(settings, house, monkeypatch):
    """Run a command on this test's database, on the day the test's clock says."""
    from outcomes.impact import cli

    monkeypatch.setattr(cli, "at_home", lambda: nullcontext(house))
    monkeypatch.setattr(watched._Teller, "is_late", lambda self: True)  # the headline alone, which takes no time
    monkeypatch.setattr(closing, "SMALLEST_COHORT", 12)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["release", *words])

    return run


DAYS = ("--opens", "2026-07-01", "--closes", "2027-03-31")


def test_open_close_list_and_take_from_view(house, sayso_command):
    grow(house, 13)
    opened = sayso_command("open-cohort", "--title", "Summer and autumn", *DAYS)
    assert opened.output == "Cohort 1 is open: Summer and autumn.\n"
    closed = sayso_command("close", "--open")
    assert closed.exit_code == 0, closed.output
    assert "Counting those who said yes" in closed.output
    assert "young people told us they reached an outcome they chose." in closed.output
    listed = json.loads(sayso_command("list", "--json").output)
    assert listed["cohorts"][0]["state"] == "closed"
    assert listed["releases"][0]["headline"]["people"] == "15"
    refused = sayso_command("erratum", "1", "--why", "One list was sent twice.")
    assert "Fewer than ten" in refused.output
    gone = sayso_command("withdraw", "1", "--why", "One list was sent twice.")
    assert gone.output == "Release 1 is no longer in view.\n"
    assert json.loads(sayso_command("list", "--json").output)["releases"] == []


def test_a_cohort_that_is_too_small_rolls_on(house, sayso_command):
    grow(house, 3)
    sayso_command("open-cohort", "--title", "Summer", "--opens", "2026-07-01", "--closes", "2026-09-30")
    wrong = {"2026-09-30": "later than the one it has", "soon": "does not match", "9999-12-31": "five years"}
    for until, sentence in wrong.items():
        refused = sayso_command("roll-on", "1", "--until", until)
        assert (refused.exit_code != 0, sentence in refused.output) == (True, True), refused.output
    assert "may not be there" in sayso_command("roll-on", "404", "--until", "2027-03-31").output
    rolled = sayso_command("roll-on", "1", "--until", "2027-03-31")
    assert rolled.output == "Summer: what happens until 2027-03-31 counts in it.\n"
    assert json.loads(sayso_command("list", "--json").output)["cohorts"][0]["closes_on"] == "2027-03-31"
    assert "Its last day has not passed" in sayso_command("roll-on", "1", "--until", "2027-04-30").output


def test_a_year_and_its_quarter_are_opened_with_their_bands(house, sayso_command):
    grow(house, 1)
    year = sayso_command("open-cohort", "--title", "A year", "--year", "--ages", "16-25", *DAYS)
    assert year.output == "Year 1 is open: A year.\n"
    wrong = sayso_command("open-cohort", "--title", "First", "--of-year", "1", *DAYS)
    assert "same bands of age" in wrong.output
    right = sayso_command("open-cohort", "--title", "First", "--of-year", "1", "--ages", "16-25", *DAYS)
    assert right.output == "Cohort 2 is open: First.\n"
    early = sayso_command("close", "1")
    assert "after each of its quarters" in early.output


def test_too_few_stay_open_with_a_sentence(house, sayso_command):
    grow(house, 5)
    sayso_command("open-cohort", "--title", "Summer", *DAYS)
    closed = sayso_command("close", "1")
    assert closed.exit_code == 1
    assert "stays open" in closed.output
    assert json.loads(sayso_command("list", "--json").output)["releases"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("close",), "Give the number of a cohort, or --open."),
        (("close", "1", "--open"), "Give the number of a cohort, or --open."),
        (("close", "--open"), "No cohort is open."),
        (("close", "7"), "may not be there"),
        (("withdraw", "7", "--why", "Sent twice."), "may not be there"),
        (("withdraw", "7", "--why", ""), "may not be there"),
        (("open-cohort", "--title", "Summer", "--ages", "7-9", *DAYS), "Invalid value"),
        (("open-cohort", "--title", "The impact", *DAYS), "Leave “impact” out"),
    ],
)
def test_what_cannot_be_done_is_said(sayso_command, words: tuple[str, ...], sentence: str):
    done = sayso_command(*words)
    assert done.exit_code != 0
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_nothing_yet(sayso_command):
    assert "no cohort yet" in sayso_command("list").output
