"""PostgreSQL databases that tests use again come back as their template is, to the last row, or not at all."""

import pytest
from beginnings import Gathered
from databases import PostgresqlPool, named
from sqlalchemy import create_engine, text

from survey.app import METADATA
from survey.keys import METADATA as KEYS


def held(pool: PostgresqlPool, name: str) -> dict[str, list[str]]:
    engine = create_engine(named(pool.server, name))
    with engine.connect() as connection:
        tables = [connection.dialect.identifier_preparer.format_table(each) for each in _tables()]
        found = {each: sorted(connection.scalars(text(f"SELECT held::text FROM {each} held"))) for each in tables}  # noqa: S608
    engine.dispose()
    return found


def _tables() -> tuple:
    return (*METADATA.sorted_tables, *KEYS.sorted_tables)


def change(pool: PostgresqlPool, name: str, *statements: str) -> None:
    engine = create_engine(named(pool.server, name))
    with engine.begin() as connection:
        for each in ("SET LOCAL session_replication_role = replica", *statements):
            connection.execute(text(each))
    engine.dispose()


@pytest.fixture
def pool(postgresql_with_cast: tuple[PostgresqlPool, Gathered]) -> PostgresqlPool:
    return postgresql_with_cast[0]


def test_what_was_changed_is_as_it_was(pool: PostgresqlPool) -> None:
    name = pool.take()
    before = held(pool, name)
    assert sum(map(len, before.values())) > 20
    change(
        pool, name, "DELETE FROM entry", "UPDATE person SET name = 'Someone else'", "DELETE FROM sayso_keys.person_key"
    )
    assert held(pool, name) != before
    pool.give_back(name)
    assert name in pool.free
    assert held(pool, name) == before


def test_one_that_has_another_shape_is_dropped(pool: PostgresqlPool) -> None:
    name = pool.take()
    change(pool, name, "ALTER TABLE person ADD COLUMN shoe_size integer")
    pool.give_back(name)
    assert name not in {*pool.free, *pool.made}
