"""Disclosure control: the only place that makes a published figure, by the constants of rulebook.py.

Counts are protected together, as one release, or not at all; everything derived is worked out from published counts.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from outcomes.disclosure.figure import _SEAL, FEW, HIDDEN, NEARLY_ALL, PublishedFigure, Statistic
from outcomes.disclosure.rulebook import (
    ROUND_TO,
    SLACK,
    SMALLEST_COHORT,
    SMALLEST_COUNT,
    SMALLEST_FOR_CROSSED,
    SMALLEST_MEAN,
    UNIT_SHARE,
    UNITS,
    VALUES_LEFT,
    WILSON_Z,
)
from outcomes.impact.audit import Contradiction, Group, values_left
from outcomes.impact.suppression import Hiding, suppress

_COUNTS = (Statistic.PEOPLE, Statistic.ACHIEVED)
_PERCENTS = (Statistic.PERCENT, Statistic.PERCENT_LOW, Statistic.PERCENT_HIGH)


@dataclass(frozen=True)
class Protected:
    """Every count of a release, fit to be published, by the key of its group."""

    people: dict[str, PublishedFigure]
    achieved: dict[str, PublishedFigure]


def protect(root: Group, figure_key: str, crossed: bool) -> Protected | None:
    """Return the published counts of a whole release, or None when they cannot be made safe together.

    `figure_key` names the group everybody in the figure belongs to; its size decided how much may be published
    (`crossed`), so an attacker knows that much about it.
    """
    try:
        hiding = suppress(root, figure_key, _limits(root, figure_key, crossed))
    except Contradiction:
        return None
    if hiding is None or any(values_left(bounds) < VALUES_LEFT for bounds in hiding.targets.values()):
        return None
    return _publish(root, hiding)


def _limits(root: Group, figure_key: str, crossed: bool) -> tuple[float, float]:
    people = next(group.people for group in root.all_groups() if group.key == figure_key)
    if crossed:
        return SMALLEST_FOR_CROSSED, math.inf
    if people >= SMALLEST_FOR_CROSSED:  # a fall back to a smaller programme says nothing about the size
        return SMALLEST_COHORT, math.inf
    return (SMALLEST_COHORT, SMALLEST_FOR_CROSSED - 1) if people >= SMALLEST_COHORT else (0, SMALLEST_COHORT - 1)


def _publish(root: Group, hiding: Hiding) -> Protected:
    people, achieved = {}, {}
    for group in root.all_groups():
        if group.listed:
            people[group.key] = _count(Statistic.PEOPLE, group.people, group.key in hiding.people)
        if group.listed and group.crossed and group.achieved is not None:
            achieved[group.key] = _count(Statistic.ACHIEVED, group.achieved, group.key in hiding.achieved)
    return Protected(people, achieved)


def to_nearest(count: int) -> int:
    """Round a count to the nearest five, as it is published."""
    return (count + SLACK) // ROUND_TO * ROUND_TO


def _count(statistic: Statistic, count: int, hide: bool) -> PublishedFigure:
    text = HIDDEN if hide or count < SMALLEST_COUNT else str(to_nearest(count))
    return PublishedFigure(statistic, text, _SEAL)


def headline(protected: Protected, group: Group) -> tuple[PublishedFigure, PublishedFigure]:
    """Return the achieved and people figures of a whole cohort, with "few" or "nearly all" in place of a symbol."""
    achieved = protected.achieved[group.key]
    if achieved.hidden and group.achieved is not None:
        few = group.achieved < SMALLEST_COUNT
        near = group.people - group.achieved < SMALLEST_COUNT
        word = HIDDEN if few and near else FEW if few else NEARLY_ALL if near else HIDDEN
        achieved = PublishedFigure(Statistic.ACHIEVED, word, _SEAL)
    return achieved, protected.people[group.key]


def percent(achieved: PublishedFigure, people: PublishedFigure) -> PublishedFigure:
    """Return the whole-number percentage of two published counts, and of nothing else.

    A shown `achieved` means ten or more on either side of it, so the base is never under twenty.
    """
    if achieved.number is None or people.number is None:
        return PublishedFigure(Statistic.PERCENT, HIDDEN, _SEAL)
    share = Fraction(int(achieved.number) * 100, int(people.number))
    return PublishedFigure(Statistic.PERCENT, str(math.floor(share + Fraction(1, 2))), _SEAL)


def percent_range(achieved: PublishedFigure, people: PublishedFigure) -> tuple[PublishedFigure, PublishedFigure]:
    """Return Wilson's 95 % range, rounded outwards, worked out from published counts only (Wilson 1927)."""
    if achieved.number is None or people.number is None:
        low, high = HIDDEN, HIDDEN
    else:
        n, share = float(people.number), float(achieved.number / people.number)
        spread = 1 + WILSON_Z**2 / n
        middle = (share + WILSON_Z**2 / (2 * n)) / spread
        half = WILSON_Z * math.sqrt(share * (1 - share) / n + WILSON_Z**2 / (4 * n * n)) / spread
        low, high = str(max(0, math.floor(100 * (middle - half)))), str(min(100, math.ceil(100 * (middle + half))))
    return (
        PublishedFigure(Statistic.PERCENT_LOW, low, _SEAL),
        PublishedFigure(Statistic.PERCENT_HIGH, high, _SEAL),
    )


def unit_for(people: PublishedFigure, lowest: Fraction, highest: Fraction) -> Decimal | None:
    """Return the rounding unit of a mean, or None where none may be published.

    It is taken from the published count, at its least (two under), so that the choice itself says nothing more.
    """
    if people.number is None or int(people.number) - SLACK < SMALLEST_MEAN:
        return None
    floor = UNIT_SHARE * (highest - lowest) / (int(people.number) - SLACK)
    return next((unit for unit in UNITS if Fraction(unit) >= floor), None)


def mean(scores: Iterable[Fraction], people: PublishedFigure, lowest: Fraction, highest: Fraction) -> PublishedFigure:
    """Return the mean of scores between `lowest` and `highest`, or [c].

    Hidden too when it lies so near an end that it would bound what any one person can have scored.
    """
    values = tuple(scores)
    unit = unit_for(people, lowest, highest)
    if unit is None or len(values) < SMALLEST_MEAN:
        return PublishedFigure(Statistic.MEAN, HIDDEN, _SEAL)
    step = Fraction(unit)
    rounded = math.floor(sum(values, Fraction(0)) / len(values) / step + Fraction(1, 2)) * step
    room = (highest - lowest) / (int(people.number or 0) - SLACK) + step / 2
    if rounded - lowest < room or highest - rounded < room:
        return PublishedFigure(Statistic.MEAN, HIDDEN, _SEAL)
    places = -int(unit.as_tuple().exponent)
    return PublishedFigure(Statistic.MEAN, f"{float(rounded):.{places}f}", _SEAL)


def restore(statistic: Statistic, text: str) -> PublishedFigure:
    """Return a figure read back from a release table. Raises ValueError when it could never have been published."""
    figure = PublishedFigure(statistic, text, _SEAL)
    if text == HIDDEN or (text in (FEW, NEARLY_ALL) and statistic in _COUNTS):
        return figure
    number = Decimal(text) if text.lstrip("-").replace(".", "", 1).isdigit() else Decimal("NaN")
    counted = statistic in _COUNTS
    fits = number.is_finite() and (not counted or (number >= SMALLEST_COUNT and number % ROUND_TO == 0))
    if not fits or (statistic in _PERCENTS and not 0 <= number <= 100):
        raise ValueError(f"{text!r} is not something this house publishes as {statistic.value}.")
    return figure
