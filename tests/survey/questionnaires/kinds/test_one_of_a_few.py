"""One of a few: choices, steps of a scale, faces, 0 to 10. Every one labelled, and none set before."""

import pytest

from survey.questionnaires.question_types import TYPES
from tests.survey.questionnaires.asking import ABC, as_html, in_words, labelled, problems, question, read, refused
from tests.survey.questionnaires.asking import there_and_back as again

CHOICE = question("one_choice", options=ABC)
STEPS = question("scale", options=((0, "Never"), (1, "Now and then"), (2, "Always")))
FACES = question("faces", options=((0, "Hard"), (1, "OK"), (2, "Good")))
TEN = question("zero_to_ten", options=((0, "not at all"), (10, "very much")))


@pytest.mark.parametrize("asked", [CHOICE, STEPS, FACES, TEN], ids=lambda asked: asked.type)
def test_every_answer_is_read_kept_and_shown_again(asked):
    values = TYPES[asked.type].values(asked)
    html = as_html(asked)
    assert labelled(html)
    assert html.count('type="radio"') == len(values)
    assert " checked" not in html
    assert read(asked) == {}
    for value in values:
        assert again(asked, {"q": value}) == {"q": value}
        assert as_html(asked, {"q": str(value)}).count(" checked") == 1
        assert in_words(asked, {"q": value}) == dict(asked.options).get(value, f"{value} out of 10") or asked is TEN
    assert not problems(asked)


@pytest.mark.parametrize("sent", ["99", "-99", "one", "1.0", "٢"])
@pytest.mark.parametrize("asked", [CHOICE, STEPS, TEN], ids=lambda asked: asked.type)
def test_what_cannot_be_picked_is_refused(asked, sent):
    assert refused(asked, q=sent) == "Pick one of these answers, or tap Skip."
    assert not TYPES[asked.type].accepts(asked, {"q": 99})
    assert not TYPES[asked.type].accepts(asked, {"q": "1"})


def test_the_words_of_both_ends_are_said():
    html = as_html(TEN)
    assert "0 is not at all. 10 is very much." in html
    assert in_words(TEN, {"q": 0}) == "0 out of 10"


def test_steps_are_in_order_and_each_has_words():
    assert "are not in order" in problems(question("scale", options=((0, "No"), (2, "Yes"), (1, "Maybe"))))
    assert "has no words" in problems(question("scale", options=((0, "No"), (1, ""), (2, "Yes"))))
    assert "needs 3 to 7" in problems(question("scale", options=ABC[:2]))
    assert not problems(question("scale", options=((2, "Yes"), (1, "Maybe"), (0, "No"))))
    assert "so-steps--3" in as_html(STEPS)


def test_a_face_never_stands_without_its_word():
    html = as_html(FACES)
    assert html.count("so-face") == 3
    assert all(words in html for _code, words in FACES.options)
    assert "needs 2 to 5" in problems(question("faces", options=tuple((n, str(n)) for n in range(6))))
