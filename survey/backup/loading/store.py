"""Putting the rows of a backup back: tables into an empty database, keys beside those that are there."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import JSON, Connection, Table, bindparam, delete, func, insert, select
from sqlalchemy.sql.dml import Insert

from survey.backup.lines import row, some_at_a_time
from survey.backup.manifest import BackupDamaged, Manifest
from survey.backup.store import AT_ONCE, Progress, kinds_of
from survey.engine import writing
from survey.errors import DomainError
from survey.keys import DESTROYED_KEY, PERSON_KEY, SEGMENT_KEY, KeyStore
from survey.ledger.models import LedgerHead

Row = dict[str, Any]


class NotEmpty(DomainError):
    """There is something in this database already. A backup is restored into an empty one."""

    kind = "conflict"


def rows_of(file: Path, manifest: Manifest, table: Table) -> Iterator[Row]:
    """Every row of one table in a backup. :raise BackupDamaged: when its columns are not those we know."""
    columns = manifest.tables[table.name].columns if table.name in manifest.tables else ()
    if columns != tuple(column.name for column in table.columns):
        raise BackupDamaged(f"The table {table.name} in this backup has not the columns that it should have.")
    kinds = kinds_of(table.columns)
    with zipfile.ZipFile(file) as archive, archive.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            yield dict(zip(columns, row(line, kinds), strict=True))


def refuse_what_is_not_empty(connection: Connection, tables: Sequence[Table]) -> None:
    """:raise NotEmpty: when any table but the ledger's head has a row, or the head has moved."""
    used = [table.name for table in tables if table.name != "ledger_head" and _has_rows(connection, table)]
    if used or connection.scalar(select(LedgerHead.size)):
        raise NotEmpty


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(func.count()).select_from(table)).scalar_one() > 0


def load(connection: Connection, file: Path, manifest: Manifest, tables: Sequence[Table], progress: Progress) -> None:
    """Every table of a backup into an empty database, in the caller's transaction."""
    connection.execute(delete(LedgerHead.__table__))  # type: ignore[arg-type]  # a Table; the one row a new database has
    for table in tables:
        rows, loaded = _parents_first(table, rows_of(file, manifest, table)), 0
        for some in some_at_a_time(rows, AT_ONCE):
            connection.execute(_insert(table), some)
            loaded += len(some)
            progress(table.name, loaded)
        _go_on_counting(connection, table)


def _insert(table: Table) -> Insert:
    """Insert as it was: nothing at all stays nothing at all, also where JSON could say null."""
    empty = {
        column.name: bindparam(column.name, type_=JSON(none_as_null=True))
        for column in table.columns
        if isinstance(column.type, JSON) and column.nullable
    }
    return insert(table).values(empty) if empty else insert(table)


def _parents_first(table: Table, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows in an order in which none points at a row of its own table that is still to come."""
    inner = [(key.parent.name, key.column.name) for key in table.foreign_keys if key.column.table is table]
    if not inner:
        yield from rows
        return
    ((child, parent),) = inner
    waiting, known = list(rows), {None}
    while ready := [each for each in waiting if each[child] in known]:
        yield from ready
        known |= {each[parent] for each in ready}
        waiting = [each for each in waiting if each[child] not in known and each[parent] not in known]
    if waiting:
        raise BackupDamaged(f"Rows of {table.name} in this backup belong to rows that are not in it.")


def _go_on_counting(connection: Connection, table: Table) -> None:
    """On PostgreSQL the counter of a table's own numbers stands apart from its rows."""
    column = table.autoincrement_column
    if column is not None and connection.dialect.name == "postgresql":
        newest = select(func.max(column)).scalar_subquery()
        counter = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(counter, func.coalesce(newest, 1), newest.is_not(None))))


def merge_keys(store: KeyStore, file: Path, manifest: Manifest, progress: Progress) -> int:
    """Keys from a backup, beside those that are there. What was destroyed, here or there, stays destroyed."""
    store.prepare()
    with writing(store.engine).begin() as connection:
        destroyed = _merge_destroyed(connection, rows_of(file, manifest, DESTROYED_KEY))
        theirs, ours = _merge_people(connection, rows_of(file, manifest, PERSON_KEY))
        here = {tuple(each) for each in connection.execute(select(SEGMENT_KEY.c.key_id, SEGMENT_KEY.c.person_id))}
        added = 0
        for some in some_at_a_time(rows_of(file, manifest, SEGMENT_KEY), AT_ONCE):
            new = [
                _wrapped_for(each, theirs, ours)
                for each in some
                if each["key_id"] not in destroyed and (each["key_id"], each["person_id"]) not in here
            ]
            if new:
                connection.execute(insert(SEGMENT_KEY), new)
            added += len(new)
            progress(SEGMENT_KEY.name, added)
    return added


def _merge_destroyed(connection: Connection, theirs: Iterator[Row]) -> set[bytes]:
    """Every key destroyed here or there; those of the backup are destroyed here too."""
    known = set(connection.scalars(select(DESTROYED_KEY.c.key_id)))
    new = [each for each in theirs if each["key_id"] not in known]
    if new:
        connection.execute(insert(DESTROYED_KEY), new)
        gone = delete(SEGMENT_KEY).where(SEGMENT_KEY.c.key_id == bindparam("gone"))
        connection.execute(gone, [{"gone": each["key_id"]} for each in new])
    return known | {each["key_id"] for each in new}


def _merge_people(connection: Connection, rows: Iterator[Row]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """People's keys as the backup has them, and as they are here when the missing ones have been added."""
    theirs = {each["person_id"]: each["key"] for each in rows}
    ours: dict[str, bytes] = {person: key for person, key in connection.execute(select(PERSON_KEY))}
    new = [{"person_id": person, "key": key} for person, key in theirs.items() if person not in ours]
    if new:
        connection.execute(insert(PERSON_KEY), new)
    return theirs, theirs | ours


def _wrapped_for(each: Row, theirs: dict[str, bytes], ours: dict[str, bytes]) -> Row:
    """A wrapped key as it opens here: wrapped anew when its person has another key by now."""
    person = each["person_id"]
    if theirs[person] == ours[person]:
        return each
    return each | {"wrapped": aes_key_wrap(ours[person], aes_key_unwrap(theirs[person], each["wrapped"]))}
