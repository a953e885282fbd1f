"""The database: its base class, time, two ways in (reading, writing), a narrow one (releases), and the guard."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    Row,
    TypeDecorator,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, UOWTransaction, sessionmaker

from survey.errors import DomainError

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


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime to the millisecond on every database (SQLite would hand back a naive one)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return to_millisecond(value.astimezone(UTC))

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def to_millisecond(moment: datetime) -> datetime:
    """The same moment with its microseconds cut to milliseconds, as the ledger writes it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Base(DeclarativeBase):
    """Every table's base: names for all constraints, so that errors and migrations can name them."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it as class data


class AppendOnly:
    """A row that the application never changes or removes. Triggers in the migration say the same below the ORM."""


class Database:
    """One database, three ways in. What is written inside `writing()` is durable when the block has been left."""

    def __init__(self, url: str, releases_url: str = "") -> None:
        self.url = url
        self.engine = _engine(url)
        self._writer = _writing_engine(self.engine)
        self._releases = _releases_engine(releases_url or url, narrowed=not releases_url)
        # The accounts library reads on every staff page and commits by itself. On SQLite each of its statements stands
        # alone: it must never hold the write lock, or an old view of the file, while a page is made.
        self.staff_session = sessionmaker(self.engine.execution_options(sayso_each_alone=True), expire_on_commit=False)
        self._alone = _each_alone_engine(self.engine, url)
        self._reading_session = sessionmaker(self.engine, expire_on_commit=False)
        self._writing_session = sessionmaker(self._writer, expire_on_commit=False)
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

    def once(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """One statement by itself, and the rows it gives: read, or written and durable when this returns.

        A page of questions is one statement; a transaction around it would double what it costs (docs/speed.md).
        """
        with self._alone.connect() as connection:
            return connection.execute(statement, values).all()

    @contextmanager
    def releases(self) -> Iterator[Session]:
        """A session that can read release tables and nothing else: the commissioner's only way to figures."""
        with self._releases_session() as session:
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self._alone.dispose()
        self._releases.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=5, hide_parameters=True)  # errors are logged; what people wrote is not
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 15}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _writing_engine(engine: Engine) -> Engine:
    return engine.execution_options(sayso_writes=True)


def _each_alone_engine(engine: Engine, url: str) -> Engine:
    """Statements that each stand alone. PostgreSQL's are born so: switching per statement costs more than it saves."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sayso_each_alone=True)
    return create_engine(url, pool_size=5, isolation_level="AUTOCOMMIT", hide_parameters=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("sayso_each_alone", False):
        return
    writes = connection.get_execution_options().get("sayso_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _releases_engine(url: str, *, narrowed: bool) -> Engine:
    engine = _engine(url)
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
