"""Every constant that decides what may be published, with where it comes from. Shown on the methods page.

Thresholds may be raised, never lowered: ten is the floor for outcomes of children. What costs something is argued in
docs/decisions/0030-safe-figures.md and 0074-one-audit-of-everything.md; the measurements are ours, on invented people.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

SMALLEST_COUNT: Final = 10  # counts under this are hidden, nought included: shown noughts break such tables
ROUND_TO: Final = 5  # every other count goes to the nearest five (as NHS England and OpenSAFELY)
SLACK: Final = ROUND_TO // 2  # so a published count is within two of the truth
VALUES_LEFT: Final = 5  # possible values a small group keeps against everything published (the most that fives allow)
LONELY: Final = 2  # a table with a total has no gap or at least two
SMALLEST_COHORT: Final = 30  # under this a cohort rolls on, and its totals are all that could be shown
SMALLEST_FOR_GROUPS: Final = 30  # tables of one dimension
SMALLEST_FOR_CROSSED: Final = 60  # a second dimension besides area
SMALLEST_FOR_THREE: Final = 1000  # a third
SMALLEST_AREA: Final = 30  # a ward of fewer is a total and nothing more
SMALLEST_SHARE: Final = 20  # no percentage of fewer
SMALLEST_MEAN: Final = 20  # no mean of fewer scores
SMALLEST_EFFECT: Final = 40  # no effect size, median, quartile or alpha of fewer
UNITS: Final = tuple(Decimal(unit) for unit in ("0.1", "0.2", "0.5", "1", "2"))  # rounding units of a mean
UNIT_SHARE: Final = Fraction(1, 2)  # the unit is at least this much of (range of the scale / number of scores)
MEAN_ROOM: Final = Fraction(1, 10)  # of the scale: how far a hidden group's mean stays open to who knows who took part
Z_95: Final = 1.96  # 95 % ranges: Wilson (1927) for percentages, the fixed reference sd for means
WILSON_Z: Final = Z_95
DOMINANT_PERCENT: Final = 10  # p% rule of money and hours: nobody can place another's part within this much of it
DOMINANT_TWO: Final = Fraction(9, 10)  # (2, 90) rule: two givers together hold no more than this
TRUST_UNIT: Final = 10  # percent: missing, lowest and highest scores go to the nearest ten


def rules() -> dict[str, int | float | str]:
    """Return the constants by name, for the methods page and the metadata of exports."""
    return {
        "smallest_count": SMALLEST_COUNT,
        "round_to": ROUND_TO,
        "values_left": VALUES_LEFT,
        "smallest_cohort": SMALLEST_COHORT,
        "smallest_for_groups": SMALLEST_FOR_GROUPS,
        "smallest_for_crossed": SMALLEST_FOR_CROSSED,
        "smallest_for_three": SMALLEST_FOR_THREE,
        "smallest_area": SMALLEST_AREA,
        "smallest_share": SMALLEST_SHARE,
        "smallest_mean": SMALLEST_MEAN,
        "smallest_effect": SMALLEST_EFFECT,
        "units": ", ".join(str(unit) for unit in UNITS),
        "unit_share": str(UNIT_SHARE),
        "mean_room": str(MEAN_ROOM),
        "wilson_z": WILSON_Z,
        "dominant_percent": DOMINANT_PERCENT,
        "dominant_two": str(DOMINANT_TWO),
        "trust_unit": TRUST_UNIT,
    }
