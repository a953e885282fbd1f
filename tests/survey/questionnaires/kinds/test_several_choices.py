"""Several choices: any number of boxes, one that stands alone, and how many at least or at most."""

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

WEATHER = question("several_choices", options=(*ABC, (0, "None of these")), none=0)
TWO_OR_THREE = question("several_choices", options=ABC, fewest=2, up_to=3)


def test_one_number_is_recorded_for_each_option():
    found = read(WEATHER, q_1="1", q_3="1")
    assert found == {"q.1": 1, "q.2": 0, "q.3": 1, "q.4": 0, "q.0": 0}
    assert in_words(WEATHER, found) == "Sun · Snow"
    assert TYPES["several_choices"].picked(WEATHER, found) == (1, 3)


@pytest.mark.parametrize("ticked", [(1,), (1, 2, 3, 4), (0,)])
def test_what_is_kept_stands_in_the_form_again(ticked):
    found = {f"q.{code}": int(code in ticked) for code, _words in WEATHER.options}
    assert again(WEATHER, found) == found


def test_a_blank_is_no_answer():
    assert read(WEATHER) == {}
    assert read(WEATHER, q_9="1", q_1="on") == {}


def test_none_of_these_stands_alone_also_where_the_browser_does_not_see_to_it():
    assert read(WEATHER, q_0="1")["q.0"] == 1
    assert refused(WEATHER, q_0="1", q_2="1") == "You ticked “None of these” and more. Untick one."


def test_too_few_and_too_many_are_said_in_plain_words():
    assert refused(TWO_OR_THREE, q_1="1") == "Tick at least 2, or tap Skip."
    assert refused(TWO_OR_THREE, q_1="1", q_2="1", q_3="1", q_4="1") == "That is more than 3. Untick some."
    assert read(TWO_OR_THREE, q_1="1", q_2="1")


@pytest.mark.parametrize(
    "answers",
    [{"q.1": 1, "q.2": 2}, {"q.1": 0, "q.2": 0}, {"q.1": 1, "q.0": 1}],
)
def test_what_could_not_be_read_is_no_answer(answers):
    whole = {f"q.{code}": 0 for code, _words in WEATHER.options} | answers
    assert not TYPES["several_choices"].accepts(WEATHER, whole)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"options": ABC[:1]}, "needs 2 to 9 options"),
        ({"options": (*ABC, (1, "Hail"))}, "has one code for two options"),
        ({"options": (*ABC, (-99, "Hail"))}, "such codes mean that there is no answer"),
        ({"options": ABC, "none": 9}, "has no option 9 that could stand alone"),
        ({"options": ABC, "fewest": 3, "up_to": 2}, "asks for 3 to 2 of 4 options"),
        ({"options": ABC, "up_to": 5}, "asks for 0 to 5 of 4 options"),
    ],
)
def test_a_definition_that_cannot_be_answered_is_refused(more, sentence):
    assert sentence in problems(question("several_choices", **more))
    assert not problems(WEATHER)
    assert not problems(TWO_OR_THREE)


def test_its_boxes_have_labels_and_none_is_ticked_before():
    html = as_html(WEATHER)
    assert names(html) == ["q.1", "q.2", "q.3", "q.4", "q.0"]
    assert labelled(html)
    assert " checked" not in html
    assert 'id="q"' in html  # where the link of an error leads
    assert html.index("govuk-checkboxes__divider") > html.index("Wind")
    assert "Tick all that fit." in html
    assert "Tick 2 to 3." in as_html(TWO_OR_THREE)


def test_nothing_ticked_is_lost_on_an_error():
    html = as_html(WEATHER, {"q.0": "1", "q.2": "1"}, "Untick one.")
    assert html.count(" checked") == 2
    assert 'id="q-error"' in html
    assert "q-error" in html.split("<legend")[0]
