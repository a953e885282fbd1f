"""Every rule of the rulebook at its edges."""

import ast
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from outcomes.disclosure import rulebook
from outcomes.disclosure.figure import FEW, NEARLY_ALL, PublishedFigure, Statistic, published
from outcomes.impact import disclosure
from outcomes.impact.audit import Group
from outcomes.impact.disclosure import mean, percent, percent_range, protect, restore, to_nearest, unit_for
from outcomes.impact.programme import Programme, programmes_for

ROOT = Path(__file__).resolve().parents[3]


def people(text: str) -> PublishedFigure:
    return restore(Statistic.PEOPLE, text)


def achieved(text: str) -> PublishedFigure:
    return restore(Statistic.ACHIEVED, text)


def whole(size: int, reached: int, *splits: tuple[Group, ...]) -> Group:
    return Group("figure", size, reached, splits, crossed=True, keep=True)


def test_only_disclosure_makes_a_figure():
    with pytest.raises(TypeError, match="Only outcomes"):
        PublishedFigure(Statistic.PEOPLE, "140", object())
    makers = [
        path
        for package in ("survey", "outcomes")
        for path in (ROOT / package).rglob("*.py")
        if any("'_SEAL'" in ast.dump(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    ]
    assert sorted(path.name for path in makers) == ["disclosure.py", "figure.py", "making.py"]


def test_a_figure_cannot_be_copied_into_another():
    with pytest.raises((TypeError, ValueError)):
        replace(people("140"), text="7")
    with pytest.raises(FrozenInstanceError):
        people("140").text = "7"


@pytest.mark.parametrize("raw", [140, "140", Decimal(140), None])
def test_nothing_raw_passes_for_a_figure(raw: object):
    with pytest.raises(TypeError, match="Only published figures"):
        published(raw)


def test_a_figure_never_shows_more_than_was_published():
    hidden = people("c")
    assert (hidden.shown, hidden.number, hidden.hidden) == ("[c]", None, True)
    assert repr(hidden) == "PublishedFigure(people: [c])"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "c"), (1, "c"), (9, "c"), (10, "10"), (12, "10"), (13, "15"), (17, "15")]
)
def test_counts_under_ten_are_one_symbol_and_the_rest_go_to_the_nearest_five(count: int, text: str):
    rest = 200 - count
    root = whole(200, 100, (Group("a", count, count // 2), Group("b", rest // 2, 20), Group("c", rest - rest // 2, 20)))
    safe = protect(root, "figure", crossed=False)
    assert safe is not None
    assert safe.people["a"].text == text
    assert safe.people["figure"].text == "200"


@pytest.mark.parametrize(("count", "near"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (22, 20), (23, 25)])
def test_rounding(count: int, near: int):
    assert to_nearest(count) == near


def test_a_lonely_gap_gets_company():
    rows = (Group("a", 4, 2), Group("b", 30, 15), Group("c", 66, 40))
    safe = protect(whole(100, 57, rows), "figure", crossed=False)
    assert safe is not None
    assert [safe.people[key].hidden for key in "abc"] == [True, True, False]


def test_a_small_split_in_two_hides_both_or_is_left_out():
    rows = (Group("a", 4, 2), Group("b", 96, 50))
    safe = protect(whole(100, 52, rows), "figure", crossed=False)
    assert safe is not None
    assert safe.people["a"].hidden
    assert safe.people["b"].hidden


def test_what_cannot_be_made_safe_is_not_published():
    """Forty or so people, all in the one row that may not be hidden: the empty row beside it has nowhere to hide."""
    rows = (Group("a", 0, 0), Group("b", 40, 20, keep=True))
    assert protect(whole(40, 20, rows), "figure", crossed=False) is None


def test_the_headline_is_never_hidden():
    assert protect(whole(9, 3), "figure", crossed=False) is None


@pytest.mark.parametrize(
    ("size", "reached", "text"),
    [(100, 9, FEW), (100, 10, "10"), (100, 90, "90"), (100, 91, NEARLY_ALL), (100, 100, NEARLY_ALL)],
)
def test_few_and_nearly_all_stand_for_an_end(size: int, reached: int, text: str):
    root = whole(size, reached)
    safe = protect(root, "figure", crossed=False)
    assert safe is not None
    assert disclosure.headline(safe, root)[0].text == text


@pytest.mark.parametrize(
    ("k", "n", "text"),
    [("15", "25", "60"), ("10", "20", "50"), ("85", "140", "61"), ("c", "140", "c"), ("85", "c", "c")],
)
def test_percentages_come_from_the_rounded_pair(k: str, n: str, text: str):
    assert percent(achieved(k), people(n)).text == text


@pytest.mark.parametrize("word", [FEW, NEARLY_ALL])
def test_a_word_has_no_percentage(word: str):
    assert percent(achieved(word), people("100")).hidden
    assert all(each.hidden for each in percent_range(achieved(word), people("100")))


def test_no_percentage_of_fewer_than_twenty():
    """Shown only with ten on either side, so the base is twenty or more whatever the rounding."""
    for size in range(10, 40):
        for reached in range(size + 1):
            root = whole(size, reached)
            safe = protect(root, "figure", crossed=False)
            if safe is not None and not percent(safe.achieved["figure"], safe.people["figure"]).hidden:
                assert size >= 20


def test_the_range_of_a_percentage_is_wilson_s_rounded_outwards():
    low, high = percent_range(achieved("85"), people("140"))
    assert (low.text, high.text) == ("52", "69")  # Wilson: 52.4 % to 68.4 %


@pytest.mark.parametrize(
    ("n", "unit"),
    [("20", None), ("25", "1"), ("40", "1"), ("45", "0.5"), ("100", "0.5"), ("105", "0.2"), ("205", "0.1")],
)
def test_the_unit_of_a_mean_follows_the_published_count(n: str, unit: str | None):
    assert unit_for(people(n), Fraction(0), Fraction(40)) == (Decimal(unit) if unit else None)


def test_every_unit_keeps_to_the_rule():
    for n in range(25, 2000, 5):
        unit = unit_for(people(str(n)), Fraction(0), Fraction(40))
        assert unit is not None
        assert Fraction(unit) >= rulebook.UNIT_SHARE * 40 / n


def test_no_mean_of_fewer_than_twenty():
    scores = [Fraction(20)] * 19
    assert mean(scores, people("25"), Fraction(0), Fraction(40)).hidden
    assert mean([Fraction(20)] * 25, people("20"), Fraction(0), Fraction(40)).hidden
    assert mean([Fraction(20)] * 25, people("c"), Fraction(0), Fraction(40)).hidden


def test_a_mean_is_rounded_to_its_unit():
    assert mean([Fraction(201, 10)] * 25, people("25"), Fraction(0), Fraction(40)).text == "20"
    assert mean([Fraction(2057, 100)] * 205, people("205"), Fraction(0), Fraction(40)).text == "20.6"


def test_a_mean_at_an_end_of_its_scale_is_hidden():
    assert mean([Fraction(40)] * 25, people("25"), Fraction(0), Fraction(40)).hidden
    assert mean([Fraction(0)] * 25, people("25"), Fraction(0), Fraction(40)).hidden


@pytest.mark.parametrize(
    ("people_counted", "first"),
    [(29, Programme.TOTALS), (30, Programme.GROUPS), (59, Programme.GROUPS), (60, Programme.CROSSED)],
)
def test_the_programme_narrows_with_the_number(people_counted: int, first: Programme):
    assert programmes_for(people_counted)[0] is first


@pytest.mark.parametrize(
    ("statistic", "text"),
    [
        (Statistic.PEOPLE, "7"),
        (Statistic.PEOPLE, "12"),
        (Statistic.PEOPLE, "few"),
        (Statistic.PEOPLE, "0"),
        (Statistic.ACHIEVED, "5"),
        (Statistic.PERCENT, "101"),
        (Statistic.PERCENT, "-5"),
        (Statistic.MEAN, "nan"),
        (Statistic.MEAN, ""),
    ],
)
def test_what_could_never_have_been_published_is_not_read_back(statistic: Statistic, text: str):
    with pytest.raises(ValueError, match="not something this house publishes"):
        restore(statistic, text)


def test_the_floor_for_children_s_outcomes():
    assert rulebook.SMALLEST_COUNT >= 10
    assert rulebook.VALUES_LEFT >= 5
