"""Every rule of the rulebook at its edges, for one figure at a time."""

import re
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from outcomes.disclosure import making, rulebook
from outcomes.disclosure.figure import FEW, HIDDEN, NEARLY_ALL, PublishedFigure, Statistic, published
from outcomes.disclosure.making import restore
from outcomes.disclosure.plan import to_nearest
from tests.outcomes.disclosure.populations import FEELINGS

ROOT = Path(__file__).resolve().parents[3]
ENDS = (Fraction(0), Fraction(40))


def people(text: str) -> PublishedFigure:
    return restore(Statistic.PEOPLE, text)


def mean(text: str) -> PublishedFigure:
    return restore(Statistic.MEAN, text)


def test_only_one_file_makes_a_figure():
    with pytest.raises(TypeError, match="Only outcomes"):
        PublishedFigure(Statistic.PEOPLE, "140", object())
    makers = [
        path.relative_to(ROOT).as_posix()
        for package in ("survey", "outcomes")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"\b_SEAL\b", path.read_text("utf-8"))
    ]
    assert sorted(makers) == ["outcomes/disclosure/figure.py", "outcomes/disclosure/making.py"]


def test_a_figure_cannot_be_copied_into_another():
    with pytest.raises((TypeError, ValueError)):
        replace(people("140"), text="7")
    with pytest.raises(FrozenInstanceError):
        people("140").text = "7"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize("raw", [140, "140", Decimal(140), None])
def test_nothing_raw_passes_for_a_figure(raw: object):
    with pytest.raises(TypeError, match="Only published figures"):
        published(raw)


def test_a_hidden_figure_shows_nothing():
    hidden = people(HIDDEN)
    assert (hidden.shown, hidden.number, hidden.hidden) == ("[c]", None, True)
    assert repr(hidden) == "PublishedFigure(people: [c])"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "c"), (1, "c"), (9, "c"), (10, "10"), (12, "10"), (13, "15"), (17, "15")]
)
def test_under_ten_is_one_symbol_and_the_rest_goes_to_the_nearest_five(count: int, text: str):
    assert making.people(count, hide=False).text == text
    assert making.people(count, hide=True).text == "c"


@pytest.mark.parametrize(("count", "near"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (22, 20), (23, 25)])
def test_rounding(count: int, near: int):
    assert to_nearest(count) == near


@pytest.mark.parametrize(
    ("k", "n", "text"),
    [
        ("15", "25", "60"),
        ("10", "20", "50"),
        ("85", "140", "61"),
        ("c", "140", "c"),
        ("85", "c", "c"),
        ("10", "15", "c"),
    ],
)
def test_percentages_come_from_the_rounded_pair(k: str, n: str, text: str):
    assert making.share(people(k), people(n))[0].text == text


@pytest.mark.parametrize("word", [FEW, NEARLY_ALL])
def test_a_word_has_no_percentage(word: str):
    assert all(each.hidden for each in making.share(people(word), people("100")))


def test_the_range_of_a_percentage_is_wilson_s_rounded_outwards():
    _, low, high = making.share(people("85"), people("140"))
    assert (low.text, high.text) == ("52", "69")  # Wilson: 52.4 % to 68.4 %


@pytest.mark.parametrize(
    ("n", "unit"),
    [("20", None), ("25", "1"), ("40", "1"), ("45", "0.5"), ("100", "0.5"), ("105", "0.2"), ("205", "0.1")],
)
def test_the_unit_of_a_mean_follows_the_published_count(n: str, unit: str | None):
    assert making.unit_for(people(n), *ENDS) == (Decimal(unit) if unit else None)


def test_every_unit_keeps_to_the_rule():
    for n in range(25, 2000, 5):
        unit = making.unit_for(people(str(n)), *ENDS)
        assert unit is not None
        assert Fraction(unit) >= rulebook.UNIT_SHARE * 40 / n


@pytest.mark.parametrize(("scores", "n"), [(19, "25"), (25, "20"), (25, "c")])
def test_no_mean_of_fewer_than_twenty(scores: int, n: str):
    assert making.mean([Fraction(20)] * scores, people(n), ENDS).hidden


def test_a_mean_is_rounded_to_its_unit():
    assert making.mean([Fraction(201, 10)] * 25, people("25"), ENDS).text == "20"
    assert making.mean([Fraction(2057, 100)] * 205, people("205"), ENDS).text == "20.6"


@pytest.mark.parametrize("end", [0, 40])
def test_a_mean_at_an_end_of_its_scale_is_hidden(end: int):
    assert making.mean([Fraction(end)] * 25, people("25"), ENDS).hidden


def test_a_range_is_of_the_reference_sd_and_the_published_count():
    low, high = making.interval(mean("20.6"), people("205"), 6.0)
    assert (low.text, high.text) == ("19.7", "21.5")  # 20.6 ± 1.96 × 6 / √205 = ± 0.82, outwards to the unit


