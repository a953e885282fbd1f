"""Making an engine: how every database of ours is opened, SQLite's rules said once."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection


def engine_for(url: str) -> Engine:
    """An engine whose transactions we begin ourselves on SQLite, and whose errors hide what people wrote."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=5, hide_parameters=True)  # errors are logged; what people wrote is not
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 15}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions are taken for writing from their start."""
    return engine.execution_options(sayso_writes=True)


def each_alone(engine: Engine, url: str) -> Engine:
    """Statements that each stand alone. PostgreSQL's are born so: switching per statement costs more than it saves."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sayso_each_alone=True)
    return create_engine(url, pool_size=5, isolation_level="AUTOCOMMIT", hide_parameters=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    kept = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "secure_delete=ON")
    for pragma in (*kept, "secure_delete=ON"):  # what is deleted is written over, not only let go
        connection.execute(f"PRAGMA {pragma}")


def write_over(engine: Engine) -> None:
    """On SQLite, bring what was written into the file and empty the log beside it, which holds the bytes as they were.

    Where someone is reading it does less, and the next time more. PostgreSQL does this by itself (autovacuum).
    """
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(sayso_each_alone=True) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("sayso_each_alone", False):
        return
    writes = connection.get_execution_options().get("sayso_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
