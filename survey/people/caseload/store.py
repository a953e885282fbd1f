"""Reading a caseload, and recording that it was read."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, NotThere
from survey.ledger.models import Entry, SegmentSubject
from survey.ledger.store import entries, take_turn
from survey.people.caseload.line import Line, goals
from survey.people.models import Area, Code, Link, Organisation, Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import FAMILY, Relation
from survey.people.store import add_person, caseload_of, person_of, record_look, relate

LOOKED_AT_LIST = "To see whom to talk to next."


def lines_of(session: Session, worker_id: str) -> list[Line]:
    """Everyone this worker works with now."""
    people = caseload_of(session, worker_id)
    known = goals(session, [each.id for each in people])
    return [Line(each.id, each.name, each.added_at, known.get(each.id)) for each in people]


def not_yet_recorded(session: Session, viewer: str, lines: Iterable[Line], now: datetime) -> dict[str, tuple[int, ...]]:
    """By person, the entries that reading this list would show `viewer` for the first time today.

    Once a day for the same entries: the list is where a worker lands, and forty looks a day would hide the one that
    matters from the young person who reads who looked.
    """
    shown = {line.person_id: line.goal.entries for line in lines if line.goal}
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    seen = _seen_since(session, viewer, shown, today) if shown else {}
    return {person: seqs for person, seqs in shown.items() if not set(seqs) <= seen.get(person, set())}


def record_looks_at_list(
    session: Session, viewer: str, shown: Mapping[str, tuple[int, ...]], *, now: datetime, rng: random.Random
) -> None:
    """Record, for each of these young people, that their goal was read in the list."""
    looked: dict[str, Any] = {"viewer": viewer, "what": "goals", "why": LOOKED_AT_LIST, "now": now, "rng": rng}
    for person_id, seqs in shown.items():
        record_look(session, person_id=person_id, entries=seqs, **looked)


def _seen_since(session: Session, viewer: str, people: Iterable[str], since: datetime) -> dict[str, set[int]]:
    """By person, the entries that `viewer` has been recorded as reading since then."""
    looks = (
        select(Entry.seq)
        .join(SegmentSubject, SegmentSubject.entry_seq == Entry.seq)
        .where(Entry.kind == "view.made", Entry.actor == viewer, Entry.at >= since)
        .where(SegmentSubject.person_id.in_(tuple(people)))
    )
    seen: dict[str, set[int]] = {}
    for look in entries(session, session.scalars(looks)):
        seen.setdefault(look.subject, set()).update(look.content["entries"])
    return seen


def wards(session: Session) -> list[tuple[str, str]]:
    """Code and name of every ward, with its borough: names repeat between boroughs."""
    borough = select(Area.code, Area.name).where(Area.level == "borough").subquery()
    query = select(Area.code, Area.name, borough.c.name).outerjoin(borough, borough.c.code == Area.parent)
    rows = session.execute(query.where(Area.level == "ward").order_by(borough.c.name, Area.name))
    return [(code, f"{name}, {of}" if of else name) for code, name, of in rows]


def begin_with(
    session: Session,
    *,
    worker_id: str,
    organisation_id: str | None,
    name: str,
    born: str,
    area_code: str | None,
    now: datetime,
    rng: random.Random,
) -> str:
    """Record a new young person and that this worker works with them. :raise AlreadyDone: when they already do."""
    take_turn(session)  # so that a double tap finds the first one
    for known in caseload_of(session, worker_id):
        if (known.name.lower(), known.born) == (name.lower(), born):
            raise AlreadyDone
    person_id = add_person(
        session,
        kind=Kind.YOUNG_PERSON,
        name=name,
        born=born,
        area_code=area_code,
        organisation_id=organisation_id,
        by=worker_id,
        now=now,
        rng=rng,
    )
    relate(session, Relation.WORKS_WITH, worker_id, person_id, by=worker_id, now=now, rng=rng)
    return person_id


# Family


def family_of(session: Session, person_id: str) -> list[tuple[RelationRow, Person]]:
    """Everyone who stands as family to this person now, the longest-standing first."""
    mine = (RelationRow.to_id == person_id, RelationRow.ended_at.is_(None), RelationRow.kind.in_(tuple(FAMILY)))
    query = select(RelationRow, Person).join(Person, Person.id == RelationRow.from_id).where(*mine)
    return [(relation, person) for relation, person in session.execute(query.order_by(RelationRow.seq))]


def within_reach(session: Session, worker_id: str, person_id: str) -> Person:
    """Someone this worker may give a link to: on their caseload, or family of someone who is. :raise NotThere:"""
    mine = _works_with(worker_id)
    kin = select(RelationRow.from_id).where(
        RelationRow.to_id.in_(mine), RelationRow.ended_at.is_(None), RelationRow.kind.in_(tuple(FAMILY))
    )
    near = select(Person.id).where(Person.id == person_id, or_(Person.id.in_(mine), Person.id.in_(kin)))
    if session.scalar(near) is None:
        raise NotThere
    return person_of(session, person_id)


def _works_with(worker_id: str) -> Select[str]:
    live = (RelationRow.from_id == worker_id, RelationRow.ended_at.is_(None))
    return select(RelationRow.to_id).where(*live, RelationRow.kind == Relation.WORKS_WITH.value)


def add_relative(
    session: Session,
    person_id: str,
    name: str,
    kind: Relation,
    sees: Iterable[str],
    *,
    by: str,
    now: datetime,
    rng: random.Random,
) -> str:
    """Record someone of the family, how they stand to this person, and what they were granted to see."""
    take_turn(session)
    for relation, known in family_of(session, person_id):
        if (known.name.lower(), relation.kind) == (name.lower(), kind.value):
            return known.id  # a second tap
    relative = add_person(session, kind=Kind.FAMILY, name=name, by=by, now=now, rng=rng)
    relate(session, kind, relative, person_id, by=by, sees=sees, now=now, rng=rng)
    return relative


# Links, and the organisation


def links_that_work(session: Session, person_id: str, now: datetime) -> int:
    """How many links and unused codes would let this person in now."""
    count = 0
    for table, ended in ((Link, Link.ended_at), (Code, Code.used_at)):
        live = (table.person_id == person_id, ended.is_(None), table.ends_at > now)
        count += session.execute(select(func.count()).select_from(table).where(*live)).scalar_one()
    return count


def workers_of(session: Session, organisation_id: str | None) -> list[tuple[str, int]]:
    """The name of each member of staff here who works with young people, and with how many: for handing over fairly."""
    held = func.count(RelationRow.seq)
    live = (RelationRow.kind == Relation.WORKS_WITH.value, RelationRow.ended_at.is_(None))
    query = (
        select(Person.name, held)
        .join(RelationRow, RelationRow.from_id == Person.id)
        .where(Person.organisation_id == organisation_id, Person.kind == Kind.STAFF.value, *live)
        .group_by(Person.id, Person.name)
    )
    return [(name, number) for name, number in session.execute(query.order_by(func.lower(Person.name)))]


def organisation_name(session: Session, organisation_id: str | None) -> str:
    """The organisation's name, or nothing."""
    return session.scalar(select(Organisation.name).where(Organisation.id == organisation_id)) or ""
