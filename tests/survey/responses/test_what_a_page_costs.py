"""A page of questions is one statement; saving it is one. A third would be felt by everyone (facts: cost, rule 8)."""

import pytest
from sqlalchemy import event

from survey.database import Database
from tests.survey.responses.answering import begin


@pytest.fixture
def statements(database):
    """Every statement sent. SQLite has one engine; PostgreSQL has one more, for statements that stand alone."""
    sent = []

    def note(_connection, _cursor, statement, *_more):
        sent.append(statement)

    engines = [database.engine] if database.engine.dialect.name == "sqlite" else [database.engine, database._alone]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    return sent


@pytest.fixture
def amina(sayso, cast):
    at_her_phone = begin(sayso, cast.amina, "strands")
    at_her_phone.starts()
    return at_her_phone


def test_showing_a_page_is_one_statement(amina, statements):
    assert amina.sees(1).status_code == 200
    (statement,) = statements
    assert statement.startswith("SELECT")


def test_saving_a_page_is_one_statement(amina, statements):
    form = amina.form(1) | {"feelings_1": "1"}
    statements.clear()
    assert amina.client.post(amina.address(1), data=form).status_code == 303
    (statement,) = statements
    assert statement.startswith("INSERT")


def test_what_was_saved_is_durable_when_the_page_says_so(amina, house):
    amina.taps(1, feelings_1="1")
    other = Database(house.settings.database_url)
    with other.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM page_answers").scalar() == 1
    other.dispose()


def test_a_first_page_is_light(amina):
    page = amina.client.get(amina.address(1), headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.data) < 3_000
    assert b"<script" not in amina.sees(1).data
