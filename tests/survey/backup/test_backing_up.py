"""A backup: one moment, one file that says what is in it, whole or not there, and no name of anyone outside a seal."""

import random
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from people import Cast
from survey.backup import store
from survey.backup.manifest import BackupDamaged, NotABackup, parsed
from survey.backup.store import AlreadyThere, SideBySide, UnknownTable, back_up, back_up_keys, checked, prune
from survey.database import Database
from tests.conftest import NOON
from tests.survey.backup.conftest import written


def contents(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_it_works(database: Database, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "one.backup"
    manifest = back_up(database, file, NOON)
    assert checked(file) == manifest == parsed(manifest.text())
    assert (manifest.size, manifest.tables["entry"].rows) == (13, 13)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "person" in manifest.left_out
    assert b"Amina" not in contents(file)  # what is said of people is in sealed parts and in nothing else


def test_the_keys_are_in_the_other_file_alone(database: Database, cast: Cast, tmp_path: Path) -> None:
    main = back_up(database, tmp_path / "main" / "one.backup", NOON)
    keys = back_up_keys(database.keys, tmp_path / "keys" / "one.keys", NOON)
    assert set(keys.tables) == {"person_key", "segment_key", "destroyed_key"}
    assert not set(keys.tables) & set(main.tables)
    assert keys.keep_until == NOON + timedelta(days=30)
    assert main.keep_until is None


def test_it_is_one_moment_although_others_write_on(database: Database, tmp_path: Path) -> None:
    written(database, "Before")

    def meanwhile(table: str, _rows: int) -> None:
        if table == "entry":
            written(database, "Meanwhile")

    manifest = back_up(database, tmp_path / "one.backup", NOON, meanwhile)
    assert (manifest.size, manifest.tables["entry"].rows, manifest.tables["segment"].rows) == (1, 1, 2)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM entry")) == 2


def test_a_backup_never_overwrites(lone: Database, tmp_path: Path) -> None:
    back_up(lone, tmp_path / "one.backup", NOON)
    with pytest.raises(AlreadyThere):
        back_up(lone, tmp_path / "one.backup", NOON)


def test_a_backup_that_fails_leaves_nothing(lone: Database, tmp_path: Path) -> None:
    def fail(_table: str, _rows: int) -> None:
        raise KeyboardInterrupt

    written(lone, "Something")
    with pytest.raises(KeyboardInterrupt):
        back_up(lone, tmp_path / "kept" / "one.backup", NOON, fail)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_damaged_backup_is_refused_and_the_table_named(lone: Database, tmp_path: Path) -> None:
    written(lone, "Something")
    file = tmp_path / "one.backup"
    back_up(lone, file, NOON)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = parts | {"entry.jsonl": parts["entry.jsonl"].replace(b"record.made", b"record.lost")}
    with zipfile.ZipFile(file, "w") as archive:
        for name, held in changed.items():
            archive.writestr(name, held)
    with pytest.raises(BackupDamaged, match="entry"):
        checked(file)


def test_one_turned_bit_anywhere_is_found(lone: Database, tmp_path: Path) -> None:
    written(lone, "Something")
    file = tmp_path / "one.backup"
    manifest = back_up(lone, file, NOON)
    whole, rng = file.read_bytes(), random.Random(1)
    for _ in range(100):
        turned = bytearray(whole)
        turned[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        file.write_bytes(turned)
        try:
            assert checked(file) == manifest  # a bit that means nothing to anyone: a file's date in the archive, say
        except (BackupDamaged, NotABackup):
            continue


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    for name, held in {"words": b"Not a backup", "nothing": b""}.items():
        (tmp_path / name).write_bytes(held)
        with pytest.raises(NotABackup):
            checked(tmp_path / name)
    with pytest.raises(NotABackup):
        checked(tmp_path / "missing")


def test_what_is_sealed_and_what_opens_it_may_not_lie_side_by_side(lone: Database, tmp_path: Path) -> None:
    back_up(lone, tmp_path / "a" / "one.backup", NOON)
    with pytest.raises(SideBySide, match=r"one\.backup"):
        back_up_keys(lone.keys, tmp_path / "a" / "one.keys", NOON)
    back_up_keys(lone.keys, tmp_path / "b" / "one.keys", NOON)
    with pytest.raises(SideBySide):
        back_up(lone, tmp_path / "b" / "two.backup", NOON)


def test_backups_of_keys_are_deleted_after_thirty_days_and_others_never(lone: Database, tmp_path: Path) -> None:
    main, folder = tmp_path / "main", tmp_path / "keys"
    back_up(lone, main / "one.backup", NOON - timedelta(days=400))
    for days in (31, 30, 29):
        back_up_keys(lone.keys, folder / f"{days}.keys", NOON - timedelta(days=days))
    (folder / "a letter").write_text("Not ours")
    assert [file.name for file in prune(folder, NOON)] == ["30.keys", "31.keys"]
    assert sorted(file.name for file in folder.iterdir()) == ["29.keys", "a letter"]
    assert prune(main, NOON) == []


def test_a_table_that_nobody_knows_is_not_passed_over(lone: Database, tmp_path: Path) -> None:
    with lone.writing() as session:
        session.execute(text("CREATE TABLE somebody_elses (id integer)"))
    with pytest.raises(UnknownTable, match="somebody_elses"):
        back_up(lone, tmp_path / "one.backup", NOON)


def test_every_table_is_kept_or_made_again() -> None:
    kept = {table.name for table in store.kept_tables()}
    again = {"person", "relation", "erased_segment", "goal", "rating"}
    assert not kept & again
    assert {"entry", "segment", "segment_content", "ledger_head", "link", "account", "release"} <= kept
