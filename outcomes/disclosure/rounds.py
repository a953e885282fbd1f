"""Attack after attack, target after target: prove it open, or hide what holds it in place and try again."""

from collections import defaultdict
from collections.abc import Sequence
from math import isinf
from typing import Any

import numpy as np
import scipy

from outcomes.disclosure.again import Cause, show_again
from outcomes.disclosure.atoms import Atoms, atoms_of
from outcomes.disclosure.attacks import Attack, attacks, knows
from outcomes.disclosure.auditor import Contradiction, Enough, Progress
from outcomes.disclosure.bounding import CLEAR, Bounding, Reading
from outcomes.disclosure.cells import Cell
from outcomes.disclosure.people import People, people_of
from outcomes.disclosure.plan import Plan
from outcomes.disclosure.programme import HEADLINE, STATUS
from outcomes.disclosure.report import Audit
from outcomes.disclosure.scores import Scores, too_close
from outcomes.disclosure.search import MOST, Search
from outcomes.disclosure.solver import MOST_TO_HIDE

NO_END = 2**30  # a count that nobody reaches
SHORT, LONG = 60, 400  # steps of a repair: for everybody, and for whoever that was too little


def secure(plan: Plan, progress: Progress, enough: Enough, seed: int) -> Audit:
    """Attack `plan` as everybody in turn, hiding what must go; then show again what need not have gone."""
    audit, causes = _attacked(plan, progress, enough, seed)
    if audit.unresolved or audit.stopped or not causes:
        return audit
    tried: list[Audit] = []

    def proof(cause: Cause) -> bool:
        tried.append(_attacked(plan, progress, enough, seed, cause)[0])
        return not (tried[-1].unresolved or tried[-1].stopped)

    again = show_again(plan, causes, proof, enough)
    last = audit if again is None else tried[again]
    last.solves = audit.solves + sum(each.solves for each in tried)
    return last


def _attacked(
    plan: Plan, progress: Progress, enough: Enough, seed: int, doubt: Cause | None = None
) -> tuple[Audit, dict[Cell, Cause]]:
    """Attack `plan` as everybody in turn; stop at the first target that stays too narrow.

    Give what was hidden, and for whom. With a `doubt` nothing is hidden, and the target it names is attacked first.
    """
    audit = Audit(solver=f"HiGHS in SciPy {scipy.__version__}", earlier=max(0, len(plan.fixed) - 1), narrowest=MOST)
    while (mean := too_close(plan)) is not None:
        plan.unshown_means.add((mean.cell, mean.scale, mean.wave))
    todo, causes = list(attacks(plan)), dict[Cell, Cause]()
    cells = list(dict.fromkeys([*plan.states, *plan.left, *(cell for cell, _ in plan.fixed)]))
    people, atoms = people_of(plan.records, plan.programme, cells), atoms_of(plan.programme, cells)

    def a_round(number: int) -> Round:
        return Round(plan, todo[number], cells, people, atoms, np.random.default_rng(seed), hides=doubt is None)

    if doubt is not None and doubt.target is not None:
        wanted = dict(todo[doubt.attack].targets)[doubt.target]
        if not a_round(doubt.attack).opens(doubt.target, wanted, audit):
            audit.unresolved += 1
            return audit, causes
    for number, attack in enumerate(todo):
        progress(attack.name, number, len(todo))
        audit.insiders += attack.provider is not None
        made = a_round(number)
        made.run(audit, progress, enough)
        causes |= {cell: Cause(number, target) for cell, target in made.hidden.items()}
        if audit.unresolved or audit.stopped:
            break
    return audit, causes


