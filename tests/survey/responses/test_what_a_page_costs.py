"""A page of questions is one statement; saving it is one. A third would be felt by everyone (facts: cost, rule 8)."""

import _thread
import base64
import gzip
import hashlib
import re
import threading

import pytest
from sqlalchemy import event

from survey import headers, script
from survey.database import Database
from tests.survey.responses.answering import begin

LIGHT = 14_000  # bytes as sent, of the first page and all it asks for
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def statements(database):
    """Every statement sent. SQLite has one engine; PostgreSQL has one more, for statements that stand alone."""
    sent = []

    def note(_connection, _cursor, statement, *_more):
        sent.append(statement)

    alone = database._alone.engine
    engines = [database.engine] if database.engine.dialect.name == "sqlite" else [database.engine, alone]
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


def test_saving_and_having_the_next_page_in_one_request_is_two(amina, statements):
    form = amina.form(1) | {"feelings_1": "1"}
    statements.clear()
    assert amina.client.post(amina.address(1), data=form, headers={"X-Sayso-Part": "main"}).status_code == 200
    assert [statement.partition(" ")[0] for statement in statements] == ["INSERT", "SELECT"]


def test_what_was_saved_is_durable_when_the_page_says_so(amina, house):
    amina.taps(1, feelings_1="1")
    other = Database(house.settings.database_url)
    with other.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM page_answers").scalar() == 1
    other.dispose()


@on_sqlite
def test_a_first_page_is_light_and_waits_for_nothing(amina):
    """14 KB and 2 requests is the promise: the page with its rules inside, and a script that comes after the paint."""
    page = amina.client.get(amina.address(1), headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(page.data).decode()
    assert '<link rel="stylesheet"' not in html
    assert not re.findall(r'<(?:img|link)[^>]*(?:src|href)="(?!data:)', html)
    assert re.findall("<script[^>]*>", html) == [f'<script data-rest="{script.script_urls()["questions"]}">']
    assert len(page.data) + len(gzip.compress(script.script("questions"), 9)) < LIGHT


@on_sqlite
def test_the_policy_allows_exactly_the_rules_that_are_inside(amina):
    answer = amina.sees(1)
    (rules,) = re.findall(r"<style>(.*?)</style>", answer.text)
    allowed = base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    (sources,) = re.findall("style-src ([^;]*);", policy)
    assert f"'sha256-{allowed}'" in sources
    assert all(each.startswith("'sha256-") for each in sources.split())
    (guard,) = re.findall("<script[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(guard.encode()).digest()).decode()
    assert re.findall("script-src ([^;]*);", policy) == [f"'self' 'sha256-{allowed}'"]


@on_sqlite
def test_pages_have_one_head_so_that_it_is_compressed_once(amina):
    heads = {amina.client.get(amina.address(page)).text.partition("</style>")[0] for page in ("", 1, 2, 1)}
    assert len(heads) == 1
    headers._begun.cache_clear()
    for page in (1, 2, 1):
        assert amina.client.get(amina.address(page), headers={"Accept-Encoding": "gzip"}).status_code == 200
    assert headers._begun.cache_info().misses == 1


@on_sqlite
def test_a_page_starts_no_thread(amina, monkeypatch):
    monkeypatch.setattr(_thread, "start_new_thread", None)
    monkeypatch.setattr(threading, "_start_new_thread", None)
    assert amina.sees(1).status_code == 200
    assert amina.client.post(amina.address(1), data=amina.form(1) | {"feelings_1": "1"}).status_code == 303
