"""Closing a cohort: a count at one checkpoint, made safe, published in one transaction or not at all."""

import random
import time as clock
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from outcomes.activity.store import inputs_between
from outcomes.disclosure.engine import Earlier, NothingSafe, Protected, protect
from outcomes.disclosure.making import amount
from outcomes.disclosure.narrowing import narrow
from outcomes.disclosure.programme import COUNTED, STATUS, Programme, Record, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.report import Report
from outcomes.disclosure.rulebook import SMALLEST_COHORT
from outcomes.disclosure.solver import auditor_for
from outcomes.disclosure.witness.hands import Hands
from outcomes.impact.book import Book
from outcomes.impact.closing.alphas.store import alphas
from outcomes.impact.closing.parts_of_known import parts_of_known
from outcomes.impact.closing.stages import Progress, Stage, silent
from outcomes.impact.closing.trust import Trust, histogram, told, trust_in
from outcomes.impact.closing.year.added_up import added_up, amounts
from outcomes.impact.door.store import Counting, count
from outcomes.impact.frame import Frame
from outcomes.impact.kept.store import Fresh, keep
from outcomes.impact.models import Cohort, CohortHistogram, CohortMember
from outcomes.impact.tables import programmes
from outcomes.impact.titles import TITLES
from outcomes.impact.voices.store import place as place_quotes
from survey.days import ends, local_day
from survey.errors import AlreadyDone, DomainError
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import Entry
from survey.ledger.projection import Projection, register
from survey.ledger.store import record, size, take_turn
from survey.people.models import Area, Organisation

CLOSED = "cohort.closed"
SHARE_LEFT = 0.35  # of the time that is left, what a programme leaves to the smaller ones
Plans = Callable[[Frame], Sequence[Programme]]


class RollsOn(DomainError):
    """Too few young people can be counted yet, so this cohort stays open. Nothing was published."""

    kind = "conflict"


class Moved(DomainError):
    """Something that counts here changed while this was being worked out. Nothing was published. Close it again."""

    kind = "conflict"


@dataclass(frozen=True)
class Snapshot:
    """A cohort as it was counted at a checkpoint: what the engine works on. Nothing of it is stored for good."""

    cohort_id: int
    counting: Counting
    checkpoint: int
    closing: datetime
    earlier: tuple[Earlier, ...] = ()
    trust: Mapping[str, Trust] = field(default_factory=dict)
    inputs: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)  # by measure and organisation
    own: bool = False  # one organisation's own release: it agrees to its own amounts being known
    quarters: tuple[Book, ...] | None = None  # of a year: what its quarters published, or none where one is not in view


def closing_moment(cohort: Cohort, now: datetime) -> datetime:
    """Up to when entries count: the end of the cohort's last day, or now when that is still to come."""
    return min(now, ends(cohort.closes_on))


def require_open(cohort: Cohort) -> None:
    """:raise AlreadyDone: when it is closed."""
    if cohort.state != "open":
        raise AlreadyDone("This cohort is closed, and a closed cohort is never counted again.")


# Counting, at one checkpoint


def counted(session: Session, cohort: Cohort, now: datetime, progress: Progress = silent) -> Snapshot:
    """Count a cohort as it stands. :raise RollsOn: when it has too few."""
    require_open(cohort)
    progress(Stage.COUNTING, 0, 1)
    closing = closing_moment(cohort, now)
    counting = count(session, cohort, closing, lambda done, total: progress(Stage.COUNTING, done, total))
    return snapshot(session, cohort, counting, closing)


def snapshot(
    session: Session, cohort: Cohort, counting: Counting, closing: datetime, earlier: Sequence[Earlier] = ()
) -> Snapshot:
    """What was counted, with the checkpoint it was counted at. :raise RollsOn: when it is too little."""
    require_enough(counting.records)
    own = cohort.organisation_id is not None
    about = (session, cohort.opens_on, cohort.closes_on, cohort.organisation_id)
    inputs: dict[str, dict[str, Decimal]] = {}
    for each in inputs_between(*about) if cohort.area_code is None else ():
        inputs.setdefault(each.measure, {})[each.organisation_id] = each.amount
    return Snapshot(cohort.id, counting, size(session), closing, tuple(earlier), inputs=inputs, own=own)


