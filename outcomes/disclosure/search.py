"""Looking for other data sets that agree with everything published: each one found proves what it shows possible.

From the true records, one count is set to another value and the rest is mended: a few people change one category each,
until every published figure holds again. Whole people only, so what is found is a real data set, which a bound is not.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from outcomes.disclosure.people import People
from outcomes.disclosure.rulebook import SMALLEST_COUNT, VALUES_LEFT

MOST = 2 * SMALLEST_COUNT + 5  # values of a count that are told apart
STEPS, TRIES, CANDIDATES, RESTS = 60, 3, 64, 6
WRONG, NOISE = 12, 3.0
NO_CELL = -1


@dataclass
class Search:
    """One attacker's view: what each cell may be, who cannot change, and which families can.

    `seen[cell, value]`: a data set with this count was found. `blame`: how often a cell stood in the way.
    """

    people: People
    low: Any
    high: Any
    frozen: Any
    movable: tuple[int, ...]
    rng: Any
    allowed: dict[int, Any] = field(default_factory=dict)  # by family, the values somebody may become
    seen: Any = None
    blame: Any = None
    steps: int = 0

    def __post_init__(self) -> None:
        """Begin with what is true, which is possible."""
        cells = len(self.low)
        self.seen, self.blame = np.zeros((cells, MOST), dtype=bool), np.zeros(cells)
        self.changed = np.zeros(len(self.people.codes), dtype=bool)
        self.truth = self.people.counts.copy()
        self.least_seen = np.maximum(0, self.truth - MOST // 2)  # counts further from the truth are not told apart
        self.tick()

    def tick(self) -> None:
        """Note the count of every cell in the data set at hand."""
        counts = self.people.counts - self.least_seen
        inside = np.flatnonzero((counts >= 0) & (counts < MOST))
        self.seen[inside, counts[inside]] = True

    def values(self, cell: int) -> int:
        """Give how many counts of a cell have been shown possible."""
        return int(self.seen[cell].sum())

    def widen(self, cell: int, wanted: int = VALUES_LEFT, steps: int = STEPS, accept: Any = None) -> bool:
        """Look for data sets until a cell has as many possible counts as wanted. `accept`: one more test of each."""
        start = int(self.truth[cell])
        for way in (1, -1):
            value = start
            log: list[tuple[int, int, int]] = []
            while self.values(cell) < wanted and self._in_reach(cell, value + way):
                value += way
                if not self._reach(cell, value, log, steps, accept):
                    break
                self.tick()
            self._undo(log, 0)
        return self.values(cell) >= wanted

    def _in_reach(self, cell: int, value: int) -> bool:
        least = int(self.least_seen[cell])
        return max(self.low[cell], least) <= value <= self.high[cell] and value < least + MOST

    def _reach(self, cell: int, value: int, log: list[tuple[int, int, int]], steps: int, accept: Any) -> bool:
        """Try a few times to find a data set with this count, each time from the last that was found."""
        found = len(log)
        for _ in range(TRIES):
            if self._mend(cell, value, log, steps) and (accept is None or accept(self.people)):
                return True
            self._undo(log, found)
        return False

    def change(self, person: int, family: int, steps: int = STEPS) -> bool:
        """Look for a data set in which one person is something else in this family; note everybody who changed."""
        before, was_frozen = self.people.codes[:, family].copy(), self.frozen[person]
        allowed = self.allowed.get(family, np.ones(len(self.people.families[family].values), dtype=bool))
        for value in self.rng.permutation(np.flatnonzero(allowed)):
            if value == before[person]:
                continue
            log = [(person, family, int(before[person]))]
            self.people.move(person, family, int(value))
            self.frozen[person] = True
            found = self._mend(NO_CELL, 0, log, steps)
            self.frozen[person] = was_frozen
            if found:
                self.changed |= self.people.codes[:, family] != before
            self._undo(log, 0)
            if found:
                return True
        return False

    def _undo(self, log: list[tuple[int, int, int]], back_to: int) -> None:
        while len(log) > back_to:
            self.people.move(*log.pop())

    def _mend(self, cell: int, value: int, log: list[tuple[int, int, int]], steps: int) -> bool:
        """Give a cell a count, and change people until all the others are within what is known of them."""
        low, high = self.low.copy(), self.high.copy()
        if cell != NO_CELL:
            low[cell] = high[cell] = value
        rested = np.zeros(len(self.people.codes), dtype=int)
        for step in range(steps):
            counts = self.people.counts
            wrong = np.flatnonzero((counts < low) | (counts > high))
            if not wrong.size:
                return True
            self.steps += 1
            self.blame[wrong] += step / steps
            best = next(
                filter(None, (self._best(at, low, high, rested > step) for at in self.rng.permutation(wrong))), None
            )
            if best is None:
                return False
            person, family, _ = best
            log.append((person, family, int(self.people.codes[person, family])))
            self.people.move(*best)
            rested[person] = step + RESTS
        return False

    def _candidates(self, cell: int, low: Any, resting: Any) -> Any:
        """Give people whose change could move a count that is wrong."""
        fails, free = self.people.fails[:, cell], ~(self.frozen | resting)
        if self.people.counts[cell] < low[cell]:
            near = np.flatnonzero(free & (fails == 1))
            found = near if near.size else np.flatnonzero(free & (fails == 2))
        else:
            found = np.flatnonzero(free & (fails == 0))
        return found if found.size <= CANDIDATES else self.rng.choice(found, CANDIDATES, replace=False)

    def _best(self, cell: int, low: Any, high: Any, resting: Any) -> tuple[int, int, int] | None:
        """Give the change of one person that leaves least wrong."""
        who = self._candidates(cell, low, resting)
        counts = self.people.counts
        now = np.maximum(0, np.maximum(low - counts, counts - high))
        more = WRONG * (np.maximum(0, np.maximum(low - counts - 1, counts + 1 - high)) - now)
        less = WRONG * (np.maximum(0, np.maximum(low - counts + 1, counts - 1 - high)) - now)
        best: tuple[float, tuple[int, int, int] | None] = (np.inf, None)
        for family in self.movable if who.size else ():
            scores = self._scores(who, family, more, less)
            row, value = np.unravel_index(scores.argmin(), scores.shape)
            if scores[row, value] < best[0]:
                best = (float(scores[row, value]), (int(who[row]), family, int(value)))
        return best[1]

    def _scores(self, who: Any, family: int, more: Any, less: Any) -> Any:
        """Give, for each person and value of a family, how much more would be wrong."""
        kin = self.people.families[family]
        cells, codes = kin.asked, self.people.codes[who, family]
        holds = kin.holds[:, cells]
        has = holds[codes]
        others = (self.people.fails[np.ix_(who, cells)] - ~has) == 0
        gain = (others & ~has) * more[cells]
        loss = (others & has) * less[cells]
        scores = gain @ holds.T.astype(float) + loss @ (~holds).T.astype(float)
        scores += self.rng.random(scores.shape) * NOISE
        scores[np.arange(len(who)), codes] = np.inf
        if family in self.allowed:
            scores[:, ~self.allowed[family]] = np.inf
        return scores
