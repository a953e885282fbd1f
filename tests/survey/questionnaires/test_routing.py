"""Who is asked what: by age, and where the age is not known, not; and by what they answered before."""

import pytest

from survey.questionnaires.conditions import Given, condition
from survey.questionnaires.definition import DefinitionWrong, Questionnaire
from survey.questionnaires.definition_file import questionnaire_from_toml
from survey.questionnaires.routing import is_asked, left_out, not_routed, pages_asked, routes
from survey.questionnaires.shelf import shelf

WELLBEING = shelf().the("ons_wellbeing", 1)
WEEK = shelf().the("week", 1)
HEAD = """
id = "fork"
version = 1
title = "A fork"
minutes = 1
licence = "GPL-3.0-or-later"
source = "Written for a test"
[answers.yes]
type = "one_choice"
options = [[0, "No"], [1, "Yes"]]
[answers.some]
type = "several_choices"
options = [[1, "A"], [2, "B"], [3, "C"]]
[answers.count]
type = "number"
least = 0
greatest = 20
[answers.words]
type = "few_words"
most = 40
[answers.long]
type = "words"
most = 400
[[section]]
why = "To try it."
who_sees = "You."
never_used = "For anything else."
"""


def fork(*questions: str) -> Questionnaire:
    """Questions a, b, c, each alone on its page: what they say beside their item and their words."""
    words = [said if "text" in said else f'{said}\ntext = "Is it?"' for said in questions]
    lines = [f'[[section.question]]\nitem = "{item}"\n{said}\n' for item, said in zip("abcdefg", words, strict=False)]
    return questionnaire_from_toml(HEAD + "\n".join(lines), "fork.toml", shelf().the)


@pytest.mark.parametrize(("age", "asked"), [(None, False), (9, False), (15, False), (16, True), (25, True)])
def test_feeling_anxious_is_asked_from_sixteen(age, asked):
    assert is_asked(WELLBEING.question("anxious"), age) is asked
    assert left_out(WELLBEING, age) == (frozenset() if asked else frozenset({"anxious"}))


@pytest.mark.parametrize("age", [None, 8, 25])
def test_a_question_for_all_ages_is_asked_of_everyone(age):
    assert is_asked(WELLBEING.question("happy"), age)


def test_page_numbers_never_shift_with_age():
    check_in = shelf().the("check_in", 1)
    assert 5 in pages_asked(check_in, left_out(check_in, 16))
    younger = pages_asked(check_in, left_out(check_in, 15))
    assert 5 not in younger
    assert younger[-1] == 16


def test_what_is_never_shown_has_its_own_code_for_each_of_its_numbers():
    assert not_routed(WELLBEING, frozenset({"anxious"})) == {"anxious": -98}
    assert not_routed(WEEK, frozenset({"week_matters"})) == {f"week_matters.{n}": -98 for n in (1, 2, 3, 4)}


# By what was answered

LOOKS = [
    ({"item": "x", "is": 1}, (1,), True),
    ({"item": "x", "is": [1, 2]}, (2, 5), True),
    ({"item": "x", "is": [1, 2]}, (5,), False),
    ({"item": "x", "at_least": 3}, (3,), True),
    ({"item": "x", "at_least": 3}, (2,), False),
    ({"item": "x", "at_most": 3}, (4,), False),
    ({"item": "x", "at_least": 2, "at_most": 3}, (3,), True),
    ({"item": "x", "answered": True}, (7,), True),
    ({"item": "x", "answered": False}, (7,), False),
    ({"not": {"item": "x", "is": 1}}, (1,), False),
    ({"not": {"item": "x", "is": 1}}, (2,), True),
]


@pytest.mark.parametrize(("data", "picked", "holds"), LOOKS)
def test_a_condition_looks_at_what_was_picked(data, picked, holds):
    assert condition(data).holds({"x": Given(True, picked)}) is holds
    assert condition(data).holds({}) is None, "before it is answered nobody knows"


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        ({"item": "x", "is": 1}, False),
        ({"item": "x", "at_most": 3}, False),
        ({"item": "x", "answered": False}, True),
        ({"not": {"item": "x", "is": 1}}, True),
    ],
)
def test_a_skip_is_no_answer(data, holds):
    assert condition(data).holds({"x": Given(False)}) is holds


@pytest.mark.parametrize(
    ("x", "y", "every", "any_of_them"),
    [(1, 1, True, True), (1, 0, False, True), (0, 0, False, False), (0, None, False, None), (1, None, None, True)],
)
def test_all_and_any_are_settled_as_soon_as_they_can_be(x, y, every, any_of_them):
    known = {item: Given(True, (code,)) for item, code in (("x", x), ("y", y)) if code is not None}
    both = [{"item": "x", "is": 1}, {"item": "y", "is": 1}]
    assert condition({"all": both}).holds(known) is every
    assert condition({"any": both}).holds(known) is any_of_them


