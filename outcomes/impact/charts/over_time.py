"""One small chart a measure: cohort after cohort, each with its range. No line joins them: they are other people."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.impact.charts.interval_dots import Group, IntervalDots, interval_dots
from outcomes.impact.charts.paper import PERCENT, Axis, Paper


@dataclass(frozen=True)
class Series:
    """What one small chart shows: its name, and a figure with its range for each cohort, the earliest first."""

    key: str
    name: str
    cohorts: tuple[Group, ...]
    axis: Axis = PERCENT
    unit: str = "%"


@dataclass(frozen=True)
class Small:
    """One small chart as drawn."""

    key: str
    name: str
    dots: IntervalDots


def small_multiples(series: Sequence[Series], paper: Paper) -> list[Small]:
    """Return one chart for each measure, on axes that are the same in every release."""
    return [Small(each.key, each.name, interval_dots(each.cohorts, paper, each.axis, each.unit)) for each in series]
