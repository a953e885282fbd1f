"""Alpha through pingouin, with the traps it has taken care of."""

import subprocess
import sys

import pytest

from outcomes.change.reliability import complete, cronbach_alpha, inter_item_correlation
from tests.outcomes.real_data import real_rows

TOY = [[1, 2, 1], [2, 2, 3], [3, 3, 3], [4, 5, 4], [5, 5, 4]]


def test_the_toy_rows() -> None:
    alpha = cronbach_alpha(TOY, minimum=5)
    assert alpha is not None
    assert alpha.value == pytest.approx(1.5 * (1 - 6.3 / 17.3))
    assert (alpha.low, alpha.high, alpha.n) == (0.766, 0.995, 5)


def test_rows_with_gaps_do_not_shrink_the_interval() -> None:
    empty: list[list[int | None]] = [[None, None, None]] * 3 + [[1, None, 2]]
    assert cronbach_alpha([*TOY, *empty], minimum=5) == cronbach_alpha(TOY, minimum=5)
    assert complete([*TOY, *empty]) == TOY


def test_fewer_than_ten_rows_give_nothing() -> None:
    assert cronbach_alpha(TOY) is None
    assert cronbach_alpha(TOY + TOY) is not None
    assert cronbach_alpha([]) is None


def test_two_items_have_a_correlation_and_no_alpha() -> None:
    two = [[one, other] for one, other, _ in TOY] * 2
    assert cronbach_alpha(two) is None
    assert inter_item_correlation(two) == pytest.approx(9 / 92**0.5)
    assert inter_item_correlation(TOY * 2) is None
    assert inter_item_correlation([[1, 2]] * 12) is None
    assert inter_item_correlation([[1, None]] * 12) is None


def test_what_never_varies_gives_nothing() -> None:
    assert cronbach_alpha([[3, one, two] for _, one, two in TOY] * 3) is None  # one item always the same
    assert cronbach_alpha([[1, 2, 3], [3, 2, 1], [2, 1, 3]] * 5) is None  # the total always the same


def test_empathy_of_children() -> None:
    rows = [[int(float(row[f"ceaq{n}"])) for n in range(1, 17)] for row in real_rows("responses/ceaq_children.csv")]
    alpha = cronbach_alpha(rows)
    assert alpha is not None
    assert (round(alpha.value, 4), alpha.n) == (0.8107, 208)


def test_nothing_heavy_is_loaded_until_it_is_needed() -> None:
    heavy = "('pandas', 'pingouin', 'scipy', 'matplotlib', 'numpy')"
    modules = "outcomes.change.effect, outcomes.change.reliable, outcomes.change.reliability"
    code = f"import sys, {modules}; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
