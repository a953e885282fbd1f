"""Deprivation of places, by the English index: fifths of England's ranks, fixed before anybody here is counted.

A ward's band comes from the middle rank of its small areas (LSOAs). That is ours: the index is published for small
areas, and no ward has a rank of its own without the population of each.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median_low

from outcomes.areas.words import N_

BANDS: tuple[tuple[str, str], ...] = (
    ("1", N_("Most deprived fifth of areas")),
    ("2", N_("Second fifth")),
    ("3", N_("Middle fifth")),
    ("4", N_("Fourth fifth")),
    ("5", N_("Least deprived fifth of areas")),
)
UNKNOWN = ""
ENOUGH = Fraction(1, 2)  # of a ward's small areas must have a rank


def band(ranks: Sequence[int], areas: int, all_ranks: int) -> str:
    """The band of a place: `ranks` of its small areas that have one, how many it has, how many England has."""
    if not ranks or Fraction(len(ranks), areas) < ENOUGH:
        return UNKNOWN
    return str(-(-median_low(ranks) * len(BANDS) // all_ranks))


def share_of_most_deprived(deciles: Iterable[int]) -> tuple[int, int, Decimal]:
    """How many small areas are in the most deprived tenth, of how many, and the percentage to two places."""
    all_of_them = list(deciles)
    most = sum(decile == 1 for decile in all_of_them)
    return most, len(all_of_them), percentage(most, len(all_of_them), "0.01")


def percentage(count: int, of: int, to: str = "1") -> Decimal:
    """100 * count / of, rounded half up, as the Department for Education rounds (half to even would print less)."""
    return (Decimal(100 * count) / Decimal(of)).quantize(Decimal(to), ROUND_HALF_UP)
