"""Our own questions are easy to read; those of others are word for word theirs."""

import tomllib

import pytest

from survey.questionnaires.definition_file import texts
from survey.questionnaires.shelf import LIBRARY, shelf
from tests.house.readability import too_hard, words

OWN = ("strands", "clusters", "experience", "check_in", "week")
OTHERS_WORDS = {  # licensed wording, and the sentences that a licence asks for: never shortened to please a score
    question.text for name in ("ons_wellbeing", "ons_loneliness") for question in shelf().the(name, 1).questions
} | {"Contains public sector information licensed under the Open Government Licence v3.0."}
ONS = {
    "life_satisfaction": "Overall, how satisfied are you with your life nowadays?",
    "worthwhile": "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
    "happy": "Overall, how happy did you feel yesterday?",
}


def said(name: str) -> list[str]:
    return list(texts(tomllib.loads((LIBRARY / f"{name}.toml").read_text("utf-8"))))


@pytest.mark.parametrize("name", [*OWN, "ons_wellbeing", "ons_loneliness"])
def test_what_we_say_about_questions_is_easy_to_read(name):
    items = {question.text for question in shelf().the(name, 1).questions}
    about = [text for text in said(name) if text not in items | OTHERS_WORDS]
    assert len(about) > 3
    assert not [why for text in about if (why := too_hard(text))]


@pytest.mark.parametrize("name", ["strands", "clusters", "experience", "week"])
def test_our_items_are_easy_together(name):
    """Seven words are too few for a formula; the items of a questionnaire are read one after another."""
    assert too_hard(". ".join(question.text.rstrip("?") for question in shelf().the(name, 1).questions)) is None


@pytest.mark.parametrize("name", ["strands", "clusters", "experience", "week"])
def test_our_items_are_short_and_say_one_thing(name):
    for question in shelf().the(name, 1).questions:
        assert len(words(question.text)) <= 12, question.text


def test_the_questions_of_the_ons_are_word_for_word_theirs():
    assert {item: shelf().the("ons_wellbeing", 1).question(item).text for item in ONS} == ONS


def test_translators_are_given_every_text():
    given = set(said("strands"))
    asked = shelf().the("strands", 1)
    for question in asked.questions:
        assert {question.text, *question.facts, *(text for _code, text in question.options)} <= given
    assert {asked.title, asked.about, asked.pages[0].heading} <= given
