"""From a safe plan to figures: counts, and everything worked out from them."""

from collections.abc import Iterator, Sequence

from outcomes.disclosure import making
from outcomes.disclosure.cells import Cell, Position
from outcomes.disclosure.figure import FEW, HIDDEN, NEARLY_ALL, PublishedFigure, Statistic
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.primary import AFTER, BEFORE, CHANGE, waves_of
from outcomes.disclosure.programme import Scale
from outcomes.disclosure.published import Published
from outcomes.disclosure.rulebook import SMALLEST_COUNT, SMALLEST_SHARE

QUANTILES = (Statistic.QUARTILE_LOW, Statistic.MEDIAN, Statistic.QUARTILE_HIGH)


def publish(plan: Plan) -> Iterator[Published]:
    """Give every figure of a plan, in the order of its tables."""
    for place in plan.layout.positions:
        yield _figure(place, people(plan, place.cell, _word(plan, place)))
        yield from _shares(plan, place)
        yield from _means(plan, place)
        yield from _quantiles(plan, place)


def people(plan: Plan, cell: Cell, word: str = HIDDEN) -> PublishedFigure:
    """Give the published count of a group."""
    return making.people(plan.counts[cell], plan.states[cell] is not State.SHOWN, word)


def _figure(place: Position, figure: PublishedFigure, measure: str = "", wave: str = "") -> Published:
    return Published(place.table.key, figure, dict(place.at), measure or place.table.measure, wave)


def _whole(plan: Plan, place: Position) -> PublishedFigure:
    at = {dim: key for dim, key in place.at if dim != place.table.share}
    cell = plan.layout.cell(place.table, at)
    return making.hidden(Statistic.PEOPLE) if cell is None else people(plan, cell)


def _word(plan: Plan, place: Position) -> str:
    """Give the word for an end of a percentage: fewer than ten of a published twenty or more did, or did not."""
    rest = plan.layout.rest(place)
    if rest is None or making.least(_whole(plan, place)) < SMALLEST_SHARE or plan.states[place.cell] is State.OUTSIDE:
        return HIDDEN
    few, near = plan.counts[place.cell] < SMALLEST_COUNT, plan.counts[rest] < SMALLEST_COUNT
    return HIDDEN if few == near else FEW if few else NEARLY_ALL


def _shares(plan: Plan, place: Position) -> Iterator[Published]:
    if place.table.share in dict(place.at):
        for figure in making.share(people(plan, place.cell), _whole(plan, place)):
            yield _figure(place, figure)


def _means(plan: Plan, place: Position) -> Iterator[Published]:
    if place.table.share in dict(place.at):
        return
    scales = {scale.key: scale for scale in plan.programme.scales}
    for scale in (scales[key] for key in place.table.scales):
        found = {wave: _mean(plan, place, scale, wave) for wave in waves_of(scale)}
        if BEFORE in found and AFTER in found:
            found[CHANGE] = making.change(found[BEFORE], found[AFTER])
        for wave, middle in found.items():
            yield _figure(place, middle, scale.key, wave)
            yield from _about(plan, place, scale, wave, middle)


def _mean(plan: Plan, place: Position, scale: Scale, wave: str) -> PublishedFigure:
    key = (place.cell, scale.key, wave)
    shown = plan.states[place.cell] is State.SHOWN and key not in plan.unshown_means
    return plan.mean_figures[key] if shown and key in plan.mean_figures else making.hidden(Statistic.MEAN)


def _about(plan: Plan, place: Position, scale: Scale, wave: str, middle: PublishedFigure) -> Iterator[Published]:
    """Give the range of a mean, and the effect sizes of a change: a change of two readings is the less certain."""
    if scale.reference_sd is None:
        return
    whole = people(plan, place.cell)
    sd = scale.reference_sd * (2**0.5 if wave == CHANGE else 1)
    ends = making.interval(middle, whole, sd)
    sizes = making.effects(middle, ends, whole, scale) if wave == CHANGE else ()
    for figure in (*ends, *sizes):
        yield _figure(place, figure, scale.key, wave)


def _quantiles(plan: Plan, place: Position) -> Iterator[Published]:
    dims: Sequence[str] = place.table.dims
    if place.at or len(dims) != 1 or not plan.layout.dimensions[dims[0]].ordered:
        return
    cells = [plan.layout.cell(place.table, {dims[0]: each.key}) for each in plan.layout.dimensions[dims[0]].listed()]
    bands = [people(plan, cell) for cell in cells if cell is not None]
    for statistic in QUANTILES:
        yield _figure(place, making.quantile(statistic, bands, people(plan, place.cell)))