class Round:
    """One attack on a plan."""

    def __init__(
        self,
        plan: Plan,
        attack: Attack,
        cells: Sequence[Cell],
        people: People,
        atoms: Atoms | None,
        rng: Any,
        *,
        hides: bool = True,
    ) -> None:
        """Lay out what this attacker knows. `hidden`: what this round hid, each for which target (None: a person)."""
        self.plan, self.attack, self.cells, self.atoms = plan, attack, cells, atoms
        self.tries, self.hidden = MOST_TO_HIDE if hides else 0, dict[Cell, Cell | None]()
        self.index = {cell: number for number, cell in enumerate(cells)}
        self.own = np.zeros(len(cells), dtype=np.int64)
        for cell, count in attack.own:
            self.own[self.index[cell]] = count
        low, high = self._bounds()
        self.search = Search(people, low, high, self._frozen(people), self._movable(people), rng)
        self.scores = Scores(plan, self.index, people, self.search.frozen)
        self._restrict(people)
        if ((people.counts < low) | (people.counts > high)).any():
            raise Contradiction(
                "What would be published does not agree with the records, so the audit is not to be trusted."
            )

    def _bounds(self) -> tuple[Any, Any]:
        low = np.zeros(len(self.cells), dtype=np.int64)
        high = np.full(len(self.cells), NO_END, dtype=np.int64)
        for cell, (least, most) in self.attack.rows(self.plan):
            at = self.index[cell]
            low[at] = max(low[at], least)
            high[at] = min(high[at], NO_END if isinf(most) else int(most))
        return low, high

    def _frozen(self, people: People) -> Any:
        frozen = np.zeros(len(people.codes), dtype=bool)
        frozen[: len(self.plan.records)] = [knows(self.attack, record) for record in self.plan.records]
        if self.attack.share:
            frozen[len(self.plan.records) :] = True
        return frozen

    def _movable(self, people: People) -> tuple[int, ...]:
        share = self.attack.share
        return tuple(at for at, family in enumerate(people.families) if not share or share in family.dims)

    def _restrict(self, people: People) -> None:
        """Whoever knows who took part knows who has an answer: only the answer itself is open."""
        if not self.attack.share:
            return
        listed = {each.key for each in self.plan.layout.dimensions[self.attack.share].listed()}
        for at in self.search.movable:
            family = people.families[at]
            place = family.dims.index(self.attack.share)
            fits = np.array([value[place] in listed for value in family.values])
            self.search.allowed[at] = fits
            self.search.frozen |= ~fits[people.codes[:, at]]

    def run(self, audit: Audit, progress: Progress, enough: Enough) -> None:
        """Go through the targets."""
        for done, (cell, wanted) in enumerate(self.attack.targets):
            if enough():
                audit.stopped = True
                return
            if done % 20 == 0:
                progress(self.attack.name, done, len(self.attack.targets))
            audit.targets += 1
            if not self.opens(cell, wanted, audit):
                audit.unresolved += 1
                audit.stuck = self._table_that_holds(cell)
                return

        for at in self.search.movable if self.attack.share else ():
            self._everybody_open(at, audit, enough)

    def _everybody_open(self, family: int, audit: Audit, enough: Enough) -> None:
        """Show that nobody's outcome is certain to whoever knows who took part, and all else about them."""
        for person in np.flatnonzero(~self.search.frozen):
            if enough():
                audit.stopped = True
                return
            audit.outcomes += 1
            if not self._person_open(int(person), family):
                audit.unresolved += 1
                shares = [table.key for table in self.plan.programme.tables if table.share == self.attack.share]
                audit.stuck = next((key for key in reversed(shares) if key != HEADLINE), "")
                return

    def _person_open(self, person: int, family: int) -> bool:
        for attempt in range(self.tries + 1):
            self.search.blame[:] = 0
            if self.search.changed[person] or any(self.search.change(person, family, each) for each in (SHORT, LONG)):
                return True
            choice = self._in_the_way(None, 0) if attempt < self.tries else None
            if choice is None:
                return False
            self._hide(choice, None)
        return False

    def _hide(self, choice: Cell, target: Cell | None) -> None:
        self.hidden |= dict.fromkeys(self.plan.hide(choice), target)
        self.search.low, self.search.high = self._bounds()

    def opens(self, cell: Cell, wanted: int, audit: Audit) -> bool:
        """Show that a target keeps enough counts, hiding what must go."""
        at = self.index[cell]
        self.scores.blame.clear()
        for attempt in range(self.tries + 1):
            if self._proven(at, wanted, SHORT):
                audit.by_example += not attempt
                audit.narrowest = min(audit.narrowest, self.search.values(at) if wanted > 2 else MOST)
                return True
            bounding = self._bounding()
            reading = bounding.read(at) if bounding else None
            wide = reading is None or reading.values >= wanted
            open_still = wide and self._open_to_solver(bounding, reading, at, wanted)
            audit.solves += bounding.solves if bounding else 0
            if open_still:
                audit.narrowest = min(audit.narrowest, wanted)
                return True
            if attempt < self.tries and not (wide and self._hide_a_mean()):
                choice = self._in_the_way(reading, wanted) or self._beside(cell)
                if choice is None:
                    return False
                self._hide(choice, cell)
        return False

    def _open_to_solver(self, bounding: Bounding | None, reading: Reading | None, at: int, wanted: int) -> bool:
        """Ask integer programs over whole people; where means bind counts, or there is none, search for longer."""
        if bounding is None or reading is None or any(len(rows) > 1 for rows in self.scores.rows().values()):
            return self._proven(at, wanted, LONG)
        seen = np.flatnonzero(self.search.seen[at]) + self.search.least_seen[at] - self.own[at]
        low, high = int(seen.max()) - wanted + 1, int(seen.min()) + wanted - 1
        if reading.low <= low + CLEAR and bounding.reaches(at, -np.inf, low):
            return True
        if reading.high >= high - CLEAR and bounding.reaches(at, high, np.inf):
            return True
        return bounding.whole(at) >= wanted

    def _table_that_holds(self, target: Cell) -> str:
        """Give the table whose own groups hold a target that no hiding opens, the last of them; empty: none does."""
        bounding = self._bounding()
        weights = bounding.read(self.index[target]).weights if bounding else np.zeros(len(self.cells))
        weights[self.index[target]] += CLEAR  # where nothing else is seen to hold it
        groups: dict[Cell, set[str]] = defaultdict(set)
        for place in self.plan.layout.positions:
            for cell in (place.cell, self.plan.layout.rest(place)):
                if cell is not None:
                    groups[cell].add(place.table.key)
        worth: dict[str, float] = defaultdict(float)
        for cell, keys in groups.items():
            for key in keys if cell not in self.plan.keep else ():
                worth[key] += float(weights[self.index[cell]]) / len(keys) ** 2
        order = [table.key for table in self.plan.programme.tables if table.key != HEADLINE and worth[table.key] > 0]
        return max(reversed(order), key=lambda key: round(worth[key], 6), default="")

    def _hide_a_mean(self) -> bool:
        """Hide the mean that data sets with other counts could most often not have."""
        free = [row for row in self.scores.blame if (row.cell, row.scale, row.wave) in self.plan.mean_figures]
        for row in sorted(free, key=lambda row: -self.scores.blame[row])[:1]:
            self.plan.unshown_means.add((row.cell, row.scale, row.wave))
        self.scores.blame.clear()
        return bool(free)

    def _beside(self, target: Cell) -> Cell | None:
        """Give the smallest published group that shares a dimension with a target, when nothing is seen to hold it."""
        dims = set(target.dims) - {STATUS}
        near = (cell for cell in self.plan.hideable() if dims & set(cell.dims))
        return min(near, key=self.plan.counts.__getitem__, default=None)

    def _proven(self, at: int, wanted: int, steps: int) -> bool:
        accept = self.scores.accept if self.plan.means and not self.attack.share else None
        return self.search.values(at) >= wanted or self.search.widen(at, wanted, steps, accept)

    def _bounding(self) -> Bounding | None:
        """Give the program of this attacker, with what is hidden now; it speaks of counts, not of who took part."""
        if self.atoms is None or self.attack.share:
            return None
        high = np.where(self.search.high >= NO_END, np.inf, self.search.high - self.own)
        return Bounding(self.atoms, self.search.low - self.own, high)

    def _in_the_way(self, reading: Reading | None, wanted: int) -> Cell | None:
        """Give the published count that holds a target in place most, for its size."""
        blame, free = self.search.blame.copy(), list(self.plan.hideable())
        self.search.blame[:] = 0
        held = reading is not None and (reading.values < wanted or not any(blame[self.index[cell]] for cell in free))
        weights = reading.weights if reading is not None and held else blame
        free = [cell for cell in free if weights[self.index[cell]] > CLEAR]
        return max(
            free, key=lambda cell: float(weights[self.index[cell]]) / (10 + self.plan.counts[cell]), default=None
        )
