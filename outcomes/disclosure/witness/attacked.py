"""One attacker's view of a plan as arrays, and data sets to search from: what the work of one process is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from outcomes.disclosure.witness.hands import Enough
from outcomes.disclosure.witness.kernel import Bounds, Layout, State, outside, undo
from outcomes.disclosure.witness.recounting import Check, check_of, recount
from outcomes.disclosure.witness.search import ALMOST_COLD, HOPELESS, LARGEST_SEEN, centre, repair

NO_END = 2**30  # a count that nobody reaches
SHORT, LONG = 40, 250  # steps of a repair: for everybody, and for whoever that did not settle
HOT = 0.5  # how hot the random moves before searching begin
TRIES, MENDS = 2, 60  # times that a data set to start from is made, and that it is mended
PARTS = 10  # of the moves, between two looks at the clock


class Miscounted(Exception):
    """A data set does not agree with what is published once it is counted again: the search is not to be trusted."""


@dataclass(frozen=True)
class Hiding:
    """What may be hidden, and what is known then.

    `price`: what hiding each cell costs, infinite where it may not be. `after`: what is hidden with it, itself as well.
    `low`, `high`: what is known of a cell that is hidden. `line`: by cell, the number of what is shown beside it in one
    place and one table, -1 for none; `lines`: those cells.
    """

    price: Any
    after: Mapping[int, tuple[int, ...]]
    low: Any
    high: Any
    line: Any
    lines: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Known:
    """What one attacker knows: of the cells, who stays as they are, and what people may change to."""

    layout: Layout
    people: Any
    cells: Any
    bounds: Bounds
    frozen: Any
    allowed: Any
    hiding: Hiding
    moves: int  # random moves before searching


@dataclass
class Proof:
    """What was shown. `hidden`: cells that had to go; `narrowest`: the fewest counts shown of any group.

    `stuck`: the cell that stayed too narrow, -1 for none.
    """

    targets: int = 0
    at_once: int = 0
    outcomes: int = 0
    recounted: int = 0
    narrowest: int = LARGEST_SEEN
    hidden: list[int] = field(default_factory=list)
    unresolved: int = 0
    stuck: int = -1
    stopped: bool = False


@dataclass
class Attacked:
    """Data sets of one attacker, and hiding in their way. The bounds are this attack's own, and change with it."""

    known: Known
    hidden: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the bounds and the prices as they are now."""
        self.bounds = Bounds(*(each.copy() for each in self.known.bounds))
        self.price = self.known.hiding.price.copy()
        self.movable = np.flatnonzero(self.known.allowed.any(axis=1))

    def start(self) -> State:
        """A data set to search from: the true one."""
        known, cells = self.known, len(self.known.cells)
        state = State(
            people=known.people.copy(),
            at=self._at(),
            cells=known.cells.copy(),
            frozen=known.frozen.copy(),
            allowed=known.allowed,
            out=np.zeros(cells, dtype=np.int64),
            where=np.full(cells, -1, dtype=np.int64),
            n_out=np.zeros(1, dtype=np.int64),
            log=np.zeros((8 * LONG, 3), dtype=np.int64),
            n_log=np.zeros(1, dtype=np.int64),
            rests=np.zeros(len(known.people), dtype=np.int64),
        )
        low, high = self.bounds.low, self.bounds.high
        for cell in np.flatnonzero((known.cells < low) | (known.cells > high)):
            outside(int(cell), low, high, state.cells, state.out, state.where, state.n_out)
        return state

    def _at(self) -> Any:
        layout, people = self.known.layout, self.known.people
        at = np.repeat(np.asarray(layout.base, dtype=np.int32)[None, :], len(people), axis=0)
        for family in range(people.shape[1]):
            for k, table in enumerate(layout.tables[family]):
                if table >= 0:
                    at[:, table] += layout.part[family, k, people[:, family]]
        return at

    def settled(self, enough: Enough) -> State | None:
        """A data set near the published values, with nothing outside; the true one where no other is found."""
        for _ in range(TRIES):
            state = self._centred(enough)
            if enough():
                return None
            if self._mended(state):
                return state
        state = self.start()
        return state if state.n_out[0] == 0 else None

    def _centred(self, enough: Enough) -> State:
        state, moves = self.start(), self.known.moves
        for part in range(PARTS):
            first, last = moves * part // PARTS, moves * (part + 1) // PARTS
            if not enough():
                centre(self.known.layout, self.bounds, state, self.movable, first, last, moves, HOT)
        return state

    def _mended(self, state: State) -> bool:
        """Bring the few cells that are still outside back; what did not lead there is taken back at once."""
        layout, n = self.known.layout, len(self.known.people)
        blame = np.zeros(len(self.known.cells), dtype=np.int64)
        for _ in range(MENDS):
            state.rests[:] = 0
            mended: bool = repair(layout, self.bounds, state, LONG, HOPELESS, blame)
            if mended:
                state.n_log[0] = 0
                return True
            undo(layout, self.bounds, state, 0)
            centre(layout, self.bounds, state, self.movable, 0, n, n, ALMOST_COLD)
        return False

    def checked(self, state: State) -> Check:
        """A data set to start from, counted in full from its people. :raise Miscounted:"""
        counts = recount(self.known.layout, state.people)
        wrong = (counts != state.cells) | (counts < self.bounds.low) | (counts > self.bounds.high)
        if wrong.any() or (state.people != self.known.people)[self.known.frozen].any():
            raise Miscounted
        return check_of(counts, state.people, len(state.log))

    def hide_most_in_the_way(self, blame: Any) -> bool:
        """Hide the published cell that stood most in the way for its price; say whether there was one."""
        worth = np.where(self.bounds.shown >= 0, blame / self.price, 0.0)
        cell = int(worth.argmax())
        return worth[cell] > 0 and self.hide(cell)

    def hide_line(self, cell: int) -> bool:
        """Hide all that is shown beside a cell, in its place and its table; say whether there was any."""
        line = self.known.hiding.line[cell]
        beside = self.known.hiding.lines[line] if line >= 0 else ()
        return any([self.hide(each) for each in beside])

    def hide(self, cell: int) -> bool:
        """Hide a cell, with what makes no sense without it; say whether it was shown and may be hidden."""
        hiding = self.known.hiding
        if self.bounds.shown[cell] < 0 or not np.isfinite(self.price[cell]):
            return False
        self.hidden.append(cell)
        for each in hiding.after[cell]:
            if self.bounds.shown[each] >= 0:
                self.bounds.low[each], self.bounds.high[each] = hiding.low[each], hiding.high[each]
                self.bounds.shown[each] = -1
        return True
