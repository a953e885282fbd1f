"""The demonstration's people and answers: invented, varied, the same from the same seed, and shaped like real ones."""

from collections import Counter
from datetime import timedelta
from statistics import correlation, mean, stdev

import pytest

from outcomes.demonstration.answers import REVERSED, STRANDS
from outcomes.demonstration.area import ORGANISATIONS, PRACTITIONERS, STAFF, WARDS, colleague_of
from outcomes.demonstration.cohorts import COHORTS
from outcomes.demonstration.course import ENDS, course, in_order
from outcomes.demonstration.steps import (
    Answered,
    Arrives,
    Challenged,
    Chose,
    Closed,
    Course,
    Decided,
    Rated,
    SetGoal,
    Wrote,
)
from outcomes.demonstration.voices import BANDS
from survey.consent.decision import State
from survey.consent.purpose import Purpose

MAIN = ("strands", "clusters")


@pytest.fixture(scope="module")
def courses() -> list[Course]:
    return [course(2026, number) for number in range(600)]


def of_kind(courses, kind):
    return [step for each in courses for step in each.steps if isinstance(step, kind)]


def test_two_boroughs_twelve_wards_three_organisations_six_practitioners():
    assert (len({ward[2] for ward in WARDS}), len(WARDS), len(ORGANISATIONS), len(PRACTITIONERS)) == (2, 12, 3, 6)
    assert sum(share for *_, share in WARDS) == 100
    assert len({name for _, name, _, _ in WARDS}) == 11, "one ward name is in both boroughs: join on codes"
    assert {organisation for organisation, _ in ORGANISATIONS} == {each.organisation for each in STAFF}
    assert all(colleague_of(colleague_of(each.key)) == each.key for each in PRACTITIONERS)


def test_the_same_seed_gives_the_same_year_whoever_else_there_is():
    assert course(2026, 40) == course(2026, 40)
    assert course(2026, 40) != course(2027, 40)


def test_people_are_eight_to_twenty_four_and_vary(courses):
    ages = Counter(each.person.age for each in courses)
    assert (min(ages), max(ages)) == (8, 24)
    assert 12 <= mean(each.person.age for each in courses) <= 17
    assert len({each.person.name for each in courses}) > 400
    assert {each.person.ward for each in courses} == {code for code, *_ in WARDS}
    assert {each.worker for each in courses} == {each.key for each in PRACTITIONERS}


def test_goals_are_many_and_fit_the_age_of_who_says_them(courses):
    assert sum(len(words) for _, _, words in BANDS) >= 60
    assert len({step.words for step in of_kind(courses, SetGoal)}) >= 90
    for each in courses:
        own = [step.words for step in each.steps if isinstance(step, SetGoal)]
        fitting = next(words for low, high, words in BANDS if low <= each.person.age <= high)
        openings = {words.partition("{")[0] for words in fitting}
        assert all(any(words.startswith(opening) for opening in openings) for words in own)
        assert len(own) == len(set(own))


def test_every_answer_to_every_card_is_given_and_some_take_a_yes_back(courses):
    for purpose in Purpose:
        states = Counter(step.state for step in of_kind(courses, Chose) if step.purpose is purpose)
        assert states[State.GIVEN] > states[State.REFUSED] > 0
        assert states[State.DEFERRED] > 0
    took_back = {step.purpose for step in of_kind(courses, Chose) if step.state is State.WITHDRAWN}
    assert {Purpose.COUNT_ME, Purpose.USE_WORDS, Purpose.WORKER_SEES} <= took_back


def test_two_waves_four_to_eight_months_apart_with_drop_out(courses):
    pairs, firsts = [], 0
    for each in courses:
        waves = {
            step.wave: step for step in each.steps if isinstance(step, Answered) and step.questionnaire != "experience"
        }
        firsts += 1 in waves
        pairs += [(waves[1], waves[2])] if {1, 2} <= set(waves) else []
    assert 0.55 <= len(pairs) / firsts <= 0.85
    assert all(timedelta(days=118) <= second.at - first.at <= timedelta(days=245) for first, second in pairs)


def test_nobody_answers_after_they_stopped_taking_part(courses):
    for each in courses:
        standing = None
        for step in each.steps:
            if isinstance(step, Chose) and step.purpose is Purpose.TAKE_PART:
                standing = step.state
            assert not isinstance(step, Answered) or standing is State.GIVEN


def strand(codes, name):
    """The sum of five, or None where one is missing."""
    items = [(item, codes[item]) for item in (f"{name}_{n}" for n in range(1, 6))]
    if any(code < 0 for _, code in items):
        return None
    return sum(2 - code if item in REVERSED else code for item, code in items)


@pytest.mark.parametrize("name", STRANDS)
def test_scores_spread_and_the_two_waves_of_one_person_agree_modestly(courses, name):
    first, second = [], []
    for each in courses:
        waves = {step.wave: step.codes for step in each.steps if isinstance(step, Answered) and "focus_1" in step.codes}
        scores = [strand(waves[wave], name) for wave in (1, 2)] if {1, 2} <= set(waves) else [None]
        if None not in scores:
            first.append(scores[0])
            second.append(scores[1])
    assert len(first) > 100
    assert 0.35 <= correlation(first, second) <= 0.85
    assert stdev(first) > 1.3
    assert 1 < mean(first) < 9


def test_answers_are_codes_that_the_questions_have(courses):
    codes = Counter(
        code for step in of_kind(courses, Answered) for code in step.codes.values() if code in range(-99, 5)
    )
    assert set(codes) == {-99, -94, 0, 1, 2, 3, 4}
    assert 0.01 < (codes[-99] + codes[-94]) / codes.total() < 0.08


def test_goals_move_mostly_closer_and_end_in_each_way(courses):
    assert {step.how for step in of_kind(courses, Closed)} == {"achieved", "changed", "paused", "dropped"}
    changes = []
    for each in courses:
        for goal in (step for step in each.steps if isinstance(step, SetGoal)):
            rated = [step.rating for step in each.steps if isinstance(step, Rated) and step.goal == goal.goal]
            changes += [rated[-1] - goal.rating] if rated else []
    assert 1 < mean(changes) < 5
    assert sum(change < 0 for change in changes) > len(changes) / 20, "for some it gets harder"


def test_challenges_come_after_their_note_and_decisions_after_them(courses):
    for each in courses:
        notes = {step.note: step.at for step in each.steps if isinstance(step, Wrote)}
        raised = {step.note: step.at for step in each.steps if isinstance(step, Challenged)}
        assert all(notes[note] < at for note, at in raised.items())
        assert all(raised[step.note] < step.at for step in each.steps if isinstance(step, Decided))
    outcomes = {step.how for step in of_kind(courses, Decided)}
    assert {"corrected", "partly", "not_changed"} <= outcomes


def test_everything_is_in_order_of_time_and_some_of_it_after_the_cohort_closed(courses):
    steps = in_order(courses)
    times = [at for at, _, _ in steps]
    assert times == sorted(times)
    assert all(isinstance(each.steps[0], Arrives) for each in courses)
    assert times[-1] <= ENDS
    assert all(sum(at > each.moment for at in times) > 50 for each in COHORTS[:2])
