"""Two answers of one person make a pair, once, and only by their leave; how far a measure can be trusted is said."""

from fractions import Fraction

import pytest
from sqlalchemy import select

from outcomes.disclosure.figure import Statistic
from outcomes.impact import store
from outcomes.impact.closing import store as closing
from outcomes.impact.closing.trust import histogram, told, trust_in
from outcomes.impact.coverage import Missing
from outcomes.impact.frame import NONE
from outcomes.impact.models import CohortMember
from tests.outcomes.impact.asking import ITEMS, answer, answer_twice, open_rounds
from tests.outcomes.impact.books import one as figure
from tests.outcomes.impact.growing import close, counting, grow, open_cohort
from tests.outcomes.impact.test_closing import decide

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
S = "strands/feelings"
SAD = dict.fromkeys(ITEMS, 2) | {"feelings_5": 0}
WELL = dict.fromkeys(ITEMS, 0) | {"feelings_5": 2}


def test_a_pair_is_read_once_with_its_direction_and_its_threshold(house):
    grown = grow(house, 4)
    first, second = open_rounds(house)
    for one in grown[:3]:
        answer(house, one, first, SAD)
    house.clock.move(days=30)
    answer(house, grown[0], second, WELL)  # ten points fewer: lower is better
    answer(house, grown[1], second, SAD | {"feelings_1": 1})  # a point fewer: within the wobble
    now = counting(house, open_cohort(house, closes_on=house.clock().date()))
    shapes = [record.at[f"change/{S}"] for record in now.counted]
    assert shapes == ["improved", "no_change", NONE, NONE]
    assert [record.at[f"band/{S}/before"] for record in now.counted] == ["4", "4", NONE, NONE]
    assert now.counted[0].scores[S, "before"] == Fraction(10)
    asked = next(each for each in now.frame.asked if each.key == S)
    assert asked.threshold.points == pytest.approx(3.795, abs=0.001)
    assert "Jacobson" in asked.threshold.source


def test_a_lone_first_answer_waits_for_its_second_and_no_answer_is_used_twice(house, monkeypatch):
    monkeypatch.setattr(closing, "SMALLEST_COHORT", 12)
    grown = grow(house, 13)
    first, second = open_rounds(house)
    lone, pair = answer(house, grown[0], first, SAD), answer(house, grown[1], first, SAD)
    house.clock.move(days=20)
    after = answer(house, grown[1], second, WELL)
    close(house, open_cohort(house, closes_on=house.clock().date()))
    with house.database.reading() as session:
        used = set(session.scalars(select(CohortMember.entry_seq)))
    assert {pair, after} <= used
    assert lone not in used
    house.clock.move(days=20)
    answer(house, grown[0], second, WELL)
    again = counting(house, open_cohort(house, "Next", closes_on=house.clock().date()))
    assert [record.at[f"change/{S}"] for record in again.counted] == ["improved"]
    assert again.counted[0].at["achieved"] == NONE  # they are in by their pair, and in no part of the headline
    assert set(again.missing) == {Missing.BEFORE}


def test_no_pair_without_leave_to_compare_and_nothing_at_all_without_a_yes(house):
    grown = grow(house, 3)
    first, second = open_rounds(house)
    for one in grown:
        answer(house, one, first, SAD)
    house.clock.move(days=20)
    for one in grown:
        answer(house, one, second, WELL)
    decide(house, grown[0].id, "withdrawn", "link_answers")
    decide(house, grown[1].id, "withdrawn")
    now = counting(house, open_cohort(house, closes_on=house.clock().date()))
    assert [record.at[f"change/{S}"] for record in now.counted] == [NONE, "improved"]
    (missing,) = (record for record in now.records if record not in now.counted)
    assert (missing.at["status"], missing.at["gender"], missing.at["age"] == NONE) == ("took_back", NONE, False)
    assert missing.scores == {}


def test_a_release_says_how_far_its_measures_can_be_trusted(house):
    grown = grow(house, 31)
    answer_twice(house, grown, open_rounds(house))
    cohort = open_cohort(house, closes_on=house.clock().date())
    with house.database.reading() as session:
        found = store.look_at(session, cohort, house.clock())
    trust = found.trust[S]
    assert (trust.people, trust.missing) == (31, 0)
    assert trust.alpha is not None
    asked = next(each for each in found.counting.frame.asked if each.key == S)
    scores = histogram(found.counting.frame, found.counting.counted)
    assert trust == trust_in(asked, scores, trust.alpha)
    whole = figure("headline", {}, Statistic.PEOPLE, "45").figure
    table, figures = told(asked, trust, whole, whole)
    said = {each.statistic: each.figure.text for each in figures}
    assert table.key == f"trust/{S}"
    assert said[Statistic.ALPHA] == f"{trust.alpha:.1f}"
    assert said[Statistic.MISSING] == "few"
    few = figure("headline", {}, Statistic.PEOPLE, "30").figure
    assert told(asked, trust, few, few) is None
