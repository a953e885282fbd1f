"""The SDQ by item number: half-up pro-rating, reversal first, totals, impact, and what never happens."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.measures.definition import library
from outcomes.measures.scale import Direction
from outcomes.measures.scoring import round_half_up, score

SDQ = library()["sdq"]
TEACHER = library()["sdq_teacher"]
SCALES = {
    "emotional": (3, 8, 13, 16, 24),
    "conduct": (5, 7, 12, 18, 22),
    "hyperactivity": (2, 10, 15, 21, 25),
    "peer": (6, 11, 14, 19, 23),
    "prosocial": (1, 4, 9, 17, 20),
}
REVERSED = {7, 11, 14, 21, 25}
ANSWERED_THREE = {0: 0, 1: 2, 2: 3, 3: 5, 4: 7, 5: 8, 6: 10}
ANSWERED_FOUR = {0: 0, 1: 1, 2: 3, 3: 4, 4: 5, 5: 6, 6: 8, 7: 9, 8: 10}


def numbered(codes: dict[int, int]) -> dict[str, int]:
    """Answers by item number."""
    return {f"sdq_{number}": code for number, code in codes.items()}


def everything(code: int) -> dict[str, int]:
    """The same code on all 25 items."""
    return numbered(dict.fromkeys(range(1, 26), code))


@pytest.mark.parametrize(("scale", "numbers"), SCALES.items())
def test_each_scale_has_its_five_items(scale: str, numbers: tuple[int, ...]) -> None:
    assert SDQ.scale(scale).items == tuple(f"sdq_{number}" for number in numbers)
    assert TEACHER.scale(scale).items == SDQ.scale(scale).items


def test_only_five_items_are_reversed() -> None:
    turned = {item for scale in SDQ.scales for item in scale.reverse}
    assert turned == {f"sdq_{number}" for number in REVERSED}


@pytest.mark.parametrize(("kept", "table"), [(3, ANSWERED_THREE), (4, ANSWERED_FOUR)])
def test_a_scale_with_gaps_is_the_mean_times_five_rounded_half_up(kept: int, table: dict[int, int]) -> None:
    for codes in product((0, 1, 2), repeat=kept):
        answers = numbered(dict(zip(SCALES["emotional"][:kept], codes, strict=True)))
        assert score(SDQ, answers)["emotional"] == table[sum(codes)]


def test_a_complete_scale_is_the_sum() -> None:
    for codes in product((0, 1, 2), repeat=5):
        answers = numbered(dict(zip(SCALES["prosocial"], codes, strict=True)))
        assert score(SDQ, answers)["prosocial"] == sum(codes)


def test_the_official_example() -> None:
    assert score(SDQ, numbered({3: 2, 8: 1, 13: 1}))["emotional"] == 7


def test_ties_go_up_where_python_would_go_to_the_even_number() -> None:
    assert round_half_up(Fraction(5, 2)) == 3 != round(2.5)
    assert round_half_up(Fraction(15, 2)) == 8
    assert round_half_up(Fraction(1, 2)) == 1 != round(0.5)


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_with_fewer_than_three_answers_the_scale_is_missing(kept: int) -> None:
    assert score(SDQ, numbered(dict.fromkeys(SCALES["peer"][:kept], 1)))["peer"] is None


def test_items_are_reversed_before_gaps_are_filled() -> None:
    # 7 is reversed, so its 0 counts 2: a sum of 2 from three items is 3.33, that is 3 (and not 0, turned later).
    assert score(SDQ, numbered({5: 0, 7: 0, 12: 0}))["conduct"] == 3


def test_nothing_but_zeros_makes_a_total_of_ten() -> None:
    scores = score(SDQ, everything(0))
    assert scores["total"] == 10
    assert (scores["emotional"], scores["conduct"], scores["hyperactivity"], scores["peer"]) == (0, 2, 4, 4)
    assert scores["prosocial"] == 0


def test_nothing_but_twos_makes_a_total_of_thirty() -> None:
    scores = score(SDQ, everything(2))
    assert scores["total"] == 30
    assert (scores["externalising"], scores["internalising"]) == (14, 16)


def test_the_worst_answers_make_forty_and_the_best_make_none() -> None:
    worst = {number: 0 if number in REVERSED else 2 for number in range(1, 26)}
    best = {number: 2 - code for number, code in worst.items()}
    assert score(SDQ, numbered(worst))["total"] == 40
    assert score(SDQ, numbered(best))["total"] == 0


def test_prosocial_is_not_in_the_total_and_does_not_block_it() -> None:
    without = {item: code for item, code in everything(1).items() if item not in SDQ.scale("prosocial").items}
    assert score(SDQ, without)["total"] == score(SDQ, everything(1))["total"] == 20
    assert score(SDQ, without)["prosocial"] is None


@pytest.mark.parametrize("scale", ["emotional", "conduct", "hyperactivity", "peer"])
def test_one_missing_difficulty_scale_makes_the_total_missing(scale: str) -> None:
    gone = set(SDQ.scale(scale).items[:3])
    scores = score(SDQ, {item: code for item, code in everything(1).items() if item not in gone})
    assert scores["total"] is None
    touched = "externalising" if scale in ("conduct", "hyperactivity") else "internalising"
    untouched = "internalising" if touched == "externalising" else "externalising"
    assert scores[touched] is None
    assert scores[untouched] == 10


def test_direction_belongs_to_the_scale() -> None:
    higher = {scale.id for scale in SDQ.scales if scale.direction is Direction.HIGHER_IS_BETTER}
    assert higher == {"prosocial"}


@pytest.mark.parametrize("code", [-99, -98, -97, -95, -94, -1, 3, True, 1.0, "1", None])
def test_no_other_code_reaches_a_score(code: object) -> None:
    with pytest.raises(ValueError, match="is not an answer to sdq_3"):
        score(SDQ, everything(1) | {"sdq_3": code})  # type: ignore[dict-item]  # the wrong types are the test


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [((0, 0, 0, 0, 0), 0), ((1, 1, 1, 1, 1), 0), ((2, 2, 2, 2, 2), 5), ((3, 3, 3, 3, 3), 10), ((0, 1, 2, 3, 3), 5)],
)
def test_impact_recodes_its_ratings(ratings: tuple[int, ...], expected: int) -> None:
    answers = {26: 1} | dict(zip((28, 29, 30, 31, 32), ratings, strict=True))
    assert score(SDQ, numbered(answers))["impact"] == expected


def test_missing_ratings_count_nothing_unless_all_are_missing() -> None:
    assert score(SDQ, numbered({26: 2, 29: 3}))["impact"] == 2
    assert score(SDQ, numbered({29: 3}))["impact"] == 2
    assert score(SDQ, numbered({26: 2}))["impact"] is None
    assert score(SDQ, {})["impact"] is None


def test_a_gate_of_no_wins() -> None:
    assert score(SDQ, numbered({26: 0, 28: 3, 29: 3}))["impact"] == 0
    assert score(SDQ, numbered({26: 0}))["impact"] == 0


def test_the_greatest_impact_a_teacher_can_give_is_six() -> None:
    full = {26: 3} | dict.fromkeys(range(28, 33), 3)
    assert score(SDQ, numbered(full))["impact"] == SDQ.scale("impact").high == 10
    assert score(TEACHER, numbered(full))["impact"] == TEACHER.scale("impact").high == 6


def test_no_wording_no_bands() -> None:
    for measure in (SDQ, TEACHER):
        assert all(not scale.bands for scale in measure.scales)


def sheets(low: int = 0, high: int = 2) -> st.SearchStrategy[dict[int, int]]:
    """Any answers, with any gaps."""
    return st.dictionaries(st.integers(1, 25), st.integers(low, high))


@given(sheets())
def test_every_score_is_a_whole_number_inside_its_range(codes: dict[int, int]) -> None:
    for scale_id, value in score(SDQ, numbered(codes)).items():
        scale = SDQ.scale(scale_id)
        assert value is None or (value == int(value) and scale.low <= value <= scale.high)


@given(sheets())
def test_totals_are_the_sums_of_their_scales_or_missing(codes: dict[int, int]) -> None:
    scores = score(SDQ, numbered(codes))
    for total in (scale for scale in SDQ.scales if scale.of):
        parts = [scores[part] for part in total.of]
        known = [part for part in parts if part is not None]
        assert scores[total.id] == (sum(known) if len(known) == len(parts) else None)


@given(sheets())
def test_turning_every_answer_round_turns_every_complete_scale_round(codes: dict[int, int]) -> None:
    turned = {number: 2 - code for number, code in codes.items()}
    before, after = score(SDQ, numbered(codes)), score(SDQ, numbered(turned))
    for scale_id, numbers in SCALES.items():
        if set(numbers) <= set(codes):
            assert (before[scale_id] or 0) + (after[scale_id] or 0) == 10
