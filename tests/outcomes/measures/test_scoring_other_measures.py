"""Own-worded strands and clusters, ONS items, SWEMWBS by table, and the measures of the imported data sets."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.measures.definition import library, measures_for, the_measure
from outcomes.measures.scale import Direction, Measure, Origin
from outcomes.measures.scoring import MISSING_CODES, answered, missing_scales, score, turned

LIBRARY = library()
STRANDS = LIBRARY["strands"]
METRIC = {
    7: 7.00, 8: 9.51, 9: 11.25, 10: 12.40, 11: 13.33, 12: 14.08, 13: 14.75, 14: 15.32, 15: 15.84, 16: 16.36,
    17: 16.88, 18: 17.43, 19: 17.98, 20: 18.59, 21: 19.25, 22: 19.98, 23: 20.73, 24: 21.54, 25: 22.35, 26: 23.21,
    27: 24.11, 28: 25.03, 29: 26.02, 30: 27.03, 31: 28.13, 32: 29.31, 33: 30.70, 34: 32.55, 35: 35.00,
}  # fmt: skip


def everywhere(measure: Measure, code: int) -> dict[str, int]:
    """The same code on every item."""
    return dict.fromkeys(measure.values, code)


def test_the_strands_total_leaves_kindness_out() -> None:
    scores = score(STRANDS, everywhere(STRANDS, 0))
    assert scores == {"feelings": 2, "temper": 2, "focus": 2, "friends": 4, "kindness": 0, "difficulties": 10}
    unkind = {item: code for item, code in everywhere(STRANDS, 0).items() if not item.startswith("kindness")}
    assert score(STRANDS, unkind)["difficulties"] == 10
    assert missing_scales(score(STRANDS, unkind)) == ("kindness",)


def test_strands_are_made_up_half_up_too() -> None:
    assert score(STRANDS, {"kindness_1": 1, "kindness_2": 1, "kindness_3": 0, "kindness_4": 0})["kindness"] == 3


def test_more_of_a_strand_is_harder_except_kindness() -> None:
    better = {scale.id for scale in STRANDS.scales if scale.direction is Direction.HIGHER_IS_BETTER}
    assert better == {"kindness"}


def test_the_reversed_strand_items() -> None:
    turned = {item for scale in STRANDS.scales for item in scale.reverse}
    assert turned == {"feelings_5", "temper_5", "focus_5", "friends_4", "friends_5"}


def test_a_cluster_is_a_mean_from_nought_to_ten_and_needs_both_items() -> None:
    clusters = LIBRARY["clusters"]
    for one, two in product(range(5), repeat=2):
        scores = score(clusters, {"planning_1": one, "planning_2": two})
        assert scores["planning"] == (one + two) / 2 * 2.5
        assert scores["creativity"] is None
    assert score(clusters, {"planning_1": 4})["planning"] is None
    assert len(clusters.scales) == 7


def test_experience_needs_seven_of_its_ten_items() -> None:
    experience = LIBRARY["experience"]
    seven = {f"experience_{number}": 3 for number in range(1, 8)}
    assert score(experience, seven)["experience"] == 7.5
    seven.pop("experience_7")
    assert score(experience, seven)["experience"] is None
    assert score(experience, seven)["safety"] == 3


def test_ons_wellbeing_is_four_single_items_never_added() -> None:
    wellbeing = LIBRARY["ons_wellbeing"]
    scores = score(wellbeing, {"life_satisfaction": 7, "anxious": 2})
    assert scores == {"life_satisfaction": 7, "worthwhile": None, "happy": None, "anxious": 2}
    assert wellbeing.scale("anxious").direction is Direction.LOWER_IS_BETTER
    assert wellbeing.scale("anxious").age_min == 16


def test_ons_bands_cover_nought_to_ten_without_a_gap() -> None:
    for scale in LIBRARY["ons_wellbeing"].scales:
        covered = [value for band in scale.bands for value in range(int(band.low), int(band.high) + 1)]
        assert covered == list(range(11))


def test_loneliness_needs_all_three_and_leaves_the_direct_item_out() -> None:
    loneliness = LIBRARY["ons_loneliness"]
    three = {"no_one_to_talk_to": 1, "left_out": 2, "alone": 3}
    assert score(loneliness, three | {"lonely": 1})["loneliness"] == 6
    assert score(loneliness, {"no_one_to_talk_to": 1, "left_out": 2, "lonely": 1})["loneliness"] is None


@pytest.mark.parametrize(("raw", "metric"), METRIC.items())
def test_swemwbs_turns_every_raw_score_into_its_metric(raw: int, metric: float) -> None:
    codes = [1] * 7
    for step in range(raw - 7):
        codes[step % 7] += 1
    scores = score(LIBRARY["swemwbs"], {f"swemwbs_{number}": code for number, code in enumerate(codes, start=1)})
    assert scores == {"raw": raw, "metric": metric}


def test_swemwbs_needs_all_seven() -> None:
    six = {f"swemwbs_{number}": 3 for number in range(1, 7)}
    assert score(LIBRARY["swemwbs"], six) == {"raw": None, "metric": None}


def test_the_two_reversed_autonomy_items() -> None:
    autonomy = LIBRARY["beewell_autonomy"]
    codes = {"autonomy_1": 1, "autonomy_2": 5, "autonomy_3": 5, "autonomy_4": 1, "autonomy_5": 5, "autonomy_6": 5}
    assert score(autonomy, codes)["autonomy"] == 30


def test_items_are_turned_round_for_looking_at_how_they_hang_together() -> None:
    autonomy = LIBRARY["beewell_autonomy"]
    codes = {"autonomy_1": 1, "autonomy_2": 5, "autonomy_4": 2, "something_else": 3}
    assert turned(autonomy, codes) == {"autonomy_1": 5, "autonomy_2": 5, "autonomy_4": 4}


def test_nothing_own_worded_or_licensed_has_bands() -> None:
    with_bands = {measure.id for measure in LIBRARY.values() for scale in measure.scales if scale.bands}
    assert with_bands == {"ons_wellbeing"}
    own = {measure.id for measure in LIBRARY.values() if measure.origin is Origin.OWN}
    assert own == {"strands", "clusters", "experience"}


def test_own_worded_measures_say_that_nobody_has_validated_them() -> None:
    for measure in LIBRARY.values():
        if measure.origin is Origin.OWN:
            assert "Not a validated clinical tool." in measure.caution


def test_a_questionnaire_finds_its_measures() -> None:
    assert [measure.id for measure in measures_for("strands")] == ["strands"]
    assert measures_for("something else") == ()
    assert the_measure("something else") is None


def test_answered_leaves_out_the_four_missing_codes_and_anything_that_is_not_a_code() -> None:
    answers = {"a": -99, "b": -98, "c": -95, "d": -94, "e": 0, "f": "my words", "g": None, "h": True, "i": -97}
    assert answered(answers) == {"e": 0, "i": -97}
    assert sorted(MISSING_CODES) == [-99, -98, -95, -94]


@pytest.mark.parametrize("measure", LIBRARY.values(), ids=lambda measure: measure.id)
@given(data=st.data())
def test_any_allowed_answers_give_scores_inside_the_range(measure: Measure, data: st.DataObject) -> None:
    items = data.draw(st.sets(st.sampled_from(sorted(measure.values))))
    answers = {item: data.draw(st.sampled_from(measure.values[item])) for item in sorted(items)}
    for scale_id, value in score(measure, answers).items():
        scale = measure.scale(scale_id)
        assert value is None or scale.low <= value <= scale.high


@pytest.mark.parametrize("measure", LIBRARY.values(), ids=lambda measure: measure.id)
@pytest.mark.parametrize("code", sorted(MISSING_CODES))
def test_no_missing_code_is_ever_scored(measure: Measure, code: int) -> None:
    for item in measure.values:
        with pytest.raises(ValueError, match="is not an answer"):
            score(measure, {item: code})
