"""A young person's relatives, and what each may see today, for the page where they pick it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.people.models import Person
from survey.people.relation import FAMILY, Relation
from survey.people.relations.store import evidence_of, grants_of, stopped_from
from survey.people.relations.tie import PARENTAL, By, is_grown_up
from survey.people.relations.view import Tie, scope
from survey.people.store import relations_to


@dataclass(frozen=True)
class Relative:
    """Someone of the family, what is open to them today, and why nothing can be where that is so."""

    seq: int
    name: str
    kind: Relation
    sees: frozenset[str]
    until: date | None  # the last day of what was picked for them
    is_stopped: bool = False  # by a court
    is_past: bool = False  # not family here on this day
    is_grown_up: bool = False  # of age: no parent or carer sees anything


def relatives_of(session: Session, person_id: str, day: date) -> list[Relative]:
    """Everyone recorded as family of this person, the longest-standing first."""
    rows = relations_to(session, person_id, FAMILY)
    shown, granted = evidence_of(session, [row.seq for row in rows]), grants_of(session, rows)
    born = session.scalar(select(Person.born).where(Person.id == person_id))
    people = select(Person.id, Person.name).where(Person.id.in_([row.from_id for row in rows]))
    names = {who: name for who, name in session.execute(people)}
    found = []
    for row in rows:
        kind, grant = Relation(row.kind), granted[row.seq]
        stopped = person_id in stopped_from(session, row.from_id, day)
        open_now = scope([Tie(kind, shown[row.seq], grant)], is_stopped=stopped, born=born, day=day)
        found.append(
            Relative(
                seq=row.seq,
                name=names.get(row.from_id, ""),
                kind=kind,
                sees=frozenset(part.value for part in open_now),
                until=grant.until if grant.by is By.BEST_INTERESTS and open_now else None,
                is_stopped=stopped,
                is_past=not shown[row.seq].holds(day),
                is_grown_up=kind in PARENTAL and is_grown_up(born, day),
            )
        )
    return found


def require_mine(session: Session, person_id: str, relation: int) -> None:
    """:raise NotThere: unless this relation is to this person, and stands."""
    if all(row.seq != relation for row in relations_to(session, person_id, FAMILY)):
        raise NotThere
