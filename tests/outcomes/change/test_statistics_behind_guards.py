"""What pingouin says, behind guards: enough pairs, some variance, the sign kept; and values that OHID checks by."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.change.effect import paired_change, small_sample_correction
from outcomes.change.statistics import agreement, paired_size
from outcomes.disclosure import making
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Scale
from tests.outcomes.change.test_change_in_a_group import TOY
from tests.outcomes.real_data import real_file

RATED = {str(n): {"self": float(n % 7), "teacher": float(n % 7 + (n % 3 == 0))} for n in range(30)}


def test_the_toy_group_keeps_its_sign() -> None:
    size = paired_size(TOY)
    assert size is not None
    assert size.d_av == pytest.approx(-0.9167, abs=5e-5)
    assert size.g_av == pytest.approx(-0.8381, abs=5e-5)
    assert size.d_low < size.d_av < size.d_high
    turned = paired_size([(after, before) for before, after in TOY])
    assert turned is not None
    assert turned.d_av == pytest.approx(-size.d_av)


@pytest.mark.parametrize("pairs", [[], TOY[:9], [(3.0, 3.0)] * 20, [(3.0, 5.0)] * 20])
def test_what_means_nothing_is_nothing(pairs: list[tuple[float, float]]) -> None:
    assert paired_size(pairs) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=10, max_size=40))
def test_it_agrees_with_our_own_closed_form(pairs: list[tuple[int, int]]) -> None:
    floats = [(float(one), float(two)) for one, two in pairs]
    ours, theirs = paired_change(floats), paired_size(floats)
    assert ours is not None
    if theirs is None:
        assert ours.d_av is None
    else:
        assert theirs.d_av == pytest.approx(ours.d_av)
        assert theirs.g_av == pytest.approx(ours.g_av)


@pytest.mark.parametrize("n", [45, 95, 200])
def test_published_sizes_are_pingouins_where_the_answers_have_the_fixed_spread(n: int) -> None:
    """Answers whose two deviations are the reference sd: then d_av by pingouin is what we publish, to its rounding."""
    half = [1.0, -1.0] * (n // 2)
    spread = (sum(each**2 for each in half) / (len(half) - 1)) ** 0.5
    before = [5 + 2.5 * each / spread for each in half]
    pairs = list(zip(before, [score - 1.5 for score in before[::-1]], strict=True))
    size = paired_size(pairs)
    assert size is not None
    moved = making.restore(Statistic.MEAN, "-1.5")
    whole = making.people(len(pairs), hide=False)
    scale = Scale("strands/feelings", "", Fraction(0), Fraction(10), reference_sd=2.5)
    ends = making.interval(moved, whole, 2.5 * 2**0.5)
    found = {each.statistic: float(each.text) for each in making.effects(moved, ends, whole, scale)}
    assert found[Statistic.EFFECT] == pytest.approx(size.d_av, abs=0.05)
    assert found[Statistic.EFFECT_G] == pytest.approx(size.g_av, abs=0.05)
    assert found[Statistic.EFFECT_LOW] <= size.d_low < size.d_high <= found[Statistic.EFFECT_HIGH]  # never narrower
    assert found[Statistic.EFFECT_G_LOW] <= size.g_low < size.g_high <= found[Statistic.EFFECT_G_HIGH]
    assert float(making.small_sample(n - 1)) == pytest.approx(small_sample_correction(n - 1))


def test_raters_who_agree_but_for_a_point() -> None:
    found = agreement(RATED)
    assert found is not None
    assert (found.n, found.raters) == (30, 2)
    assert found.icc == pytest.approx(0.960, abs=0.005)
    assert found.low < found.icc < found.high


def test_people_whom_one_rater_did_not_rate_are_not_made_up() -> None:
    half = {person: of | ({"teacher": None} if int(person) < 15 else {}) for person, of in RATED.items()}
    found = agreement(half)
    assert found is not None
    assert found.n == 15
    assert agreement(dict(list(RATED.items())[:9])) is None
    assert agreement({person: {"self": 1.0} for person in RATED}) is None
    assert agreement({person: {"self": 1.0, "teacher": 1.0} for person in RATED}) is None


# OHID's validation workbooks (PHEindicatormethods)


def sheet(book: str, name: str) -> list[dict[str, object]]:
    """The rows of a sheet, with the values its formulas came to."""
    from openpyxl import load_workbook

    rows = list(load_workbook(real_file(f"stats/{book}"), data_only=True)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


@pytest.mark.parametrize(("z", "level"), [(1.959963984540054, "95_0"), (3.090232306167813, "99_8")])
def test_wilson_as_ohid_works_it_out(monkeypatch: pytest.MonkeyPatch, z: float, level: str) -> None:
    monkeypatch.setattr(making, "Z_95", z)
    checked = 0
    for row in sheet("phe_testdata_Proportion.xlsx", "testdata_Prop"):
        ends = row[f"lower{level}cl"], row[f"upper{level}cl"]
        if row["method"] != "Wilson" or row["multiplier"] != 1 or not all(isinstance(end, int | float) for end in ends):
            continue
        n, k = float(str(row["Denominator"])), float(str(row["Numerator"]))
        if 0 <= k <= n and n:
            low, high = making._wilson(k / n, n)
            assert (low / 100, high / 100) == pytest.approx(ends, abs=1e-6)
            checked += 1
    assert checked >= 5


def test_intervals_of_means_as_ohid_works_them_out() -> None:
    given_out = {str(row["area"]): row for row in sheet("phe_testdata_Mean.xlsx", "testdata_Mean_results")}
    values: dict[str, list[float]] = {}
    for row in sheet("phe_testdata_Mean.xlsx", "testdata_Mean"):
        values.setdefault(str(row["area"]), []).append(float(str(row["values"])))
    for area, of in values.items():
        change = paired_change([(0.0, value) for value in of], minimum=2)
        assert change is not None
        expected = given_out[area]
        assert change.n == expected["value_count"]
        found = (change.mean, change.low, change.high)
        assert found == pytest.approx([expected[name] for name in ("value", "lower95_0cl", "upper95_0cl")], abs=1e-6)


def test_what_is_published_of_them_is_the_rounded_pair() -> None:
    part, whole = making.people(37, hide=False), making.people(61, hide=False)
    percent, low, high = making.share(part, whole)
    assert (part.text, whole.text, percent.text) == ("35", "60", "58")
    exact = making._wilson(35 / 60, 60)
    assert (low.number, high.number) == (Decimal(math.floor(exact[0])), Decimal(math.ceil(exact[1])))
