"""pingouin behind guards: enough pairs, some variance, made by person, the sign kept. Only at close, never on a page.

Each function gives None where its figure means nothing, and never an infinity. What is published of any of these goes
through outcomes/disclosure alone: beside a published mean, an effect size of the answers would tell too much.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from outcomes.change.effect import MINIMUM_PAIRS, small_sample_correction

__all__ = ["Agreement", "Size", "agreement", "paired_size"]

FEWEST_RATERS = 2


@dataclass(frozen=True)
class Size:
    """How large a paired change is, after minus before, in standard deviations, each with its 95 % interval."""

    n: int
    d_av: float
    d_low: float
    d_high: float
    g_av: float
    g_low: float
    g_high: float


@dataclass(frozen=True)
class Agreement:
    """ICC(A,1): how far single raters agree in absolute terms, with its 95 % interval, and of how many people."""

    icc: float
    low: float
    high: float
    n: int
    raters: int


def paired_size(pairs: Sequence[tuple[float, float]], *, minimum: int = MINIMUM_PAIRS) -> Size | None:
    """d_av and g_av of pairs (before, after) that were made by person, or None.

    pingouin's `ttest` gives the absolute value, and its hedges counts both columns as people: so neither is used.
    """
    n = len(pairs)
    if n < max(minimum, 2):
        return None
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(set(before)) < 2 and len(set(after)) < 2:
        return None
    pingouin = _pingouin()
    d = float(pingouin.compute_effsize(after, before, paired=True, eftype="cohen"))
    low, high = (float(end) for end in pingouin.compute_esci(stat=d, nx=n, ny=n, paired=True, eftype="cohen"))
    if not all(isfinite(each) for each in (d, low, high)):
        return None
    j = small_sample_correction(n - 1)
    return Size(n, d, low, high, d * j, low * j, high * j)


def agreement(ratings: Mapping[str, Mapping[str, float | None]], *, minimum: int = MINIMUM_PAIRS) -> Agreement | None:
    """ICC(A,1) of people whom the same raters rated. `ratings`: by person, then by rater (self, teacher, parent).

    Only people whom every rater rated are counted, so that it is said of how many it is true.
    """
    raters = sorted({rater for of in ratings.values() for rater in of})
    whole = {person: of for person, of in ratings.items() if all(of.get(rater) is not None for rater in raters)}
    values = {value for of in whole.values() for value in of.values()}
    if len(raters) < FEWEST_RATERS or len(whole) < max(minimum, 2) or len(values) < 2:
        return None
    rows = [(person, rater, of[rater]) for person, of in sorted(whole.items()) for rater in raters]
    pingouin = _pingouin()
    import pandas

    data = pandas.DataFrame(rows, columns=["person", "rater", "score"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the next pandas will spell otherwise
        table = pingouin.intraclass_corr(data=data, targets="person", raters="rater", ratings="score").set_index("Type")
    row = table.loc["ICC(A,1)"]
    icc, (low, high) = float(row["ICC"]), (float(end) for end in row[_interval_of(table)])
    if not all(isfinite(each) for each in (icc, low, high)):
        return None
    return Agreement(icc, low, high, len(whole), len(raters))


def _interval_of(table: Any) -> str:
    """The name of the column of intervals, which two versions spell in two ways."""
    return next(str(name) for name in table.columns if str(name).startswith("CI95"))


def _pingouin() -> Any:
    import matplotlib  # late, both: together they take seconds to load and no page needs them

    matplotlib.use("Agg")
    import pingouin

    return pingouin
