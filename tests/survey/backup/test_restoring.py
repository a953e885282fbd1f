"""The drill: a backup is made, life goes on, something is erased, the old backup comes back. It stays erased."""

import random
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select, text

from survey.app import create_app
from survey.backup.loading.store import NotEmpty
from survey.backup.manifest import BackupDamaged, NotABackup, OtherSchema
from survey.backup.models import UnderRestore
from survey.backup.restore import store as restores
from survey.backup.restore.store import DoesNotHold, Restoring, RollsBack, UnfinishedRestore, restore, restore_keys
from survey.backup.store import back_up, back_up_keys
from survey.database import Database
from survey.keys import SEGMENT_KEY
from survey.ledger.checkpoint import Checkpoint
from survey.ledger.erasing.store import erase
from survey.ledger.models import Entry, Segment, SegmentContent
from survey.ledger.sealing import CannotOpen, unseal
from survey.ledger.store import entries, in_order, rebuild
from survey.ledger.verifying.store import verify
from survey.records.account.gone import why_words
from survey.settings import Settings
from tests.conftest import NOON, SECRET
from tests.survey.backup.conftest import SEEDS, Empty, written

LATER = NOON + timedelta(days=3)


def erased(database: Database, *parts: tuple[int, int]) -> int:
    with database.writing() as session:
        who = {"actor": None, "because": None, "reason": "They asked."}
        return erase(session, parts, now=NOON, rng=random.Random(next(SEEDS)), **who).seq


def restoring(database: Database, file: Path, **more: object) -> Restoring:
    return Restoring(database, file, LATER, random.Random(next(SEEDS)), **more)


def all_that_opens(database: Database) -> bytes:
    """Whatever can be opened of all that is stored, by someone who has everything: rows and keys."""
    with database.reading() as session:
        parts = select(Segment.key_id, Segment.commitment, SegmentContent.sealed).join_from(
            Segment,
            SegmentContent,
            (Segment.entry_seq == SegmentContent.entry_seq) & (Segment.ordinal == SegmentContent.ordinal),
        )
        rows = session.execute(parts).all()
    keys = database.keys.open([row.key_id for row in rows])
    opened = []
    for row in rows:
        try:
            opened.append(unseal(keys.get(row.key_id, bytes(32)), row.sealed, row.commitment)[1])
        except CannotOpen:
            continue
    return b"".join(opened)


def rows(database: Database, before: int) -> list[tuple]:
    """The entries before this place as they stand: what must not change by one byte."""
    with database.reading() as session:
        entry = session.execute(select(Entry.__table__).where(Entry.seq < before).order_by(Entry.seq)).all()
        part = select(Segment.__table__).where(Segment.entry_seq < before)
        return [tuple(each) for each in (*entry, *session.execute(part.order_by(Segment.entry_seq, Segment.ordinal)))]


def holds(database: Database) -> bool:
    with database.writing() as session:
        return verify(session).holds and rebuild(session) == []


def opens(database: Database) -> None:
    """Start the application over this database, as `sayso run` does first."""
    settings = Settings(mode="test", secret_key=SECRET, database_url=database.url, keys_database_url=database.keys.url)
    create_app(settings).house.database.dispose()


def a_history(database: Database, file: Path) -> Path:
    """Three notes, a backup, one more note; then the second note's part about Amina is erased."""
    written(database, "First", "Second", "Third")
    back_up(database, file, NOON)
    written(database, "Fourth")
    erased(database, (1, 0))
    return file


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    return a_history(database, tmp_path / "main" / "one.backup")


