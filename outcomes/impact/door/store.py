"""The cohort query: what young people said, as records without names. Nothing else leads from people to figures.

It asks the fold of consent first: without a standing Yes to *count me*, nothing a person said is even read.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from outcomes.disclosure.programme import COUNTED, STATUS, Record
from outcomes.impact.cohort import GoalFacts, goals_that_count, is_complete
from outcomes.impact.coverage import Missing, Reached, Situation, why_missing
from outcomes.impact.door.places.store import Whereabouts, frame_of, whereabouts
from outcomes.impact.door.reading.store import SAYS, Desk, Say, read, silent
from outcomes.impact.frame import Frame
from outcomes.impact.models import Cohort, CohortMember
from outcomes.impact.records import Facts, Said, counted_record, missing_record
from survey.consent.decision import ALLOWING
from survey.consent.found.uses import Use, What, uses_come_from
from survey.consent.purpose import Purpose
from survey.days import local_day
from survey.ledger.entry import Recorded
from survey.ledger.models import Entry, SegmentSubject
from survey.people.models import Person
from survey.people.person import Kind, age_on


class Known(NamedTuple):
    """What counting reads of a person."""

    id: str
    kind: str
    born: str | None
    area_code: str | None
    organisation_id: str | None
    described: Mapping[str, Any]


@dataclass(frozen=True)
class Counting:
    """What a cohort comes to now: records without names, the entries they were made of, and the rows of its tables.

    `first`: by scale, the answers that were given the first time, for looking at how its items hang together.
    """

    records: list[Record]
    entries: list[int]
    frame: Frame
    first: dict[str, list[int]]

    @property
    def counted(self) -> list[Record]:
        """Those in the figure."""
        return [record for record in self.records if record.at[STATUS] == COUNTED]

    @property
    def missing(self) -> list[str]:
        """Why each of the others is not."""
        return [record.at[STATUS] for record in self.records if record.at[STATUS] != COUNTED]


@dataclass(frozen=True)
class Quarter:
    """A closed quarter of a year: up to when it counted, what it used, and how far the ledger was."""

    cohort_id: int
    closing: datetime
    entries: frozenset[int]
    checkpoint: int


def count(session: Session, cohort: Cohort, closing: datetime, say: Say = silent) -> Counting:
    """Count a cohort as it would close at `closing`: only whose Yes to *count me* stands, no contested entry."""
    frame = frame_of(session, cohort, closing)
    used = session.scalars(select(CohortMember.entry_seq)).all()
    desk, places = read(session, frame, closing, used, say=say), whereabouts(session)
    records, seqs, first = [], set[int](), dict[str, list[int]]()
    known = _known(session, cohort, closing, places)
    for number, person in enumerate(known):
        if number % SAYS == 0:
            say(number, len(known))
        facts, said = _facts(person, places, closing), _said(desk, person)
        if said is None:
            records.append(missing_record(frame, facts, why_missing(_situation(desk, person))))
            continue
        records.append(counted_record(frame, facts, said))
        seqs.update(_entries(said))
        for key, pair in said.pairs.items():
            first.setdefault(key, []).append(pair.entries[0])
    return Counting(records, sorted(seqs), frame, first)


def count_again(session: Session, cohort: Cohort, frame: Frame, quarter: Quarter) -> dict[str, Record]:
    """Those whom a closed quarter counted and who are here still, as they were counted then: for its year, by person.

    From the entries that quarter used and no others, only while each Yes stands, and only those of whom nothing has
    changed since: nothing of a closed quarter was kept but those numbers, so there is nothing to mend it from.
    """
    theirs = _whose(session, quarter.entries)
    changed = set(session.scalars(_changed_since(quarter.checkpoint)))
    desk, places = read(session, frame, quarter.closing, (), quarter.entries), whereabouts(session)
    found = {}
    for person in _known(session, cohort, quarter.closing, places):
        said = _said(desk, person, quarter.entries) if person.id in theirs and person.id not in changed else None
        if said is not None and set(_entries(said)) == theirs[person.id]:
            found[person.id] = counted_record(
                frame, _facts(person, places, quarter.closing), said, str(quarter.cohort_id)
            )
    return found


def count_mended(session: Session, cohort: Cohort, frame: Frame, quarter: Quarter) -> tuple[list[Record], int]:
    """What a closed cohort would come to now from what it used, put right since; and how many are as they were then.

    Whoever took their yes back is in it no more, and counts as changed.
    """
    same = count_again(session, cohort, frame, quarter)
    theirs = _whose(session, quarter.entries)
    desk, places = read(session, frame, quarter.closing, (), quarter.entries), whereabouts(session)
    records, counted = [], set[str]()
    for person in _known(session, cohort, quarter.closing, places):
        said = _said(desk, person, quarter.entries) if person.id in theirs else None
        if said is not None:
            counted.add(person.id)
            records.append(counted_record(frame, _facts(person, places, quarter.closing), said))
    missing = count_missing(session, cohort, frame, quarter.closing, counted)
    return records + missing, len(same)


def count_missing(
    session: Session, cohort: Cohort, frame: Frame, closing: datetime, counted: Collection[str]
) -> list[Record]:
    """Everybody else whom the services knew by the end of a year. What no quarter counted is not counted by a year."""
    used = session.scalars(select(CohortMember.entry_seq)).all()
    desk, places = read(session, frame, closing, used), whereabouts(session)
    found = []
    for person in _known(session, cohort, closing, places):
        if person.id not in counted:
            soon = _said(desk, person) is not None
            why = Missing.TOO_SOON if soon else why_missing(_situation(desk, person))
            found.append(missing_record(frame, _facts(person, places, closing), why))
    return found


def _whose(session: Session, seqs: Collection[int]) -> dict[str, set[int]]:
    mine = select(SegmentSubject.person_id, SegmentSubject.entry_seq)
    member = mine.join(CohortMember, CohortMember.entry_seq == SegmentSubject.entry_seq)
    found: dict[str, set[int]] = {}
    for person, seq in session.execute(member.distinct()):
        if seq in seqs:
            found.setdefault(person, set()).add(seq)
    return found


def _changed_since(checkpoint: int) -> Select[str]:
    kinds = or_(Entry.kind.in_(("person.described", "goal.grouped")), Entry.kind.startswith("consent."))
    mine = select(SegmentSubject.person_id).join(Entry, Entry.seq == SegmentSubject.entry_seq)
    return mine.where(Entry.seq >= checkpoint, kinds).distinct()


def _said(desk: Desk, person: Known, only: frozenset[int] | None = None) -> Said | None:
    """What of this person counts now; None where nothing does."""
    if desk.states.get(person.id) not in ALLOWING:
        return None
    of = dict(_goals(desk, person.id, only))  # with the cluster of each
    goals = goals_that_count(of, used=desk.used, restricted=desk.held, closing=desk.closing)
    pairs = desk.pairs.get(person.id, {})
    if not goals and not any(pair.before is not None for pair in pairs.values()):
        return None
    return Said(person.described, goals, [of[goal] for goal in goals], person.id in desk.may_compare, pairs)


def _goals(desk: Desk, person_id: str, only: frozenset[int] | None) -> Iterator[tuple[GoalFacts, str | None]]:
    for goal, cluster in desk.goals.get(person_id, []):
        if only is None or goal.entries & only:
            yield goal, cluster


def _entries(said: Said) -> Iterator[int]:
    for goal in said.goals:
        yield from goal.entries
    for pair in said.pairs.values():
        yield from pair.entries


def _situation(desk: Desk, person: Known) -> Situation:
    goals = [goal for goal, _ in desk.goals.get(person.id, [])]
    complete = [goal for goal in goals if is_complete(goal, desk.closing)]
    return Situation(
        desk.states.get(person.id),
        bool(goals),
        contested=any(goal.entries & desk.held for goal in complete),
        counted_before=any(goal.entries & desk.used for goal in complete),
        reached=desk.reached.get(person.id, Reached.NOT),
        has_answers=person.id in desk.answered,
        erased=person.kind == Kind.ERASED.value,
    )


def _facts(person: Known, places: Whereabouts, closing: datetime) -> Facts:
    ward, borough, region, deprivation = places.of(person.area_code or "")
    age = age_on(person.born, local_day(closing)) if person.born else None
    return Facts(person.organisation_id or "", age, ward, borough, region, deprivation)


def _known(session: Session, cohort: Cohort, closing: datetime, places: Whereabouts) -> list[Known]:
    """Everybody the services knew. Of somebody whose record was erased nobody knows by whom, or where they lived."""
    kinds = [Kind.YOUNG_PERSON.value]
    if cohort.organisation_id is None and cohort.area_code is None:
        kinds.append(Kind.ERASED.value)
    columns = (Person.id, Person.kind, Person.born, Person.area_code, Person.organisation_id, Person.described)
    query = select(*columns).where(Person.kind.in_(kinds), Person.added_at <= closing)
    if cohort.organisation_id:
        query = query.where(Person.organisation_id == cohort.organisation_id)
    if cohort.area_code:
        query = query.where(Person.area_code.in_(places.under(cohort.area_code)))
    return [Known(*row) for row in session.execute(query.order_by(Person.seq))]


# What had rested on a Yes that turns out to be none


def _counts(session: Session, person_id: str, purpose: Purpose, yes: Recorded) -> list[Use]:
    """The counts that have used an entry of theirs since that Yes, and those still open, which now will not."""
    if purpose not in (Purpose.COUNT_ME, Purpose.LINK_ANSWERS):
        return []
    used = select(Cohort.id, Cohort.closed_at).join(CohortMember, CohortMember.cohort_id == Cohort.id).distinct()
    theirs = used.join(SegmentSubject, SegmentSubject.entry_seq == CohortMember.entry_seq)
    closed = session.execute(theirs.where(SegmentSubject.person_id == person_id, Cohort.closed_at >= yes.at))
    still_open = session.scalars(select(Cohort.id).where(Cohort.state == "open").order_by(Cohort.id))
    found = [Use(What.CLOSED_COUNT, number, at) for number, at in closed]
    return found + [Use(What.OPEN_COUNT, number) for number in still_open]


uses_come_from(_counts)
