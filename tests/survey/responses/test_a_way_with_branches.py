"""Rosa through a questionnaire that asks by what she said: in every kind of question, with nothing but a form."""

import html
import re

import pytest

from tests.house.test_every_page import whole
from tests.survey.responses.answering import AtHerPhone, begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GOOD = {"week_good.2": "1", "week_good.5": "1"}
# by page: what she fills in
FIRST = {
    1: {"week_was": "1"},
    2: GOOD,
    3: {"week_more": "We sang"},
    4: {"week_helped": "2"},
    5: {"week_who": "My <aunt>"},
    6: {},
    7: {"week_sleep": "٤"},
    8: {"week_matters.3": "1", "week_matters.1": "2"},
    9: {"week_sure": "7"},
    10: {"week_coming": "1"},
    11: {"week_day.day": "27", "week_day.month": "March", "week_day.year": "2027"},
    12: {"week_end": "That is it"},
}


@pytest.fixture
def amina(sayso, cast) -> AtHerPhone:
    phone = begin(sayso, cast.amina, "week")
    phone.starts()
    return phone


def goes_on(amina: AtHerPhone, answers: dict[int, dict[str, str]]) -> list[int]:
    """Next, from the first page still to do to checking; a page without an answer is skipped. The pages she saw."""
    seen: list[int] = []
    path = amina.starts().headers["Location"]
    while not path.endswith("/check"):
        page = int(path.rpartition("/")[2].partition("?")[0])
        shown = amina.sees(page)
        if shown.status_code == 303:
            path = shown.headers["Location"]
            continue
        seen.append(page)
        path = amina.taps(page, "next" if answers.get(page) else "skip", **answers.get(page, {})).headers["Location"]
    return seen


def heading(amina: AtHerPhone, page: int) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", amina.sees(page).text, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def test_a_hard_week_is_asked_about_and_a_good_one_is_not(amina):
    assert goes_on(amina, FIRST) == list(range(1, 13))
    check = amina.sees("check").text
    assert "1. Being listened to · 2. Feeling safe" in check
    assert "27 March 2027" in check
    assert "My friends · Time to rest" in check
    amina.taps(1, week_was="4")
    amina.taps(10, week_coming="0")
    check = amina.sees("check").text
    asked, _note, gone = check.partition("You changed an answer.")
    assert "<li>Did someone help you when it was hard?</li>" in gone
    assert "Did someone help you when it was hard?" not in asked
    assert "27 March 2027" not in check
    amina.sends()
    (entry,) = amina.sent()
    codes = entry.content["answers"]
    assert {codes[item] for item in ("week_helped", "week_who", "week_what", "week_day")} == {-98}
    assert [codes[f"week_good.{n}"] for n in (1, 2, 3, 4, 5, 0)] == [0, 1, 0, 0, 1, 0]
    assert [codes[f"week_matters.{n}"] for n in (1, 2, 3, 4)] == [2, -99, 1, -99]
    assert codes["week_sleep"] == 4
    assert [part.content["words"] for part in entry.segments[1:]] == ["We sang", "That is it"]


def test_what_she_said_stands_in_the_next_question_and_another_sentence_where_she_said_nothing(amina):
    amina.taps(1, week_was="0")
    amina.taps(2, **GOOD)
    assert heading(amina, 3) == "You picked: \u2068My friends · Time to rest\u2069. What was it like?"
    amina.taps(2, "skip")
    assert heading(amina, 3) == "What would make next week good?"
    amina.taps(2, **{"week_good.0": "1"})
    assert amina.sees(3).headers["Location"].endswith("/4")
    amina.taps(3, "skip")
    amina.taps(4, week_helped="1")
    amina.taps(5, week_who="My <aunt>")
    assert heading(amina, 6) == "What did “\u2068My <aunt>\u2069” do that helped?"
    assert "aunt" not in amina.sees(6).text.partition("</title>")[0], "a history keeps what a tab is called"
    assert amina.taps(6, "back").headers["Location"].endswith("/5")


def test_back_leads_past_what_is_not_asked(amina):
    goes_on(amina, FIRST | {1: {"week_was": "3"}})
    assert amina.taps(7, "back").headers["Location"].endswith("/3")
    assert amina.sees(4).headers["Location"].endswith("/7")


WRONG = [
    (2, {"week_good.0": "1", "week_good.3": "1"}, "You ticked “Nothing was good” and more. Untick one."),
    (7, {"week_sleep": "lots"}, "Write it as a number, like 0. Or tap Skip."),
    (8, {"week_matters.1": "1", "week_matters.4": "1"}, "have the same place. Change one."),
    (11, {"week_day.day": "31", "week_day.month": "June", "week_day.year": "2027"}, "That month has 30 days."),
]


def test_what_cannot_be_kept_says_why_beside_it_and_loses_nothing(amina):
    amina.taps(10, week_coming="1")
    for page, typed, sentence in WRONG:
        again = amina.taps(page, **typed)
        assert again.status_code == 422
        assert whole(again.text) == []
        assert again.text.count(sentence) == 2, "at the head of the page and at the question"
        for name, value in typed.items():
            field = rf'name="{name}"[^>]*value="{value}"'
            assert re.search(
                rf'{field}|name="{name}"(?:(?!</select>).)*value="{value}" selected', again.text, re.DOTALL
            )
        assert again.text.count(" checked") == len(typed) * (page == 2)
        assert amina.taps(page, "prefer").status_code == 303


def test_it_says_no_more_than_it_knows_of_how_many_are_left(amina):
    assert "Question 1 of 12 at most" in amina.sees(1).text
    goes_on(amina, FIRST | {1: {"week_was": "3"}, 10: {"week_coming": "0"}})
    assert "Question 8 of 8" in amina.sees(12).text
    assert "at most" not in amina.sees(12).text


def test_what_is_kept_stands_in_its_fields_when_she_comes_back(amina):
    for page in (1, 2, 4, 7, 8, 10, 11):
        amina.taps(page, **FIRST[page])
    amina.taps(6, "skip")
    for page in range(1, 13):
        assert whole(amina.sees(page).text) == []
    assert amina.sees(2).text.count(" checked") == 2
    assert 'value="4"' in amina.sees(7).text
    assert amina.sees(8).text.count(" selected") == 2
    assert all(f'value="{part}"' in amina.sees(11).text for part in ("27", "3", "2027"))
    assert "You skipped this one" in amina.sees(6).text