def require_enough(records: Iterable[Record]) -> None:
    """:raise RollsOn: under thirty in the figure."""
    if sum(record.at[STATUS] == COUNTED for record in records) < SMALLEST_COHORT:
        raise RollsOn


def trusted(session: Session, found: Snapshot, progress: Progress = silent) -> Snapshot:
    """The same with how far each measure can be trusted, from its histogram and from how its items hang together."""
    progress(Stage.TRUST, 0, 1)
    scores = histogram(found.counting.frame, found.counting.counted)
    hang = alphas(session, found.counting.first)
    trust = {asked.key: trust_in(asked, scores, hang.get(asked.key)) for asked in found.counting.frame.asked}
    return replace(found, trust=trust)


def keep_histogram(session: Session, found: Snapshot) -> None:
    """Write the raw histogram of an open cohort, in place of the one of an earlier try."""
    forget_histogram(session, found.cohort_id)
    scores = histogram(found.counting.frame, found.counting.counted)
    rows = [
        {"cohort_id": found.cohort_id, "scale": scale, "wave": wave, "score": score, "people": people}
        for (scale, wave, score), people in sorted(scores.items())
    ]
    if rows:
        session.execute(insert(CohortHistogram), rows)


def forget_histogram(session: Session, cohort_id: int) -> None:
    """Delete the raw histogram of a cohort: once it is published nothing can be worked out from it again."""
    session.execute(delete(CohortHistogram).where(CohortHistogram.cohort_id == cohort_id))


# Protecting: pure work, with no transaction held


def safe(
    found: Snapshot,
    progress: Progress = silent,
    *,
    enough: Callable[[], bool] = lambda: False,
    limit: float = float("inf"),
    plans: Plans = programmes,
    hands: Hands | None = None,
) -> Protected:
    """What may be published of a snapshot. :raise RollsOn: when not even the headline is safe.

    `limit`: seconds in all. Each programme has its share of them, so that time which runs out on the fullest is not
    lost to the others; `enough()` ends them all but the headline. `hands`: who does the work for an area.
    """
    try:
        made = _fullest(found, progress, enough, limit, plans(found.counting.frame), hands)
    except NothingSafe as nothing:
        made = _of_quarters(found, nothing.report)
    more = [*_trust(found, made), *parts_of_known(found.counting, made, found.earlier), *_inputs(found)]
    tables = tuple(table for table, _ in more)
    figures = tuple(figure for _, of in more for figure in of)
    programme = replace(made.programme, tables=made.programme.tables + tables)
    return replace(made, programme=programme, figures=made.figures + figures)


def _fullest(
    found: Snapshot,
    progress: Progress,
    enough: Callable[[], bool],
    limit: float,
    plans: Sequence[Programme],
    hands: Hands | None,
) -> Protected:
    """The fullest programme that is safe in its share of the time; the last falls back to totals or the headline."""
    begun, tried = clock.monotonic(), []
    people = len(found.counting.counted)
    distinct = {narrow(plan, people).tables: plan for plan in reversed(plans)}  # for few people, several come to one
    plans = list(distinct.values())[::-1]

    def say(_stage: str, done: int, total: int) -> None:
        progress(Stage.PROTECTING, done, total)

    for number, plan in enumerate(plans, 1):
        last = number == len(plans)
        until = begun + limit * (1 if last else 1 - SHARE_LEFT**number)
        made = protect(
            found.counting.records,
            [replace(plan, dimensions=plans[0].dimensions)],
            earlier=found.earlier,
            ask=clock.monotonic,
            progress=say,
            enough=_until(until, enough),
            auditor=auditor_for(len(found.counting.records), hands),
        )
        if last or made.programme.name == plan.name:
            break
        tried += made.report.tried[:1]
    made.report.tried[:0] = tried
    return made