def test_a_change_and_its_effect_come_from_published_means():
    moved = making.change(mean("18.0"), mean("20.5"))
    assert moved.text == "2.5"
    ends = making.interval(moved, people("205"), 6 * 2**0.5)
    assert [end.text for end in ends] == ["1.3", "3.7"]
    sizes = [each.text for each in making.effects(moved, ends, people("205"), FEELINGS)]
    assert sizes == ["0.4", "0.2", "0.7", "0.4", "0.2", "0.7"]  # 2.5, 1.3 and 3.7 over 6, the ends outwards
    assert all(each.hidden for each in making.effects(moved, ends, people("40"), FEELINGS))  # 40 may be 38
    assert making.change(mean("c"), mean("20.5")).hidden
    unknown = making.interval(mean("c"), people("205"), 6.0)
    assert [each.text for each in making.effects(mean("c"), unknown, people("205"), FEELINGS)] == ["c"] * 6


def test_the_correction_for_few_people_is_seen_where_it_is_more_than_the_rounding():
    moved, ends = mean("-15.0"), (mean("-17.0"), mean("-13.0"))
    found = {each.statistic: each.text for each in making.effects(moved, ends, people("45"), FEELINGS)}
    assert (found[Statistic.EFFECT], found[Statistic.EFFECT_G]) == ("-2.5", "-2.5")  # times .983: -2.457
    assert (found[Statistic.EFFECT_LOW], found[Statistic.EFFECT_G_LOW]) == ("-2.9", "-2.8")
    assert (found[Statistic.EFFECT_HIGH], found[Statistic.EFFECT_G_HIGH]) == ("-2.1", "-2.1")
    assert restore(Statistic.EFFECT_G_LOW, "-2.8").number == Decimal("-2.8")


def test_quartiles_are_read_off_published_bands():
    bands = [people(text) for text in ("10", "25", "45", "20")]
    kinds = (Statistic.QUARTILE_LOW, Statistic.MEDIAN, Statistic.QUARTILE_HIGH)
    assert [making.quantile(kind, bands, people("100")).text for kind in kinds] == ["2", "3", "3"]
    assert making.quantile(Statistic.MEDIAN, bands, people("40")).hidden
    assert making.quantile(Statistic.MEDIAN, [*bands, people("c")], people("100")).hidden


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((50, 30, 20), "100"),
        ((94, 3, 2), "c"),  # two hold more than nine tenths
        ((60, 40), "c"),  # each of two knows the other's
        ((100, 30, 8), "c"),  # what is left is under a tenth of the largest
        ((50, 30, 10), "90"),
    ],
)
def test_an_amount_that_one_or_two_dominate_is_hidden(parts: tuple[int, ...], text: str):
    given = {f"provider {at}": Decimal(part) for at, part in enumerate(parts)}
    assert making.amount(given).text == text


def test_a_single_service_may_tell_its_own_amount():
    assert making.amount({"ours": Decimal("1234")}, Decimal(10), agreed=True).text == "1230"
    assert making.amount({"ours": Decimal("1234")}, Decimal(10)).hidden


@pytest.mark.parametrize(
    ("part", "n", "text"),
    [
        (9, "100", "few"),
        (10, "100", "10"),
        (14, "100", "10"),
        (16, "100", "20"),
        (95, "100", "nearly_all"),
        (12, "40", "c"),
    ],
)
def test_how_many_have_no_score_goes_to_the_nearest_ten_per_cent(part: int, n: str, text: str):
    assert making.trust(Statistic.MISSING, part, people(n)).text == text


def test_alpha_has_one_place_and_forty_people():
    assert making.alpha(0.8461, people("45")).text == "0.8"
    assert making.alpha(0.8461, people("40")).hidden
    assert making.alpha(float("nan"), people("100")).hidden


@pytest.mark.parametrize(
    ("statistic", "text"),
    [
        (Statistic.PEOPLE, "7"),
        (Statistic.PEOPLE, "12"),
        (Statistic.PEOPLE, "0"),
        (Statistic.PERCENT, "few"),
        (Statistic.PERCENT, "101"),
        (Statistic.PERCENT, "-5"),
        (Statistic.PERCENT, "12.5"),
        (Statistic.MEAN, "nan"),
        (Statistic.MEAN, ""),
        (Statistic.MEDIAN, "0"),
        (Statistic.ALPHA, "2"),
    ],
)
def test_what_could_never_have_been_published_is_not_read_back(statistic: Statistic, text: str):
    with pytest.raises(ValueError, match="not something this house publishes"):
        restore(statistic, text)


def test_the_floor_for_children_s_outcomes():
    assert rulebook.SMALLEST_COUNT >= 10
    assert rulebook.VALUES_LEFT >= 5
    assert set(rulebook.rules()) >= {"smallest_count", "mean_room", "dominant_percent", "smallest_for_three"}
