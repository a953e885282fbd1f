"""Writing a backup: one consistent look at every table, into one compressed file that appears whole or not at all."""

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, Connection, Date, Engine, LargeBinary, Table, inspect, select

from survey import keys, schema
from survey.backup.lines import Kind, line
from survey.backup.manifest import NAME, BackupDamaged, Manifest, NotABackup, TableCopy, parsed
from survey.database import Base, Database
from survey.errors import DomainError
from survey.ledger.checkpoints.models import CheckpointRow
from survey.ledger.models import LedgerHead
from survey.ledger.projection import registered
from survey.ledger.tree import Range
from survey.times import UtcDateTime

AT_ONCE = 2000  # rows read from the database at a time
UNREADABLE = (  # what a damaged archive may raise while it is read
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, OSError, ValueError, EOFError, RuntimeError
)  # fmt: skip
Progress = Callable[[str, int], None]  # the table, and its rows so far


class AlreadyThere(DomainError):
    """There is a file of this name already. A backup never overwrites."""

    kind = "conflict"


class UnknownTable(DomainError):
    """The database has tables that this version does not know."""

    kind = "conflict"


class SideBySide(DomainError):
    """What is sealed and what opens it may not lie side by side: choose another folder."""

    kind = "refused"


def no_progress(_table: str, _rows: int) -> None:
    """For callers who do not watch."""


def back_up(database: Database, file: Path, now: datetime, progress: Progress = no_progress) -> Manifest:
    """Everything but projections, which are made again from entries: no name of anyone is in what stays sealed."""
    _refuse_side_by_side(file, "keys")
    with _one_look(database.engine) as connection:
        _refuse_unknown_tables(connection)
        left_out = tuple(sorted(name for name in Base.metadata.tables if name in _projections()))
        manifest = Manifest("main", now, schema.head(), *_ledger(connection), left_out=left_out)
        return _write(file, manifest, connection, kept_tables(), progress)


def back_up_keys(store: keys.KeyStore, file: Path, now: datetime, progress: Progress = no_progress) -> Manifest:
    """The key store, into a file that may live for thirty days and never beside what it opens."""
    _refuse_side_by_side(file, "main")
    with _one_look(store.engine) as connection:
        return _write(file, Manifest("keys", now, schema.head()), connection, key_tables(), progress)


def kept_tables() -> list[Table]:
    """The tables that a backup holds, those that others point at first."""
    made_again = _projections()
    return [table for table in Base.metadata.sorted_tables if table.name not in made_again]


def key_tables() -> list[Table]:
    """The key store's tables."""
    return list(keys.METADATA.sorted_tables)


def _projections() -> set[str]:
    return {table.__tablename__ for projection in registered() for table in projection.tables}


@contextmanager
def _one_look(engine: Engine) -> Iterator[Connection]:
    """A transaction in which every table is read as it was at one moment, while others go on writing."""
    if engine.dialect.name == "sqlite":
        look = engine.connect()
    else:
        look = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with look as connection, connection.begin():
        yield connection


def _refuse_unknown_tables(connection: Connection) -> None:
    unknown = set(inspect(connection).get_table_names()) - set(Base.metadata.tables) - {"alembic_version"}
    if unknown:
        raise UnknownTable(f"The database has tables that this version does not know: {', '.join(sorted(unknown))}.")


def _ledger(connection: Connection) -> tuple[int, str, str | None]:
    newest = connection.scalar(select(CheckpointRow.note).order_by(CheckpointRow.size.desc()).limit(1))
    size, peaks = connection.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    return size, Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)]).root().hex(), newest


def _write(
    file: Path, manifest: Manifest, connection: Connection, tables: Sequence[Table], progress: Progress
) -> Manifest:
    with _appearing_whole(file) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        copies = {table.name: _copy(archive, connection, table, progress) for table in tables}
        manifest = replace(manifest, tables=copies)
        archive.writestr(NAME, manifest.text())
    return manifest


def _copy(archive: zipfile.ZipFile, connection: Connection, table: Table, progress: Progress) -> TableCopy:
    """One table's rows as lines, in the order of its key."""
    kinds, hashed, rows = kinds_of(table.columns), sha256(), 0
    asked = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
        for some in connection.execute(asked).partitions():
            lines = b"".join(line(row, kinds) for row in some)
            hashed.update(lines)
            out.write(lines)
            rows += len(some)
            progress(table.name, rows)
    return TableCopy(tuple(column.name for column in table.columns), rows, hashed.hexdigest())


def kinds_of(columns: Iterable[Column[Any]]) -> tuple[Kind, ...]:
    """How each column's values are written down."""
    return tuple(_kind(column) for column in columns)


def _kind(column: Column[Any]) -> Kind:
    if isinstance(column.type, UtcDateTime):
        return "time"
    if isinstance(column.type, Date):
        return "day"
    return "bytes" if isinstance(column.type, LargeBinary) else "plain"


@contextmanager
def _appearing_whole(file: Path) -> Iterator[IO[bytes]]:
    """A file that others see when it is complete and on the disk; only its owner may read it."""
    if file.exists():
        raise AlreadyThere
    file.parent.mkdir(parents=True, exist_ok=True)
    growing = file.with_name(f".{file.name}.part")
    growing.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        growing.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        growing.unlink(missing_ok=True)


def manifest_of(file: Path) -> Manifest:
    """What a backup says of itself. :raise NotABackup: when it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            return parsed(archive.read(NAME).decode())
    except UNREADABLE as error:
        raise NotABackup(f"{file} is not a backup made by Sayso, or cannot be read.") from error


def checked(file: Path) -> Manifest:
    """The manifest of a backup of which every byte is as it was written. :raise BackupDamaged: names the table."""
    manifest = manifest_of(file)
    with zipfile.ZipFile(file) as archive:
        for name, copy in manifest.tables.items():
            try:
                with archive.open(f"{name}.jsonl") as lines:
                    sum_here = _sum(lines)
            except UNREADABLE as error:
                raise BackupDamaged(f"The table {name} in this backup cannot be read.") from error
            if sum_here != copy.sha256:
                raise BackupDamaged(f"The table {name} in this backup is not as it was written.")
    return manifest


def _sum(lines: IO[bytes]) -> str:
    hashed = sha256()
    while some := lines.read(1 << 20):
        hashed.update(some)
    return hashed.hexdigest()


def backups_in(folder: Path) -> dict[Path, Manifest]:
    """Every backup in a folder."""
    found = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.is_file() and zipfile.is_zipfile(file):
            try:
                found[file] = manifest_of(file)
            except NotABackup:
                continue
    return found


def _refuse_side_by_side(file: Path, other: str) -> None:
    beside = [each for each, manifest in backups_in(file.parent).items() if manifest.kind == other]
    if beside:
        raise SideBySide(
            f"{beside[0].name} is in this folder. What is sealed and what opens it may not lie side by side: "
            "choose another folder, best on another machine."
        )


def prune(folder: Path, now: datetime) -> list[Path]:
    """Delete the key backups in this folder that have outlived their thirty days."""
    old = [file for file, manifest in backups_in(folder).items() if manifest.is_past_its_life(now)]
    for file in old:
        file.unlink()
    return old
