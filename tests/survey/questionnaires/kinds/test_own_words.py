"""Their own words, short and long: kept as they were typed, in any script."""

import pytest

from survey.questionnaires.question_types import TYPES
from survey.questionnaires.question_types.kind import NotAnAnswer
from tests.survey.questionnaires.asking import ABC, as_html, in_words, labelled, problems, question, read, refused, said
from tests.survey.questionnaires.asking import there_and_back as again

LONG, SHORT = question("words", most=60), question("few_words", most=60)


@pytest.mark.parametrize("words", ["Hi", "أحب كرة القدم", "Ich möchte 🙂", "-99", "  two  spaces"])
@pytest.mark.parametrize("asked", [LONG, SHORT], ids=lambda asked: asked.type)
def test_words_are_kept_as_they_were_typed(asked, words):
    assert read(asked, q=words) == {"q": words}
    assert again(asked, {"q": words}) == {"q": words}
    assert in_words(asked, {"q": words}) == words
    assert TYPES[asked.type].picked(asked, {"q": words}) is None


def test_lines_stay_in_long_words_and_join_in_short_ones():
    assert read(LONG, q="one\r\ntwo") == {"q": "one\ntwo"}
    assert read(SHORT, q="one\r\ntwo") == {"q": "one two"}


def test_too_long_says_by_how_much_and_loses_nothing():
    assert refused(LONG, q="x" * 63) == "That is too long by 3 letters. Cut a bit. We kept what you wrote."
    with pytest.raises(NotAnAnswer) as problem:
        read(LONG, q="a\x00b")
    assert problem.value.typed == {"q": "ab"}


def test_blanks_are_no_answer():
    assert read(LONG, q=" \n ") == read(SHORT) == {}


def test_a_definition_says_how_much_there_is_room_for():
    assert "must say how many letters" in problems(question("words"))
    assert "asks for words and has options" in problems(question("words", most=5, options=ABC))
    assert not problems(LONG)


@pytest.mark.parametrize("asked", [LONG, SHORT], ids=lambda asked: asked.type)
def test_what_was_typed_stands_in_its_field(asked):
    html = as_html(asked, {"q": "<b>"}, "Too long.")
    assert "&lt;b&gt;" in html
    assert labelled(html)
    assert 'id="q-error"' in html
    assert said("Too long.") in html
