"""What is hidden before anybody attacks: the primary rules, drawn up for one programme over its records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from outcomes.disclosure import making
from outcomes.disclosure.cells import Cell, Layout, Position, count
from outcomes.disclosure.earlier import Earlier
from outcomes.disclosure.narrowing import Step
from outcomes.disclosure.plan import MeanRow, Plan, State
from outcomes.disclosure.programme import AREAS, HEADLINE, STATUS, WARD, Record, Scale
from outcomes.disclosure.rulebook import SMALLEST_AREA, SMALLEST_COUNT
from outcomes.disclosure.standing import standing

CHANGE, BEFORE, AFTER = "change", "before", "after"


def draw_up(step: Step, records: Sequence[Record], earlier: Sequence[Earlier] = ()) -> Plan:
    """Give the plan of a programme, with everything hidden that a rule hides on its own."""
    layout = Layout(step.programme)
    shown = dict.fromkeys(position.cell for position in layout.positions)  # in order, so that the same ends the same
    rests = _rests(layout)
    left = tuple(_left_over(layout))
    stands = standing(earlier, layout, records)
    every = (*shown, *rests, *left, *(cell for cell, _ in stands.rows), *stands.gaps)
    counts = count(records, dict.fromkeys(every))
    plan = Plan(step.programme, layout, records, counts, _by_size(shown, rests, counts), left)
    headline = {place.cell for place in layout.positions if place.table.key == HEADLINE}
    people = next(place.cell for place in layout.positions if place.table.key == HEADLINE and not place.at)
    plan.keep = frozenset(headline)
    plan.countable = tuple(
        cell for cell in left if not set(cell.dims) & {table.share for table in step.programme.tables}
    )
    plan.after = _after(layout)
    plan.rests = {rest: parts for rest, parts in _rests(layout).items() if rest not in shown}
    plan.hanging = _hanging(plan.rests)
    plan.fixed = ((people, (step.least, step.most)), *stands.rows)
    plan.earlier_hidden, plan.earlier_gaps = stands.hidden, stands.gaps
    _hide_by_rule(plan)
    plan.tell(plan.rests)
    _means(plan, stands.means)
    return plan


def _by_size(shown: Iterable[Cell], rests: Iterable[Cell], counts: dict[Cell, int]) -> dict[Cell, State]:
    """Mark what is small. The rest of a percentage is not shown, but a percentage may tell its side of ten."""
    states = {cell: State.PRIMARY if counts[cell] < SMALLEST_COUNT else State.SHOWN for cell in shown}
    for cell in rests:
        states.setdefault(cell, State.PRIMARY if counts[cell] < SMALLEST_COUNT else State.SECONDARY)
    return states


def _rests(layout: Layout) -> dict[Cell, list[tuple[Cell, Cell]]]:
    """Give who did not, for everything a percentage is about: with who did, and the two together."""
    found: dict[Cell, list[tuple[Cell, Cell]]] = defaultdict(list)
    for place in layout.positions:
        rest, whole = layout.rest(place), _without(layout, place, {place.table.share})
        if rest is not None and whole is not None:
            found[rest].append((place.cell, whole))
    return dict(found)


def _hanging(rests: Mapping[Cell, Sequence[tuple[Cell, Cell]]]) -> dict[Cell, list[Cell]]:
    found: dict[Cell, list[Cell]] = defaultdict(list)
    for rest, parts in rests.items():
        for cell in dict.fromkeys(cell for part in parts for cell in part):
            found[cell].append(rest)
    return found


def _left_over(layout: Layout) -> Iterator[Cell]:
    """Give the groups that no table shows: the unlisted categories of every dimension of a table."""
    for among, dim in dict.fromkeys((table.among, dim) for table in layout.programme.tables for dim in table.dims):
        for category in layout.dimensions[dim].categories:
            where = {dim: (category.key,)} | ({STATUS: (among,)} if among else {})
            cell = None if category.listed else layout.named(where)
            if cell is not None:
                yield cell


def _after(layout: Layout) -> dict[Cell, list[Cell]]:
    """Give what makes no sense without a group: its parts by the share, and everything else about a ward."""
    found: dict[Cell, list[Cell]] = defaultdict(list)
    for place in layout.positions:
        whole = _without(layout, place, {place.table.share})
        if whole is not None:
            found[whole].append(place.cell)
        ward = _ward_total(layout, place)
        if ward is not None:
            found[ward].append(place.cell)
    return found


def _without(layout: Layout, place: Position, dims: set[str]) -> Cell | None:
    at = {dim: key for dim, key in place.at if dim not in dims}
    return layout.cell(place.table, at) if len(at) < len(place.at) else None


def _ward_total(layout: Layout, place: Position) -> Cell | None:
    """Give the total of the ward that a position is a part of."""
    if WARD not in dict(place.at):
        return None
    return _without(layout, place, {dim for dim, _ in place.at if dim not in AREAS})


def _hide_by_rule(plan: Plan) -> None:
    """Hide by size on the other side, by the largest provider, in small wards, and what goes with all that."""
    for cell in _by_largest_provider(plan):
        plan.states[cell] = State.SECONDARY if plan.counts[cell] >= SMALLEST_COUNT else State.PRIMARY
    for place in plan.layout.positions:
        rest = plan.layout.rest(place)
        if rest is not None and plan.counts[rest] < SMALLEST_COUNT and plan.states[place.cell] is State.SHOWN:
            plan.states[place.cell] = State.SECONDARY
    for place in plan.layout.positions:
        ward = _ward_total(plan.layout, place)
        if ward is not None and (plan.states[ward] is not State.SHOWN or _small_area(plan.counts[ward])):
            plan.states[place.cell] = State.OUTSIDE
    for cell, state in list(plan.states.items()):
        if state in (State.PRIMARY, State.SECONDARY):
            plan.hide(cell)


def _small_area(people: int) -> bool:
    """Say it by the published total, so that what a ward gets tells no more than its total does."""
    return making.least(making.people(people, hide=False)) < SMALLEST_AREA


def _by_largest_provider(plan: Plan) -> list[Cell]:
    """Give the groups that, without the children of whoever knows most of them, are one to nine."""
    providers = Counter(record.provider for record in plan.records)
    if len(providers) < 2:
        return []
    shown = [cell for cell, state in plan.states.items() if state is State.SHOWN]
    largest = dict.fromkeys(shown, 0)
    for provider in providers:
        own = count([record for record in plan.records if record.provider == provider], shown)
        largest = {cell: max(most, own[cell]) for cell, most in largest.items()}
    return [cell for cell in shown if 0 < plan.counts[cell] - largest[cell] < SMALLEST_COUNT]


def ends_of(scale: Scale, wave: str) -> tuple[Fraction, Fraction]:
    """Give the ends of a scale at one time; a change goes from one end to the other."""
    reach = scale.highest - scale.lowest
    return (-reach, reach) if wave == CHANGE and BEFORE in scale.waves else (scale.lowest, scale.highest)


def waves_of(scale: Scale) -> tuple[str, ...]:
    """Give the times whose means are worked out from scores; a change follows from two of them."""
    return tuple(wave for wave in scale.waves if wave != CHANGE or BEFORE not in scale.waves)


def _means(plan: Plan, earlier: tuple[MeanRow, ...]) -> None:
    """Work out the means of every group whose count is shown, by the published count."""
    scales = {scale.key: scale for scale in plan.programme.scales}
    figures, rows, ends = {}, list(earlier), {}
    for place in plan.layout.positions:
        for scale in (scales[key] for key in place.table.scales if place.table.share not in dict(place.at)):
            for wave in waves_of(scale):
                ends[scale.key, wave] = ends_of(scale, wave)
                if plan.states[place.cell] is not State.SHOWN or (place.cell, scale.key, wave) in figures:
                    continue
                whole = making.people(plan.counts[place.cell], hide=False)
                made = making.mean(_scores(plan, place.cell, scale, wave), whole, ends[scale.key, wave])
                figures[place.cell, scale.key, wave] = made
                unit = making.unit_for(whole, *ends[scale.key, wave])
                if made.number is not None and unit is not None:
                    middle, half = Fraction(made.number), Fraction(unit) / 2
                    rows.append(MeanRow(place.cell, scale.key, wave, middle - half, middle + half))
    plan.mean_figures, plan.means, plan.ends = figures, tuple(rows), ends


def _scores(plan: Plan, cell: Cell, scale: Scale, wave: str) -> list[Fraction]:
    try:
        scores = [record.scores[scale.key, wave] for record in plan.records if cell.holds(record.at)]
    except KeyError:
        raise ValueError(f"Everybody in a group whose mean is published needs a score of {scale.key} {wave}.") from None
    low, high = ends_of(scale, wave)
    if any(not low <= score <= high for score in set(scores)):
        raise ValueError(f"A score of {scale.key} {wave} lies outside its scale.")
    return scores


def has_headline(plan: Plan) -> bool:
    """Say whether the number of people itself may be published: without it there is no release."""
    people = [place.cell for place in plan.layout.positions if place.table.key == HEADLINE and not place.at]
    return bool(people) and all(plan.states[cell] is State.SHOWN for cell in people)
