"""What earlier releases say about the people of a new one, as rows that stand whatever is hidden now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from outcomes.disclosure import making
from outcomes.disclosure.cells import Cell, Layout, Position, count
from outcomes.disclosure.earlier import Earlier
from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.plan import Bounds, MeanRow
from outcomes.disclosure.programme import Record, Scale
from outcomes.disclosure.published import Published
from outcomes.disclosure.rulebook import SLACK, SMALLEST_COUNT, UNITS


@dataclass(frozen=True)
class Standing:
    """Bounds on groups of the new records, groups that were hidden, of these the small ones, and means."""

    rows: tuple[tuple[Cell, Bounds], ...] = ()
    hidden: tuple[Cell, ...] = ()
    gaps: tuple[Cell, ...] = ()
    means: tuple[MeanRow, ...] = ()


def standing(earlier: Sequence[Earlier], layout: Layout, records: Sequence[Record]) -> Standing:
    """Read every earlier release in the terms of the new programme."""
    rows: list[tuple[Cell, Bounds]] = []
    hidden: list[Cell] = []
    gaps: list[Cell] = []
    means: list[MeanRow] = []
    for release in earlier:
        found = list(_cells(release, layout))
        counts = count(records, {cell for cell, _, _ in found})
        rows += [(cell, _bounds(figure, counts[cell], release.gone)) for cell, figure, _ in found]
        unshown = [cell for cell, figure, _ in found if figure is None or figure.number is None]
        hidden += unshown
        gaps += [cell for cell in unshown if counts[cell] < SMALLEST_COUNT]
        means += _means(release, layout) if not release.gone else []
    return Standing(tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(hidden)), tuple(dict.fromkeys(gaps)), tuple(means))


def _cells(release: Earlier, layout: Layout) -> Iterator[tuple[Cell, PublishedFigure | None, Position]]:
    """Give every position of an earlier release as a group of the new records, with the rests of its percentages."""
    old = Layout(release.programme)
    figures = {(each.table, tuple(sorted(each.at.items()))): each.figure for each in _people(release)}
    for place in old.positions:
        figure = figures.get((place.table.key, tuple(sorted(place.at))))
        if figure is None:
            continue
        for cell, said in ((place.cell, figure), (old.rest(place), None)):
            moved = cell and layout.named(dict(cell.where) | {dim: (key,) for dim, key in release.at.items()})
            if moved is not None:
                yield moved, said, place


def _people(release: Earlier) -> Iterator[Published]:
    return (each for each in release.figures if each.statistic is Statistic.PEOPLE)


def _bounds(figure: PublishedFigure | None, people: int, gone: int) -> Bounds:
    """Say what is known of a group of those who are still here, when so many have gone since.

    Of a hidden group they are a part, so a sum that is published later holds it from below whoever has gone.
    """
    if figure is not None and figure.number is not None:
        shown = int(figure.number)
        return max(0, max(SMALLEST_COUNT, shown - SLACK) - gone), shown + SLACK
    return (0, SMALLEST_COUNT - 1) if people < SMALLEST_COUNT else (SMALLEST_COUNT, inf)


def _means(release: Earlier, layout: Layout) -> Iterator[MeanRow]:
    scales = {scale.key: scale for scale in release.programme.scales}
    people = {each.place[:2]: each.figure for each in _people(release)}
    for cell, figure, place in _cells(release, layout):
        if figure is None:
            continue
        for each in release.figures:
            scale = scales.get(each.measure)
            here = each.table == place.table.key and sorted(each.at.items()) == sorted(place.at)
            if (
                here
                and scale
                and each.statistic is Statistic.MEAN
                and each.wave in _own(scale)
                and each.figure.number is not None
            ):
                whole = people[each.place[:2]]
                yield _row(cell, scale, each, whole)


def _own(scale: Scale) -> tuple[str, ...]:
    return tuple(wave for wave in scale.waves if wave != "change" or "before" not in scale.waves)


def _row(cell: Cell, scale: Scale, each: Published, whole: PublishedFigure) -> MeanRow:
    unit = making.unit_for(whole, scale.lowest, scale.highest) or UNITS[-1]
    middle, half = Fraction(each.figure.number or 0), Fraction(unit) / 2
    return MeanRow(cell, scale.key, each.wave, middle - half, middle + half)
