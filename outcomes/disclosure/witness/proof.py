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

MOST_TO_HIDE = 12  # cells hidden for one target, one by one, before all that is shown beside it goes


@dataclass(frozen=True)
class CountsOpen:
    """The work of showing that each target (a cell, and how many counts) stays open."""

    known: Known
    targets: Sequence[tuple[int, int]]
    seed: int

    def run(self, say: Say, enough: Enough) -> Proof:
        """Do it, hiding what is in the way; given up at the first that stays too narrow. :raise Miscounted:"""
        proof = Proof(len(self.targets), stopped=enough())
        if proof.stopped or not self.targets:
            return proof
        seeded(self.seed)
        say(0, len(self.targets))
        work = _Work(Attacked(self.known), proof, np.zeros(len(self.known.cells), dtype=np.int64))
        state = work.attacked.settled(enough)
        if state is None:
            proof.stopped, proof.unresolved = enough(), len(self.targets)
            return proof
        check = work.attacked.checked(state)
        for done, (target, wanted) in enumerate(self.targets):
            say(done, len(self.targets))
            proof.stopped = enough()
            if proof.stopped or proof.unresolved:
                break
            work.one(state, check, target, wanted)
        work.attacked.checked(state)
        proof.recounted = int(check.tally[RIGHT])
        say(len(self.targets), len(self.targets))
        proof.hidden = work.attacked.hidden
        return proof


@dataclass(frozen=True)
class _Work:
    attacked: Attacked
    proof: Proof
    seen: Any

    def one(self, state: State, check: Check, target: int, wanted: int) -> None:
        """Show one target open, or hide until it is."""
        self.seen[target] |= np.int64(1) << np.int64(min(int(state.cells[target]), LARGEST_SEEN))
        if self._found(target) >= wanted or self._widened(state, check, target, wanted, SHORT):
            self.proof.at_once += 1
        elif not self._open(state, check, target, wanted):
            self.proof.unresolved += 1
        if wanted >= VALUES_LEFT:
            self.proof.narrowest = min(self.proof.narrowest, self._found(target))

    def _open(self, state: State, check: Check, target: int, wanted: int) -> bool:
        for each in range(MOST_TO_HIDE + 1):
            blame = np.zeros(len(self.seen), dtype=np.int64)
            if self._widened(state, check, target, wanted, LONG, blame):
                return True
            if each == MOST_TO_HIDE or not self.attacked.hide_most_in_the_way(blame):
                break
        return self.attacked.hide_line(target) and self._widened(state, check, target, wanted, LONG)

    def _found(self, target: int) -> int:
        found: int = values_seen(int(self.seen[target]))
        return found

    def _widened(self, state: State, check: Check, target: int, wanted: int, steps: int, blame: Any = None) -> bool:
        blame = np.zeros(len(self.seen), dtype=np.int64) if blame is None else blame
        about = (self.attacked.known.layout, self.attacked.bounds, state)
        found: int = widen(*about, target, wanted, self.seen, steps, blame, check)
        if found == WRONG:
            raise Miscounted
        return found >= wanted
