"""Showing, cell by cell, that enough counts stay possible: by data sets that agree with everything published.

What is not found is not proven, so it counts as unsafe: something more is hidden, or the release is made smaller.
Hiding only widens what is possible, so what was shown before stays shown, and one pass is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from outcomes.disclosure.rulebook import VALUES_LEFT
from outcomes.disclosure.witness.attacked import LONG, SHORT, Attacked, Known, Miscounted, Proof
from outcomes.disclosure.witness.hands import Enough, Say
from outcomes.disclosure.witness.kernel import State
from outcomes.disclosure.witness.recounting import RIGHT, Check
from outcomes.disclosure.witness.search import LARGEST_SEEN, WRONG, seeded, values_seen, widen

Targets = Sequence[tuple[int, int]]
MOST_TO_HIDE = 12  # cells hidden for one target, one by one, before all that is shown beside it goes
BASES = 3  # data sets to search from: what is not found from the first may be found from the next, with nothing hidden


@dataclass(frozen=True)
class CountsOpen:
    """The work of showing that each target (a cell, and how many counts) stays open.

    `patient`: whether a second data set is made before anything is hidden, which takes long for many attackers.
    """

    known: Known
    targets: Targets
    seed: int
    patient: bool = True

    @property
    def size(self) -> int:
        """How many targets."""
        return len(self.targets)

    def run(self, say: Say, enough: Enough) -> Proof:
        """Do it, hiding what is in the way; given up at the first that stays too narrow. :raise Miscounted:"""
        proof = Proof(len(self.targets), stopped=enough())
        seeded(self.seed)
        work = _Work(Attacked(self.known), proof, np.zeros(len(self.known.cells), dtype=np.int64))
        todo = list(self.targets)
        for again in range(0 if self.patient else 1, BASES):
            if todo and not proof.stopped:
                todo = self._from_one_base(work, todo, again, say, enough)
        proof.unresolved = 0 if proof.stopped else len(todo)
        proof.stuck = todo[0][0] if proof.unresolved else -1
        proof.narrowest = min(
            (work.found(target) for target, wanted in self.targets if wanted >= VALUES_LEFT), default=LARGEST_SEEN
        )
        proof.hidden = work.attacked.hidden
        return proof

    def _from_one_base(
        self, work: "_Work", todo: Targets, again: int, say: Say, enough: Enough
    ) -> list[tuple[int, int]]:
        """Try every target from one data set; give those that stay too narrow, up to the first where it is the last."""
        before, left, proof = len(self.targets) - len(todo), list[tuple[int, int]](), work.proof
        say(before, len(self.targets))
        state = work.attacked.settled(enough)
        if state is None:
            proof.stopped = enough()
            return list(todo)
        check = work.attacked.checked(state)
        for done, (target, wanted) in enumerate(todo):
            say(before + done - len(left), len(self.targets))
            proof.stopped = enough()
            if proof.stopped or (left and again == BASES - 1):
                left.append((target, wanted))
                break
            if not work.one(state, check, target, wanted, again):
                left.append((target, wanted))
        work.attacked.checked(state)
        proof.recounted += int(check.tally[RIGHT])
        return left


@dataclass(frozen=True)
class _Work:
    attacked: Attacked
    proof: Proof
    seen: Any

    def one(self, state: State, check: Check, target: int, wanted: int, again: int) -> bool:
        """Show one target open; the second time hide until it is, the third all beside it as well."""
        self.seen[target] |= np.int64(1) << np.int64(min(int(state.cells[target]), LARGEST_SEEN))
        for steps in (0, SHORT, LONG):
            if self.found(target) >= wanted or (steps and self._widened(state, check, target, wanted, steps)):
                self.proof.at_once += 1
                return True
        return again > 0 and self._open(state, check, target, wanted, again)

    def _open(self, state: State, check: Check, target: int, wanted: int, again: int) -> bool:
        for _ in range(MOST_TO_HIDE):
            blame = np.zeros(len(self.seen), dtype=np.int64)
            if self._widened(state, check, target, wanted, LONG, blame):
                return True
            if not self.attacked.hide_most_in_the_way(blame):
                break
        if again == BASES - 1:
            self.attacked.hide_line(target)
        return self._widened(state, check, target, wanted, LONG)

    def found(self, target: int) -> int:
        """How many counts of a target were seen."""
        found: int = values_seen(int(self.seen[target]))
        return found

    def _widened(self, state: State, check: Check, target: int, wanted: int, steps: int, blame: Any = None) -> bool:
        blame = np.zeros(len(self.seen), dtype=np.int64) if blame is None else blame
        about = (self.attacked.known.layout, self.attacked.bounds, state)
        found: int = widen(*about, target, wanted, self.seen, steps, blame, check)
        if found == WRONG:
            raise Miscounted
        return found >= wanted