def test_what_is_asked_follows_the_answers():
    asked = fork('answers = "some"', 'answers = "yes"\nasked_if = { item = "a", is = 2 }', 'answers = "words"')
    assert asked.branches
    assert routes(asked, 12, {}) == {"a": True, "b": None, "c": True}
    assert left_out(asked, 12, {}) == {"b"}
    assert left_out(asked, 12, {"a.1": 0, "a.2": 1, "a.3": 1}) == frozenset()
    assert left_out(asked, 12, {"a.1": 1, "a.2": 0, "a.3": 0}) == {"b"}
    assert routes(asked, 12, {f"a.{n}": -94 for n in (1, 2, 3)})["b"] is False


def test_what_is_asked_no_more_counts_as_not_answered_further_on():
    """a opens b, b opens c. With a changed, what is still kept of b opens nothing."""
    asked = fork(
        'answers = "yes"',
        'answers = "yes"\nasked_if = { item = "a", is = 1 }',
        'answers = "yes"\nasked_if = { item = "b", is = 1 }',
        'answers = "yes"\nasked_if = { not = { item = "b", answered = true } }',
    )
    assert left_out(asked, None, {"a": 1, "b": 1}) == {"d"}
    assert left_out(asked, None, {"a": 0, "b": 1}) == {"b", "c"}
    assert left_out(asked, None, {"a": 1}) == {"c", "d"}


def test_a_whole_section_and_one_taken_in_can_have_a_condition():
    text = (HEAD + '[[section.question]]\nitem = "a"\ntext = "Is it?"\nanswers = "yes"\n').replace("fork", "wide")
    text += '[[section]]\ntakes_in = "ons_wellbeing"\nversion = 1\nasked_if = { item = "a", is = 1 }\n'
    asked = questionnaire_from_toml(text, "wide.toml", shelf().the)
    assert left_out(asked, 20, {"a": 0}) == {"life_satisfaction", "worthwhile", "happy", "anxious"}
    assert left_out(asked, 12, {"a": 1}) == {"anxious"}


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ('asked_if = { item = "z", is = 1 }', "depends on z, which is no question here"),
        ('asked_if = { item = "b", is = 1 }', "depends on b, which is not on a page before it"),
        ('asked_if = { item = "c", is = 1 }', "depends on c, which is not on a page before it"),
        ('asked_if = { item = "a", is = 7 }', "depends on the answer 7 to a, which is not one of its answers"),
        ('asked_if = { item = "a", at_least = 5, at_most = 2 }', "a number from 5 to 2, which there is none of"),
        ("asked_if = { any = [] }", "“any” takes a list of conditions"),
        ('asked_if = { item = "a", is = [] }', "“is” takes one code or a list of them"),
        ('asked_if = { item = "a", is = "1" }', "“is” takes one code or a list of them"),
        ('asked_if = { item = "a", is = true }', "“is” takes one code or a list of them"),
        ('asked_if = { item = "a", at_least = "1" }', "a condition counts in whole numbers"),
        ('asked_if = { item = "a", answered = 1 }', "“answered” is true or false"),
        ('asked_if = { item = "a", is = 1, answered = true }', "a condition has item and one of is"),
        ('asked_if = { item = "a" }', "a condition has item and one of is"),
        ('asked_if = { when = "a == 1" }', "a condition has item and one of is"),
        ('asked_if = "a == 1"', "a condition is a table"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_with_a_sentence(second, sentence):
    with pytest.raises(DefinitionWrong) as wrong:
        fork('answers = "yes"', f'answers = "yes"\n{second}', 'answers = "yes"')
    assert sentence in str(wrong.value)


def test_words_can_only_be_asked_about_as_given_or_not():
    with pytest.raises(DefinitionWrong, match="which is answered in words"):
        fork('answers = "words"', 'answers = "yes"\nasked_if = { item = "a", is = 1 }')
    asked = fork('answers = "words"', 'answers = "yes"\nasked_if = { item = "a", answered = true }')
    assert left_out(asked, None, {"a": "Hi"}) == frozenset()
    assert left_out(asked, None, {"a": -99}) == {"b"}


def test_questions_of_one_page_are_asked_together():
    head = HEAD.replace("[[section]]", '[[section]]\nheading = "Two"\nper_page = 2')
    pairs = '[[section.question]]\nitem = "{}"\ntext = "Is it?"\nanswers = "yes"\n'
    one, two, three = (pairs.format(item) for item in "abc")
    with pytest.raises(DefinitionWrong, match="are not asked after the same answers"):
        questionnaire_from_toml(
            head + one + two + three + 'asked_if = { item = "a", is = 1 }\n' + pairs.format("d"), "x", shelf().the
        )
