"""`sayso backup` and `sayso restore`, as someone at a terminal has them."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from survey.cli import main
from survey.database import Database
from survey.house import House
from survey.ledger.checkpoints.store import sign_head
from survey.ledger.models import LedgerHead
from survey.ledger.tree import Range
from survey.settings import Settings
from tests.conftest import NOON, SECRET
from tests.survey.backup.conftest import Empty, written


def say(database: Database, *words: str | Path) -> Result:
    environ = {
        "SAYSO_MODE": "test",
        "SAYSO_SECRET_KEY": SECRET,
        "SAYSO_DATABASE_URL": database.url,
        "SAYSO_KEYS_DATABASE_URL": database.keys.url,
    }
    return CliRunner().invoke(main, [str(word) for word in words], env=environ)


def test_it_works(lone: Database, empty: Empty, tmp_path: Path) -> None:
    written(lone, "First", "Second")
    main_file, keys, new = tmp_path / "main" / "a", tmp_path / "keys" / "a", empty("sqlite")
    said = say(lone, "backup", main_file)
    assert (said.exit_code, "2 entries" in said.output, "Now the keys, to another place" in said.output) == (
        0,
        True,
        True,
    )
    assert "Delete it by " in say(lone, "backup", "--keys", keys).output
    assert say(lone, "backup", "--prune", keys.parent).output == "No backup of keys here is older than 30 days.\n"
    said = say(new, "restore", main_file, "--keys", keys)
    assert said.exit_code == 0, said.output
    assert "nobody can say whether entries are missing" in said.output
    assert "Restored 2 entries." in said.output
    assert "The ledger holds" in say(new, "ledger", "verify").output


def test_a_newer_checkpoint_kept_outside_is_said_in_words(lone: Database, empty: Empty, tmp_path: Path) -> None:
    house = House(Settings(mode="test", secret_key=SECRET, database_url=lone.url), lone, lambda: NOON, random.Random(3))
    written(lone, "First", "Second")
    with lone.writing() as session:
        size, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
        assert sign_head(session, Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)]), NOON)
    file, kept, new = tmp_path / "main" / "a", tmp_path / "kept", empty("sqlite", keys_url=lone.keys.url)
    say(lone, "backup", file)
    kept.write_text(str(house.signer.checkpoint(7, bytes(32))))
    said = say(new, "restore", file, "--checkpoint", kept)
    assert said.exit_code == 1
    assert (
        "A checkpoint from outside knows 7 entries; this backup has 2. The last 5 entries are not in it" in said.output
    )
    kept.write_text("log-1\n2\n\n")
    assert "This is no checkpoint of this ledger" in say(new, "restore", file, "--checkpoint", kept).output
    kept.write_text(str(house.signer.checkpoint(7, bytes(32))))
    assert say(new, "restore", file, "--checkpoint", kept, "--knowing-loss").exit_code == 0


@pytest.mark.parametrize(
    "words", [("backup",), ("restore",), ("backup", "a", "--keys", "b"), ("restore", "--finish", "x")]
)
def test_what_is_not_clear_is_asked_back(lone: Database, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = say(lone, *words)
    assert said.exit_code == 2
    assert "Say " in said.output or "does not exist" in said.output


def test_a_service_without_a_key_store_gets_its_keys_back(lone: Database, empty: Empty, tmp_path: Path) -> None:
    written(lone, "First")
    keys = tmp_path / "keys" / "a"
    say(lone, "backup", "--keys", keys)
    without = Database(lone.url, keys_url=f"sqlite:///{tmp_path}/new.keys")
    assert "2 keys are back" in say(without, "restore", "--keys", keys).output
    assert "The ledger holds" in say(without, "ledger", "verify").output
    assert "0 parts had come back" in say(without, "restore", "--finish").output
    without.dispose()
