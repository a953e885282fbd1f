"""Showing, cell by cell, that enough counts stay possible: by data sets that agree with everything published.

What is not found is not proven, so it counts as unsafe: something more is hidden, or the release is made smaller.
Hiding only widens what is possible, so what was shown before stays shown, and one pass is enough.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from outcomes.disclosure.rulebook import VALUES_LEFT
from outcomes.disclosure.witness.kernel import Bounds, State, outside
from outcomes.disclosure.witness.layout import Laid
from outcomes.disclosure.witness.search import ALMOST_COLD, LARGEST_SEEN, centre, repair, seeded, values_seen, widen

NO_END = 2**30  # a count that nobody reaches
SHORT, LONG = 40, 250  # steps of a repair: for everybody, and for whoever that did not settle
MOST_TO_HIDE = 12  # cells hidden for one target before it is given up
MOVES_EACH, HOT = 120, 0.5  # random moves for each person before searching, and how hot they begin
MENDS = 20  # times that the data set at the start is mended
BATCH = 50  # targets between two looks at the clock


@dataclass
class Proof:
    """What was shown. `unresolved`: cells for which too little was found; `narrowest`: the fewest counts shown."""

    targets: int
    at_once: int = 0
    hidden: int = 0
    narrowest: int = LARGEST_SEEN
    unresolved: list[int] = field(default_factory=list)
    stopped: bool = False


@dataclass
class Prover:
    """One attacker's view of a plan, and the search for what it leaves possible.

    `hide(cell)`: hides the group behind a cell with all that goes with it, and gives the bounds that hold now; or None.
    `price`: what hiding each cell costs, infinite where it may not be hidden.
    """

    laid: Laid
    bounds: Bounds
    cells: Any
    frozen: Any
    allowed: Any
    price: Any
    hide: Callable[[int], Bounds | None]

    def start(self) -> State:
        """A state to search from: the true records."""
        n = len(self.laid.people)
        state = State(
            people=self.laid.people.copy(),
            at=self._at(),
            cells=self.cells.copy(),
            frozen=self.frozen,
            allowed=self.allowed,
            out=np.zeros(self.laid.cells, dtype=np.int64),
            where=np.full(self.laid.cells, -1, dtype=np.int64),
            n_out=np.zeros(1, dtype=np.int64),
            log=np.zeros((8 * LONG, 3), dtype=np.int64),
            n_log=np.zeros(1, dtype=np.int64),
            rests=np.zeros(n, dtype=np.int64),
        )
        for cell in np.flatnonzero((self.cells < self.bounds.low) | (self.cells > self.bounds.high)):
            outside(int(cell), self.bounds.low, self.bounds.high, state.cells, state.out, state.where, state.n_out)
        return state

    def _at(self) -> Any:
        layout, people = self.laid.layout, self.laid.people
        at = np.repeat(np.asarray(layout.base)[None, :], len(people), axis=0)
        for family in range(people.shape[1]):
            for k, table in enumerate(layout.tables[family]):
                if table >= 0:
                    at[:, table] += layout.part[family, k, people[:, family]]
        return at

    def settled(self) -> State | None:
        """A data set near the published values, with nothing outside; the true one where no other is found."""
        state, layout, n = self.start(), self.laid.layout, len(self.laid.people)
        centre(layout, self.bounds, state, MOVES_EACH * n, HOT)
        blame = np.zeros(self.laid.cells, dtype=np.int64)
        for _ in range(MENDS):
            mended = repair(layout, self.bounds, state, LONG, self.laid.cells, blame)
            state.n_log[0] = 0
            if mended:
                return state
            centre(layout, self.bounds, state, n, ALMOST_COLD)
        state = self.start()
        return state if state.n_out[0] == 0 else None

    def prove(
        self,
        targets: Sequence[tuple[int, int]],
        *,
        seed: int,
        enough: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Proof:
        """Show that each target (a cell, and how many counts) stays open, hiding what is in the way."""
        proof = Proof(len(targets), stopped=enough())
        if proof.stopped:
            return proof
        seeded(seed)
        state = self.settled() if targets else None
        if state is None:
            proof.unresolved = [cell for cell, _ in targets]
            return proof
        seen = np.zeros(self.laid.cells, dtype=np.int64)
        for done, (target, wanted) in enumerate(targets):
            if done % BATCH == 0:
                progress(done, len(targets))
                if enough():
                    proof.stopped = True
                    return proof
            self._one(state, target, wanted, seen, proof)
        progress(len(targets), len(targets))
        return proof

    def _one(self, state: State, target: int, wanted: int, seen: Any, proof: Proof) -> None:
        seen[target] |= np.int64(1) << np.int64(min(int(state.cells[target]), LARGEST_SEEN))
        if values_seen(int(seen[target])) >= wanted or self._widened(state, target, wanted, seen, SHORT):
            proof.at_once += 1
        elif not self._widened(state, target, wanted, seen, LONG):
            self._hide_until_open(state, target, wanted, seen, proof)
        if wanted >= VALUES_LEFT:
            proof.narrowest = min(proof.narrowest, values_seen(int(seen[target])))

    def _widened(self, state: State, target: int, wanted: int, seen: Any, steps: int, blame: Any = None) -> bool:
        blame = np.zeros(self.laid.cells, dtype=np.int64) if blame is None else blame
        found: int = widen(self.laid.layout, self.bounds, state, target, wanted, seen, steps, blame)
        return found >= wanted

    def _hide_until_open(self, state: State, target: int, wanted: int, seen: Any, proof: Proof) -> None:
        for _ in range(MOST_TO_HIDE):
            blame = np.zeros(self.laid.cells, dtype=np.int64)
            if self._widened(state, target, wanted, seen, LONG, blame):
                return
            worth = np.where(self.bounds.shown >= 0, blame / self.price, 0.0)
            cell = int(worth.argmax())
            wider = self.hide(cell) if worth[cell] > 0 else None
            if wider is None:
                break
            for mine, now in zip(self.bounds, wider, strict=True):
                mine[:] = now
            proof.hidden += 1
        proof.unresolved.append(target)


def recount(laid: Laid, people: Any) -> Any:
    """How many of these people stand in each cell, counted from the people alone: not as the search keeps count."""
    layout, found = laid.layout, np.zeros(laid.cells, dtype=np.int64)
    for table in range(len(layout.base)):
        at = np.full(len(people), layout.base[table])
        about = np.ones(len(people), dtype=bool)
        for place, family in enumerate(layout.family[table]):
            if family >= 0:
                groups = layout.group[table, place, people[:, family]]
                about &= groups >= 0
                at += groups * layout.step[table, place]
        np.add.at(found, at[about], 1)
    return found
