"""The database: its base class, two ways in (reading, writing), a narrow one (releases), and the guard."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Executable, MetaData, event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, UOWTransaction, sessionmaker

from survey.alone import Alone
from survey.engine import each_alone, engine_for, writing
from survey.errors import DomainError
from survey.keys import KeyStore, beside
from survey.times import UtcDateTime

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
RELEASES_ROLE = "sayso_releases"


class HistoryHolds(DomainError):
    """An entry cannot be changed or removed. Record a new one instead."""

    kind = "conflict"


class Base(DeclarativeBase):
    """Every table's base: names for all constraints, so that errors and migrations can name them."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it as class data


class AppendOnly:
    """A row that the application never changes or removes. Triggers in the migration say the same below the ORM."""


class Database:
    """One database, three ways in. What is written inside `writing()` is durable when the block has been left."""

    def __init__(self, url: str, releases_url: str = "", keys_url: str = "") -> None:
        self.url = url
        self.engine = engine_for(url)
        self._writer = writing(self.engine)
        self.keys = KeyStore(keys_url or beside(url))
        self.info: dict[str, Any] = {"keys": self.keys}  # every session can ask for these
        self._releases = _releases_engine(releases_url or url, narrowed=not releases_url)
        # The accounts library reads on every staff page and commits by itself. On SQLite each of its statements stands
        # alone: it must never hold the write lock, or an old view of the file, while a page is made.
        self.staff_session = sessionmaker(self.engine.execution_options(sayso_each_alone=True), expire_on_commit=False)
        self._alone = Alone(each_alone(self.engine, url))
        self._reading_session = sessionmaker(self.engine, expire_on_commit=False, info=self.info)
        self._writing_session = sessionmaker(self._writer, expire_on_commit=False, info=self.info)
        self._releases_session = sessionmaker(self._releases, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking. It writes nothing."""
        with self._reading_session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, taken for writing from its start. Committed on leaving; nothing of it stays if it fails."""
        with self._writing_session() as session, session.begin():
            yield session

    def once(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """One statement by itself, and the rows it gives: read, or written and durable when this returns.

        A page of questions is one statement; a transaction around it would double what it costs (docs/speed.md).
        """
        return self._alone.once(statement, values)

    @contextmanager
    def releases(self) -> Iterator[Session]:
        """A session that can read release tables and nothing else: the commissioner's only way to figures."""
        with self._releases_session() as session:
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self._alone.dispose()
        self.engine.dispose()
        self._releases.dispose()
        self.keys.dispose()


def _releases_engine(url: str, *, narrowed: bool) -> Engine:
    engine = engine_for(url)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _only_release_tables)
    elif narrowed:
        event.listen(engine, "begin", _become_releases_reader)
    return engine


def _only_release_tables(connection: sqlite3.Connection, _record: object) -> None:
    connection.set_authorizer(_may_read)


def _may_read(action: int, table: str | None, *_rest: Any) -> int:
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and (table or "").startswith("release"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _become_releases_reader(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    connection.exec_driver_sql(f"SET LOCAL ROLE {RELEASES_ROLE}")


@event.listens_for(Session, "before_flush")
def _refuse_rewriting(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in session.deleted:
        if isinstance(row, AppendOnly):
            raise HistoryHolds
    for row in session.dirty:
        if isinstance(row, AppendOnly) and session.is_modified(row):
            raise HistoryHolds


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_rewriting(statement: ORMExecuteState) -> None:
    rewrites = statement.is_update or statement.is_delete
    if rewrites and any(issubclass(mapper.class_, AppendOnly) for mapper in statement.all_mappers):
        raise HistoryHolds


def is_reachable(database: Database) -> bool:
    """Whether the database answers a question at all."""
    with database.reading() as session:
        return session.execute(text("SELECT 1")).scalar() == 1
