"""What several people said of the same young person, or one of them at two times: laid side by side, by person. Pure.

For people who may see the database. What a release says of change is made by `outcomes.disclosure` alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outcomes.change.effect import PairedChange, paired, paired_change
from outcomes.change.statistics import Agreement, Size, agreement, paired_size
from outcomes.measures.scale import Measure

__all__ = ["Agreed", "Changed", "Rating", "agreed", "changed"]


@dataclass(frozen=True)
class Rating:
    """One score: of whom, by which measure and so by whom, on which scale, at which time of asking (1, 2…)."""

    person: str
    wave: int
    measure: str
    scale: str
    value: float | None


@dataclass(frozen=True)
class Agreed:
    """How far raters agree on one scale at one time of asking; `found` empty: too few, or nothing to compare."""

    wave: int
    scale: str
    found: Agreement | None


@dataclass(frozen=True)
class Changed:
    """How one scale changed between the first and the last time of asking; empty: too few said both."""

    scale: str
    waves: tuple[int, int]
    points: PairedChange | None
    size: Size | None


def agreed(measure: Measure, others: Iterable[Measure], ratings: Iterable[Rating]) -> Iterator[Agreed]:
    """Each scale that every one of these measures has, from the same end to the same end, at each time of asking."""
    raters = {each.id: each.rater for each in (measure, *others)}
    shared = [each.id for each in measure.scales if all(_same(measure, other, each.id) for other in others)]
    laid: dict[tuple[int, str], dict[str, dict[str, float | None]]] = {}
    for each in ratings:
        if each.measure in raters and each.scale in shared:
            place = laid.setdefault((each.wave, each.scale), {}).setdefault(each.person, {})
            place[raters[each.measure]] = each.value
    for wave, scale in sorted(laid, key=lambda place: (place[0], shared.index(place[1]))):
        yield Agreed(wave, scale, agreement(laid[wave, scale]))


def _same(measure: Measure, other: Measure, scale: str) -> bool:
    mine = measure.scale(scale)
    return any(
        (each.id, each.low, each.high, each.direction) == (mine.id, mine.low, mine.high, mine.direction)
        for each in other.scales
    )


def changed(measure: Measure, ratings: Iterable[Rating]) -> Iterator[Changed]:
    """Each scale of a measure that was asked at two times or more, first against last, matched by person."""
    of: dict[str, dict[int, dict[str, float | None]]] = {}
    for each in ratings:
        if each.measure == measure.id:
            of.setdefault(each.scale, {}).setdefault(each.wave, {})[each.person] = each.value
    for scale in (each.id for each in measure.scales if len(of.get(each.id, {})) > 1):
        first, last = min(of[scale]), max(of[scale])
        pairs = paired(of[scale][first], of[scale][last])
        yield Changed(scale, (first, last), paired_change(pairs), paired_size(pairs))


def told_of(measure: Measure, library: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """The measures by which somebody else tells of what young people tell of themselves by this one."""
    return tuple(each for each in library.values() if each.rates == measure.id)
