"""The language changes on every page, and the place stays: what was searched for, what was typed, what was saved."""

import re
from html import unescape

import pytest

from outcomes.goals.store import goals_of
from people import gather
from survey.records.opening.store import open_record
from tests.house import pseudo
from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BUTTON = re.compile(r'<button [^>]*form="(\w+)" formaction="([^"]+)" formnovalidate name="act" value="stay" lang="qps"')
SEARCH_BUTTON = re.compile(
    r'<button [^>]*form="(\w+)" formaction="([^"?]+)[^"]*" formnovalidate name="(\w+)" value="(\w+)" lang="qps"'
)
LINK = re.compile(r'<a href="([^"]+)" lang="qps"')


@pytest.fixture
def phone(with_languages, tmp_path):
    app = with_languages(("en", "qps"), pseudo.write(tmp_path / "translations", "qps"))
    yield begin(app, gather(app.house).amina, "experience")
    app.house.database.dispose()


def in_the_other(html: str) -> str:
    found = BUTTON.search(html)
    assert found, "no button of the other language"
    assert f'id="{found[1]}"' in html
    return unescape(found[2])


def test_a_page_of_questions_keeps_what_was_picked_and_where_one_came_from(phone):
    phone.starts()
    page = phone.client.get(phone.address(1) + "?from=check")
    there = in_the_other(page.text)
    assert there == f"/qps/responses/{phone.token}/1?from=check"
    item, value, _checked = re.search(r'name="(\w+)" type="radio" value="(\d+)"( checked)?', page.text).groups()
    sent = phone.client.post(there, data=phone.form(1) | {"act": "stay", item: value})
    assert (sent.status_code, sent.location) == (303, there)
    shown = phone.client.get(there).text
    assert "⟦" in shown
    assert phone.chosen(1) == {item: value}


def test_nothing_picked_is_nothing_saved(phone):
    phone.starts()
    sent = phone.client.post(in_the_other(phone.sees(1).text), data=phone.form(1) | {"act": "stay"})
    assert sent.status_code == 303
    assert phone.chosen(1) == {}


def test_a_page_that_came_back_keeps_what_is_wrong_in_it(phone):
    phone.starts()
    item = re.search(r'name="(\w+)" type="radio"', phone.sees(1).text)[1]
    back = phone.taps(1, "next")
    assert back.status_code == 422
    sent = phone.client.post(in_the_other(back.text), data=phone.form(1) | {"act": "stay", item: "77"})
    assert sent.status_code == 422
    assert "⟦" in sent.text


def test_words_that_were_typed_come_along_and_nothing_is_done(phone):
    address = f"/en/goals/{phone.token}/new"
    there = in_the_other(phone.client.get(address).text)
    key = re.search(r'name="form_key" value="([^"]+)"', phone.client.get(address).text)[1]
    sent = phone.client.post(there, data={"form_key": key, "act": "stay", "words": "To sleep <b>well</b>"})
    assert sent.status_code == 422
    assert "To sleep &lt;b&gt;well&lt;/b&gt;</textarea>" in sent.text
    assert 'class="govuk-error' not in sent.text
    with phone.sayso.house.database.reading() as session:
        assert goals_of(session, phone.person) == []
    assert phone.client.post(there, data={"form_key": key, "words": "To sleep well"}).status_code == 303


def test_nothing_typed_is_no_mistake_when_only_the_language_changes(phone):
    there = in_the_other(phone.client.get("/en/code").text)
    sent = phone.client.post(there, data={"act": "stay", "code": "ABCD"})
    assert 'value="ABCD"' in sent.text
    assert 'class="govuk-error' not in sent.text


@pytest.mark.parametrize("page", ["done", "board"])
def test_what_they_would_have_asked_comes_along_and_is_not_sent(phone, page):
    phone.starts()
    phone.taps(1, "skip")
    phone.sends()
    html = phone.sees(page).text
    there = in_the_other(html)
    key, came_from = (re.search(rf'name="{name}" value="([^"]+)"', html)[1] for name in ("form_key", "from"))
    form = {"form_key": key, "from": came_from, "act": "stay"}
    typed = phone.client.post(there, data=form | {"words": "Is it <b>loud</b>?"})
    assert typed.status_code == 200
    assert "⟦" in typed.text
    assert "Is it &lt;b&gt;loud&lt;/b&gt;?</textarea>" in typed.text
    nothing = phone.client.post(there, data=form | {"words": ""}, follow_redirects=True)
    assert nothing.request.path == f"/qps/responses/{phone.token}/{page}"  # the place stays
    assert 'class="govuk-error' not in nothing.text
    assert "loud" not in phone.sees("board").text


def test_a_search_keeps_what_is_typed_in_it_and_how_far_one_had_paged(phone):
    house = phone.sayso.house
    with house.database.writing() as session:
        key = open_record(session, phone.person, phone.token, now=house.clock(), rng=house.rng)
    page = phone.client.get(f"/en/records/open/{key}?words=walk&order=theme&after=7").text
    form, at, name, value = SEARCH_BUTTON.search(page).groups()
    assert f'<form method="get" id="{form}"' in page
    fields = set(re.findall(r'<input[^>]* name="(\w+)"', page[page.index(f'id="{form}"') : page.index("</form>")]))
    assert {"words", "since", "until", "order"} <= fields
    assert (name, value) == ("after", "7")
    there = phone.client.get(at, query_string={"words": "walking", "order": "theme", name: value})
    assert there.status_code == 200
    assert "⟦" in there.text
    assert 'value="walking"' in there.text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/en/help?a=b&c=d%20e", "/qps/help?a=b&c=d%20e"),
        ("/en/nothing/at/all?x=1", "/qps/nothing/at/all?x=1"),
        ("/go/1" + "x" * 32, "/qps/code"),  # it names no language
        ("/en/help?_external=1&_scheme=javascript&lang=fr", "/qps/help?_external=1&_scheme=javascript&lang=fr"),
        ('/en/help?"><script>', '/qps/help?"><script>'),
    ],
)
def test_a_link_leads_to_the_same_place_with_what_it_was_asked_with(phone, asked, there):
    html = phone.client.get(asked).text
    assert unescape(LINK.search(html)[1]) == there
    assert "<script>" not in html


def test_a_form_that_was_refused_where_no_page_stands_leads_to_the_front(phone):
    refused = phone.client.post(f"/en/goals/{phone.token}/1/resume", data={})
    assert refused.status_code in (403, 404)
    assert LINK.search(refused.text)[1] == "/qps/code"


def test_who_speaks_a_draft_is_told_so_in_both_languages(phone):
    draft, english = phone.client.get("/qps/help").text, phone.client.get("/en/help").text
    assert pseudo.pseudo("These words are a draft. No one who speaks this language has checked them yet.") in draft
    assert '<span lang="en" dir="ltr">These words are a draft.' in draft
    assert 'href="/qps/words"' in draft
    assert "draft" not in english
