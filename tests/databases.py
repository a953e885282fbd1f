"""Databases for tests: copies of SQLite files with what opens them, and PostgreSQL databases that are used again."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, create_engine, make_url, text

from survey.app import METADATA
from survey.keys import METADATA as KEYS


def copy_sqlite(template: Path | str, path: Path) -> Path:
    """Copy a database with its key store, and give the copy's path."""
    for whole, copy in ((f"{template}", path), (f"{template}.keys", f"{path}.keys")):
        _fold_in(Path(f"{whole}-wal"), whole)
        shutil.copy(whole, copy)
    return path


def _fold_in(newest: Path, whole: str) -> None:
    """Put into the file what SQLite has written beside it: a copy without it lacks the newest rows, or their keys."""
    if newest.exists() and newest.stat().st_size:
        with closing(sqlite3.connect(whole)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


SAME_SHAPE = """
SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
  SELECT concat(n.nspname, c.relname, c.relkind) AS x FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'sayso_keys')
  UNION ALL SELECT concat(c.relname, tgname, tgenabled) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT tgisinternal
  UNION ALL SELECT concat(c.relname, pg_get_constraintdef(k.oid)) FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  UNION ALL SELECT concat(c.relname, attname, atttypid, attnotnull) FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'sayso_keys') AND attnum > 0
  UNION ALL SELECT version_num FROM alembic_version) AS shape
"""
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
FROM_ONE = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


def named(server: str, database: str) -> str:
    """The address of another database of the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def maintain(server: str, statement: str) -> None:
    """Do something about whole databases."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _emptying(connection: Connection) -> str:
    """What makes a database like this one again, asked at once: each table by itself took too long."""
    tables = (*METADATA.sorted_tables, *KEYS.sorted_tables)
    names = [connection.dialect.identifier_preparer.format_table(table) for table in tables]
    said = ["SET LOCAL lock_timeout = '2s'", "SET LOCAL session_replication_role = replica"]
    said += [f"DELETE FROM {name}" for name in names]  # noqa: S608 - our own tables
    for name in names:
        rows = connection.scalar(text(f"SELECT json_agg(held)::text FROM {name} held"))  # noqa: S608
        if rows:
            rows = "'" + rows.replace("'", "''") + "'::json"
            said.append(f"INSERT INTO {name} SELECT * FROM json_populate_recordset(NULL::{name}, {rows})")  # noqa: S608
    return ";\n".join([*said, FROM_ONE])


class PostgresqlPool:
    """Databases of one server, emptied and used again: making one takes eight times as long as emptying it.

    One whose tables, triggers, constraints or columns are not the template's any more is dropped.
    """

    def __init__(self, server: str, template: str) -> None:
        self.server, self.template = server, template
        self.free: list[str] = []
        self.made: dict[str, psycopg.Connection | None] = {}  # with what empties it: a new one finds its way too slowly
        with self._inside(template) as connection:
            self.shape = connection.scalar(text(SAME_SHAPE))
            self.emptying = _emptying(connection)

    def take(self) -> str:
        """The name of an empty, migrated database."""
        if self.free:
            return self.free.pop()
        name = f"sayso_{os.getpid()}_{random.SystemRandom().randrange(10**9)}"
        maintain(self.server, f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY")
        self.made[name] = None
        return name

    def give_back(self, name: str) -> None:
        """Empty it for the next test, or drop it when its shape was changed."""
        try:
            connection = self._cleaner(name)
            with connection.transaction():
                as_it_was = self._emptied(connection)
        except psycopg.Error:
            as_it_was = False
        if as_it_was:
            self.free.append(name)
        else:
            self.drop(name)

    def _cleaner(self, name: str) -> psycopg.Connection:
        found = self.made[name]
        if found is None or found.closed:
            address = make_url(named(self.server, name)).set(drivername="postgresql")
            found = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
            self.made[name] = found
        return found

    def _emptied(self, connection: psycopg.Connection) -> bool:
        connection.execute(ALONE)
        if connection.execute(SAME_SHAPE).fetchone() != (self.shape,):
            return False
        connection.execute(self.emptying)
        return True

    def drop(self, name: str) -> None:
        cleaner = self.made.pop(name)
        if cleaner is not None:
            cleaner.close()
        maintain(self.server, f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        for name in list(self.made):
            self.drop(name)

    @contextmanager
    def _inside(self, name: str) -> Iterator[Connection]:
        engine = create_engine(named(self.server, name))
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()
