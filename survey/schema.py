"""The schema: bringing a database up to date, and the triggers that keep history from being rewritten."""

from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from survey.database import Database
from survey.settings import data_dir

HISTORY_HOLDS = "History holds: record a new entry instead."


def _config(connection: Connection, database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(data_dir("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["keys"] = database.keys
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction each; the key store is made ready first."""
    database.keys.prepare()
    with database.engine.connect().execution_options(sayso_writes=True) as connection:
        command.upgrade(_config(connection, database), revision)
        connection.commit()


def downgrade(database: Database, revision: str) -> None:
    """Run migrations backwards to `revision`; on a service with people in it, never."""
    with database.engine.connect().execution_options(sayso_writes=True) as connection:
        command.downgrade(_config(connection, database), revision)
        connection.commit()


def head() -> str:
    """The name of the last migration, from migrations/HEAD."""
    return (Path(data_dir("migrations")) / "HEAD").read_text().strip()


def is_begun(database: Database) -> bool:
    """Whether any migration has ever run here."""
    with database.reading() as session:
        return inspect(session.connection()).has_table("alembic_version")


def is_up_to_date(database: Database) -> bool:
    """Whether the last migration has run here."""
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == head()


def append_only(table: str, dialect: str) -> Iterator[str]:
    """The statements that make a table refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE."""
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{HISTORY_HOLDS}'); END"
            )
        return
    yield (
        "CREATE OR REPLACE FUNCTION sayso_history_holds() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{HISTORY_HOLDS}'; END $$"
    )
    for name, when in (
        ("holds", "UPDATE OR DELETE ON {} FOR EACH ROW"),
        ("stays", "TRUNCATE ON {} FOR EACH STATEMENT"),
    ):
        yield f"CREATE TRIGGER {table}_{name} BEFORE {when.format(table)} EXECUTE FUNCTION sayso_history_holds()"


def goes_only_when_erased(table: str, dialect: str) -> Iterator[str]:
    """The statements that make a table of parts refuse UPDATE, and DELETE of whatever no erasure names."""
    unnamed = (
        "NOT EXISTS (SELECT 1 FROM erased_segment WHERE erased_segment.entry_seq = OLD.entry_seq "
        "AND erased_segment.ordinal = OLD.ordinal)"
    )
    if dialect == "sqlite":
        raised = f"BEGIN SELECT RAISE(ABORT, '{HISTORY_HOLDS}'); END"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {raised}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {unnamed} {raised}"
        return
    yield (
        "CREATE OR REPLACE FUNCTION sayso_only_erased() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {unnamed} THEN RAISE EXCEPTION '{HISTORY_HOLDS}'; END IF; RETURN OLD; END $$"
    )
    yield f"CREATE TRIGGER {table}_goes BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION sayso_only_erased()"
    for name, when in (("holds", "UPDATE ON {} FOR EACH ROW"), ("stays", "TRUNCATE ON {} FOR EACH STATEMENT")):
        yield f"CREATE TRIGGER {table}_{name} BEFORE {when.format(table)} EXECUTE FUNCTION sayso_history_holds()"
