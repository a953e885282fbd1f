"""Who is asked what: by age, and where the age is not known, not."""

import pytest

from survey.questionnaires.routing import is_asked, left_out, not_routed, pages_asked
from survey.questionnaires.shelf import shelf

WELLBEING = shelf().the("ons_wellbeing", 1)


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


def test_what_is_never_shown_has_its_own_code():
    assert not_routed(frozenset({"anxious"})) == {"anxious": -98}
