"""A caseload and one person on it, as the door gives them; adding people to it; links and the organisation."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, NotThere
from survey.ledger.store import take_turn
from survey.people.caseload.line import Line, OwnGoal, goals
from survey.people.glass.glass import Glass
from survey.people.glass.store import reach, why_of
from survey.people.looks.look import NAME, Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of, parts_about
from survey.people.models import Area, Code, Link, Organisation, Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import FAMILY, Relation
from survey.people.store import add_person, caseload_of, on_caseload, person_of, relate

LOOKED_AT_LIST = "To see whom to talk to next."  # the young person reads it, beside who and when
AS_THEIR_WORKER = "As your worker."


def list_of() -> Wanted[list[Line]]:
    """Everyone whom the looker works with now, with the goal to talk about next.

    Told once a day for the same parts: the list is where a worker lands, and forty looks a day would hide the one that
    matters from the young person who reads who looked.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Line]]:
        people = caseload_of(session, looker.person_id)
        known = goals(session, [each.id for each in people])
        lines = [Line(each.id, each.name, each.added_at, known.get(each.id)) for each in people]
        return Found(lines, tuple(_on_list(session, each, known.get(each.id)) for each in people))

    return Wanted(find)


def _on_list(session: Session, person: Person, goal: OwnGoal | None) -> Seen:
    parts = name_of(person)
    if goal:
        parts |= parts_about(session, person.id, goal.entries)
    return Seen(person.id, "goals" if goal else NAME, LOOKED_AT_LIST, parts, once_a_day=True)


@dataclass(frozen=True)
class Page:
    """One young person as their worker sees them."""

    who: Person
    family: list[tuple[RelationRow, Person]]
    goal: OwnGoal | None
    glass: Glass | None


def page_of(person_id: str) -> Wanted[Page]:
    """Who they are, their family, and the goal to talk about next."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Page]:
        here = reach(session, looker, person_id, now)
        family = family_of(session, person_id)
        goal = goals(session, [person_id]).get(person_id)
        shown = name_of(here.person).union(
            *(name_of(person) | {(relation.seq, 0)} for relation, person in family),
        )
        why = why_of(here, AS_THEIR_WORKER)
        seen = [Seen(person_id, "profile", why, shown, glass=here.glass)]
        if goal:
            seen.append(Seen(person_id, "goals", why, parts_about(session, person_id, goal.entries), glass=here.glass))
        return Found(Page(here.person, family, goal, here.glass), tuple(seen))

    return Wanted(find)


def named(person_id: str) -> Wanted[Person]:
    """Someone the looker works with, for the head of a form about them."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Person]:
        return _named(on_caseload(session, looker.person_id, person_id))

    return Wanted(find)


def someone_near(person_id: str) -> Wanted[Person]:
    """Someone the looker may give a link to: on their caseload, or family of someone who is."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Person]:
        return _named(within_reach(session, looker.person_id, person_id))

    return Wanted(find)


def _named(person: Person) -> Found[Person]:
    return Found(person, (Seen(person.id, NAME, AS_THEIR_WORKER, name_of(person), once_a_day=True),))


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


def require_near(session: Session, worker_id: str, person_id: str) -> None:
    """:raise NotThere: unless this worker may give this person a link."""
    within_reach(session, worker_id, person_id)


def _works_with(worker_id: str) -> Select[str]:
    live = (RelationRow.from_id == worker_id, RelationRow.ended_at.is_(None))
    return select(RelationRow.to_id).where(*live, RelationRow.kind == Relation.WORKS_WITH.value)


def add_relative(
    session: Session,
    person_id: str,
    name: str,
    kind: Relation,
    *,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record someone of the family and how they stand to this person, and give the relation. It opens nothing yet."""
    take_turn(session)
    for relation, known in family_of(session, person_id):
        if (known.name.lower(), relation.kind) == (name.lower(), kind.value):
            return relation.seq  # a second tap
    relative = add_person(session, kind=Kind.FAMILY, name=name, by=by, now=now, rng=rng)
    return relate(session, kind, relative, person_id, by=by, now=now, rng=rng)


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
