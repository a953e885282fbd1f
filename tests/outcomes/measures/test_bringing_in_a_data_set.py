"""`sayso import answers`: all or nothing, every bad cell told, no file twice, and entries for everything."""

import csv
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from outcomes.measures import cli, store
from outcomes.measures.intake import take_in
from outcomes.measures.mapping import mapping_from_toml
from outcomes.measures.models import ImportedFile, Score
from outcomes.measures.sheet import read_sheet
from survey.cli import Sentences
from survey.database import Database
from survey.ledger.store import entries_about, in_order, rebuild, size
from survey.ledger.verifying.store import verify
from survey.people.models import Organisation, Person
from survey.questionnaires.models import Round
from tests.outcomes.real_data import real_file

MAPPING = """
[round]
id = "school-a"
title = "A school"
basis = "public_task"
basis_note = "Agreed with the school in writing."
source = "Made for this test"
organisation = "school-data"
holder = "Data of schools"
asked_from = 2025-03-03
asked_to = 2025-03-28

[no_answer]
"" = "not_answered"
"-94" = "prefer_not_to_say"

[fields.gender]
column = "sex"
values = { f = "girl", m = "boy" }

[[answers]]
measure = "ons_loneliness"
items = { no_one_to_talk_to = "q1", left_out = "q2", alone = "q3" }
"""
GOOD = "id,sex,q1,q2,q3,secret\n1,f,1,2,3,Ada\n2,m,3,-94,1,Bob\n3,,1,1,1,Cy\n"
BAD = GOOD + "4,x,1,2,3,Di\n5,f,1,9,3.5,Ed\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mapping, and a place for files."""
    (tmp_path / "school.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sayso_command(settings, monkeypatch: pytest.MonkeyPatch):
    """The command as an operator runs it, against the test's own database."""
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("SAYSO_DATABASE_URL", settings.database_url)
    group = Sentences("sayso", commands={command.name: command for command in cli.commands})

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(group, [str(word) for word in words])

    return run


def school(folder: Path, content: str = GOOD, name: str = "school.csv") -> tuple[str | Path, ...]:
    """The command line that imports this content."""
    (folder / name).write_text(content, encoding="utf-8")
    return "import", "answers", folder / name, "--mapping", folder / "school.toml"


def counted(database: Database) -> tuple[int, int, int, int]:
    """How many people, scores, rounds and entries there are."""
    with database.reading() as session:
        tables = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Person, Score, Round)]
        return (tables[0], tables[1], tables[2], size(session))


def test_a_right_file_becomes_a_round(database: Database, folder: Path, sayso_command) -> None:
    result = sayso_command(*school(folder))
    assert result.exit_code == 0, result.output
    assert "Imported 3 of 3 rows of school.csv as school-a." in result.stdout
    assert "Basis: public_task. Agreed with the school in writing." in result.stdout
    assert "3 of 3 rows" in result.stderr
    with database.reading() as session:
        made = session.get_one(Round, "school-a")
        assert (made.organisation_id, made.questionnaire, made.basis) == (
            "school-data",
            "ons_loneliness",
            "public_task",
        )
        assert (f"{made.opens_on}", f"{made.closes_on}") == ("2025-03-03", "2025-03-28")
        assert session.get_one(Organisation, "school-data").name == "Data of schools"
        values = session.scalars(select(Score.value).order_by(Score.entry_seq)).all()
        assert values == [6, None, 3]


def test_only_declared_columns_are_kept(database: Database, folder: Path, sayso_command) -> None:
    sayso_command(*school(folder))
    with database.reading() as session:
        people = session.scalars(select(Person).order_by(Person.seq)).all()
        assert [(one.kind, one.name, one.described) for one in people] == [
            ("imported", "", {"gender": "girl"}),
            ("imported", "", {"gender": "boy"}),
            ("imported", "", {}),
        ]
        everything = " ".join(str(entry) for entry in in_order(session))
    assert "Ada" not in everything
    assert "secret" not in everything


def test_answers_are_entries_with_their_basis(database: Database, folder: Path, sayso_command) -> None:
    sayso_command(*school(folder))
    with database.reading() as session:
        second = session.scalars(select(Person.id).order_by(Person.seq)).all()[1]
        (entry,) = entries_about(session, second, ["answers.imported"])
        assert entry.content == {
            "questionnaire": "ons_loneliness",
            "version": 1,
            "round": "school-a",
            "answers": {"no_one_to_talk_to": 3, "left_out": -94, "alone": 1},
        }
        assert entry.reason == "public_task: Agreed with the school in writing."
        assert f"{entry.effective_at:%Y-%m-%d}" == "2025-03-28"
        assert verify(session).holds


def test_scores_are_only_a_reading_of_entries(database: Database, folder: Path, sayso_command) -> None:
    sayso_command(*school(folder))
    with database.writing() as session:
        assert rebuild(session) == []
        session.execute(Score.__table__.update().values(value=1.5))
        assert rebuild(session) == ["score"]
        assert rebuild(session) == []


def test_a_workbook_comes_in_as_the_same_answers(database: Database, folder: Path, sayso_command) -> None:
    path = folder / "school.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        table = book.add_worksheet()
        for row, line in enumerate(csv.reader(GOOD.splitlines())):
            for column, cell in enumerate(line):
                table.write(row, column, int(cell) if cell.lstrip("-").isdecimal() else cell)
    result = sayso_command("import", "answers", path, "--mapping", folder / "school.toml")
    assert "Imported 3 of 3 rows of school.xlsx as school-a." in result.stdout
    with database.reading() as session:
        assert session.scalars(select(Score.value).order_by(Score.entry_seq)).all() == [6, None, 3]


