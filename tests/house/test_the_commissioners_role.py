"""The commissioners' way into the database: every table named release… can be read by it, and nothing else can.

It walks the tables that there are, so a new one is looked at on the day it is made.
"""

import ast
import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from survey import app
from survey.database import RELEASES_ROLE
from tests.house import checkout

TABLES = sorted(app.METADATA.tables)
READ = [table for table in TABLES if table.startswith("release")]
REFUSED = r"(?i)prohibited|denied|not authorized|read-only"
WRITES = ("DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES")


def refused(database, statement: str) -> bool:
    """Whether the role may not do this."""
    try:
        with database.releases() as session:
            session.execute(text(statement))
    except DBAPIError as error:
        return bool(re.search(REFUSED, str(error.orig)))
    return False


def test_it_reads_every_table_of_releases_and_no_other(database):
    may_read = [table for table in TABLES if not refused(database, f"SELECT count(*) FROM {table}")]  # noqa: S608 - ours
    assert may_read == READ
    assert {"release", "release_figure", "release_agreement"} <= set(READ)
    assert not {"person", "entry", "segment_content", "goal", "figure_view"} & set(READ)


def test_it_writes_nothing_anywhere(database):
    for table in READ:
        for write in WRITES:
            assert refused(database, write.format(table)), f"{write} on {table}"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_on_postgresql_the_role_holds_nothing_but_select_on_them(database):
    held = text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = :role")
    with database.reading() as session:
        granted = {(row[0], row[1]) for row in session.execute(held, {"role": RELEASES_ROLE})}
        also = text(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = :role"
        )
        assert session.scalar(also, {"role": RELEASES_ROLE}) == 0, "it is a member of no other role"
    assert granted == {(table, "SELECT") for table in READ}


A_GROUP_S_LINK = "outcomes/impact/readings/views.py"  # its headline: a worker with an agreement made the link


def desks_of_figures():
    return [
        path for path in checkout.code() if "outcomes/impact" in checkout.name(path) and path.stem in ("desk", "views")
    ]


def test_pages_get_a_release_from_the_one_door_that_asks_for_an_agreement():
    """No page of its own reads a release by its number, or lists releases."""
    asks = set()
    for path in desks_of_figures():
        for node in ast.walk(checkout.parsed(path)):
            if isinstance(node, ast.Attribute | ast.Name):
                name = node.attr if isinstance(node, ast.Attribute) else node.id
                asks |= {checkout.name(path)} if name == "release_book" else set()
    assert {name for name in asks if not name.startswith("outcomes/impact/access/")} == {A_GROUP_S_LINK}
