"""Loading areas from a list: all of it or none, wrong cells named by file, row, column, value and expectation."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.house import House
from survey.people import store

GOOD = "code,name,level,parent\nW1,Quayside,ward,B1\nB1,Eastmere,borough,\n"


@pytest.fixture
def run(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SAYSO_DATABASE_URL", house.settings.database_url)
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def load(run: CliRunner, text: str) -> tuple[int, str]:
    Path("areas.csv").write_text(text, "utf-8")
    result = run.invoke(main, ["areas", "load", "areas.csv"])
    return result.exit_code, result.output


def test_it_works(run: CliRunner, house: House) -> None:
    assert load(run, GOOD) == (0, "2 areas added, 0 known already.\n")
    with house.database.reading() as session:
        assert [(area.code, area.parent) for area in store.areas(session)] == [("B1", None), ("W1", "B1")]


def test_loading_it_again_adds_nothing(run: CliRunner) -> None:
    load(run, GOOD)
    assert load(run, GOOD)[1] == "0 areas added, 2 known already.\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("W2,Old Town,parish,B1", "row 4, level: “parish”"),
        ("W2,Old Town,ward,B9", "row 4, parent: “B9”"),
        (",Old Town,ward,B1", "row 4, code: “”"),
        ("TWELVE-AND-MORE,Old Town,ward,B1", "row 4, code: “TWELVE-AND-MORE”"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_added(run: CliRunner, house: House, line: str, said: str) -> None:
    code, output = load(run, GOOD + line + "\n")
    assert code == 1
    assert said in output
    with house.database.reading() as session:
        assert store.areas(session) == []


def test_a_missing_column_is_named(run: CliRunner) -> None:
    code, output = load(run, "code,name\nB1,Eastmere\n")
    assert code == 1
    assert "no column level, parent" in output