def _of_quarters(found: Snapshot, report: Report) -> Protected:
    """The sum of what the quarters of a year published. :raise RollsOn: when there is none."""
    for programme, figures in added_up(found.quarters or ()):
        return Protected(programme, figures, report)
    raise RollsOn


def _until(moment: float, enough: Callable[[], bool]) -> Callable[[], bool]:
    """Whether it is enough, or this moment has passed."""
    return lambda: enough() or clock.monotonic() > moment


def _trust(found: Snapshot, made: Protected) -> Iterable[tuple[Table, list[Published]]]:
    people = {each.table: each.figure for each in made.figures if each.statistic == "people" and not each.at}
    among = {each.at.get(STATUS): each.figure for each in made.figures if each.table == "coverage"}
    for asked in found.counting.frame.asked:
        scored = people.get(f"change/{asked.key}" if asked.paired else f"band/{asked.key}/after")
        if scored is not None and COUNTED in among and asked.key in found.trust:
            said = told(asked, found.trust[asked.key], among[COUNTED], scored)
            if said is not None:
                yield said


def _inputs(found: Snapshot) -> Iterable[tuple[Table, list[Published]]]:
    if found.quarters is not None:
        yield from amounts(found.quarters)
        return
    given = sorted(found.inputs.items())
    figures = [Published("inputs", amount(of, agreed=found.own), {}, measure) for measure, of in given]
    if figures:
        yield Table("inputs", TITLES["inputs"], ()), figures


# Publishing, in one transaction


def publish(
    session: Session, found: Snapshot, made: Protected, *, by: str | None, now: datetime, rng: random.Random
) -> int:
    """Close the cohort and write down its release, all in the caller's transaction; the raw histogram goes with it.

    :raise Moved: when anything was recorded since the checkpoint that changes who or what counts.
    """
    take_turn(session)
    cohort = session.get_one(Cohort, found.cohort_id)
    require_open(cohort)
    if _moved(session, cohort, found):
        raise Moved
    people = sum(record.at[STATUS] == COUNTED for record in found.counting.records)
    content = {"cohort": cohort.id, "checkpoint": size(session), "entries": found.counting.entries, "people": people}
    segment = NewSegment(Claim.FACT, by, (), content)
    record(session, NewEntry(CLOSED, by, (segment,)), now=now, rng=rng)
    cohort.state, cohort.closed_at = "closed", now
    forget_histogram(session, cohort.id)
    number = keep(session, fresh(session, cohort, made, now))
    place_quotes(session, number, now=now, rng=rng)
    return number


def fresh(session: Session, cohort: Cohort, made: Protected, now: datetime, edition: int = 1) -> Fresh:
    """A release of this cohort, ready to be kept."""
    place = [
        session.get_one(Organisation, cohort.organisation_id).name if cohort.organisation_id else "",
        session.get_one(Area, cohort.area_code).name if cohort.area_code else "",
    ]
    days = (cohort.opens_on, cohort.closes_on, local_day(now))
    about = (cohort.id, cohort.title, ", ".join(filter(None, place)))
    report: dict[str, Any] = made.report.as_dict()
    return Fresh(*about, *days, made.programme, made.figures, report, cohort.kind, edition)


def _moved(session: Session, cohort: Cohort, found: Snapshot) -> bool:
    """Whether it would be counted otherwise now. Looks, and what the log says of itself, change nothing."""
    if size(session) == found.checkpoint:
        return False
    quiet = Entry.kind.startswith("view") | Entry.kind.startswith("access") | Entry.kind.startswith("agreement")
    since = select(func.count()).select_from(Entry).where(Entry.seq >= found.checkpoint, ~quiet)
    if not session.scalar(since):
        return False
    if cohort.kind == "year":
        return True
    again = count(session, cohort, found.closing)
    return (again.records, again.entries) != (found.counting.records, found.counting.entries)


def _cohort_closed(session: Session, entry: Recorded) -> None:
    rows = [{"entry_seq": seq, "cohort_id": entry.content["cohort"]} for seq in entry.content["entries"]]
    if rows:
        session.execute(insert(CohortMember), rows)


register(Projection("cohorts", (CohortMember,), {CLOSED: _cohort_closed}))
