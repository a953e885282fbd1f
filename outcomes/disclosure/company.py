"""Company for lonely gaps: a line of a table that adds up to its total has no gap, or at least two."""

from collections import defaultdict
from collections.abc import Iterator

from outcomes.disclosure.cells import Cell
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.rulebook import LONELY


def lines(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """Give every line: the groups of one dimension with the others fixed, and their total last."""
    found: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
    for place in plan.layout.positions:
        for dim in place.table.dims:
            others = tuple(pair for pair in place.at if pair[0] != dim)
            found[place.table.key, dim, others].append(place.cell)
    for cells in found.values():
        if len(cells) > LONELY:
            yield tuple(dict.fromkeys((*cells[1:], cells[0])))


def give_company(plan: Plan) -> None:
    """Hide the smallest group beside each lonely gap, until none is lonely that may have company."""
    every, changed = list(lines(plan)), True
    while changed:
        changed = False
        for line in every:
            gaps = sum(plan.states[cell] is not State.SHOWN for cell in line)
            free = [cell for cell in line if plan.states[cell] is State.SHOWN and cell not in plan.keep]
            if 0 < gaps < LONELY and free:
                plan.hide(min(free, key=lambda cell: plan.counts[cell]))
                changed = True
