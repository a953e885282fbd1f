"""Change in a group: pairs of the same people, the mean change in raw points with its interval, and effect sizes.

Sign: always after minus before. Whether that is an improvement is for the direction of the scale to say. Nothing here
shows a cause: there is no group that got no help, and high scores tend to fall by themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

__all__ = ["MINIMUM_PAIRS", "PairedChange", "paired", "paired_change", "small_sample_correction"]

MINIMUM_PAIRS = 10  # fewer are not shown


@dataclass(frozen=True)
class PairedChange:
    """A group's change in raw points (after minus before), and in standard deviations. None: not calculable."""

    n: int
    mean_before: float
    mean_after: float
    mean: float
    low: float  # 95 % interval of the mean change
    high: float
    sd: float
    d_z: float | None
    d_av: float | None
    glass: float | None
    g_av: float | None  # d_av corrected with n - 1 degrees of freedom; pingouin's hedges uses n1 + n2


def paired(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> list[tuple[float, float]]:
    """The scores of everybody who has both, matched by person and in order of person, never by position."""
    pairs = []
    for person in sorted(before.keys() & after.keys()):
        first, last = before[person], after[person]
        if first is not None and last is not None:
            pairs.append((first, last))
    return pairs


def paired_change(pairs: Sequence[tuple[float, float]], *, minimum: int = MINIMUM_PAIRS) -> PairedChange | None:
    """The group's change, or None with fewer than `minimum` pairs (and always with fewer than two)."""
    n = len(pairs)
    if n < max(minimum, 2):
        return None
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    changes = [last - first for first, last in pairs]
    mean, sd = fmean(changes), stdev(changes)
    margin = _t_quantile(n - 1) * sd / sqrt(n)
    d_av = _over(mean, sqrt((stdev(before) ** 2 + stdev(after) ** 2) / 2))
    return PairedChange(
        n=n,
        mean_before=fmean(before),
        mean_after=fmean(after),
        mean=mean,
        low=mean - margin,
        high=mean + margin,
        sd=sd,
        d_z=_over(mean, sd),
        d_av=d_av,
        glass=_over(mean, stdev(before)),
        g_av=None if d_av is None else d_av * small_sample_correction(n - 1),
    )


def small_sample_correction(df: int) -> float:
    """Hedges' J for so many degrees of freedom: 1 - 3 / (4 df - 1)."""
    return 1 - 3 / (4 * df - 1)


def _over(mean: float, sd: float) -> float | None:
    return mean / sd if sd > 0 else None


def _t_quantile(df: int) -> float:
    from scipy.stats import t  # late: scipy takes a second to load and no page needs it

    return float(t.ppf(0.975, df))
