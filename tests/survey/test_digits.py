"""Whoever reads Arabic or Urdu types numbers as their keyboard has them: a phone, a code, a PIN, an answer."""

import pytest
from flask import Flask

from survey.digits import in_digits, number_named
from survey.people.invitation import code_hash
from survey.questionnaires.question_types.kind import number_in
from survey.records.opening.second_thing import TooEasy, plain, require_not_easy
from survey.reminders.reminder import NoPhone, Via, plain_contact, plain_digits
from survey.retention.forms import ProposeForm
from survey.sharing.forms import ShareForm

ARABIC, URDU, MARKED = "٥٨٢٣", "۵۸۲۳", "\u200f5823\u200e"


@pytest.mark.parametrize("typed", ["5823", ARABIC, URDU, MARKED])
def test_the_same_number_in_every_script(typed):
    assert in_digits(typed) == plain(typed) == plain_digits(typed) == "5823"
    assert number_in(typed) == 5823
    assert code_hash(f"7Q{typed}PA", "s") == code_hash("7Q5823PA", "s")
    assert plain_contact(Via.TEXT, f"07700 90{typed}") == "+447700905823"


def test_a_year_of_birth_is_easy_to_guess_in_any_script():
    with pytest.raises(TooEasy):
        require_not_easy(plain("٢٠١١"), "2011-05")


def test_words_stay_as_they_are():
    assert in_digits("Ωμέγα ½ ² no") == "Ωμέγα ½ ² no"
    assert plain("می‌خواهم سه واژه") == "می‌خواهم سه واژه"  # an unseen mark inside a word belongs to it
    with pytest.raises(NoPhone):
        plain_contact(Via.TEXT, "0770²900123")


@pytest.mark.parametrize("given", [None, "", "-1", "+1", "1.5", "٣", "9223372036854775808", "9" * 5000])
def test_a_number_that_nothing_here_can_have_is_none(given):
    assert number_named(given) is None
    assert number_named("0") == 0
    assert number_named("9" * 18) < 2**63


@pytest.mark.parametrize("part", [".5", "5.", "5", "a.b", "5.9999999999999999999", "", "5.1.1"])
def test_what_is_no_part_of_a_record_is_none_and_no_failure(part):
    with Flask("a page").test_request_context(method="POST", data={"parts": part, "scope": "parts"}):
        assert ShareForm(meta={"csrf": False}).places == ()
        assert ProposeForm(meta={"csrf": False}).places == {(-1, -1)}
