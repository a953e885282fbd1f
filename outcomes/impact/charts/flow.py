"""Who is in the figure and who is missing, as a stream: it starts with everybody the services knew, and each reason
to be missing branches off, dashed and hollow, in the order in which things happen to a young person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published
from outcomes.impact.charts.distribution import share_of
from outcomes.impact.charts.paper import LINE, Paper

STEM, BRANCH = 2.0, 7.0  # per cent: where the stream runs, and where its branches begin
LONGEST = 93.0  # per cent of the width that stands for everybody, from where branches begin
BAR, AFTER = 18, 16


@dataclass(frozen=True)
class Stage:
    """One thing that can have become of somebody. `inside`: they are in the figure."""

    name: str
    people: PublishedFigure | None
    inside: bool = False


@dataclass(frozen=True)
class Step:
    """One stage as drawn: its words, its bar, and the branch to it."""

    lines: tuple[tuple[str, int], ...]
    said: str
    y: int
    bar: tuple[float, float]
    branch_y: int
    inside: bool


@dataclass(frozen=True)
class Flow:
    """The whole chart. `stem` is where the stream runs, from `top` to `foot`."""

    steps: tuple[Step, ...]
    stem: float
    branch: float
    top: int
    foot: int
    height: int


def flow(known: Stage, stages: Sequence[Stage], paper: Paper) -> Flow:
    """Return the chart: all who are known, each way out, then who is in. :raise TypeError: for raw numbers."""
    ordered = (*[stage for stage in stages if not stage.inside], *[stage for stage in stages if stage.inside])
    steps, top = [], 0
    for stage in (known, *ordered):
        names = paper.lines(stage.name, 24)
        lines = tuple((words, top + LINE * (i + 1) - 4) for i, words in enumerate(names))
        y = top + LINE * len(names) + 2
        share = share_of(stage.people, known.people) if stage.people is not None else 0.0
        said = "[z]" if stage.people is None else published(stage.people).shown
        whole = stage is known or stage.inside
        steps.append(Step(lines, said, y, paper.box(BRANCH, LONGEST * share), y + BAR // 2, whole))
        top = y + BAR + AFTER
    first, last = steps[0], steps[-1]
    return Flow(tuple(steps), paper.across(STEM), paper.across(BRANCH), first.branch_y, last.branch_y, top)
