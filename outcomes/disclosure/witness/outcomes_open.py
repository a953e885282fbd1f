"""Showing that nobody's outcome is certain to whoever knows who took part, and all else about everybody.

Two people who are alike in all that stands beside the outcome in any table, and differ in it, could be each other: both
are open at once. Of the others other data sets show it, in which only outcomes differ.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from outcomes.disclosure.witness.attacked import LONG, SHORT, Attacked, Known, Miscounted, Proof
from outcomes.disclosure.witness.hands import Enough, Say
from outcomes.disclosure.witness.kernel import Layout
from outcomes.disclosure.witness.proof import MOST_TO_HIDE
from outcomes.disclosure.witness.recounting import RIGHT
from outcomes.disclosure.witness.search import WRONG, reopen, seeded

SETTLED, MANY = 3, 500  # data sets made at random while so many are left, before people are tried one by one


def alike(layout: Layout, people: Any, mine: Any, family: int) -> Any:
    """Who of `mine` has somebody beside them who is alike in all that is crossed with this family, and not in it."""
    rows = [row for row in layout.family.tolist() if family in row]
    group = np.zeros(int(mine.sum()), dtype=np.int64)
    for each in sorted({each for row in rows for each in row} - {-1, family}):
        _, group = np.unique(group * layout.values[each] + people[mine, each], return_inverse=True)
    count = layout.values[family]
    values = np.bincount(np.unique(group * count + people[mine, family]) // count, minlength=1)
    found = np.zeros(len(people), dtype=bool)
    found[mine] = values[group] > 1
    return found


@dataclass(frozen=True)
class OutcomesOpen:
    """The work of showing that each young person could have another value of one family: their outcome."""

    known: Known
    family: int
    seed: int

    @property
    def size(self) -> int:
        """No targets: people are no groups."""
        return 0

    def run(self, say: Say, enough: Enough) -> Proof:
        """Do it, hiding what is in the way; given up at the first whose outcome is certain. :raise Miscounted:"""
        mine = ~self.known.frozen
        proof = Proof(outcomes=int(mine.sum()), stopped=enough())
        changed = alike(self.known.layout, self.known.people, mine, self.family) | ~mine
        if proof.stopped or changed.all():
            return proof
        seeded(self.seed)
        attacked = Attacked(self.known)
        for _ in range(SETTLED):
            state = attacked.settled(enough) if (~changed).sum() > MANY else None
            if state is not None:
                attacked.checked(state)
                changed |= state.people[:, self.family] != self.known.people[:, self.family]
        self._one_by_one(attacked, changed, proof, say, enough)
        proof.hidden = attacked.hidden
        return proof

    def _one_by_one(self, attacked: Attacked, changed: Any, proof: Proof, say: Say, enough: Enough) -> None:
        state = attacked.start()
        check = attacked.checked(state)
        todo = np.flatnonzero(~changed)
        for done, who in enumerate(todo):
            say(done, len(todo))
            proof.stopped = enough()
            if proof.stopped or proof.unresolved:
                return
            if not changed[who]:
                self._one(attacked, state, check, int(who), changed, proof)
        proof.recounted = int(check.tally[RIGHT])

    def _one(self, attacked: Attacked, state: Any, check: Any, who: int, changed: Any, proof: Proof) -> None:
        for steps in (SHORT, *[LONG] * (MOST_TO_HIDE + 1)):
            blame = np.zeros(len(self.known.cells), dtype=np.int64)
            about = (self.known.layout, attacked.bounds, state, who, self.family, steps)
            found = reopen(*about, blame, changed, check)
            if found == WRONG:
                raise Miscounted
            if found:
                return
            if steps == LONG and not attacked.hide_most_in_the_way(blame):
                break
        proof.unresolved += 1