def test_the_drill(database: Database, backup: Path, empty: Empty) -> None:
    """The database is lost, the key store is not: what was erased since comes back shut, and goes again."""
    assert b"Second, of Amina" not in all_that_opens(database)
    new = empty(database.engine.dialect.name, keys_url=database.keys.url)
    known = Checkpoint("log-1", 5, bytes(32))
    with pytest.raises(RollsBack, match="The last 2 entries are not in it"):
        restore(restoring(new, backup, known=known))
    done = restore(restoring(new, backup, known=known), knowing_loss=True)
    assert (done.size, done.erased_again) == (3, 1)
    opened = all_that_opens(new)
    assert b"Second, of Amina" not in opened
    assert all(each in opened for each in (b"First, of Amina", b"Second, of others", b"Third, of others"))
    assert rows(new, 3) == rows(database, 3)
    assert holds(new)
    opens(new)
    with new.reading() as session:
        words = [repr(each) for each in entries(session, range(10))]
        last = list(in_order(session))[-2:]
    assert "Second, of Amina" not in repr(words)
    assert [each.kind for each in last] == ["erasure.done", "restore.done"]
    assert (last[0].reason, last[1].content["size"], last[1].content["known_size"]) == (restores.AFTER_A_RESTORE, 3, 5)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_with_the_keys_it_comes_back_in_either_kind_of_database(
    database: Database, backup: Path, empty: Empty, tmp_path: Path, kind: str
) -> None:
    """Both are lost: the keys' own backup remembers what was destroyed."""
    keys = tmp_path / "keys" / "one.keys"
    back_up_keys(database.keys, keys, NOON)
    new = empty(kind)
    assert restore(restoring(new, backup, keys_file=keys)).erased_again == 1
    assert b"Second, of Amina" not in all_that_opens(new)
    assert b"Third, of Amina" in all_that_opens(new)
    assert rows(new, 3) == rows(database, 3)
    assert holds(new)
    assert written(new, "Written on") == [5]
    assert holds(new)


def test_an_older_backup_of_keys_brings_no_destroyed_key_back(database: Database, tmp_path: Path) -> None:
    written(database, "First", "Second")
    keys = tmp_path / "keys" / "one.keys"
    back_up_keys(database.keys, keys, NOON)
    erased(database, (1, 0))
    with database.keys.engine.begin() as connection:
        connection.execute(delete(SEGMENT_KEY))  # the key store is damaged
    assert restore_keys(restoring(database, keys, keys_file=keys)) == 3  # of four, the destroyed one stays away
    assert b"Second, of Amina" not in all_that_opens(database)
    assert holds(database) is False  # the keys made after that backup are lost, and nothing hides it


def test_a_newer_receipt_or_witness_shows_a_restored_backup_up(lone: Database, empty: Empty, tmp_path: Path) -> None:
    """Restored without a word, grown again to the old size and beyond: what is remembered outside does not fit."""
    backup = a_history(lone, tmp_path / "one.backup")
    remembered = rows(lone, 4)[3]
    new = empty("sqlite", keys_url=lone.keys.url)
    restore(restoring(new, backup))
    written(new, "Another fourth")
    at_three = rows(new, 4)[3]
    assert at_three[0] == remembered[0] == 3
    assert at_three[-1] != remembered[-1]  # the leaf that a receipt holds, and all roots after it


