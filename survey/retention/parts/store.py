"""Finding the parts of a person's record that are still there: where, whose, by whom, and never what it says."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.ledger.store import entries, entries_about
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import FAMILY
from survey.retention.erasure import Part, Place, chosen
from survey.retention.models import ErasureRow

ERASABLE_PEOPLE = (
    Kind.YOUNG_PERSON.value,
    Kind.FAMILY.value,
)  # no staff: theirs are the employer's


def parts_about(session: Session, person_id: str) -> list[Part]:
    """Every part about this person that can still be read, in order of place."""
    about = entries_about(session, person_id, erased=True)[::-1]
    return [part for part in parts_of(about) if person_id in part.subjects]


def parts_of(about: Iterable[Recorded]) -> list[Part]:
    """The parts of these entries, oldest entry first, without those that are erased."""
    roots: dict[int, int] = {}
    found = []
    for entry in about:
        root = next((entry.links[each] for each in ("corrects", "goal", "of") if each in entry.links), entry.seq)
        roots[entry.seq] = roots.get(root, root)
        for segment in entry.segments:
            if not segment.erased:
                whose = segment.subjects, segment.author
                found.append(Part(entry.seq, segment.ordinal, entry.kind, *whose, entry.at, roots[entry.seq]))
    return found


def parts_at(session: Session, places: Iterable[Place]) -> list[Part]:
    """Those of these parts that are still there, wherever they are."""
    wanted = set(places)
    found = parts_of(entries(session, {seq for seq, _ in wanted}, erased=True))
    return [part for part in found if part.place in wanted]


def with_newer(session: Session, person_id: str, places: Iterable[Place]) -> list[Part]:
    """These parts as they are now: those still there, and versions that came since they were picked."""
    about = parts_about(session, person_id)
    there = {part.place for part in about} & set(places)
    return chosen(about, there) if there else []


def person_here(session: Session, person_id: str, organisation_id: str | None) -> Person:
    """A person whose record this organisation keeps. :raise NotThere: for anyone else, just as for nobody."""
    person = session.get(Person, person_id)
    if person is None or person.kind not in ERASABLE_PEOPLE or organisation_id is None:
        raise NotThere
    if organisation_of(session, person) != organisation_id:
        raise NotThere
    return person


def organisation_of(session: Session, person: Person) -> str | None:
    """Who keeps this record: for a relative, whoever keeps, or kept, that of the young person."""
    if person.organisation_id:
        return person.organisation_id
    kin = select(RelationRow.to_id).where(RelationRow.from_id == person.id, RelationRow.kind.in_(FAMILY))
    known = select(Person.organisation_id).where(Person.id.in_(kin), Person.organisation_id.is_not(None))
    gone = select(ErasureRow.organisation_id).where(ErasureRow.person_id.in_(kin), ErasureRow.done_seq.is_not(None))
    return session.scalar(known.order_by(Person.seq)) or session.scalar(gone.order_by(ErasureRow.seq))


def people_here(session: Session, organisation_id: str | None) -> list[Person]:
    """Everyone whose record this organisation keeps, young people and their families, by name."""
    if organisation_id is None:
        return []
    mine = select(Person.id).where(Person.organisation_id == organisation_id)
    gone = select(ErasureRow.person_id).where(ErasureRow.organisation_id == organisation_id)
    of_mine = or_(RelationRow.to_id.in_(mine), RelationRow.to_id.in_(gone))
    kin = select(RelationRow.from_id).where(RelationRow.kind.in_(FAMILY), of_mine)
    found = select(Person).where(Person.kind.in_(ERASABLE_PEOPLE), or_(Person.id.in_(mine), Person.id.in_(kin)))
    by_name = session.scalars(found.order_by(func.lower(Person.name), Person.id))
    return [person for person in by_name if organisation_of(session, person) == organisation_id]
