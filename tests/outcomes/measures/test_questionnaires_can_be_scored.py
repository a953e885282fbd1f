"""What is asked and what is scored are two files: they must agree, or a sent answer could not be scored."""

import pytest

from outcomes.measures.definition import library, measures_for
from outcomes.measures.scale import Direction, Origin
from survey.questionnaires.shelf import shelf

ASKED = {key: questionnaire for key, questionnaire in shelf().questionnaires.items() if measures_for(key[0])}


def questions(key: tuple[str, int]):
    """Every question, by item."""
    return {question.item: question for page in ASKED[key].pages for question in page.questions}


def test_the_six_that_ship_are_scored() -> None:
    assert {name for name, _ in ASKED} == {
        "strands",
        "clusters",
        "experience",
        "ons_wellbeing",
        "ons_loneliness",
        "sdq",
    }


@pytest.mark.parametrize("key", ASKED)
def test_every_scored_item_is_asked(key: tuple[str, int]) -> None:
    for measure in measures_for(key[0]):
        assert set(measure.values) <= set(questions(key))


@pytest.mark.parametrize("key", ASKED)
def test_every_answer_that_can_be_given_can_be_scored(key: tuple[str, int]) -> None:
    for measure in measures_for(key[0]):
        for item, question in questions(key).items():
            codes = set(range(11)) if question.type == "zero_to_ten" else {code for code, _ in question.options}
            if item in measure.values:
                assert codes == set(measure.values[item]), item


def test_a_reversed_item_reads_the_other_way_round() -> None:
    strands = questions(("strands", 1))
    turned = {item for scale in library()["strands"].scales for item in scale.reverse}
    assert {strands[item].text for item in turned} == {
        "I can calm down after I get upset",
        "I put things right when I get them wrong",
        "I get to the end of things I start",
        "There is someone my age I can trust",
        "I fit in with people my age",
    }


def test_more_is_better_for_everything_we_wrote_but_the_four_difficulties() -> None:
    worse = {
        scale.id
        for measure in library().values()
        if measure.origin is Origin.OWN
        for scale in measure.scales
        if scale.direction is Direction.LOWER_IS_BETTER
    }
    assert worse == {"feelings", "temper", "focus", "friends", "difficulties"}
