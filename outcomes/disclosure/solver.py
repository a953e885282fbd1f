"""The auditor for a release of up to some thousands: other data sets as proof, linear programs to choose what to hide.

A target is safe when whole data sets were found that agree with everything published and give it enough different
counts. Where too few are found, a linear program says which published figures hold it in place, and the cheapest of
them goes. What is found once stays true, because hiding only widens: so one pass over every attacker is enough.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outcomes.disclosure.auditor import Auditor, Enough, Progress
from outcomes.disclosure.plan import Plan
from outcomes.disclosure.report import Audit

if TYPE_CHECKING:
    from outcomes.disclosure.witness.hands import Hands

AS_LARGE_AS_AN_AREA = 3_000  # records from which whole data sets alone are looked for, where that is compiled
MOST_TO_HIDE = 12  # figures hidden for one target before it is given up


@dataclass(frozen=True)
class Solver:
    """Audits in this process, on one core. `seed`: of the search; the same plan with the same seed ends the same."""

    seed: int = 1

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        """Attack `plan`, and hide until it is safe."""
        from outcomes.disclosure.rounds import secure  # numpy and scipy are not loaded by a page

        return secure(plan, progress, enough, self.seed)


def auditor_for(records: int, hands: "Hands | None" = None) -> Auditor:
    """The auditor for so many records: linear programs over combinations are for some thousands (docs/speed.md).

    `hands`: whoever does the work of an area's audit; without them it is done in this process.
    """
    from outcomes.disclosure.witness.compiled import COMPILES

    if records < AS_LARGE_AS_AN_AREA or not COMPILES:
        return Solver()
    from outcomes.disclosure.witness.area import WitnessSearch

    return WitnessSearch(hands=hands) if hands else WitnessSearch()
