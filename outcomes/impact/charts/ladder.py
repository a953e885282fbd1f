"""The ladder of outcomes: on each rung how many chose such an outcome, and how many of them reached it."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published
from outcomes.impact.charts.distribution import share_of
from outcomes.impact.charts.paper import LINE, Paper

BAR, AFTER = 18, 16


@dataclass(frozen=True)
class Chosen:
    """One kind of outcome: who chose it, and who of them reached it."""

    name: str
    people: PublishedFigure | None
    reached: PublishedFigure | None


@dataclass(frozen=True)
class Rung:
    """One rung as drawn: a hollow bar for those who chose, a solid one in it for those who reached."""

    lines: tuple[tuple[str, int], ...]
    y: int
    chose: tuple[float, float]
    reached: tuple[float, float]
    said: str


@dataclass(frozen=True)
class Ladder:
    """The whole chart."""

    rungs: tuple[Rung, ...]
    height: int


def ladder(kinds: Sequence[Chosen], everybody: PublishedFigure, paper: Paper) -> Ladder:
    """Return the chart, each bar as a share of everybody in the figure. :raise TypeError: for raw numbers."""
    rungs, top = [], 0
    for kind in kinds:
        names = paper.lines(kind.name)
        lines = tuple((words, top + LINE * (i + 1) - 4) for i, words in enumerate(names))
        y = top + LINE * len(names) + 2
        said = "[z]" if kind.people is None else published(kind.people).shown
        rungs.append(Rung(lines, y, _long(kind.people, everybody, paper), _long(kind.reached, everybody, paper), said))
        top = y + BAR + AFTER
    return Ladder(tuple(rungs), top)


def _long(figure: PublishedFigure | None, everybody: PublishedFigure, paper: Paper) -> tuple[float, float]:
    return paper.box(0.3, 99.4 * share_of(figure, everybody)) if figure is not None else (0.0, 0.0)
