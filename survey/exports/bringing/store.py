"""Recording what someone brought: a person for it, and one entry for each of theirs."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import DomainError
from survey.exports.brought import new_entry
from survey.exports.carried import Carried
from survey.exports.models import BroughtEntry
from survey.ledger.store import record, take_turn
from survey.people.models import Person
from survey.people.person import Kind
from survey.people.store import add_person, organisation_of


class NotTheirs(DomainError):
    """This file shows what someone may see of another. Expected: a file that a person took of their own record."""


class NoSuchPerson(DomainError):
    """There is nobody here with that id."""


@dataclass(frozen=True)
class Brought:
    """What bringing a file came to."""

    person_id: str
    is_new: bool
    added: int
    known: int
    left_out: int  # entries of the file with no part about the person


def bring(
    session: Session,
    carried: Carried,
    *,
    now: datetime,
    rng: random.Random,
    person_id: str | None = None,
    organisation_id: str | None = None,
) -> Brought:
    """Record every entry of a checked file that is not here yet, for this person or for a new one.

    In the caller's transaction: all of it or none. :raise NotTheirs: :raise NoSuchPerson: :raise NotThere:
    """
    if carried.reader != carried.person:
        raise NotTheirs
    take_turn(session)
    found = person_id or _here_already(session, carried)
    if found and session.get(Person, found) is None:
        raise NoSuchPerson(f"There is nobody here with the id {found}.")
    person = found or _new_person(session, carried, organisation_id, now, rng)
    known = _known(session, person)
    added = left_out = 0
    for entry in sorted(carried.entries, key=lambda each: each.seq):
        new = new_entry(entry, carried, person)
        left_out += new is None
        if new and entry.shown.leaf not in known:
            record(session, new, now=now, rng=rng)
            added += 1
    return Brought(person, found is None, added, len(carried.entries) - left_out - added, left_out)


def _here_already(session: Session, carried: Carried) -> str | None:
    """Whoever brought from this log under this pseudonym before."""
    asked = select(BroughtEntry.person_id).where(
        BroughtEntry.log == carried.log.name, BroughtEntry.was == carried.person
    )
    return session.scalar(asked.limit(1))


def _known(session: Session, person_id: str) -> set[bytes]:
    return set(session.scalars(select(BroughtEntry.leaf_hash).where(BroughtEntry.person_id == person_id)))


def _new_person(
    session: Session, carried: Carried, organisation_id: str | None, now: datetime, rng: random.Random
) -> str:
    """A young person, unless the file says family; the name and month of birth are what the file says."""
    if organisation_id:
        organisation_of(session, organisation_id)
    facts = next(iter(_added(carried)), {})
    kind = Kind.FAMILY if facts.get("kind") == Kind.FAMILY.value else Kind.YOUNG_PERSON
    name, born = carried.names.get(carried.person, ""), facts.get("born")
    return add_person(
        session,
        kind=kind,
        name=name[:120],
        born=born if isinstance(born, str) and len(born) == 7 else None,
        by=None,
        organisation_id=organisation_id,
        now=now,
        rng=rng,
    )


def _added(carried: Carried) -> list[dict[str, object]]:
    """What the other log says of who they are."""
    of_them = [each.about(carried.person) for each in carried.entries if each.header["kind"] == "person.added"]
    return [body["content"] for parts in of_them for body in parts.values()]
