"""Number: whole numbers between two ends, in the digits of any script."""

import pytest

from survey.questionnaires.question_types import TYPES
from tests.survey.questionnaires.asking import ABC, as_html, in_words, labelled, problems, question, read, refused
from tests.survey.questionnaires.asking import there_and_back as again

NIGHTS = question("number", least=0, greatest=12, unit="nights")


@pytest.mark.parametrize(("typed", "number"), [("0", 0), (" 7 ", 7), ("٧", 7), ("۱۲", 12), ("०५", 5), ("007", 7)])
def test_digits_of_any_script_are_read(typed, number):
    assert read(NIGHTS, q=typed) == {"q": number}


@pytest.mark.parametrize("number", [0, 5, 12])
def test_what_is_kept_stands_in_the_form_again(number):
    assert again(NIGHTS, {"q": number}) == {"q": number}
    assert in_words(NIGHTS, {"q": number}) == str(number)
    assert TYPES["number"].picked(NIGHTS, {"q": number}) == (number,)


@pytest.mark.parametrize("typed", ["seven", "1.5", "-1", "²", "1e3", "9" * 40, "½", "٧x"])
def test_what_is_no_whole_number_is_said_in_plain_words(typed):
    assert refused(NIGHTS, q=typed) == "Write it as a number, like 0. Or tap Skip."


def test_the_ends_are_said():
    assert refused(NIGHTS, q="13") == "It can be from 0 to 12. Change it, or tap Skip."
    assert read(NIGHTS, q="  ") == {}
    assert not TYPES["number"].accepts(NIGHTS, {"q": 13})
    assert not TYPES["number"].accepts(NIGHTS, {"q": "7"})


@pytest.mark.parametrize("more", [{}, {"least": 0}, {"least": -5, "greatest": 5}, {"least": 5, "greatest": 5}])
def test_ends_that_cannot_be_are_refused(more):
    assert "must say its least and its greatest number" in problems(question("number", **more))
    assert "has options" in problems(question("number", least=0, greatest=1, options=ABC))
    assert not problems(NIGHTS)


def test_its_field_keeps_what_is_no_number():
    html = as_html(NIGHTS, {"q": "<seven>"}, "Write it as a number.")
    assert 'type="text" inputmode="numeric" value="&lt;seven&gt;"' in html
    assert labelled(html)
    assert 'aria-describedby="q-unit q-error" aria-invalid="true"' in html
    assert 'id="q-unit">nights<' in html
