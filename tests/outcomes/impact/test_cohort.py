"""Who counts, once, and under which reason the others are missing."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from outcomes.impact.captions import words_to_leave_out
from outcomes.impact.cohort import GoalFacts, Shape, change_of, goals_that_count, is_complete, shape_of
from outcomes.impact.coverage import Missing, Reached, Situation, why_missing
from outcomes.impact.described import ethnicity_row, gender_row

CLOSING = datetime(2026, 9, 30, tzinfo=UTC)


def goal(
    state: str = "live",
    ratings: tuple[int, ...] = (2, 6),
    days_old: int = 120,
    ended_days_ago: int | None = None,
    entries: tuple[int, ...] = (1, 2, 3),
) -> GoalFacts:
    ended = None if ended_days_ago is None else CLOSING - timedelta(days=ended_days_ago)
    return GoalFacts("p", CLOSING - timedelta(days=days_old), ended, state, ratings, frozenset(entries))


@pytest.mark.parametrize(
    ("what", "complete"),
    [
        (goal("achieved", (2,), ended_days_ago=0), True),
        (goal("changed", (2,), 3, ended_days_ago=1), True),
        (goal("dropped", (), ended_days_ago=1), True),
        (goal("achieved", (2, 9), ended_days_ago=-1), False),  # ended after the closing moment
        (goal("live", (2, 6), 90), True),
        (goal("live", (2, 6), 89), False),
        (goal("live", (2,), 300), False),
        (goal("paused", (2, 6), 91), True),
        (goal("paused", (2,), 91, ended_days_ago=5), False),
    ],
)
def test_when_there_is_something_to_count(what: GoalFacts, complete: bool):
    assert is_complete(what, CLOSING) is complete


def test_no_entry_counts_twice_and_no_contested_one_at_all():
    mine, used, contested = goal(entries=(1, 2)), goal(entries=(3, 4)), goal(entries=(5, 6))
    assert goals_that_count([mine, used, contested], used={4}, restricted={5}, closing=CLOSING) == [mine]


def test_change_is_the_mean_over_goals_with_two_ratings():
    assert change_of([goal(ratings=(2, 3, 7)), goal(ratings=(5, 4)), goal(ratings=(9,))]) == Fraction(2)
    assert change_of([goal(ratings=(9,))]) is None


@pytest.mark.parametrize(
    ("change", "shape"),
    [
        (Fraction(-10), Shape.FURTHER),
        (Fraction(-1), Shape.FURTHER),
        (Fraction(-1, 2), Shape.SAME),
        (Fraction(0), Shape.SAME),
        (Fraction(2, 3), Shape.SAME),
        (Fraction(1), Shape.CLOSER),
        (Fraction(7, 2), Shape.CLOSER),
        (Fraction(4), Shape.MUCH_CLOSER),
    ],
)
def test_the_four_parts_of_the_shape(change: Fraction, shape: Shape):
    assert shape_of(change) is shape


@pytest.mark.parametrize(
    ("said", "row"),
    [("girl", "girl"), ("Young man", "boy"), ("non-binary", "another"), ("", "not_said"), (None, "not_said")],
)
def test_their_own_word_for_their_gender_finds_its_row(said: object, row: str):
    assert gender_row(said) == row


@pytest.mark.parametrize(
    ("situation", "reason"),
    [
        (Situation(None, True, True, True), Missing.NOT_ASKED),
        (Situation(None, False, False, False, Reached.RAN_OUT), Missing.COULD_NOT_BE_ASKED),
        (Situation(None, False, False, False, Reached.WAITING), Missing.INVITED),
        (Situation("refused", False, False, False, Reached.RAN_OUT), Missing.SAID_NO),
        (Situation("requested", False, False, False), Missing.INVITED),
        (Situation("expired", True, True, True), Missing.NOT_ASKED),
        (Situation("given", False, False, False, has_answers=True), Missing.SKIPPED),
        (Situation("given", True, True, True, erased=True), Missing.LEFT),
        (Situation("deferred", False, False, False), Missing.NOT_SURE),
        (Situation("refused", True, True, True), Missing.SAID_NO),
        (Situation("withdrawn", True, True, True), Missing.TOOK_BACK),
        (Situation("given", True, True, True), Missing.CONTESTED),
        (Situation("given", False, False, False), Missing.NO_OUTCOME),
        (Situation("given", True, False, False), Missing.TOO_SOON),
        (Situation("given", True, False, True), Missing.BEFORE),
    ],
)
def test_one_reason_each_their_own_no_first(situation: Situation, reason: Missing):
    assert why_missing(situation) is reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("July to September 2026", []),
        ("What our programme led to", ["led to"]),
        ("The impact of Harbour", ["impact"]),
        ("It does not say what caused it.", []),
        ("We know what caused it", ["caused"]),
        ("Networked: the best and worst wards", ["best", "worst"]),
    ],
)
def test_words_that_claim_a_cause_a_rank_or_a_fault_are_found(text: str, words: list[str]):
    assert words_to_leave_out(text) == words


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("White British", "white"),
        ("British Pakistani", "asian"),
        ("Black British", "black"),
        ("Mixed: White and Black Caribbean", "mixed"),
        ("White and Asian", "mixed"),
        ("Irish Traveller", "white"),
        ("Arab", "other"),
        ("Martian", "another"),
        ("prefer not to say", "not_said"),
        (None, "not_said"),
    ],
)
def test_their_own_words_for_their_ethnicity_find_a_broad_row(said: object, row: str):
    assert ethnicity_row(said) == row
