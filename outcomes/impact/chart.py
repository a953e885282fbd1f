"""Where the marks of a chart go, in per cent of its width: worked out from published figures and nothing else.

Lengths stop at round numbers that do not depend on what is hidden: a hidden part has no length, and no gap where it
would have been. Pages read from right to left get the same chart mirrored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published

GAP = 0.6  # per cent between two bars
EDGE = 0.3  # and at each end
PLOT_START, PLOT_END = 4.0, 96.0  # where nought and a hundred stand in an interval chart
ROW_HEIGHT, LABEL_UP = 46, 18  # pixels: each group has its name above its line, so that no name meets a mark


@dataclass(frozen=True)
class Bar:
    """One bar: where it starts, how long it is, where its number stands."""

    start: float
    length: float
    number_at: float
    text: str
    index: int  # its place among all parts, hidden ones too: its colour


@dataclass(frozen=True)
class Dots:
    """One line of an interval chart."""

    low: float
    high: float
    at: float
    y: int
    index: int

    @property
    def label_y(self) -> int:
        """Where the name of the group stands."""
        return self.y - LABEL_UP


def bars(parts: Sequence[PublishedFigure], *, rtl: bool = False) -> list[Bar]:
    """Return a bar for each shown part, in order, together as wide as the chart."""
    shown = [(index, published(part)) for index, part in enumerate(parts) if not published(part).hidden]
    whole = sum(float(part.number or 0) for _, part in shown)
    room = 100 - 2 * EDGE - GAP * (len(shown) - 1)
    placed, start = [], EDGE
    for index, part in shown:
        length = room * float(part.number or 0) / whole if whole else 0.0
        at = 100 - start - length if rtl else start
        placed.append(Bar(round(at, 2), round(length, 2), round(at + length / 2, 2), part.text, index))
        start += length + GAP
    return placed


def interval_dots(
    rows: Sequence[tuple[PublishedFigure, PublishedFigure, PublishedFigure]], *, rtl: bool = False
) -> list[Dots]:
    """Return a dot and its range for each row of (low, value, high) percentages shown, in their order."""
    placed: list[Dots] = []
    for index, row in enumerate(rows):
        low, value, high = (published(figure).number for figure in row)
        if low is None or value is None or high is None:
            continue
        ends = [along(float(number), rtl=rtl) for number in (low, value, high)]
        placed.append(Dots(ends[0], ends[2], ends[1], 34 + ROW_HEIGHT * len(placed), index))
    return placed


def along(percent: float, *, rtl: bool = False) -> float:
    """Return where a percentage stands on the axis, which always runs from nought to a hundred."""
    at = PLOT_START + (PLOT_END - PLOT_START) * percent / 100
    return round(100 - at if rtl else at, 2)


def overlap(rows: Sequence[tuple[PublishedFigure, PublishedFigure]]) -> bool:
    """Say whether every two shown ranges (low, high) meet, so that the groups cannot be told apart."""
    shown = [(low.number, high.number) for low, high in map(_both, rows)]
    ends = [(low, high) for low, high in shown if low is not None and high is not None]
    return all(one[0] <= two[1] for one in ends for two in ends)


def _both(row: tuple[PublishedFigure, PublishedFigure]) -> tuple[PublishedFigure, PublishedFigure]:
    return published(row[0]), published(row[1])
