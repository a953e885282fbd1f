"""Opening a round from the command line: workers can then invite people to it."""

import pytest
from click.testing import CliRunner, Result

from people import Cast
from survey.cli import main
from survey.house import House
from survey.questionnaires import store

OPEN = ["rounds", "open", "autumn", "--organisation", "harbour", "--title", "How things are for you"]
DAYS = ["--opens", "2026-09-01", "--closes", "2026-10-31"]


@pytest.fixture
def run(house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SAYSO_DATABASE_URL", house.settings.database_url)
    return CliRunner()


def open_round(run: CliRunner, *more: str) -> Result:
    return run.invoke(main, [*OPEN, *more])


def test_it_works(run: CliRunner, house: House) -> None:
    result = open_round(run, "--questionnaire", "strands", *DAYS)
    assert (result.exit_code, result.output) == (
        0,
        "The round autumn is open from 1 September 2026 to 31 October 2026.\n",
    )
    with house.database.reading() as session:
        assert [each.id for each in store.open_rounds(session, "harbour", house.clock().date())] == ["autumn"]
    assert "autumn: How things are for you (strands 1, wave 1" in run.invoke(main, ["rounds", "list", "harbour"]).output


@pytest.mark.parametrize(
    "more",
    [
        ["--questionnaire", "nothing-of-ours", *DAYS],
        ["--questionnaire", "sdq", *DAYS],  # no licensed wording here
        ["--questionnaire", "strands", "--opens", "2026-10-31", "--closes", "2026-09-01"],
        ["--questionnaire", "strands", *DAYS, "--organisation", "nowhere"],
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(run: CliRunner, house: House, more: list[str]) -> None:
    result = open_round(run, *more)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    with house.database.reading() as session:
        assert store.rounds_of(session, "harbour") == []


def test_a_round_opens_once(run: CliRunner) -> None:
    open_round(run, "--questionnaire", "strands", *DAYS)
    again = open_round(run, "--questionnaire", "strands", *DAYS)
    assert (again.exit_code, again.output) == (1, "Error: There is already a round autumn.\n")
