"""The auditor for a whole area: thousands of young people, thousands of groups, no linear program in the proof.

Every attacker of the ordinary audit in turn (outside, who took part, each provider), each by witness search; then a
gate that shares nothing with the search. Measured on the tree of Greater Manchester: docs/speed.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from outcomes.disclosure.attacks import Attack, attacks
from outcomes.disclosure.auditor import Contradiction, Enough, Progress
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.programme import STATUS
from outcomes.disclosure.report import Audit
from outcomes.disclosure.witness.attacked import NO_END, Known, Miscounted, Proof
from outcomes.disclosure.witness.gate import OF_INSIDERS, SAMPLED, as_published, samples
from outcomes.disclosure.witness.hands import Hands, Here, Work
from outcomes.disclosure.witness.layout import Laid, lay_out
from outcomes.disclosure.witness.outcomes_open import OutcomesOpen, alike
from outcomes.disclosure.witness.proof import CountsOpen
from outcomes.disclosure.witness.recounting import recount
from outcomes.disclosure.witness.view import View

AT_ONCE = 2  # providers tried from the same plan, whether by one process or by two: so both find the same
SOLVER = "witness search; a sample by HiGHS"


@dataclass(frozen=True)
class WitnessSearch:
    """Audits by other data sets alone. `seed`: of the search; the same plan with the same seed ends the same."""

    seed: int = 1
    hands: Hands = field(default_factory=Here)

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        """Attack `plan`, and hide until it is safe."""
        audit = Audit(solver=SOLVER, earlier=max(0, len(plan.fixed) - 1), narrowest=NO_END)
        _leave_out_means_of_groups(plan)
        cells = list(dict.fromkeys([*plan.states, *plan.left, *(cell for cell, _ in plan.fixed)]))
        laid = lay_out(plan.records, plan.programme, cells)
        counts = recount(laid.layout, laid.people)
        if any(counts[laid.number[cell]] != count for cell, count in plan.counts.items() if cell in laid.number):
            raise Contradiction("The search counts people otherwise than the release does, so it is not to be trusted.")
        try:
            _Audit(self, plan, laid, counts, audit, progress, enough).run()
        except Miscounted:
            raise Contradiction(
                "A data set that the search found did not agree with what would be published when it was counted again."
            ) from None
        return audit


def _leave_out_means_of_groups(plan: Plan) -> None:
    """Show means of everybody alone: against so many scores that may be anything, one mean says nothing of a few.

    Means of groups would need an audit of scores and counts together, which is not done at this size.
    """
    shares = {STATUS, *(table.share for table in plan.programme.tables)}
    plan.unshown_means |= {(row.cell, row.scale, row.wave) for row in plan.means if set(row.cell.dims) - shares}


class _Audit:
    """One audit on its way: attack after attack, then the gate."""

    def __init__(
        self,
        how: WitnessSearch,
        plan: Plan,
        laid: Laid,
        counts: Any,
        audit: Audit,
        progress: Progress,
        enough: Enough,
    ) -> None:
        """Nothing is done yet."""
        self.how, self.plan, self.laid, self.counts = how, plan, laid, counts
        self.audit, self.progress, self.enough = audit, progress, enough
        self.attacks = list(attacks(plan))
        self.cell = {number: cell for cell, number in laid.number.items()}
        self.done, self.total = 0, sum(len(each.targets) for each in self.attacks) + SAMPLED + OF_INSIDERS

    def run(self) -> None:
        """Withstand every attack, and then the gate; up to the first that it cannot, or until it is enough."""
        for some in _rounds(self.attacks):
            self.audit.insiders += sum(each.provider is not None for each in some)
            work = [piece for each in some for piece in self._pieces(each)]
            for proof in self._do(some[0].name, work, sum(len(each.targets) for each in some)):
                self._take(proof)
            if self.audit.unresolved or self.audit.stopped:
                return
        as_published(self.plan, self.laid)
        for found in self._do("sample", samples(self.plan, self.laid, self.counts, self.attacks, self.how.seed), 0):
            self.audit.sampled += found.sampled
            self.audit.sample_narrowest = int(min(self.audit.sample_narrowest or NO_END, found.narrowest))
            self.audit.unresolved += found.missed
            self.audit.stopped |= found.stopped

    def _pieces(self, attack: Attack) -> Iterator[Work]:
        targets = [(self.laid.number[cell], wanted) for cell, wanted in attack.targets]
        if not targets and not attack.share:
            return
        view = View(self.plan, attack, self.laid)
        if targets:
            yield CountsOpen(self._known(view, self.how.seed), targets, self.how.seed, patient=attack.provider is None)
        if attack.share and not self._all_alike(view):
            yield OutcomesOpen(self._known(view), view.share()[0], self.how.seed)

    def _known(self, view: View, seed: int | None = None) -> Known:
        known = view.known(self.counts, seed)
        if ((known.cells < known.bounds.low) | (known.cells > known.bounds.high)).any():
            raise Contradiction("What would be published does not agree with the records.")
        return known

    def _all_alike(self, view: View) -> bool:
        """Whether everybody has somebody beside them who could be them: then there is nothing to look for."""
        family, asked = view.share()[0], view.answered()
        if not alike(self.laid.layout, self.laid.people, asked, family)[asked].all():
            return False
        self.audit.outcomes += int(asked.sum())
        return True

    def _do(self, name: str, work: Sequence[Work], size: int) -> list[Any]:
        found = self.how.hands.do(work, lambda done, _: self.progress(name, self.done + done, self.total), self.enough)
        self.audit.stopped |= found is None
        self.done += size
        return found or []

    def _take(self, proof: Proof) -> None:
        """Write down what was shown, and hide what had to go: what is hidden widens every other proof."""
        audit = self.audit
        audit.targets += proof.targets
        audit.outcomes += proof.outcomes
        audit.by_example += proof.at_once
        audit.recounted += proof.recounted
        audit.narrowest = min(audit.narrowest, proof.narrowest)
        audit.unresolved += proof.unresolved
        audit.stuck = audit.stuck or self._table_of(proof.stuck)
        audit.stopped |= proof.stopped
        for number in proof.hidden:
            if self.plan.states[self.cell[number]] is State.SHOWN:
                self.plan.hide(self.cell[number])

    def _table_of(self, number: int) -> str:
        """The table that a cell is in: the programme may be tried again without it."""
        cell = self.cell.get(number)
        return next((place.table.key for place in self.plan.layout.positions if place.cell == cell), "")


def _rounds(every: Sequence[Attack]) -> Iterator[Sequence[Attack]]:
    """Give the attacks that are withstood from the same plan: each alone, providers two at a time."""
    inside = [each for each in every if each.provider is not None]
    yield from ([each] for each in every if each.provider is None)
    yield from (inside[at : at + AT_ONCE] for at in range(0, len(inside), AT_ONCE))
