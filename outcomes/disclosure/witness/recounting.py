"""Counting a data set that the search found once more, from its people alone: not as the search keeps count."""

# mypy: disallow-untyped-decorators=False
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from outcomes.disclosure.witness.compiled import njit
from outcomes.disclosure.witness.kernel import Layout

RIGHT, MOVED = 0, 1  # in `tally`: data sets that were counted again and agreed; people who changed in the last


class Check(NamedTuple):
    """The data set that changes start from, counted in full, and room to count in."""

    base: Any  # (cells,) its counts
    counts: Any  # (cells,)
    slot: Any  # (people,) -1
    who: Any  # (most,)
    rows: Any  # (most, families)
    tally: Any  # (2,)


def check_of(base: Any, people: Any, most: int) -> Check:
    """Room for so many changes to these people, whose counts are `base`."""
    slots = np.full(len(people), -1, dtype=np.int64)
    who, rows = np.zeros(most, dtype=np.int64), np.zeros((most, people.shape[1]), dtype=np.int64)
    counts, tally = np.zeros(len(base), dtype=np.int64), np.zeros(2, dtype=np.int64)
    return Check(base.astype(np.int64), counts, slots, who, rows, tally)


def recount(layout: Layout, people: Any) -> Any:
    """How many of these people stand in each cell."""
    found = np.zeros(len(layout.table_of), dtype=np.int64)
    for cells in cells_of(layout, people):
        found += np.bincount(cells[cells >= 0], minlength=len(found))
    return found


def cells_of(layout: Layout, people: Any) -> Iterator[Any]:
    """For each table the cell that each of these people is in, -1 for whoever it is not about."""
    for table in range(len(layout.base)):
        at = np.full(len(people), layout.base[table])
        about = np.ones(len(people), dtype=bool)
        for place, family in enumerate(layout.family[table]):
            if family >= 0:
                groups = layout.group[table, place, people[:, family]]
                about &= groups >= 0
                at += groups * layout.step[table, place]
        yield np.where(about, at, -1)


@njit(cache=True)
def agrees(layout: Any, bounds: Any, state: Any, check: Any) -> Any:
    """Whether the data set at hand, counted from its people, agrees with everything published and known.

    Those who changed are taken out of the counts of the data set at the start as they were, and put in as they are.
    """
    moved = _who_changed(state, check)
    check.tally[MOVED] = moved
    counts, right = check.counts, True
    counts[:] = check.base
    for k in range(moved):
        who = check.who[k]
        right &= not state.frozen[who]
        check.slot[who] = -1
        for table in range(layout.base.shape[0]):
            before, now = _cell_of(layout, check.rows[k], table), _cell_of(layout, state.people[who], table)
            if before >= 0:
                counts[before] -= 1
            if now >= 0:
                counts[now] += 1
    for cell in range(counts.shape[0]):
        x = counts[cell]
        right &= x == state.cells[cell] and bounds.low[cell] <= x <= bounds.high[cell]
    check.tally[RIGHT] += right
    return right


@njit(cache=True)
def _who_changed(state: Any, check: Any) -> Any:
    """Everybody who changed, as they were."""
    moved = 0
    for k in range(state.n_log[0]):
        who = state.log[k, 0]
        if check.slot[who] < 0:
            check.slot[who] = moved
            check.who[moved] = who
            check.rows[moved, :] = state.people[who]
            moved += 1
    for k in range(state.n_log[0] - 1, -1, -1):
        check.rows[check.slot[state.log[k, 0]], state.log[k, 1]] = state.log[k, 2]
    return moved


@njit(cache=True)
def _cell_of(layout: Any, person: Any, table: int) -> Any:
    """The cell of a table that a person is in, -1 where it is not about them."""
    at = layout.base[table]
    for place in range(layout.family.shape[1]):
        family = layout.family[table, place]
        if family < 0:
            break
        group = layout.group[table, place, person[family]]
        if group < 0:
            return -1
        at += group * layout.step[table, place]
    return at
