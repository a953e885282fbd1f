"""Whoever stays as they are is counted once and set aside: a search walks only through those who may move.

An attacker's own children cannot move. Of more people than a search needs some do not have to: a data set in which most
stay as they are is a data set. So the work depends on the cells there are, and not on how many people stand in them.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from outcomes.disclosure.witness.attacked import NO_END, Hiding, Known
from outcomes.disclosure.witness.kernel import Bounds
from outcomes.disclosure.witness.layout import ordered
from outcomes.disclosure.witness.recounting import cells_of, recount

MOST_MOVING = 40_000  # people who may move: of more, so many of each cell as follows, and the others stay
OF_EACH_CELL = 60  # all people of a cell of so many or fewer, so that whoever is small can be anybody


def set_aside(known: Known, stays: Any) -> Known:
    """The same attacker, of those who may move: cells and bounds are what is left without those who stay."""
    moving = ~stays
    if moving.all():
        return known
    others = recount(known.layout, known.people[stays])
    people = known.people[moving]
    layout = known.layout._replace(**ordered(people, known.layout.pooled, known.layout.pool_of))
    bounds = Bounds(
        _less(known.bounds.low, others), _less(known.bounds.high, others), _less(known.bounds.shown, others)
    )
    hiding: Hiding = replace(known.hiding, low=_less(known.hiding.low, others), high=_less(known.hiding.high, others))
    return replace(
        known,
        layout=layout,
        people=people,
        cells=known.cells - others,
        bounds=bounds,
        frozen=known.frozen[moving],
        hiding=hiding,
    )


def _less(values: Any, others: Any) -> Any:
    """What is left of each number without so many; what has no end, and what is no number (-1), stays that."""
    return np.where((values < 0) | (values >= NO_END), values, np.maximum(0, values - others))


def enough_of_each(known: Known, seed: int) -> Any:
    """Who may move: everybody who can; of very many all of a small cell, and some of a large one, drawn at random."""
    moves = ~known.frozen
    if moves.sum() <= MOST_MOVING:
        return moves
    drawn = np.random.default_rng(seed).permutation(np.flatnonzero(moves))
    people = known.people[drawn]
    chosen = people[:, 0] == known.layout.values[0] - 1  # nobody, who may become somebody
    for cells in cells_of(known.layout, people):
        order = np.lexsort((~chosen, cells))  # by cell, whoever is chosen already first
        of = cells[order]
        turn = np.arange(len(of)) - np.searchsorted(of, of)
        chosen[order[(turn < OF_EACH_CELL) & (of >= 0)]] = True
    moves[drawn[~chosen]] = False
    return moves
