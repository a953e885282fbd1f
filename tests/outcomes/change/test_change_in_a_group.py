"""Paired change and effect sizes against values worked out by hand, and against a published data set."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.change.effect import paired, paired_change, small_sample_correction
from tests.outcomes.real_data import real_rows

BEFORE = (18, 22, 15, 20, 25, 17, 19, 23, 21, 16)
AFTER = (14, 20, 13, 15, 22, 17, 12, 20, 18, 15)
TOY = [(float(one), float(two)) for one, two in zip(BEFORE, AFTER, strict=True)]


def test_the_toy_group() -> None:
    change = paired_change(TOY)
    assert change is not None
    assert (change.n, change.mean, change.sd) == (10, -3, 2)
    assert (round(change.low, 3), round(change.high, 3)) == (-4.431, -1.569)
    assert change.d_z == pytest.approx(-1.5)
    assert change.d_av == pytest.approx(-0.9167, abs=5e-5)
    assert change.glass == pytest.approx(-0.9363, abs=5e-5)
    assert change.g_av == pytest.approx(-0.8381, abs=5e-5)


def test_pingouin_agrees_on_d_av_and_uses_another_correction() -> None:
    import pingouin

    change = paired_change(TOY)
    assert change is not None
    theirs = pingouin.compute_effsize(AFTER, BEFORE, paired=True, eftype="cohen")
    assert change.d_av == pytest.approx(theirs)
    hedges = pingouin.compute_effsize(AFTER, BEFORE, paired=True, eftype="hedges")
    assert hedges == pytest.approx(-0.8779, abs=5e-5)
    assert change.g_av != pytest.approx(hedges, abs=1e-3)


def test_the_correction_for_small_samples() -> None:
    assert small_sample_correction(9) == pytest.approx(1 - 3 / 35)


def test_fewer_than_ten_pairs_give_nothing() -> None:
    assert paired_change(TOY[:9]) is None
    assert paired_change([]) is None
    assert paired_change(TOY[:1], minimum=0) is None


def test_a_group_that_never_varies_has_a_mean_and_no_effect_size() -> None:
    change = paired_change([(5.0, 3.0)] * 12)
    assert change is not None
    assert (change.mean, change.low, change.high) == (-2, -2, -2)
    assert (change.d_z, change.d_av, change.glass, change.g_av) == (None, None, None, None)


def test_pairs_are_made_by_person_not_by_place() -> None:
    before = {"c": 3.0, "a": 1.0, "b": None, "left": 9.0}
    after = {"a": 2.0, "b": 5.0, "c": 1.0, "came": 9.0}
    assert paired(before, after) == [(1.0, 2.0), (3.0, 1.0)]


def test_beating_the_blues() -> None:
    rows = real_rows("change/btheb.csv")
    visits = ("bdi.pre", "bdi.2m", "bdi.4m", "bdi.6m", "bdi.8m")
    seen = {visit: {str(n): float(row[visit]) for n, row in enumerate(rows) if row[visit]} for visit in visits}
    assert [len(scores) for scores in seen.values()] == [100, 97, 73, 58, 52]
    means = [round(sum(scores.values()) / len(scores), 4) for scores in seen.values()]
    assert means == [23.33, 16.9175, 14.8082, 12.7586, 11.1346]
    change = paired_change(paired(seen["bdi.pre"], seen["bdi.2m"]))
    assert change is not None
    assert (change.n, round(change.mean, 4)) == (97, -6.2371)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=10, max_size=60))
def test_the_interval_holds_the_mean_and_nothing_is_infinite(pairs: list[tuple[int, int]]) -> None:
    change = paired_change([(float(one), float(two)) for one, two in pairs])
    assert change is not None
    assert change.low <= change.mean <= change.high
    given_out = (change.low, change.high, change.d_z, change.d_av, change.glass, change.g_av)
    assert all(math.isfinite(each) for each in given_out if each is not None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=10, max_size=40))
def test_turning_time_round_turns_the_sign_round(pairs: list[tuple[int, int]]) -> None:
    there = paired_change([(float(one), float(two)) for one, two in pairs])
    back = paired_change([(float(two), float(one)) for one, two in pairs])
    assert there is not None
    assert back is not None
    assert there.mean == pytest.approx(-back.mean)
    assert (there.d_av or 0) == pytest.approx(-(back.d_av or 0))
