"""What a phone may hold beforehand: this sitting's questions with nothing in them; the worker; and clearing it all."""

import pytest

from survey.phone.in_every_case import way_on
from survey.questionnaires.definition_file import questionnaire_from_toml
from survey.questionnaires.shelf import shelf
from tests.survey.responses.answering import another_link, begin, says

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BRANCHING = """
id = "ways"
version = 1
title = "Ways"
minutes = 1
licence = "Ours"
source = "These tests"
[answers.two]
type = "one_choice"
options = [[1, "Yes"], [2, "No"]]
[[section]]
answers = "two"
why = "To see."
who_sees = "You."
never_used = "Else."
question = [
  { item = "first", text = "Do you walk?" },
  { item = "second", text = "Do you run?" },
  { item = "third", text = "Where?", asked_if = { item = "second", is = 1 } },
  { item = "fourth", text = "Do you swim?" },
  { item = "grown", text = "Do you drive?", age_min = 17 },
]
"""


def test_without_answers_a_phone_goes_on_only_where_nothing_is_decided_by_them():
    asked = questionnaire_from_toml(BRANCHING, "ways.toml", shelf().the)
    assert way_on(asked, 15) == {1: "2", 2: "", 4: "check"}
    assert way_on(asked, 17) == {1: "2", 2: "", 4: "5", 5: "check"}


@pytest.fixture
def amina(sayso, cast):
    phone = begin(sayso, cast.amina)
    phone.starts()
    return phone


@on_sqlite
def test_a_phone_is_given_the_questions_and_no_answer(amina):
    before = amina.sees("empty").text
    amina.taps(1, experience_1="3")
    amina.taps(2, "skip")
    amina.taps(11, experience_words="Only between us")
    found = amina.sees("empty")
    assert found.text == before, "nothing of it depends on what was answered"
    assert "Only between us" not in found.text
    assert " checked" not in found.text
    assert found.headers["Cache-Control"] == "no-store"
    pages = found.json["pages"]
    way = {str(n): str(n + 1) for n in range(1, 11)} | {"11": "check", "check": ""}
    assert {name: page["on"] for name, page in pages.items()} == way
    assert all(".0" in page["main"] for name, page in pages.items() if name != "check")


@on_sqlite
def test_whoever_asks_gets_the_same_but_for_what_ties_it_to_the_link(sayso, cast, amina):
    jordan = begin(sayso, cast.jordan, round_id="other")
    jordan.starts()

    def plain(phone) -> str:
        return phone.sees("empty").text.replace(phone.token, "T").replace(phone.form(1)["form_key"], "K")

    assert plain(jordan) == plain(amina)


@on_sqlite
@pytest.mark.parametrize("why", ["sent", "not begun", "no"])
def test_a_sitting_that_is_not_open_gives_nothing_to_keep(sayso, cast, amina, why):
    if why == "sent":
        amina.taps(1, experience_1="3")
        amina.sends()
    elif why == "no":
        says(amina, "take_part", "withdrawn")
    else:
        amina.taps("discard")
    assert amina.sees("empty").status_code == 404


@on_sqlite
def test_the_worker_is_bound_to_its_link_by_its_address(amina):
    found = amina.sees("worker.js")
    assert found.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in found.headers


@on_sqlite
def test_clearing_leads_to_an_address_that_names_nobody(amina):
    page = amina.sees("clear").text
    for words in ("What goes", "What stays", "Your link may be in your texts."):
        assert words in page
    cleared = amina.taps("clear")
    assert cleared.headers["Location"] == "/en/cleared"
    assert cleared.headers["Clear-Site-Data"] == '"cache"', "storage is shared with other links on the same phone"
    assert amina.client.post(amina.address("clear"), data={}).status_code == 403
    assert amina.token not in amina.client.get("/en/cleared").text
    assert another_link(amina) not in page