@pytest.mark.parametrize("step", ["merge_keys", "load", "finish", "verify", "_say_so"])
def test_an_interrupted_restore_serves_nothing_and_is_run_again(
    lone: Database, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    backup, keys, new = a_history(lone, tmp_path / "main" / "a"), tmp_path / "keys" / "a", empty("sqlite")
    back_up_keys(lone.keys, keys, NOON)
    real = getattr(restores, step)

    def interrupted(*args: object, **more: object) -> None:
        if step != "verify":
            real(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(restores, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            restore(restoring(new, backup, keys_file=keys))
    with pytest.raises(UnfinishedRestore):
        opens(new)
    restore(restoring(new, backup, keys_file=keys))
    assert b"Second, of Amina" not in all_that_opens(new)
    assert holds(new)
    opens(new)


def test_another_backup_cannot_be_restored_over_a_half_restored_one(
    lone: Database, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in "ab":
        back_up(lone, tmp_path / n, NOON)
        written(lone, "Something")
    new = empty("sqlite")
    with monkeypatch.context() as patched:
        patched.setattr(restores, "load", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            restore(restoring(new, tmp_path / "a"))
    with pytest.raises(NotEmpty, match="another backup"):
        restore(restoring(new, tmp_path / "b"))


def test_nothing_is_restored_over_anything(lone: Database, empty: Empty, tmp_path: Path) -> None:
    back_up(lone, tmp_path / "a", NOON)
    new = empty("sqlite", keys_url=lone.keys.url)
    written(new, "Something")
    before = rows(new, 9)
    with pytest.raises(NotEmpty):
        restore(restoring(new, tmp_path / "a"))
    assert rows(new, 9) == before
    opens(new)


def test_a_copy_brought_back_by_other_means_is_found_when_it_starts(lone: Database, tmp_path: Path) -> None:
    """A file put back by hand, a dump played in: what was erased is there again; nothing is served until it goes."""
    written(lone, "First", "Second")
    with sqlite3.connect(str(lone.engine.url.database)) as connection:
        connection.execute(f"VACUUM INTO '{tmp_path}/copy.db'")
    connection.close()
    copy = Database(f"sqlite:///{tmp_path}/copy.db", keys_url=lone.keys.url)
    erased(lone, (1, 0))
    with pytest.raises(UnfinishedRestore, match="sayso restore --finish"):
        opens(copy)
    assert restores.finish(copy, now=LATER, rng=random.Random(next(SEEDS))) == 1
    opens(copy)
    assert holds(copy)
    with copy.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM segment_content WHERE entry_seq = 1")) == 1
    copy.dispose()


def test_a_checkpoint_of_another_ledger_stops_it(lone: Database, empty: Empty, tmp_path: Path) -> None:
    written(lone, "First", "Second")
    with lone.reading() as session:
        root = session.scalar(select(Entry.prev).where(Entry.seq == 1))
    back_up(lone, tmp_path / "a", NOON)
    with pytest.raises(DoesNotHold, match="not the ledger"):
        restore(restoring(empty("sqlite"), tmp_path / "a", known=Checkpoint("log-1", 1, bytes(32))))
    new = empty("sqlite", keys_url=lone.keys.url)
    assert restore(restoring(new, tmp_path / "a", known=Checkpoint("log-1", 1, root))).size == 2


def test_without_the_keys_it_does_not_hold_and_nothing_is_served(lone: Database, empty: Empty, tmp_path: Path) -> None:
    written(lone, "First")
    back_up(lone, tmp_path / "a", NOON)
    new = empty("sqlite")
    with pytest.raises(DoesNotHold, match="cannot be read"):
        restore(restoring(new, tmp_path / "a"))
    with pytest.raises(UnfinishedRestore):
        opens(new)


def test_wrong_files_are_refused_before_anything_is_changed(lone: Database, empty: Empty, tmp_path: Path) -> None:
    back_up(lone, tmp_path / "a", NOON)
    back_up_keys(lone.keys, tmp_path / "b" / "keys", NOON)
    new = empty("sqlite")
    for wrong in (
        restoring(new, tmp_path / "b" / "keys"),
        restoring(new, tmp_path / "a", keys_file=tmp_path / "a"),
        restoring(new, tmp_path / "none"),
    ):
        with pytest.raises(NotABackup):
            restore(wrong)
    with new.reading() as session:
        assert session.get(UnderRestore, 1) is None


def test_a_backup_by_another_version_says_which(
    lone: Database, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("survey.backup.store.schema.head", lambda: "0001_ledger_and_people")
        back_up(lone, tmp_path / "a", NOON)
    with pytest.raises(OtherSchema, match="0001_ledger_and_people"):
        restore(restoring(empty("sqlite"), tmp_path / "a"))


def test_a_manifest_that_lies_about_the_ledger_is_found(
    lone: Database, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(lone, "First")
    back_up(lone, tmp_path / "a", NOON)
    new, real = empty("sqlite", keys_url=lone.keys.url), restores.checked
    monkeypatch.setattr(restores, "checked", lambda file: replace(real(file), root="00" * 32))
    with pytest.raises(BackupDamaged, match="ledger"):
        restore(restoring(new, tmp_path / "a"))


def test_whom_it_was_about_reads_why_it_went_again() -> None:
    """The reason is a code in the entry and words in their record."""
    said = why_words(restores.AFTER_A_RESTORE, SimpleNamespace(say=lambda words: words))
    assert said == "It was gone before. An old copy had brought it back."
