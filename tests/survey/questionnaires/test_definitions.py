"""What ships is whole, and agrees with how it is scored; a definition that lacks a thing is refused with a sentence."""

from dataclasses import replace

import pytest

from outcomes.measures.definition import library
from survey.errors import NotThere
from survey.questionnaires.definition import DefinitionWrong, Questionnaire
from survey.questionnaires.definition_file import questionnaire_from_toml
from survey.questionnaires.question_types import TYPES
from survey.questionnaires.shelf import LIBRARY, shelf

SHIPPED = {"strands": 25, "clusters": 14, "experience": 11, "ons_wellbeing": 4, "ons_loneliness": 4, "sdq": 33}
SMALL = """
id = "small"
version = 1
title = "Small"
minutes = 1
licence = "GPL-3.0-or-later"
source = "Written for a test"
[answers.yes_no]
type = "one_choice"
options = [[0, "No"], [1, "Yes"]]
[answers.scale]
type = "zero_to_ten"
options = [[0, "low"], [10, "high"]]
[[section]]
heading = "Two"
answers = "yes_no"
per_page = 2
why = "To try it."
who_sees = "You."
never_used = "For anything else."
question = [{ item = "one", text = "One?" }, { item = "two", text = "Two?" }]
"""


def read(text: str) -> Questionnaire:
    return questionnaire_from_toml(text, "small.toml", shelf().the)


def without(line: str, instead: str = "") -> str:
    assert line in SMALL
    return SMALL.replace(line, instead, 1)


def test_everything_that_should_ship_does():
    here = shelf()
    assert {name: len(here.the(name, 1).questions) for name in SHIPPED} == SHIPPED
    assert here.latest("strands").key == ("strands", 1)


@pytest.mark.parametrize("key", shelf().questionnaires, ids=str)
def test_every_question_says_why_who_sees_and_what_never(key):
    for question in shelf().the(*key).questions:
        assert all(fact.strip() for fact in question.facts), question.item


@pytest.mark.parametrize("name", SHIPPED)
def test_codes_are_those_that_are_scored(name):
    asked = shelf().the(name, 1)
    for item, values in library()[name].values.items():
        question = asked.question(item)
        assert TYPES[question.type].values(question) == values, item


def test_strands_are_five_to_a_page_and_in_the_order_of_the_strands():
    pages = shelf().the("strands", 1).pages
    assert [len(page.questions) for page in pages] == [5] * 5
    assert [page.items[0] for page in pages] == ["feelings_1", "temper_1", "focus_1", "friends_1", "kindness_1"]


def test_open_licences_are_attributed_beside_the_question():
    for question in shelf().the("check_in", 1).questions:
        assert ("Open Government Licence" in question.attribution) == (question.part == ("ons_wellbeing", 1))


def test_the_sdq_ships_without_a_word_of_it():
    text = (LIBRARY / "sdq.toml").read_text("utf-8")
    for question in shelf().the("sdq", 1).questions:
        assert question.text == ""
        assert {words for _code, words in question.options} == {""}
    assert len(text) < 3_500


def test_a_whole_definition_is_read():
    asked = read(SMALL)
    assert asked.key == ("small", 1)
    assert asked.pages[0].items == ("one", "two")
    assert asked.question("two").part == ("small", 1)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('why = "To try it."', "The question one does not say why it is asked."),
        ('who_sees = "You."', "The question one does not say who sees the answer."),
        ('never_used = "For anything else."', "The question one does not say what it will never be used for."),
        ('heading = "Two"', "The page that begins with one holds several questions and needs a heading."),
    ],
)
def test_a_question_without_its_three_facts_is_refused(line, sentence):
    with pytest.raises(DefinitionWrong, match=sentence):
        read(without(line))


@pytest.mark.parametrize(
    ("line", "instead", "sentence"),
    [
        ("version = 1", "version = 0", "Its version must be 1 or more."),
        ("minutes = 1", "minutes = 0", "It must say how many minutes it takes."),
        ('title = "Small"', 'title = " "', "It does not say its title."),
        ('licence = "GPL-3.0-or-later"', 'licence = ""', "It does not say its licence."),
        ('item = "two"', 'item = "one"', "It asks one twice."),
        ('text = "Two?"', 'text = ""', "The question two has no words."),
        ('[1, "Yes"]', '[0, "Yes"]', "has one code for two options"),
        ('[1, "Yes"]', '[-99, "Yes"]', "such codes mean that there is no answer"),
        ('[0, "No"], [1, "Yes"]', '[0, "No"]', "needs 2 to 7 options"),
        ('type = "one_choice"', 'type = "slider"', "is of the type 'slider'; there are one_choice"),
        ('answers = "yes_no"', 'answers = "scale"', "holds a question that needs a page of its own"),
        ("per_page = 2", "per_page = 0", "Something is missing or of the wrong kind"),
        ('answers = "yes_no"', 'answers = "other"', "Something is missing or of the wrong kind: 'other'"),
        ('id = "small"', "id = small", "It is not valid TOML"),
        ('{ item = "two", text = "Two?" }', '{ item = "two", text = "Two?", why = "?" }', "share their three facts"),
        ('text = "Two?"', 'text = "Two?", age_min = 9, age_max = 8', "is for nobody"),
    ],
)
def test_a_definition_that_is_wrong_is_refused_with_a_sentence(line, instead, sentence):
    with pytest.raises(DefinitionWrong, match=sentence.replace("?", r"\?")):
        read(without(line, instead))


def test_a_definition_without_questions_is_refused():
    with pytest.raises(DefinitionWrong, match="It asks nothing"):
        replace(read(SMALL), pages=())


def test_two_definitions_of_one_version_are_refused(tmp_path):
    (tmp_path / "mine.toml").write_text((LIBRARY / "strands.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(DefinitionWrong, match="strands, version 1, is already defined"):
        shelf(str(tmp_path))


def test_an_installation_may_add_its_own(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL.replace("version = 1", "version = 3"), "utf-8")
    assert shelf(str(tmp_path)).latest("small").version == 3
    assert ("strands", 1) in shelf(str(tmp_path)).questionnaires


def test_what_is_not_on_the_shelf_is_not_there():
    with pytest.raises(NotThere, match="There is no questionnaire strands, version 99, here"):
        shelf().the("strands", 99)
    with pytest.raises(NotThere):
        shelf().latest("none")
