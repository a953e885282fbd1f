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
    said: str = ""  # overlap or apart, of the first and the latest that are shown; empty where fewer than two are


def small_multiples(series: Sequence[Series], paper: Paper) -> list[Small]:
    """Return one chart for each measure, on axes that are the same in every release."""
    return [_small(each, paper) for each in series]


def _small(series: Series, paper: Paper) -> Small:
    dots = interval_dots(series.cohorts, paper, series.axis, series.unit)
    shown = [(group.low.number, group.high.number) for group in series.cohorts if group.low and group.high]
    ends = [(low, high) for low, high in shown if low is not None and high is not None]
    if len(ends) < 2:
        return Small(series.key, series.name, dots)
    (low, high), (later_low, later_high) = ends[0], ends[-1]
    apart = high < later_low or later_high < low
    return Small(series.key, series.name, dots, "apart" if apart else "overlap")
