"""From which age one's own Yes is enough, on which day, at which service: read from a dated file, checked."""

import tomllib
from datetime import date

import pytest

from survey.consent.purpose import Choice, Purpose, card_for
from survey.consent.rules import Rules, RulesWrong, birthday, months_later, rules_at, rules_in
from tests.survey.consent.asking import ages_file

DAY = date(2026, 9, 14)


def rules(*rows: tuple[str, str, int], **more: object) -> Rules:
    return rules_in({"age": [{"service": s, "from": date.fromisoformat(d), "age": a} for s, d, a in rows], **more})


DATED = rules(("*", "2018-05-25", 13), ("*", "2027-04-01", 16), ("harbour", "2026-06-01", 14))


@pytest.mark.parametrize(
    ("service", "day", "age"),
    [
        ("northshore", "2026-09-14", 13),
        ("northshore", "2027-03-31", 13),
        ("northshore", "2027-04-01", 16),
        ("harbour", "2026-05-31", 13),  # before its own row began
        ("harbour", "2026-06-01", 14),
        ("harbour", "2027-04-01", 14),  # a row of its own goes before one for all
        (None, "2026-09-14", 13),
        ("northshore", "2018-05-24", 16),  # before any: the most careful
    ],
)
def test_the_age_on_a_day_at_a_service(service: str | None, day: str, age: int) -> None:
    assert DATED.art8_age(service, date.fromisoformat(day)) == age


def test_what_is_shipped_says_thirteen_and_asks_nobody_again_for_nothing() -> None:
    assert rules_at().art8_age("harbour", DAY) == 13
    assert not rules_at().review_months


def test_only_what_rests_on_consent_needs_a_parent() -> None:
    for purpose in Purpose:
        needs = card_for(purpose).choice is Choice.CONSENT
        assert rules_at().needs_carer(purpose, "2013-10", "harbour", DAY) is needs  # 12 until October
        assert rules_at().needs_carer(purpose, None, "harbour", DAY) is needs  # not known to be old enough
        assert not rules_at().needs_carer(purpose, "2013-09", "harbour", DAY)  # 13 this month


def test_a_birthday_is_the_first_of_its_month() -> None:
    assert birthday("2013-10", 13) == date(2026, 10, 1)
    assert rules_at().next_step("2013-11", "harbour", DAY) == 13
    assert rules_at().next_step("2013-11", "harbour", date(2026, 9, 1)) is None  # 61 days before
    assert rules_at().next_step("2013-11", "harbour", date(2026, 11, 1)) is None  # it is here
    assert rules_at().next_step("2010-10", "harbour", DAY) == 16
    assert rules_at().next_step("2008-10", "harbour", DAY) == 18
    assert rules_at().next_step("2009-10", "harbour", DAY) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-31", 2, "2027-02-28"),
     ("2026-09-14", 12, "2027-09-14"), ("2026-11-30", 1, "2026-12-30")],
)  # fmt: skip
def test_months_later_is_the_same_day_or_the_last(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_a_day_to_be_asked_again_by_comes_from_the_file() -> None:
    yearly = rules(("*", "2018-05-25", 13), review_months={"use_words": 12})
    assert yearly.review_on(Purpose.USE_WORDS, DAY) == date(2027, 9, 14)
    assert yearly.review_on(Purpose.COUNT_ME, DAY) is None


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('[[age]]\nservice = "*"\nfrom = 2018-05-25\nage = 12', "13 to 16"),
        ('[[age]]\nservice = "*"\nfrom = 2018-05-25\nage = 17', "13 to 16"),
        ('[[age]]\nservice = "harbour"\nfrom = 2018-05-25\nage = 13', 'service = "*"'),
        ('[[age]]\nservice = "*"\nfrom = "May"\nage = 13', "needs a service, a day"),
        ('[[age]]\nservice = "*"\nfrom = 2018-05-25\nage = 13\n[review_months]\nnothing = 3', "review_months"),
        ('[[age]]\nservice = "*"\nfrom = 2018-05-25\nage = 13\n[review_months]\nuse_words = 0', "1 or more"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_in_a_sentence(written: str, says: str) -> None:
    with pytest.raises(RulesWrong, match=says.replace("*", r"\*")):
        rules_in(tomllib.loads(written))


def test_a_file_that_cannot_be_read_is_named(tmp_path) -> None:
    with pytest.raises(RulesWrong, match="nowhere"):
        rules_at(str(tmp_path / "nowhere.toml"))
    assert rules_at(ages_file(tmp_path, 15)).art8_age(None, DAY) == 15
