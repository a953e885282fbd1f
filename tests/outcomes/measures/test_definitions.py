"""What may be wrong with a definition, and the sentence that says so."""

import pytest

from outcomes.measures.definition import library, measure_from_toml
from outcomes.measures.scale import DefinitionError

HEAD = """
id = "mood"
version = 1
title = "Mood"
origin = "own"
source = "Written for this test"
licence = "GPL-3.0-or-later"
age_min = 8
age_max = 18
[[answers]]
items = ["mood_1", "mood_2", "mood_3"]
values = [0, 1, 2]
[[answers]]
items = ["odd"]
values = [0, 5]
"""


def scale(*lines: str, rule: str = "sum", items: str = '["mood_1", "mood_2", "mood_3"]', span: str = "[0, 6]") -> str:
    """A scale of the mood measure, right unless a line makes it wrong."""
    start = f'[[scale]]\nid = "low"\ntitle = "Low"\nrule = "{rule}"\ndirection = "lower_is_better"\nrange = {span}\n'
    return start + f"items = {items}\n" + "\n".join(lines) + "\n"


def problems(text: str) -> list[str]:
    """The sentences a definition is refused with."""
    with pytest.raises(DefinitionError) as refused:
        measure_from_toml(text, "mood.toml")
    assert all(problem.endswith(".") for problem in refused.value.problems)
    return refused.value.problems


def test_a_right_definition_is_read() -> None:
    measure = measure_from_toml(HEAD + scale("needs = 2"))
    assert measure.questionnaire == "mood"
    assert measure.scale("low").needs == 2
    with pytest.raises(KeyError, match="no scale called high"):
        measure.scale("high")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (scale('reverse = ["other"]'), "The scale low reverses the item other, which it does not use."),
        (scale(items='["mood_1", "mood_9"]'), "The scale low uses the item mood_9, which has no answers."),
        (scale(items='["mood_1", "mood_1", "mood_2"]'), "The scale low uses one item twice."),
        (scale(span="[0, 7]"), "The range of the scale low should be 0 to 6."),
        (scale(span="[6, 0]"), "The range of the scale low must go from a lower to a higher value."),
        (scale("needs = 4"), "The scale low must say how many of its 3 items it needs."),
        (scale("needs = 0"), "The scale low must say how many of its 3 items it needs."),
        (scale('of = ["high"]', rule="total"), "The scale low is made of high, which is not defined before it."),
        (scale(rule="single"), "The scale low is a single item and must name exactly one."),
        (scale(rule="single", items='["odd"]', span="[0, 4]"), "The range of the scale low should be 0 to 5."),
        (
            scale("needs = 1", rule="mean_0_10", span="[0, 10]"),
            "The scale low must need at least two thirds of its items.",
        ),
        (scale(rule="mean_0_10"), "The range of the scale low should be 0 to 10."),
        (
            scale(rule="mean_0_10", span="[0, 10]", items='["mood_1", "odd"]'),
            "The items of low have different answers, so their mean has no meaning.",
        ),
        (
            scale("needs = 1", items='["mood_1", "odd"]', span="[0, 7]"),
            "The items of low have different answers, so missing ones cannot be made up from the rest.",
        ),
        (scale(rule="lookup"), "The scale low looks up exactly one other scale."),
        (scale(rule="impact"), "The scale low needs a gate item that has answers."),
        (scale('gate = "odd"', rule="impact"), "The table of the scale low does not recode every answer to mood_1."),
        (
            scale('[[scale.band]]\nlabel = "high"\nlow = 4\nhigh = 6'),
            "The scale low has bands, but nobody has tested items that we wrote.",
        ),
        (
            scale('[[scale.band]]\nlabel = "high"\nlow = 4\nhigh = 9'),
            "The band 'high' of the scale low lies outside its range.",
        ),
        (scale() + scale(), "The scale low is defined twice."),
    ],
)
def test_a_wrong_scale_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert sentence in problems(HEAD + text)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("version = 1", "version = 0", "The version must be 1 or more."),
        ("version = 1", "", "It does not give a whole number for version."),
        ("version = 1", "version = true", "It does not give a whole number for version."),
        ("age_min = 8", "age_min = 20", "The youngest age 20 is above the oldest age 18."),
        ('source = "Written for this test"', 'source = " "', "The source is missing."),
        ('licence = "GPL-3.0-or-later"', "", "It does not say its licence."),
        ('origin = "own"', 'origin = "found"', "'found' is not a valid Origin."),
        ("values = [0, 5]", "values = [5]", "The item odd needs at least two different answers."),
        (
            "values = [0, 5]",
            "values = [-99, 5]",
            "The item odd has an answer below 0; codes below 0 mean that there is no answer.",
        ),
    ],
)
def test_a_wrong_head_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    assert sentence in problems((HEAD + scale()).replace(old, new))


def test_bands_of_a_licensed_measure_stay_with_the_licence() -> None:
    text = (HEAD + scale('[[scale.band]]\nlabel = "high"\nlow = 4\nhigh = 6')).replace('"own"', '"licensed"')
    assert problems(text) == ["The scale low has bands; they belong to whoever holds the licence."]


def test_a_total_must_not_add_scales_that_point_in_different_directions() -> None:
    other = scale().replace('"low"', '"fine"').replace("lower_is_better", "higher_is_better")
    total = scale('of = ["low", "fine"]', rule="total", items="[]", span="[0, 12]").replace('id = "low"', 'id = "both"')
    assert problems(HEAD + scale() + other + total) == [
        "The scale both adds scales that point in different directions."
    ]


def test_a_table_must_cover_every_score() -> None:
    table = scale('of = ["low"]', "[scale.table]", "0 = 0.0", "6 = 9.5", rule="lookup", items="[]", span="[0, 9.5]")
    text = HEAD + scale() + table.replace('id = "low"', 'id = "metric"')
    assert problems(text) == ["The table of the scale metric must have a value for every score of low."]


def test_a_file_that_is_not_toml_or_has_no_scale_is_refused() -> None:
    assert problems("id = ")[0].startswith("It is not valid TOML")
    assert problems(HEAD) == ["Something is missing or of the wrong kind: 'scale'."]


def test_the_library_names_a_source_and_a_licence_for_everything() -> None:
    assert len(library()) == 11
    for measure in library().values():
        assert len(measure.source) > 10
        assert len(measure.licence) > 10
