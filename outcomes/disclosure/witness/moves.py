"""Which changes could bring a cell back to what is published: by one person, or by two who swap. Compiled."""

# mypy: disallow-untyped-decorators=False
from typing import Any

import numpy as np

from outcomes.disclosure.witness.compiled import njit
from outcomes.disclosure.witness.kernel import change

LOOKED_AT = 16  # moves compared at each step
SCANNED = 250  # people looked through for somebody to swap with
DRAWS = 12  # values drawn to find one that is possible
ALONE_TOO = 4  # of so many people with a partner, one is tried without


@njit(cache=True)
def could_be(layout: Any, state: Any, who: int, family: int, to: int) -> Any:
    """Whether a person may have this value, being what they are otherwise."""
    person = state.people[who]
    if person[family] == to or not state.allowed[family, to]:
        return False
    if family > 0:
        return layout.possible[person[0], family, to]
    fits = True
    for each in range(1, person.shape[0]):
        fits &= layout.possible[to, each, person[each]]
    return fits


@njit(cache=True)
def other_value(layout: Any, state: Any, who: int, family: int) -> Any:
    """Any other value that a person may have, or -1 where none was found."""
    for _ in range(DRAWS):
        to = np.random.randint(0, layout.values[family])
        if could_be(layout, state, who, family, to):
            return to
    return -1


@njit(cache=True)
def _wanted(layout: Any, cell: int, table: int, place: int) -> Any:
    """The group of the place-th family that a cell stands for."""
    return ((cell - layout.base[table]) // layout.step[table, place]) % layout.size[table, place]


@njit(cache=True)
def _one_away(layout: Any, person: Any, cell: int, table: int) -> int:
    """The one place in which a person differs from a cell, -1 where they are in it, -2 where they differ in more."""
    found = -1
    for place in range(layout.family.shape[1]):
        family = layout.family[table, place]
        if family < 0:
            break
        if layout.group[table, place, person[family]] != _wanted(layout, cell, table, place):
            if found >= 0:
                return -2
            found = place
    return found


@njit(cache=True)
def _into(layout: Any, state: Any, who: int, cell: int, table: int) -> Any:
    """The change of one family that would bring a person into a cell: family and value, or -1."""
    place = _one_away(layout, state.people[who], cell, table)
    if place < 0:
        return -1, 0
    family, wanted = layout.family[table, place], _wanted(layout, cell, table, place)
    count = layout.values[family]
    begin = np.random.randint(0, count)
    for k in range(count):
        to = (begin + k) % count
        if layout.group[table, place, to] == wanted and could_be(layout, state, who, family, to):
            return family, to
    return -1, 0


@njit(cache=True)
def _out_of(layout: Any, state: Any, who: int, table: int) -> Any:
    """A change that would take a person out of the cell of a table they are in: family and value, or -1."""
    places = 0
    while places < layout.family.shape[1] and layout.family[table, places] >= 0:
        places += 1
    if places == 0:
        return -1, 0
    place = np.random.randint(0, places)
    family = layout.family[table, place]
    was = layout.group[table, place, state.people[who, family]]
    for _ in range(DRAWS):
        to = np.random.randint(0, layout.values[family])
        if layout.group[table, place, to] != was and could_be(layout, state, who, family, to):
            return family, to
    return -1, 0


@njit(cache=True)
def _place(layout: Any, state: Any, who: int, family: int, to: int, table: int) -> Any:
    """Where a person would be in a table with another value of a family."""
    for k in range(layout.tables.shape[1]):
        if layout.tables[family, k] == table:
            return state.at[who, table] + layout.part[family, k, to] - layout.part[family, k, state.people[who, family]]
    return state.at[who, table]


@njit(cache=True)
def partner(layout: Any, state: Any, who: int, family: int, to: int, table: int, step: int, scanned: int) -> int:
    """Somebody to swap with: they have the value that is wanted and are like this person in nearly all else.

    In `table` they must differ in something else too, or the swap would change nothing there. -1 for nobody.
    """
    mine = state.people[who]
    first, last = 0, layout.order.shape[0]
    if layout.pooled >= 0:
        pool = layout.pool_of[to if family == layout.pooled else mine[layout.pooled]]
        first, last = layout.start[pool], layout.start[pool + 1]
    size = last - first
    if size == 0:
        return -1
    then = _place(layout, state, who, family, to, table) if table >= 0 else 0
    best, most = -1, -1
    begin = np.random.randint(0, size)
    for k in range(min(size, scanned)):
        other = layout.order[first + (begin + k) % size]
        theirs = state.people[other]
        if theirs[family] != to or state.frozen[other] or state.rests[other] > step:
            continue
        if table >= 0 and state.at[other, table] == then:
            continue
        alike = _alike(mine, theirs)
        if alike > most and could_be(layout, state, other, family, mine[family]):
            best, most = other, alike
    return best


@njit(cache=True)
def _alike(mine: Any, theirs: Any) -> int:
    found = 0
    for each in range(mine.shape[0]):
        found += mine[each] == theirs[each]
    return found


@njit(cache=True)
def _trial(layout: Any, bounds: Any, state: Any, who: int, family: int, to: int, other: int) -> Any:
    """What a move would cost; it is taken back at once."""
    was = np.int64(state.people[who, family])
    total = change(layout, bounds, state, who, family, to)
    if other >= 0:
        theirs = np.int64(state.people[other, family])
        total += change(layout, bounds, state, other, family, was)
        change(layout, bounds, state, other, family, theirs)
    change(layout, bounds, state, who, family, was)
    return total


@njit(cache=True)
def best_move(layout: Any, bounds: Any, state: Any, cell: int, step: int) -> Any:
    """The move that mends a cell and costs least, of those looked at: who, family, value, and whom they swap with.

    First among the people of the cell's own authority; then, where too few of them can move, among everybody.
    """
    pool, count = layout.pool[cell], layout.order.shape[0]
    best, found, move = 1e18, 0, (-1, 0, 0, -1)
    if pool >= 0:
        first, last = layout.start[pool], layout.start[pool + 1]
        best, found, move = _best_of(layout, bounds, state, cell, step, first, last, best, found, move)
    if found < LOOKED_AT // 2:
        best, found, move = _best_of(layout, bounds, state, cell, step, 0, count, best, found, move)
    return move


@njit(cache=True)
def _best_of(
    layout: Any,
    bounds: Any,
    state: Any,
    cell: int,
    step: int,
    first: int,
    last: int,
    best: float,
    found: int,
    move: Any,
) -> Any:
    more, table, size = state.cells[cell] < bounds.low[cell], layout.table_of[cell], last - first
    begin = np.random.randint(0, max(1, size))
    for k in range(size):
        who = layout.order[first + (begin + k) % size]
        if state.frozen[who] or state.rests[who] > step or more == (state.at[who, table] == cell):
            continue
        family, to = _into(layout, state, who, cell, table) if more else _out_of(layout, state, who, table)
        if family < 0:
            continue
        found += 1
        other = partner(layout, state, who, family, to, table, step, SCANNED)
        for whom in (-1, other):
            if whom == -1 and other >= 0 and found % ALONE_TOO:
                continue  # a swap is nearly always the better of the two
            price = _trial(layout, bounds, state, who, family, to, whom) + np.random.random() * 0.5
            if price < best:
                best = price
                move = (who, family, to, whom)
        if found >= LOOKED_AT:
            break
    return best, found, move
