"""Groups as dots, each with the range it could be in, in the order of the definition and never of the values."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published
from outcomes.impact.charts.paper import LINE, PERCENT, Axis, Paper

MARK, AFTER = 16, 18  # pixels from the last line of words to the mark, and from the mark to the next row


@dataclass(frozen=True)
class Group:
    """What is known of one row: low, value and high. None where the release has no such figure."""

    name: str
    low: PublishedFigure | None
    value: PublishedFigure | None
    high: PublishedFigure | None


@dataclass(frozen=True)
class Row:
    """One row as drawn. A hidden one keeps its place and shows its symbol; it has no mark."""

    name: str
    lines: tuple[tuple[str, int], ...]
    said: str
    y: int
    low: float | None = None
    at: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class IntervalDots:
    """The whole chart: rows, the axis, and how tall it is."""

    rows: tuple[Row, ...]
    axis: tuple[tuple[str, float], ...]
    foot: int
    unit: str

    @property
    def height(self) -> int:
        """Room for the numbers under the axis too."""
        return self.foot + 24


def interval_dots(groups: Sequence[Group], paper: Paper, axis: Axis = PERCENT, unit: str = "%") -> IntervalDots:
    """Return the chart. :raise TypeError: for anything that is not a published figure."""
    rows: list[Row] = []
    top = 0
    for group in groups:
        names = paper.lines(group.name)
        lines = tuple((words, top + LINE * (i + 1) - 4) for i, words in enumerate(names))
        y = top + LINE * len(names) + MARK - 4
        rows.append(_row(group, lines, y, paper, axis, unit))
        top = y + AFTER
    return IntervalDots(tuple(rows), tuple(axis.marks(paper)), top, unit)


def _row(group: Group, lines: tuple[tuple[str, int], ...], y: int, paper: Paper, axis: Axis, unit: str) -> Row:
    figures = [published(each) for each in (group.low, group.value, group.high) if each is not None]
    shown = published(group.value).shown if group.value is not None else "[z]"
    numbers = [each.number for each in figures]
    if len(numbers) < 3 or None in numbers:
        return Row(paper.say(group.name), lines, shown, y)
    low, at, high = (axis.at(float(number or 0), paper) for number in numbers)
    return Row(paper.say(group.name), lines, f"{shown}{unit}", y, low, at, high)
