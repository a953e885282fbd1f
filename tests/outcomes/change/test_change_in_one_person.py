"""Reliable change, the line, and the two rules that must not be mixed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.change.effect import paired
from outcomes.change.reliable import (
    Z_95,
    Change,
    Clinical,
    Lines,
    Wobble,
    by_threshold,
    clinical_change,
    reliable_change,
)
from outcomes.measures.scale import Direction
from tests.outcomes.real_data import real_rows

HIGHER, LOWER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER
TOTAL = Wobble(sd=5.8, reliability=0.82, source="British parents, alpha")


@pytest.mark.parametrize(
    ("sd", "alpha", "threshold"),
    [(5.8, 0.82, 6.82), (2.0, 0.67, 3.18), (1.7, 0.63, 2.87), (2.6, 0.77, 3.46), (1.7, 0.57, 3.09), (1.6, 0.65, 2.62)],
)
def test_the_thresholds_of_a_well_known_form(sd: float, alpha: float, threshold: float) -> None:
    assert Wobble(sd, alpha, "published").threshold == pytest.approx(threshold, abs=0.005)


def test_direction_decides_what_is_better() -> None:
    assert reliable_change(20, 10, LOWER, TOTAL) is Change.IMPROVED
    assert reliable_change(20, 10, HIGHER, TOTAL) is Change.DETERIORATED
    assert reliable_change(20, 14, LOWER, TOTAL) is Change.UNCHANGED


def test_the_index_keeps_the_sign_of_the_change() -> None:
    assert TOTAL.index(20, 10) == pytest.approx(-10 / TOTAL.s_diff)
    assert TOTAL.index(10, 20) > 0


def test_a_change_exactly_at_the_edge_is_not_reliable_by_one_rule_and_is_by_the_other() -> None:
    edge = Wobble(sd=4 / Z_95, reliability=0.5, source="made so that the threshold is exactly 4")
    assert edge.threshold == pytest.approx(4)
    assert reliable_change(0, 3.999, HIGHER, edge) is Change.UNCHANGED
    assert by_threshold(0, 4, HIGHER, at_least=4) is Change.IMPROVED
    assert by_threshold(0, 3, HIGHER, at_least=4) is Change.UNCHANGED
    assert by_threshold(9, 5, HIGHER, at_least=4) is Change.DETERIORATED


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (5, 1), (5, 1.2), (5, -0.1)])
def test_a_wobble_that_makes_no_sense_is_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        Wobble(sd, reliability, "nowhere")


def test_a_threshold_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        by_threshold(1, 2, HIGHER, at_least=0)


def test_the_three_cut_offs() -> None:
    lines = Lines(clinical_mean=20, clinical_sd=6, norm_mean=8, norm_sd=5)
    assert lines.cut_off("a", LOWER) == 8
    assert lines.cut_off("b", LOWER) == 18
    assert lines.cut_off("c", LOWER) == pytest.approx((6 * 8 + 5 * 20) / 11)
    better = Lines(clinical_mean=8, clinical_sd=5, norm_mean=20, norm_sd=6)
    assert (better.cut_off("a", HIGHER), better.cut_off("b", HIGHER)) == (18, 8)


def test_a_cut_off_that_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="need a mean"):
        Lines(20, 6).cut_off("b", LOWER)
    with pytest.raises(ValueError, match="expected a, b or c"):
        Lines(20, 6, 8, 5).cut_off("d", LOWER)


def test_recovered_needs_both_the_change_and_the_crossing() -> None:
    assert clinical_change(20, 10, LOWER, TOTAL, line=14) is Clinical.RECOVERED
    assert clinical_change(26, 16, LOWER, TOTAL, line=14) is Clinical.IMPROVED  # reliable, not across
    assert clinical_change(15, 13, LOWER, TOTAL, line=14) is Clinical.UNCHANGED  # across, not reliable
    assert clinical_change(10, 20, LOWER, TOTAL, line=14) is Clinical.DETERIORATED
    assert clinical_change(12, 2, LOWER, TOTAL, line=14) is Clinical.IMPROVED  # was never on the far side
    assert clinical_change(10, 20, HIGHER, TOTAL, line=14) is Clinical.RECOVERED


@given(st.floats(0, 40), st.floats(0, 40))
def test_turning_time_round_turns_the_result_round(before: float, after: float) -> None:
    opposite = {Change.IMPROVED: Change.DETERIORATED, Change.DETERIORATED: Change.IMPROVED}
    there, back = reliable_change(before, after, LOWER, TOTAL), reliable_change(after, before, LOWER, TOTAL)
    assert back is opposite.get(there, Change.UNCHANGED)


def test_thirty_couples_of_jacobson_and_others() -> None:
    rows = real_rows("change/jacobson_1989.csv")
    before = {row["subject"]: float(row["das"]) for row in rows if row["time"] == "pre"}
    after = {row["subject"]: float(row["das"]) for row in rows if row["time"] == "post"}
    wobble = Wobble(sd=_sd(list(before.values())), reliability=0.88, source="published retest")
    found = Counter(reliable_change(one, two, HIGHER, wobble) for one, two in paired(before, after))
    assert wobble.sd == pytest.approx(11.8257, abs=5e-5)
    assert wobble.threshold == pytest.approx(11.3548, abs=5e-5)
    assert (found[Change.IMPROVED], found[Change.UNCHANGED], found[Change.DETERIORATED]) == (19, 10, 1)


def test_forty_three_people_of_claus_and_others() -> None:
    rows = real_rows("change/claus_2020_bdi_who.csv")
    before, after = _visit(rows, "1.0"), _visit(rows, "4.0")
    pairs = paired(before, after)
    wobble = Wobble(sd=_sd([one for one, _ in pairs]), reliability=0.801, source="published")
    found = Counter(reliable_change(one, two, LOWER, wobble) for one, two in pairs)
    assert len(pairs) == 40
    assert (found[Change.IMPROVED], found[Change.UNCHANGED], found[Change.DETERIORATED]) == (18, 22, 0)


def _visit(rows: list[dict[str, str]], time: str) -> dict[str, float | None]:
    return {row["id"]: float(row["bdi"]) if row["bdi"] else None for row in rows if row["time"] == time}


def _sd(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return (sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5
