"""Ranking: a place for each option from a list beside it; with all of them, or with some."""

import itertools

import pytest

from survey.questionnaires.question_types import TYPES
from tests.survey.questionnaires.asking import (
    ABC,
    as_html,
    in_words,
    labelled,
    names,
    problems,
    question,
    read,
    refused,
)
from tests.survey.questionnaires.asking import there_and_back as again

ALL = question("ranking", options=ABC)
SOME = question("ranking", options=ABC, fewest=2)


def test_the_place_of_each_option_is_recorded():
    found = read(ALL, q_1="2", q_2="1", q_3="4", q_4="3")
    assert found == {"q.1": 2, "q.2": 1, "q.3": 4, "q.4": 3}
    assert in_words(ALL, found) == "1. Rain · 2. Sun · 3. Wind · 4. Snow"
    assert TYPES["ranking"].picked(ALL, found) == (2,)


@pytest.mark.parametrize("order", list(itertools.permutations(range(1, 5)))[::5])
def test_every_order_stands_in_the_form_again(order):
    found = {f"q.{code}": place for code, place in enumerate(order, 1)}
    assert again(ALL, found) == found


def test_some_may_be_left_where_the_definition_lets_them():
    found = read(SOME, q_3="1", q_1="2")
    assert found == {"q.1": 2, "q.2": -99, "q.3": 1, "q.4": -99}
    assert in_words(SOME, found) == "1. Snow · 2. Sun"
    assert again(SOME, found) == found
    assert refused(SOME, q_3="1") == "Give a place to 2 of them, or tap Skip."
    assert refused(ALL, q_1="1", q_2="2") == "Give a place to 4 of them, or tap Skip."


def test_a_place_left_out_between_two_closes_up():
    assert read(SOME, q_2="4", q_4="1") == {"q.1": -99, "q.2": 2, "q.3": -99, "q.4": 1}


def test_two_in_one_place_are_named():
    sentence = refused(ALL, q_1="1", q_2="2", q_3="2", q_4="4")
    assert sentence == "“Rain” and “Snow” have the same place. Change one."


def test_what_is_no_place_is_not_kept():
    assert read(ALL) == {}
    assert read(ALL, q_1="first", q_2="") == {}
    assert refused(SOME, q_1="9", q_2="1") == "Pick one of these answers, or tap Skip."


@pytest.mark.parametrize("places", [(1, 1, 2, 3), (2, 3, 4, -99), (-99, -99, -99, 1), (0, 1, 2, 3)])
def test_what_could_not_be_read_is_no_answer(places):
    assert not TYPES["ranking"].accepts(SOME, {f"q.{code}": place for code, place in enumerate(places, 1)})


def test_there_are_words_for_every_place():
    assert "needs 2 to 7 options" in problems(question("ranking", options=tuple((n, str(n)) for n in range(8))))
    assert not problems(SOME)
    seven = as_html(question("ranking", options=tuple((n, f"O{n}") for n in range(7))))
    assert seven.count("Seventh") == 7


def test_a_list_with_a_label_for_each_and_no_place_before():
    html = as_html(ALL)
    assert names(html) == ["q.1", "q.2", "q.3", "q.4"]
    assert labelled(html)
    assert " selected" not in html
    assert html.count("No place") == 4
    again_shown = as_html(ALL, {"q.1": "2", "q.3": "2"}, "Change one.")
    assert again_shown.count('value="2" selected') == 2
    assert 'id="q-error"' in again_shown
