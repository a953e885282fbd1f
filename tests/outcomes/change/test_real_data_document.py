"""`docs/real-data.md` shows what is really printed: every command in it is run again and every line compared."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey import schema
from survey.cli import main
from survey.database import Database
from tests.outcomes.real_data import SHARED, real_file

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "real-data.md").read_text(encoding="utf-8")
LEFT_OUT = "…"


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command of the document and the lines shown below it."""
    for block in re.findall(r"```console\n(.*?)```", DOCUMENT, re.DOTALL):
        for part in re.split(r"^\$ sayso ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether these are the same lines, one "…" standing for any number of them, and any day for any other."""
    shown, printed = _without_days(shown), _without_days(printed)
    if LEFT_OUT not in shown:
        return shown == printed
    place = shown.index(LEFT_OUT)
    before, after = shown[:place], shown[place + 1 :]
    return printed[: len(before)] == before and printed[len(printed) - len(after) :] == after


def _without_days(lines: list[str]) -> list[str]:
    return [re.sub(r"imported on \d+ \w+ \d{4}", "imported on a day", line) for line in lines]


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Somebody at a terminal, with a database of their own."""
    for name in ("ceaq_children", "youth_gratitude", "kailo_beewell_standard_synthetic_data_raw"):
        real_file(f"responses/{name}.csv")
    url = f"sqlite:///{tmp_path / 'real.db'}"
    database = Database(url)
    schema.upgrade(database)
    database.dispose()
    monkeypatch.setenv("SAYSO_MODE", "demo")
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)
    monkeypatch.chdir(ROOT)
    return CliRunner()


def test_every_command_prints_what_the_document_shows(operator: CliRunner) -> None:
    run = 0
    for command, shown in commands():
        words = [word.replace("../shared/data", str(SHARED)) for word in shlex.split(command)]
        printed = operator.invoke(main, words).output.rstrip("\n").split("\n")
        assert matches(shown, printed), f"$ sayso {command}\n" + "\n".join(printed[-40:])
        run += 1
    assert run == 11


def test_the_tables_repeat_what_is_printed() -> None:
    printed = " ".join(line for _, lines in commands() for line in lines)
    figures = re.findall(r"\|[^|\n]*\|[^|\n]*\| ([\d., ]+) \|", DOCUMENT)
    assert len(figures) == 6
    for figure in ", ".join(figures).split(", "):
        assert figure in printed


def test_a_line_that_differs_is_noticed() -> None:
    assert matches(["a", LEFT_OUT, "d"], ["a", "b", "c", "d"])
    assert not matches(["a", LEFT_OUT, "d"], ["a", "b", "c", "e"])
    assert not matches(["a"], ["a", "b"])
