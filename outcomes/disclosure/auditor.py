"""Whoever attacks a plan before it is published, and hides what must go: the seam between engine and auditors."""

from collections.abc import Callable
from typing import Protocol

from outcomes.disclosure.plan import Plan
from outcomes.disclosure.report import Audit

Progress = Callable[[str, int, int], None]
Enough = Callable[[], bool]


class Contradiction(Exception):
    """What is published cannot all be true: the audit itself must be wrong, so nothing is published."""


class Auditor(Protocol):
    """Makes a plan safe, or says that it did not."""

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        """Attack `plan` from outside and as each provider; hide with `plan.hide` until every target stays open.

        A target that stays too narrow is counted in `Audit.unresolved`; out of time, `Audit.stopped` is set. Either way
        the plan is not published. `progress(stage, done, total)` may raise to stop everything.
        """
        ...