def test_one_bad_cell_and_nothing_is_imported(database: Database, folder: Path, sayso_command) -> None:
    before = counted(database)
    result = sayso_command(*school(folder, BAD))
    assert result.exit_code == 1
    expected = "a whole number from 1 to 3, or an empty cell or -94 for no answer"
    assert result.stderr.splitlines()[:4] == [
        "school.csv, row 5, column sex: “x”; expected one of f, m, or an empty cell or -94 for no answer.",
        f"school.csv, row 6, column q2: “9”; expected {expected}.",
        f"school.csv, row 6, column q3: “3.5”; expected {expected}.",
        "3 cells in 2 of 5 rows do not fit.",
    ]
    assert "Nothing was imported." in result.stderr
    assert counted(database) == before


def test_bad_rows_can_be_left_out_and_are_named(database: Database, folder: Path, sayso_command) -> None:
    result = sayso_command(*school(folder, BAD), "--leave-out-bad-rows")
    assert result.exit_code == 0
    assert "column q3: “3.5”" in result.stderr
    assert "Imported 3 of 5 rows of school.csv as school-a." in result.stdout
    assert "Left out 2 rows: 5, 6." in result.stdout
    with database.reading() as session:
        kept = session.scalars(select(ImportedFile)).one()
        assert (kept.rows_read, kept.rows_left_out, kept.mapping) == (5, 2, "school-a")


def test_a_file_without_one_right_row_is_refused(folder: Path, sayso_command) -> None:
    result = sayso_command(*school(folder, "sex,q1,q2,q3\nz,9,9,9\n"), "--leave-out-bad-rows")
    assert result.exit_code == 1
    assert "Nothing was imported: no row is right." in result.stderr


def test_the_same_file_is_refused_under_any_name(database: Database, folder: Path, sayso_command) -> None:
    sayso_command(*school(folder))
    before = counted(database)
    result = sayso_command(*school(folder, GOOD, "renamed.csv"))
    assert result.exit_code == 1
    assert "as school-a, under the name school.csv. Nothing was imported now." in result.stderr
    assert counted(database) == before


def test_another_file_cannot_join_a_round_that_is_there(database: Database, folder: Path, sayso_command) -> None:
    sayso_command(*school(folder))
    before = counted(database)
    result = sayso_command(*school(folder, GOOD + "9,f,1,1,1,Flo\n"))
    assert result.exit_code == 1
    assert "There is already a round school-a. Give the mapping another id." in result.stderr
    assert counted(database) == before


def test_stopped_half_way_nothing_is_there_and_it_runs_again(database: Database, folder: Path, sayso_command) -> None:
    before = counted(database)
    line = school(folder)
    sheet, mapping = read_sheet(folder / "school.csv"), mapping_from_toml(MAPPING)

    def stop(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    from conftest import NOON

    with pytest.raises(KeyboardInterrupt), database.writing() as session:
        store.bring_in(session, sheet, mapping, take_in(sheet, mapping), now=NOON, rng=random.Random(1), progress=stop)
    assert counted(database) == before
    assert sayso_command(*line).exit_code == 0
    assert counted(database)[0] == before[0] + 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing.csv", "school.toml"), "There is no file"),
        (("school.csv", "nothing.toml"), "cannot be read"),
        (("school.csv", "school.csv"), "The mapping cannot be used. It is not valid TOML"),
    ],
)
def test_files_that_are_not_there_or_not_what_they_should_be(
    folder: Path, sayso_command, words: tuple[str, str], sentence: str
) -> None:
    school(folder)
    result = sayso_command("import", "answers", folder / words[0], "--mapping", folder / words[1])
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_measures_list_names_each_with_its_licence(sayso_command) -> None:
    result = sayso_command("measures", "list")
    assert "sdq (version 1): SDQ, scored by item number (self or parent)" in result.stdout
    assert "no wording ships, and none may be shown without a recorded licence" in result.stdout
    assert result.stdout.count("(version ") == 11


def test_the_empathy_of_children_comes_in_whole(database: Database, sayso_command) -> None:
    data = real_file("responses/ceaq_children.csv")
    mapping = Path(__file__).parents[3] / "docs" / "mappings" / "ceaq_children.toml"
    result = sayso_command("import", "answers", data, "--mapping", mapping)
    assert result.exit_code == 0, result.output
    with database.reading() as session:
        values = session.scalars(select(Score.value).where(Score.scale == "empathy")).all()
        assert len(values) == 208
        assert round(sum(value or 0 for value in values) / 208, 4) == 37.8413
        assert verify(session).size == 416


def test_killed_half_way_nothing_is_there_and_it_runs_again(database: Database, folder: Path, sayso_command) -> None:
    before = counted(database)
    line = school(folder, "sex,q1,q2,q3\n" + "f,1,2,3\n" * 300)
    start = [sys.executable, "-c", "from survey.cli import main; main()", *(str(word) for word in line)]
    with subprocess.Popen(start, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "30 of 300 rows\n"
        running.kill()
    assert running.returncode == -signal.SIGKILL
    assert counted(database) == before
    assert "Imported 300 of 300 rows" in sayso_command(*line).stdout
