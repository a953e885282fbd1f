"""Show again what turned out not to be needed: hidden for one target, and idle since more was hidden for the next.

Each is shown on trial, largest first, and every attack is made again with nothing left to hide: first on the target it
was hidden for, which is quick where it is needed. So a plan that has shown something again was proven as it stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outcomes.disclosure.auditor import Enough
from outcomes.disclosure.cells import Cell
from outcomes.disclosure.plan import Plan

MOST_AGAIN = 8  # groups tried: each that is shown again costs one audit more


@dataclass(frozen=True)
class Cause:
    """What a group was hidden for: the number of the attack, and the target (None: one person's outcome)."""

    attack: int
    target: Cell | None


def show_again(plan: Plan, causes: Mapping[Cell, Cause], proof: Callable[[Cause], bool], enough: Enough) -> int | None:
    """Show what need not be hidden. Give the number of the last proof that held; None where all stays as it was."""
    made, held = 0, None
    for cell in sorted(causes, key=lambda each: (-plan.counts[each], each.where))[:MOST_AGAIN]:
        states, means = dict(plan.states), set(plan.unshown_means)
        if enough():
            break
        if not plan.show(cell):
            continue
        made += 1
        if proof(causes[cell]):
            held = made - 1
        else:
            plan.states, plan.unshown_means = states, means
    return held
