"""A data set that can be changed and changed back, over plain arrays: what the search is made of, and compiled.

A data set is `people` (a row each; in each column the value of one family of dimensions, such as ward with borough).
A table is the cells that ask about the same families. What is published bounds every cell: `low`, `high`, and `shown`
(-1 where no value stands). A person may change one value, and two people may swap one: a swap cancels in every table
where they agree, which is what makes it work (measured: without swaps no data set fits).

Everything that changes while searching is in one `State`; every change is written in its log, so it can be undone.
"""

# mypy: disallow-untyped-decorators=False
from typing import Any, NamedTuple

import numpy as np

from outcomes.disclosure.witness.compiled import njit

INSIDE, MISSED = 12.0, 4.0  # cost of a unit outside the bounds; most that being off the published value costs
NOWHERE = -(2**26)  # added to a person's place in a table that is not about them: below every cell, and in 32 bits


class Layout(NamedTuple):
    """What stays as it is: which cell a person counts in, and which changes are possible."""

    family: Any  # (tables, places) family at each place of a table's key, -1 where there is none
    step: Any  # (tables, places) how far apart its groups are
    size: Any  # (tables, places) how many groups it has there
    group: Any  # (tables, places, values) the group of each of its values, -1 where the table is not about it
    base: Any  # (tables,) number of the table's first cell
    table_of: Any  # (cells,)
    tables: Any  # (families, most) tables that ask about a family, -1 beyond
    part: Any  # (families, most, values) what a value adds to a person's place there, or NOWHERE
    values: Any  # (families,) how many values it has
    possible: Any  # (statuses, families, values) whether somebody of this status can have it
    pooled: int  # the family that people are drawn by, -1 where none
    pool_of: Any  # (values of it,) pool of each value
    pool: Any  # (cells,) pool its people are drawn from, -1 for everybody
    start: Any  # (pools + 1,) where each pool begins in `order`
    order: Any  # people, by pool


class Bounds(NamedTuple):
    """What everything published says of each cell."""

    low: Any
    high: Any
    shown: Any


class State(NamedTuple):
    """A data set on its way, its counts, and which cells are outside what is published."""

    people: Any
    at: Any  # (people, tables) the cell each person is in, negative where the table is not about them
    cells: Any
    frozen: Any  # people who are known and stay as they are
    allowed: Any  # (families, values) what anybody may change to
    out: Any  # the cells outside, in no order
    where: Any  # each cell's place in `out`, -1
    n_out: Any  # (1,)
    log: Any  # (most, 3): person, family, what it was
    n_log: Any  # (1,)
    rests: Any  # (people,) step until which they rest


@njit(cache=True, inline="always")
def cost(x: int, low: int, high: int, shown: int) -> float:
    """What a count costs: being outside, and a little for being off the published value, so that there is room."""
    beyond = low - x if x < low else x - high if x > high else 0
    off = 0.0 if shown < 0 else min(float((x - shown) * (x - shown)), MISSED)
    return INSIDE * beyond + off


@njit(cache=True)
def outside(cell: int, low: Any, high: Any, cells: Any, out: Any, where: Any, n_out: Any) -> None:
    """Put a cell among those outside what is published, or take it from them, as its count and bounds now say."""
    x, at = cells[cell], where[cell]
    wrong = x < low[cell] or x > high[cell]
    if wrong and at < 0:
        where[cell] = n_out[0]
        out[n_out[0]] = cell
        n_out[0] += 1
    elif not wrong and at >= 0:
        n_out[0] -= 1
        last = out[n_out[0]]
        out[at] = last
        where[last] = at
        where[cell] = -1


@njit(cache=True)
def change(layout: Any, bounds: Any, state: Any, who: int, family: int, to: int) -> float:
    """Give a person another value of a family, and what that costs."""
    tables, part, at = layout.tables[family], layout.part[family], state.at[who]
    low, high, shown, cells = bounds.low, bounds.high, bounds.shown, state.cells
    out, where, n_out = state.out, state.where, state.n_out
    was = np.int64(state.people[who, family])
    state.people[who, family] = to
    total = 0.0
    for k in range(tables.shape[0]):
        table = tables[k]
        if table < 0:
            break
        if part[k, was] == part[k, to]:
            continue
        left = np.int64(at[table])
        now = left + part[k, to] - part[k, was]
        at[table] = now
        for cell, more in ((left, -1), (now, 1)):
            if cell < 0:
                continue
            x = cells[cell]
            total -= cost(x, low[cell], high[cell], shown[cell])
            x += more
            total += cost(x, low[cell], high[cell], shown[cell])
            cells[cell] = x
            if (x < low[cell] or x > high[cell]) != (where[cell] >= 0):
                outside(cell, low, high, cells, out, where, n_out)
    return total


@njit(cache=True)
def note(state: Any, who: int, family: int) -> None:
    """Write down what a person was, so that it can be undone."""
    state.log[state.n_log[0], 0] = who
    state.log[state.n_log[0], 1] = family
    state.log[state.n_log[0], 2] = state.people[who, family]
    state.n_log[0] += 1


@njit(cache=True)
def undo(layout: Any, bounds: Any, state: Any, down_to: int) -> None:
    """Take changes back, the latest first."""
    while state.n_log[0] > down_to:
        state.n_log[0] -= 1
        last = state.log[state.n_log[0]]
        change(layout, bounds, state, last[0], last[1], last[2])
