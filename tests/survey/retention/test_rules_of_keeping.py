"""How long each class is kept: dated, per nation, each with its source; what is not known is not guessed."""

from datetime import date

import pytest

from survey.holidays import NATIONS
from survey.retention.kept import kept_words
from survey.retention.rule import Nation, RecordClass, Rule, library, rules_from, rules_on, years_later
from survey.settings import Settings, SettingWrong
from tests.house import readability

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("nation", Nation)
def test_every_nation_has_a_rule_for_every_class_and_each_says_why(nation):
    rules = rules_on(TODAY, nation)
    assert set(rules) == set(RecordClass)
    for rule in rules.values():
        assert rule.basis.endswith(".")
        assert rule.source.endswith(".")
        assert rule.note or not rule.is_assumption, rule.id


def test_no_two_rules_share_a_name():
    assert len({rule.id for rule in library()}) == len(library())
    assert [nation.value for nation in Nation] == list(NATIONS)
    with pytest.raises(SettingWrong, match="SAYSO_NATION"):
        Settings(nation="france")


def test_a_newer_rule_takes_over_on_its_day():
    text = """
nation = "wales"
[[rule]]
of = "answers"
since = 2020-01-01
years_after_written = {}
basis = "B."
source = "S."
assumption = false
"""
    (rule,) = rules_from(text.format(2), "here")
    assert (rule.id, rule.years_after_written) == ("wales/answers/2020-01-01", 2)
    with pytest.raises(ValueError, match="here: 'basis'"):
        rules_from(text.format(2).replace("basis", "reason"), "here")


def rule(**times):
    return Rule(RecordClass.NOTES, Nation.ENGLAND, TODAY, "B.", "S.", True, **times)


def kept(it, written=date(2020, 2, 29), help_ended=date(2022, 5, 1), born="2004-02"):
    return it.kept_until(written=written, help_ended=help_ended, born=born)


def test_it_is_kept_until_the_latest_of_its_days():
    assert kept(rule(years_after_written=2)) == date(2022, 2, 28)
    assert kept(rule(years_after_help=6)) == date(2028, 5, 1)
    assert kept(rule(years_after_help=6, until_age=25)) == date(2029, 2, 28)
    assert kept(rule(years_after_help=8, until_age=25)) == date(2030, 5, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_what_is_not_known_is_not_guessed():
    assert kept(rule(years_after_help=6), help_ended=None) is None
    assert kept(rule(years_after_help=6, until_age=25), born=None) is None
    assert kept(rule()) is None


@pytest.mark.parametrize("nation", Nation)
def test_every_rule_is_said_in_words_that_are_easy(nation):
    rows = kept_words(rules_on(TODAY, nation), lambda text, **named: text % named)
    assert len(rows) == len(RecordClass)
    assert not [why for _name, words in rows if (why := readability.too_hard(words))]
