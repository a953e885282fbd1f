"""Every constant that decides what may be published, with where it comes from. Shown on the methods page.

Thresholds may be raised, never lowered: ten is the floor for outcomes of children. Each source is argued in
docs/decisions/0030-safe-figures.md; the measurements behind them are ours, on invented populations.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

SMALLEST_COUNT: Final = 10  # counts under this are hidden, nought included: shown noughts break such tables
ROUND_TO: Final = 5  # every other count goes to the nearest five (as NHS England and OpenSAFELY)
SLACK: Final = ROUND_TO // 2  # so a published count is within two of the truth
VALUES_LEFT: Final = 5  # possible values a small group keeps against everything published (the most that fives allow)
LONELY: Final = 2  # a table with a total has no gap or at least two
SMALLEST_COHORT: Final = 30  # under this a cohort rolls on
SMALLEST_FOR_GROUPS: Final = 30  # one-way tables
SMALLEST_FOR_CROSSED: Final = 60  # a second dimension: achieved, by group
SMALLEST_MEAN: Final = 20  # no mean of fewer scores
UNITS: Final = tuple(Decimal(unit) for unit in ("0.1", "0.2", "0.5", "1", "2"))  # rounding units of a mean
UNIT_SHARE: Final = Fraction(1, 2)  # the unit is at least this much of (range of the scale / number of scores)
WILSON_Z: Final = 1.96  # 95 % ranges of percentages (Wilson 1927), worked out from published counts


def rules() -> dict[str, int | float | str]:
    """Return the constants by name, for the methods page and the metadata of exports."""
    return {
        "smallest_count": SMALLEST_COUNT,
        "round_to": ROUND_TO,
        "values_left": VALUES_LEFT,
        "smallest_cohort": SMALLEST_COHORT,
        "smallest_for_groups": SMALLEST_FOR_GROUPS,
        "smallest_for_crossed": SMALLEST_FOR_CROSSED,
        "smallest_mean": SMALLEST_MEAN,
        "units": ", ".join(str(unit) for unit in UNITS),
        "unit_share": str(UNIT_SHARE),
        "wilson_z": WILSON_Z,
    }
