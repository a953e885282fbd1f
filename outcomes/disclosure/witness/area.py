"""The auditor for a whole area: thousands of young people, thousands of groups, no linear program in the proof.

Every attacker of the ordinary audit in turn (outside, who took part, each provider), each by witness search. Measured
on the tree of Greater Manchester: docs/speed.md.
"""

from dataclasses import dataclass
from math import isinf
from typing import Any

import numpy as np

from outcomes.disclosure.attacks import Attack, attacks, knows
from outcomes.disclosure.auditor import Contradiction, Enough, Progress
from outcomes.disclosure.plan import Plan, State, to_nearest
from outcomes.disclosure.programme import STATUS
from outcomes.disclosure.report import Audit
from outcomes.disclosure.witness.kernel import Bounds
from outcomes.disclosure.witness.layout import Laid, lay_out
from outcomes.disclosure.witness.proof import NO_END, Prover, recount

PRICES = {"ward": 1.0, "borough": 4.0}  # what hiding a group costs, by the smallest place it names
REGION_PRICE = 16.0


@dataclass(frozen=True)
class WitnessSearch:
    """Audits by other data sets alone. `seed`: of the search; the same plan with the same seed ends the same."""

    seed: int = 1

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        """Attack `plan`, and hide until it is safe."""
        audit = Audit(solver="witness search", earlier=max(0, len(plan.fixed) - 1), narrowest=NO_END)
        _leave_out_means_of_groups(plan)
        cells = list(dict.fromkeys([*plan.states, *plan.left, *(cell for cell, _ in plan.fixed)]))
        laid = lay_out(plan.records, plan.programme, cells)
        counts = recount(laid, laid.people)
        if any(counts[laid.number[cell]] != count for cell, count in plan.counts.items() if cell in laid.number):
            raise Contradiction("The search counts people otherwise than the release does, so it is not to be trusted.")
        for attack in attacks(plan):
            audit.insiders += attack.provider is not None
            self._withstand(plan, attack, laid, counts, audit, progress, enough)
            if audit.unresolved or audit.stopped:
                break
        return audit

    def _withstand(
        self, plan: Plan, attack: Attack, laid: Laid, counts: Any, audit: Audit, progress: Progress, enough: Enough
    ) -> None:
        targets = [(laid.number[cell], wanted) for cell, wanted in attack.targets]
        if not targets:
            return
        view = _View(plan, attack, laid)
        bounds = view.bounds()
        if ((counts < bounds.low) | (counts > bounds.high)).any():
            raise Contradiction("What would be published does not agree with the records.")
        prover = Prover(laid, bounds, counts, view.frozen(), view.allowed(), view.prices(), view.hide)
        proof = prover.prove(
            targets, seed=self.seed, enough=enough, progress=lambda done, total: progress(attack.name, done, total)
        )
        audit.targets += proof.targets
        audit.by_example += proof.at_once
        audit.narrowest = min(audit.narrowest, proof.narrowest)
        audit.unresolved += len(proof.unresolved)
        audit.stopped |= proof.stopped


def _leave_out_means_of_groups(plan: Plan) -> None:
    """Show means of everybody alone: against so many scores that may be anything, one mean says nothing of a few.

    Means of groups would need an audit of scores and counts together, which is not done at this size.
    """
    shares = {STATUS, *(table.share for table in plan.programme.tables)}
    plan.unshown_means |= {(row.cell, row.scale, row.wave) for row in plan.means if set(row.cell.dims) - shares}


class _View:
    """A plan as one attacker knows it, in the numbers of the search."""

    def __init__(self, plan: Plan, attack: Attack, laid: Laid) -> None:
        self.plan, self.attack, self.laid = plan, attack, laid
        self.cell = {number: cell for cell, number in laid.number.items()}
        self.hideable = set(plan.hideable())

    def bounds(self) -> Bounds:
        """What this attacker knows of every cell, with what is hidden now."""
        low = np.zeros(self.laid.cells, dtype=np.int64)
        high = np.full(self.laid.cells, NO_END, dtype=np.int64)
        shown = np.full(self.laid.cells, -1, dtype=np.int64)
        for cell, (least, most) in self.attack.rows(self.plan):
            at = self.laid.number[cell]
            low[at] = max(low[at], least)
            high[at] = min(high[at], NO_END if isinf(most) else int(most))
        for cell, state in self.plan.states.items():
            if state is State.SHOWN:
                shown[self.laid.number[cell]] = to_nearest(self.plan.counts[cell])
        return Bounds(low, high, shown)

    def frozen(self) -> Any:
        """Who stays as they are: the attacker's own children; where they know who took part, everybody else."""
        people = self.laid.people
        frozen = np.zeros(len(people), dtype=np.bool_)
        frozen[: len(self.plan.records)] = [knows(self.attack, record) for record in self.plan.records]
        if self.attack.share:
            frozen[len(self.plan.records) :] = True
            frozen |= ~self._answered()
        return frozen

    def _answered(self) -> Any:
        at, fits = self._share()
        answered: Any = fits[self.laid.people[:, at]]
        return answered

    def _share(self) -> tuple[int, Any]:
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
        at, fits = self._share()
        allowed[at, : len(fits)] = fits
        return allowed

    def prices(self) -> Any:
        """What hiding each cell costs: least for a ward, most for the whole; infinite where it may not be hidden."""
        price = np.full(self.laid.cells, np.inf)
        for cell in self.hideable:
            places = [PRICES[dim] for dim in cell.dims if dim in PRICES]
            price[self.laid.number[cell]] = min(places, default=REGION_PRICE)
        return price

    def hide(self, number: int) -> Bounds | None:
        """Hide the group behind a cell, with what goes with it."""
        cell = self.cell.get(number)
        if cell is None or cell not in self.hideable or self.plan.states[cell] is not State.SHOWN:
            return None
        self.plan.hide(cell)
        return self.bounds()
