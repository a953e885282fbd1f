"""How well the items of a scale hang together: Cronbach's alpha, with its interval, or why it cannot be given."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean

__all__ = ["MINIMUM_ROWS", "Alpha", "complete", "cronbach_alpha", "inter_item_correlation"]

MINIMUM_ROWS = 10
FEWEST_ITEMS = 3  # two items cannot support an alpha: use their correlation

Row = Sequence[int | None]


@dataclass(frozen=True)
class Alpha:
    """Alpha, its 95 % interval (Feldt), and how many complete rows it rests on."""

    value: float
    low: float
    high: float
    n: int


def complete(rows: Sequence[Row]) -> list[list[int]]:
    """Only the rows in which every item was answered.

    pingouin drops incomplete rows too, but counts them in the interval: so they are dropped before it sees them.
    """
    return [[code for code in row if code is not None] for row in rows if None not in row]


def cronbach_alpha(rows: Sequence[Row], *, minimum: int = MINIMUM_ROWS) -> Alpha | None:
    """Alpha of items already turned the same way; None where it means nothing.

    That is: fewer than three items, fewer than `minimum` complete rows, or an item or a total that never varies.
    """
    kept = complete(rows)
    if len(kept) < max(minimum, 2) or len(kept[0]) < FEWEST_ITEMS or not _vary(kept):
        return None
    value, low, high = _pingouin_alpha(kept)
    return Alpha(value, low, high, len(kept)) if all(isfinite(each) for each in (value, low, high)) else None


def inter_item_correlation(rows: Sequence[Row], *, minimum: int = MINIMUM_ROWS) -> float | None:
    """Pearson's r between the two items of a two-item scale, or None where it means nothing."""
    kept = complete(rows)
    if len(kept) < max(minimum, 2) or len(kept[0]) != 2:
        return None
    first, second = fmean(row[0] for row in kept), fmean(row[1] for row in kept)
    across = sum((row[0] - first) * (row[1] - second) for row in kept)
    spread = sqrt(sum((row[0] - first) ** 2 for row in kept) * sum((row[1] - second) ** 2 for row in kept))
    return across / spread if spread > 0 else None


def _vary(rows: list[list[int]]) -> bool:
    columns = zip(*rows, strict=True)
    return all(len(set(column)) > 1 for column in columns) and len({sum(row) for row in rows}) > 1


def _pingouin_alpha(rows: list[list[int]]) -> tuple[float, float, float]:
    import matplotlib  # late, all three: together they take seconds to load and no page needs them

    matplotlib.use("Agg")
    import pandas
    import pingouin

    value, interval = pingouin.cronbach_alpha(data=pandas.DataFrame(rows, dtype="float64"))
    return float(value), float(interval[0]), float(interval[1])
