"""One statement by itself: written once by SQLAlchemy, and from then on asked by the driver with nothing around it.

A page of questions is one statement, and what stood around it cost more than the statement did (docs/speed.md).
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Dialect, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Ask = Callable[[Any, Any], list[Any]]  # a statement, and its values
Process = Callable[[Any], Any] | None
BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}
AT_WORK = "at_work"  # in a session's info: connection and cursor of its transaction under way, or of the one before
NOT_YET: tuple[Connection | None, Any] = (None, None)


def _row_of(names: list[str]) -> Any:
    return namedtuple("Row", names)


class Prepared:
    """A statement in one database's own words: how its values go in, and how its rows come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        made = cast(SQLCompiler, statement.compile(dialect=dialect))
        self.sql = made.string
        assert "POSTCOMPILE" not in self.sql, "IN (…) is written anew for each use: say it with OR."
        assert not made.prefetch, "Every value is given: no default is asked for here."
        self._order = made.positiontup
        self._fixed: dict[str, Any] = {}
        self._asked_now: list[tuple[str, BindParameter[Any], Process]] = []
        self._given: list[tuple[str, Callable[[Any], Any]]] = []
        for name, bind in ((name, made.binds[name]) for name in made.params):
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if bind.callable is not None:
                self._asked_now.append((name, bind, process))
            elif not bind.required:
                self._fixed[name] = process(bind.value) if process else bind.value
            elif process:
                self._given.append((name, process))
        self._columns = [(column.key, column.type.dialect_impl(dialect)) for column in statement.exported_columns]
        self._row = _row_of([name for name, _type in self._columns])
        self._dialect = dialect
        self._out: list[tuple[int, Callable[[Any], Any]]] | None = None

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver is handed: in order, or by name, as it likes them."""
        whole = {**self._fixed, **given}
        for name, bind, process in self._asked_now:
            whole[name] = process(bind.effective_value) if process else bind.effective_value
        for name, into in self._given:
            whole[name] = into(whole[name])
        return whole if self._order is None else [whole[name] for name in self._order]

    def rows(self, cursor: Any) -> list[Any]:
        """The rows that the driver has, each value as its column says, by name; none of a statement that gives none."""
        if not self._columns:
            return []
        if self._out is None:  # a driver may make its description anew at each asking: it is asked once
            described, kinds = cursor.description, [kind for _name, kind in self._columns]
            made = [kind.result_processor(self._dialect, described[at][1]) for at, kind in enumerate(kinds)]
            self._out = [(at, process) for at, process in enumerate(made) if process]
        shown = []
        for row in cursor.fetchall():
            values = list(row)
            for at, process in self._out:
                values[at] = process(values[at])
            shown.append(self._row._make(values))
        return shown


@lru_cache(maxsize=128)
def _prepared(statement: Any, dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)


def within(session: Session, statement: Any, values: Any) -> list[Any]:
    """One statement of a session's transaction; for a list of values, once for each. What was added is not flushed."""
    connection, cursor = session.info.get(AT_WORK, NOT_YET)
    if connection is None or not connection.in_transaction():  # a session goes a long way to find its own
        connection = session.connection()
        cursor = connection.connection.cursor()  # one for all: PostgreSQL's driver takes as long to make as to ask
        session.info[AT_WORK] = connection, cursor
    return _asked(connection.engine, cursor, statement, values, connection)


def _asked(engine: Engine, cursor: Any, statement: Any, values: Any, connection: Connection | None = None) -> list[Any]:
    prepared, many = _prepared(statement, engine.dialect), isinstance(values, list)
    if many and len(values) == 1:  # a driver goes a longer way for many, and most are one
        values, many = values[0], False
    given = [prepared.values(each) for each in values] if many else prepared.values(values)
    for hear in engine.dispatch.before_cursor_execute:
        hear(connection, cursor, prepared.sql, given, None, many)
    try:
        if many:
            cursor.executemany(prepared.sql, given)
            return []
        cursor.execute(prepared.sql, given)
        return prepared.rows(cursor)
    except engine.dialect.loaded_dbapi.Error as error:
        raise _as_everywhere(error, prepared, engine.dialect) from error


def _as_everywhere(error: Exception, prepared: Prepared, dialect: Dialect) -> Exception:
    """SQLAlchemy's own error, without the values."""
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(prepared.sql, None, error, base, hide_parameters=True, dialect=dialect)


class Alone:
    """Connections with nothing around them, kept at hand: the pool takes as long as a statement.

    Each statement stands alone, but for those of `together`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._at_hand: list[tuple[PoolProxiedConnection, Any]] = []  # each with a cursor of its own

    def once(self, statement: Any, values: Mapping[str, Any]) -> list[Any]:
        """One statement, and the rows it gives. Errors are SQLAlchemy's, as everywhere."""
        connection, cursor = self._taken()
        try:
            rows = _asked(self.engine, cursor, statement, values)
        except BaseException as error:
            self._let_go(connection, cursor, error)
            raise
        self._at_hand.append((connection, cursor))
        return rows

    @contextmanager
    def together(self) -> Iterator[Ask]:
        """A short transaction, taken for writing: durable when this has been left; nothing of it stays if it fails."""
        connection, cursor = self._taken()
        try:
            cursor.execute(BEGIN[self.engine.dialect.name])
            yield lambda statement, values: _asked(self.engine, cursor, statement, values)
            cursor.execute("COMMIT")
        except BaseException as error:
            self._let_go(connection, cursor, error)
            raise
        self._at_hand.append((connection, cursor))

    def _taken(self) -> tuple[PoolProxiedConnection, Any]:
        try:
            return self._at_hand.pop()
        except IndexError:
            connection = self.engine.raw_connection()
            return connection, connection.cursor()

    def _let_go(self, connection: PoolProxiedConnection, cursor: Any, error: BaseException) -> None:
        """What failed goes back to the pool, which rolls back, makes sure that it is whole, or makes another."""
        dialect, cause = self.engine.dialect, error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, dialect.loaded_dbapi.Error) and dialect.is_disconnect(
            cause, connection.driver_connection, cursor
        ):
            connection.invalidate(cause)
        connection.close()

    def dispose(self) -> None:
        """Close every connection."""
        while self._at_hand:
            self._at_hand.pop()[0].close()
        self.engine.dispose()
