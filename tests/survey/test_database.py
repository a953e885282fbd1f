"""The database: writing is all or nothing, time keeps its zone, and the releases path reads release tables alone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from people import Cast
from survey import schema
from survey.database import Database, is_reachable
from survey.people.models import Organisation, Person
from survey.times import UtcDateTime


def test_it_works(database: Database) -> None:
    assert is_reachable(database)
    assert schema.is_up_to_date(database)


def test_nothing_stays_of_a_failed_write(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(Organisation(id="lost", name="Lost"))
            session.flush()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with database.reading() as session:
        assert session.get(Organisation, "lost") is None


def test_a_statement_by_itself_that_fails_takes_no_connection_along(database: Database) -> None:
    add = insert(Organisation.__table__)  # type: ignore[arg-type]  # a Table
    for _ in range(20):  # more than the pool has
        with pytest.raises(IntegrityError):
            database.once(add, {"id": "twice", "name": None})
    database.once(add, {"id": "twice", "name": "Twice"})
    assert [row.name for row in database.once(select(Organisation.__table__.c.name), {})] == ["Twice"]
    assert database._alone.engine.pool.checkedout() == 1  # type: ignore[attr-defined]  # kept at hand


def test_statements_together_are_there_for_another_connection_or_not_at_all(database: Database) -> None:
    add = insert(Organisation.__table__)  # type: ignore[arg-type]  # a Table
    alone, another = database._alone, Database(database.url)
    names = select(Organisation.__table__.c.name)

    def fail() -> None:
        with alone.together() as ask:
            ask(add, {"id": "one", "name": "One"})
            ask(add, [{"id": "two", "name": "Two"}, {"id": "one", "name": "One more"}])

    for _ in range(20):  # more than the pool has
        with pytest.raises(IntegrityError):
            fail()
        assert another.once(names, {}) == []
    with alone.together() as ask:
        ask(add, [{"id": "one", "name": "One"}])
        ask(add, [{"id": "two", "name": "Two"}, {"id": "three", "name": "Three"}])
    assert {row.name for row in another.once(names, {})} == {"One", "Two", "Three"}
    another.dispose()


def test_what_was_written_is_there_for_another_connection(database: Database) -> None:
    with database.writing() as session:
        session.add(Organisation(id="kept", name="Kept"))
    again = Database(database.url)
    with again.reading() as session:
        assert session.get_one(Organisation, "kept").name == "Kept"
    again.dispose()


def test_times_come_back_aware_and_in_utc(database: Database, cast: Cast) -> None:
    with database.reading() as session:
        added = session.get_one(Person, cast.amina).added_at
    assert added == datetime(2026, 9, 14, 12, tzinfo=UTC)
    assert added.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    kind, dialect = UtcDateTime(), database.engine.dialect
    with pytest.raises(ValueError, match="without a zone"):
        kind.process_bind_param(datetime(2026, 9, 14), dialect)  # noqa: DTZ001 - the point of the test
    summer = datetime(2026, 9, 14, 13, tzinfo=timezone(timedelta(hours=1)))
    assert kind.process_bind_param(summer, dialect) == datetime(2026, 9, 14, 12, tzinfo=UTC)


def test_foreign_keys_hold(database: Database) -> None:
    statement = "INSERT INTO segment (entry_seq, ordinal, body, salt) VALUES (99, 0, '{}', :salt)"
    with pytest.raises(DatabaseError), database.writing() as session:
        session.execute(text(statement), {"salt": b"x"})


@pytest.mark.parametrize("table", ["entry", "segment", "person", "relation", "link", "organisation"])
def test_the_releases_path_reads_no_person_and_no_entry(database: Database, cast: Cast, table: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"prohibited|not authorized|permission denied"),
        database.releases() as session,
    ):
        session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - our own names


def test_the_releases_path_writes_nothing(database: Database) -> None:
    with pytest.raises(DatabaseError), database.releases() as session:
        session.execute(text("DELETE FROM ledger_head"))
