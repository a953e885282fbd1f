"""The disclosure engine: records go in; figures that are safe together come out, or a smaller programme, or nothing.

    protected = protect(records, [full, smaller], earlier=[...], progress=say, enough=late)
    protected.figures, protected.report.as_dict()

Pure: time is `ask` (seconds of any clock) and `enough`. `restore` reads a published figure back from where it is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outcomes.disclosure.auditor import Auditor, Contradiction, Enough, Progress
from outcomes.disclosure.cells import Cell, check
from outcomes.disclosure.company import give_company
from outcomes.disclosure.earlier import Earlier
from outcomes.disclosure.making import restore
from outcomes.disclosure.narrowing import Step, steps
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.primary import draw_up, has_headline
from outcomes.disclosure.programme import COUNTED, STATUS, Programme, Record
from outcomes.disclosure.published import Published
from outcomes.disclosure.publishing import publish
from outcomes.disclosure.report import Report, Tried
from outcomes.disclosure.solver import auditor_for

__all__ = ["Earlier", "NothingSafe", "Protected", "protect", "restore"]


class NothingSafe(Exception):
    """Nothing can be published about these people. `report` says why."""

    def __init__(self, report: Report) -> None:
        """Keep the report of what was tried."""
        super().__init__("Nothing about these people can be published safely.")
        self.report = report


@dataclass(frozen=True)
class Protected:
    """A programme as it goes out: its figures, and the audit that let them."""

    programme: Programme
    figures: tuple[Published, ...]
    report: Report


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def protect(
    records: Sequence[Record],
    programmes: Sequence[Programme],
    *,
    earlier: Sequence[Earlier] = (),
    ask: Callable[[], float] = lambda: 0.0,
    progress: Progress = _silent,
    enough: Enough = lambda: False,
    auditor: Auditor | None = None,
) -> Protected:
    """Publish the fullest of `programmes` (fullest first) that is safe; then totals, then the headline alone.

    `enough()` true: the time is up, and what is left to try is the headline alone. `ask()`: seconds on a clock, for the
    report. :raise NothingSafe: when not even the headline is safe.
    """
    check(records, {each.key: each for each in programmes[0].dimensions})
    people, report = sum(record.at[STATUS] == COUNTED for record in records), Report()
    todo = list(steps(programmes, people))
    while todo:
        step = todo.pop(0)
        tried = Tried(step.programme.name, len(step.programme.tables))
        report.tried.append(tried)
        last = not todo
        if enough() and not last:
            tried.why_not = "The time was up before it could be tried."
            continue
        begun = ask()
        limit: Enough = (lambda: False) if last else enough
        plan = _made_safe(step, records, earlier, tried, progress, limit, auditor or auditor_for(len(records)))
        tried.seconds = round(ask() - begun, 1)
        if plan is not None:
            return Protected(step.programme, tuple(publish(plan)), report)
        lesser = None if last else step.without(tried.audit.stuck)
        todo[:0] = [lesser] if lesser else []
    raise NothingSafe(report)


def _made_safe(
    step: Step,
    records: Sequence[Record],
    earlier: Sequence[Earlier],
    tried: Tried,
    progress: Progress,
    enough: Enough,
    auditor: Auditor,
) -> Plan | None:
    """Give a plan that withstood the audit, or None and the reason in `tried`.

    First only what the audit asks for is hidden; if that gets stuck and no table can be named that is to blame, each
    lonely gap is given company beforehand.
    """
    for company in (False, True):
        progress("counting", 0, 1)
        plan = draw_up(step, records, earlier)
        before = dict(plan.states)
        if not has_headline(plan):
            tried.why_not = "The number of people in it is too small to be shown."
            return None
        if company:
            give_company(plan)
        try:
            tried.audit = auditor.secure(plan, progress, enough)
        except Contradiction as why:
            tried.why_not = str(why)
            return None
        tried.why_not = _fault(tried)
        if not tried.why_not:
            _tell(tried, plan, before)
            return plan
        if tried.audit.stuck:
            break
    return None


def _fault(tried: Tried) -> str:
    """Say in a sentence why a plan is not safe; empty when it is."""
    if tried.audit.stopped:
        return "The time was up before every small group was shown to be safe."
    if tried.audit.unresolved and tried.audit.stuck:
        return f"A small group could not be protected by hiding more; the table {tried.audit.stuck} holds it."
    if tried.audit.unresolved:
        return "A small group could not be protected by hiding more."
    return ""


def _tell(tried: Tried, plan: Plan, before: dict[Cell, State]) -> None:
    """Write down how much is shown and why the rest is not, table by table."""
    cells = {place.cell for place in plan.layout.positions}
    tried.cells = len(cells)
    tried.shown = sum(plan.states[cell] is State.SHOWN for cell in cells)
    tried.primary = sum(plan.states[cell] is State.PRIMARY for cell in cells)
    tried.rules = sum(before[cell] in (State.SECONDARY, State.OUTSIDE) for cell in cells)
    for place in plan.layout.positions:
        more = before[place.cell] is State.SHOWN and plan.states[place.cell] is not State.SHOWN
        tried.secondary[place.table.key] = tried.secondary.get(place.table.key, 0) + more
