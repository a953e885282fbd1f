"""A plan as one attacker knows it, in the arrays of the search."""

from collections.abc import Iterable
from dataclasses import replace
from math import isinf
from typing import Any

import numpy as np

from outcomes.disclosure.attacks import Attack, knows
from outcomes.disclosure.cells import Cell
from outcomes.disclosure.plan import Bounds as Pair
from outcomes.disclosure.plan import Plan, State, to_nearest
from outcomes.disclosure.programme import AREAS
from outcomes.disclosure.rulebook import SMALLEST_COUNT
from outcomes.disclosure.witness.aside import enough_of_each, set_aside
from outcomes.disclosure.witness.attacked import NO_END, Hiding, Known
from outcomes.disclosure.witness.kernel import Bounds
from outcomes.disclosure.witness.layout import Laid

PRICES = {"ward": 1.0, "borough": 4.0}  # what hiding a group costs, by the smallest place it names
REGION_PRICE = 16.0
MOVES_EACH, MOST_MOVES = 120, 1_500_000  # random moves before searching, for each person and in all
MOST_INSIDE = 600_000  # for a provider, of whom there are many
OF_OUTCOMES = 4  # for each person, where nothing but outcomes may change


class View:
    """What one attacker knows of a plan."""

    def __init__(self, plan: Plan, attack: Attack, laid: Laid) -> None:
        """Look at `plan` as it is now."""
        self.plan, self.attack, self.laid = plan, attack, laid

    def known(self, counts: Any, seed: int | None) -> Known:
        """All of it, of whoever may move. `counts`: of every cell, from the true records.

        `seed`: of the draw of some of them, where they are very many; none where everybody must be looked at.
        """
        most = MOST_MOVES if self.attack.provider is None else MOST_INSIDE
        about = (self.laid.layout, self.laid.people, counts, self.bounds(), self.frozen(), self.allowed())
        known = Known(*about, self._hiding(), 0)
        known = set_aside(known, known.frozen if seed is None else ~enough_of_each(known, seed))
        moves = min(most, (OF_OUTCOMES if self.attack.share else MOVES_EACH) * len(known.people))
        return replace(known, moves=moves)

    def bounds(self) -> Bounds:
        """What this attacker knows of every cell, with what is hidden now."""
        low, high = self._limits(self.attack.rows(self.plan))
        shown = np.full(self.laid.cells, -1, dtype=np.int64)
        for cell, state in self.plan.states.items():
            if state is State.SHOWN:
                shown[self.laid.number[cell]] = to_nearest(self.plan.counts[cell])
        return Bounds(low, high, shown)

    def _limits(self, rows: Iterable[tuple[Cell, Pair]]) -> tuple[Any, Any]:
        low = np.zeros(self.laid.cells, dtype=np.int64)
        high = np.full(self.laid.cells, NO_END, dtype=np.int64)
        for cell, (least, most) in rows:
            at = self.laid.number[cell]
            low[at] = max(low[at], least)
            high[at] = min(high[at], NO_END if isinf(most) else int(most))
        return low, high

    def _hiding(self) -> Hiding:
        price, places, lines = np.full(self.laid.cells, np.inf), {}, dict[Any, list[int]]()
        for cell in self.plan.hideable():
            number = self.laid.number[cell]
            price[number] = min((PRICES[dim] for dim in cell.dims if dim in PRICES), default=REGION_PRICE)
            places[cell] = number
            lines.setdefault(_line(cell), []).append(number)
        numbers = {line: number for number, line in enumerate(lines)}
        line = np.full(self.laid.cells, -1, dtype=np.int64)
        for cell in self.plan.states:
            line[self.laid.number[cell]] = numbers.get(_line(cell), -1)
        after = {
            number: tuple(self.laid.number[each] for each in (cell, *self.plan.after.get(cell, ())))
            for cell, number in places.items()
        }
        hidden = [(cell, (float(SMALLEST_COUNT), float("inf"))) for cell in self.plan.states]
        low, high = self._limits([*hidden, *self.plan.fixed])
        return Hiding(price, after, low, high, line, tuple(tuple(each) for each in lines.values()))

    def frozen(self) -> Any:
        """Who stays as they are: the attacker's own children; where they know who took part, everybody else."""
        people = self.laid.people
        frozen = np.zeros(len(people), dtype=np.bool_)
        if self.attack.provider is not None:
            frozen[: len(self.plan.records)] = [knows(self.attack, record) for record in self.plan.records]
        if self.attack.share:
            frozen |= ~self.answered()
        return frozen

    def answered(self) -> Any:
        """Who has an answer that is shown, of the outcome that is open."""
        at, fits = self.share()
        answered: Any = fits[self.laid.people[:, at]]
        answered[len(self.plan.records) :] = False  # nobody
        return answered

    def share(self) -> tuple[int, Any]:
        """The family of the outcome that is open, and which of its values are answers."""
        families = self.laid.families
        at = next(i for i, family in enumerate(families) if self.attack.share in family.dims)
        place = families[at].dims.index(self.attack.share)
        listed = {each.key for each in self.plan.layout.dimensions[self.attack.share].listed()}
        return at, np.array([value[place] in listed for value in families[at].values])

    def allowed(self) -> Any:
        """What people may change to: anything, or only another answer."""
        widest = self.laid.layout.possible.shape[2]
        if not self.attack.share:
            return np.ones((len(self.laid.families), widest), dtype=np.bool_)
        allowed = np.zeros((len(self.laid.families), widest), dtype=np.bool_)
        at, fits = self.share()
        allowed[at, : len(fits)] = fits
        return allowed


def _line(cell: Cell) -> object:
    """One table and one place: what a cell is and what stands beside it have in common."""
    return cell.dims, tuple(asked for asked in cell.where if asked[0] in AREAS)
