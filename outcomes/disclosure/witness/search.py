"""The search for other data sets: centre once, then push one count at a time and repair the rest. Compiled.

After Minton and others' min-conflicts repair (1992), with a short rest for whoever has just moved.
"""

# mypy: disallow-untyped-decorators=False
from typing import Any

import numpy as np

from outcomes.disclosure.witness.compiled import njit
from outcomes.disclosure.witness.kernel import change, note, outside, undo
from outcomes.disclosure.witness.moves import best_move, could_be, other_value, partner
from outcomes.disclosure.witness.recounting import MOVED, agrees

RESTS = 4  # steps for which a person who moved is left alone
LARGEST_SEEN = 62  # counts are marked in the bits of one number
HOPELESS = 14  # cells outside at which a repair is given up
ALMOST_COLD = 0.02
SWAPS = 0.7  # share of random moves that are swaps, where somebody to swap with is found
FEW_SCANNED = 50  # people looked through for somebody to swap with, while centring
WRONG = -1  # a data set that does not agree with what is published when it is counted again: the search itself is wrong


@njit(cache=True)
def seeded(seed: int) -> None:
    """Set the chance that the search draws from."""
    np.random.seed(seed)


@njit(cache=True)
def centre(layout: Any, bounds: Any, state: Any, movable: Any, first: int, last: int, steps: int, hot: float) -> None:
    """Move people at random, hot first, so that counts come close to their published values: room both ways.

    Steps `first` to `last` of so many; `movable`: the families that may change.
    """
    n = state.people.shape[0]
    for step in range(first, last):
        heat = hot * (1.0 - step / steps) + ALMOST_COLD
        who, family = np.random.randint(0, n), movable[np.random.randint(0, len(movable))]
        if state.frozen[who]:
            continue
        to = other_value(layout, state, who, family)
        if to < 0:
            continue
        other = -1
        if np.random.random() < SWAPS:
            other = partner(layout, state, who, family, to, -1, 0, FEW_SCANNED)
        was = np.int64(state.people[who, family])
        price = change(layout, bounds, state, who, family, to)
        if other >= 0:
            price += change(layout, bounds, state, other, family, was)
        if price > 0 and np.random.random() >= np.exp(-price / heat):
            if other >= 0:
                change(layout, bounds, state, other, family, to)
            change(layout, bounds, state, who, family, was)


@njit(cache=True)
def repair(layout: Any, bounds: Any, state: Any, steps: int, hopeless: int, blame: Any) -> Any:
    """Bring every cell back inside, by the move that costs least at each step; given up with too many outside.

    `blame` counts which cells were in the way.
    """
    for step in range(steps):
        if state.n_out[0] == 0:
            return True
        cell = state.out[np.random.randint(0, state.n_out[0])]
        move = best_move(layout, bounds, state, cell, step)
        if move[0] < 0 or state.n_out[0] > hopeless or state.n_log[0] + 2 > state.log.shape[0]:
            blame[cell] += 5
            return False
        _make(layout, bounds, state, move, step)
        for k in range(min(state.n_out[0], 8)):
            blame[state.out[k]] += 1
    return state.n_out[0] == 0


@njit(cache=True)
def _make(layout: Any, bounds: Any, state: Any, move: Any, step: int) -> None:
    who, family, to, other = move
    was = np.int64(state.people[who, family])
    note(state, who, family)
    change(layout, bounds, state, who, family, to)
    state.rests[who] = step + RESTS
    if other >= 0:
        note(state, other, family)
        change(layout, bounds, state, other, family, was)
        state.rests[other] = step + RESTS


@njit(cache=True)
def tick(layout: Any, state: Any, seen: Any) -> None:
    """Mark the count of every cell that the people who moved are in now, or were in before."""
    for k in range(state.n_log[0]):
        who, family, was = state.log[k, 0], state.log[k, 1], state.log[k, 2]
        now = state.people[who, family]
        for i in range(layout.tables.shape[1]):
            table = layout.tables[family, i]
            if table < 0:
                break
            cell = np.int64(state.at[who, table])
            before = cell + layout.part[family, i, was] - layout.part[family, i, now]
            for each in (cell, before):
                if each >= 0:
                    seen[each] |= np.int64(1) << np.int64(min(state.cells[each], LARGEST_SEEN))


@njit(cache=True)
def values_seen(mask: int) -> Any:
    """How many counts are marked."""
    found = 0
    while mask:
        found += mask & 1
        mask >>= 1
    return found


@njit(cache=True)
def widen(
    layout: Any,
    bounds: Any,
    state: Any,
    target: int,
    wanted: int,
    seen: Any,
    steps: int,
    blame: Any,
    check: Any,
) -> Any:
    """Look for data sets with other counts of one cell, up and down. Returns how many counts were seen for it.

    Every data set is counted again before it is believed; WRONG when one does not agree.
    """
    low, high, shown = bounds.low[target], bounds.high[target], bounds.shown[target]
    for direction in (1, -1):
        while values_seen(seen[target]) < wanted:
            to = state.cells[target] + direction
            if to < low or to > high:
                break
            _lock(bounds, state, target, to, to, shown)
            state.rests[:] = 0
            held = repair(layout, bounds, state, steps, HOPELESS, blame)
            _lock(bounds, state, target, low, high, shown)
            if not held or state.n_out[0] > 0:
                break
            if not agrees(layout, bounds, state, check):
                return WRONG
            seen[target] |= np.int64(1) << np.int64(min(state.cells[target], LARGEST_SEEN))
            tick(layout, state, seen)
        undo(layout, bounds, state, 0)
    return values_seen(seen[target])


@njit(cache=True)
def _lock(bounds: Any, state: Any, cell: int, low: int, high: int, shown: int) -> None:
    bounds.low[cell] = low
    bounds.high[cell] = high
    bounds.shown[cell] = shown
    outside(cell, bounds.low, bounds.high, state.cells, state.out, state.where, state.n_out)


@njit(cache=True)
def reopen(
    layout: Any,
    bounds: Any,
    state: Any,
    who: int,
    family: int,
    steps: int,
    blame: Any,
    changed: Any,
    check: Any,
) -> Any:
    """Look for a data set in which one person is something else in this family; note everybody who is.

    1 where it was found, 0 where not, WRONG where it does not agree once it is counted again.
    """
    count = layout.values[family]
    begin = np.random.randint(0, count)
    for k in range(count):
        to = (begin + k) % count
        if not could_be(layout, state, who, family, to):
            continue
        note(state, who, family)
        change(layout, bounds, state, who, family, to)
        state.rests[:] = 0
        state.frozen[who] = True
        held = repair(layout, bounds, state, steps, HOPELESS, blame)
        state.frozen[who] = False
        if held and state.n_out[0] == 0:
            right = agrees(layout, bounds, state, check)
            for each in range(check.tally[MOVED]):
                other = check.who[each]
                changed[other] |= state.people[other, family] != check.rows[each, family]
            undo(layout, bounds, state, 0)
            return 1 if right else WRONG
        undo(layout, bounds, state, 0)
    return 0
