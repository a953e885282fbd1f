"""Where young people stood, band by band, first and last: two bars a band, as shares of all of them.

The axis runs from nobody to everybody, in every release. A band that is hidden keeps its place and has no bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published
from outcomes.impact.charts.paper import LINE, Paper

BAR, BETWEEN, AFTER = 14, 4, 14  # pixels: a bar, between the two of a band, and to the next band
LONGEST = 84.0  # per cent of the width that stands for everybody; the number has the rest


@dataclass(frozen=True)
class Band:
    """One band with its figures: how many were in it at first, and how many at last."""

    name: str
    waves: tuple[PublishedFigure | None, ...]


@dataclass(frozen=True)
class Bar:
    """One bar, or the symbol in its place."""

    start: float
    length: float
    number_at: float
    y: int
    text: str
    wave: int


@dataclass(frozen=True)
class Row:
    """One band as drawn."""

    lines: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Distribution:
    """The whole chart."""

    rows: tuple[Row, ...]
    height: int


def distribution(bands: Sequence[Band], everybody: Sequence[PublishedFigure | None], paper: Paper) -> Distribution:
    """Return the chart. `everybody`: the total of each wave. :raise TypeError: for raw numbers."""
    rows, top = [], 0
    for band in bands:
        names = paper.lines(band.name, 34)
        lines = tuple((words, top + LINE * (i + 1) - 4) for i, words in enumerate(names))
        first = top + LINE * len(names) + 2
        bars = tuple(
            _bar(figure, whole, wave, first + wave * (BAR + BETWEEN), paper)
            for wave, (figure, whole) in enumerate(zip(band.waves, everybody, strict=True))
            if figure is not None
        )
        rows.append(Row(lines, bars))
        top = first + len(band.waves) * (BAR + BETWEEN) + AFTER
    return Distribution(tuple(rows), top)


def share_of(figure: PublishedFigure, whole: PublishedFigure | None) -> float:
    """The share of everybody, from two published counts; nought where either is a symbol."""
    part, all_of_them = published(figure).number, None if whole is None else published(whole).number
    return min(1.0, float(part / all_of_them)) if part is not None and all_of_them else 0.0


def _bar(figure: PublishedFigure, whole: PublishedFigure | None, wave: int, y: int, paper: Paper) -> Bar:
    length = LONGEST * share_of(figure, whole)
    start, long = paper.box(0, length)
    return Bar(start, long, paper.across(length + 1.5 if length else 0), y, figure.shown, wave)
