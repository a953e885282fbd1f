"""Records as others see them: notes, what a relative was let see, forms that name people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.people.glass.glass import Glass
from survey.people.glass.store import reach, why_of
from survey.people.looks.look import NAME, Found, Key, Looker, Seen, Wanted
from survey.people.models import Person
from survey.people.person import Kind
from survey.people.relations.store import scopes_of
from survey.people.store import on_caseload, person_of
from survey.records.account import store as accounts
from survey.records.account.account import Card, cards
from survey.records.account.picking import Picked
from survey.records.account.telling import Reader

WHY_NOTES = "As your worker."  # the young person reads it, beside who and when
WHY_FAMILY = "They are your family."
NOTE_KINDS = (
    "record.made",
    "record.corrected",
    "statement.added",
    "statement.helped",
    "challenge.raised",
    "challenge.decided",
    "challenge.withdrawn",
)


@dataclass(frozen=True)
class Read:
    """A record, as far as this reader may see it."""

    person: Person
    cards: list[Card]
    reader: Reader
    glass: Glass | None = None
    picked: Picked | None = None  # of it all, what the reader asked for


def notes_of(person_id: str) -> Wanted[Read]:
    """The notes about a young person, for someone who works with them or has broken glass."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Read]:
        here = reach(session, looker, person_id, now)
        material = accounts.material_of(session, person_id, NOTE_KINDS, viewer=looker.person_id)
        reader = accounts.reader_of(session, looker.person_id, material)
        found = cards(material, looker.person_id, accounts.scopes_at_desk(session, person_id))
        parts = _parts_of(session, found, person_id)
        seen = Seen(person_id, "notes", why_of(here, WHY_NOTES), parts, glass=here.glass)
        return Found(Read(here.person, found, reader, here.glass), (seen,))

    return Wanted(find)


def granted_of(person_id: str, pick: Callable[[list[Card], Reader], Picked]) -> Wanted[Read]:
    """What a relative was let see of a young person, and of that what they asked for: only that was looked at.

    :raise NotThere: when they may see nothing.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[Read]:
        found, reader = _granted(session, looker, person_id, now)
        picked = pick(found, reader)
        seen = Seen(person_id, "record", WHY_FAMILY, _parts_of(session, picked.cards, person_id))
        return Found(Read(person_of(session, person_id), list(picked.cards), reader, picked=picked), (seen,))

    return Wanted(find)


def one_granted(person_id: str, seq: int) -> Wanted[Read]:
    """One entry about a young person, of what a relative was let see. :raise NotThere: when they may not see it."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Read]:
        everything, reader = _granted(session, looker, person_id, now)
        found = [card for card in everything if card.has(seq)]
        if not found:
            raise NotThere
        seen = Seen(person_id, "record", WHY_FAMILY, _parts_of(session, found, person_id))
        return Found(Read(person_of(session, person_id), found, reader), (seen,))

    return Wanted(find)


def _granted(session: Session, looker: Looker, person_id: str, now: datetime) -> tuple[list[Card], Reader]:
    """:raise NotThere: when they may see nothing."""
    scopes = scopes_of(session, looker.person_id, local_day(now))
    if person_id not in scopes:
        raise NotThere
    material = accounts.material_of(session, person_id, viewer=looker.person_id)
    return cards(material, looker.person_id, scopes), accounts.reader_of(session, looker.person_id, material)


def _parts_of(session: Session, found: Iterable[Card], person_id: str) -> frozenset[Key]:
    """Every part on these cards, and the names that stand on them."""
    parts: set[Key] = set()
    named = {person_id}
    for card in found:
        for version in (card.now, *card.older):
            parts |= {(version.entry.seq, part.ordinal) for part in version.parts}
            named |= {each for part in version.parts for each in (part.author or "", *part.subjects)}
        parts |= {(said.seq, part.ordinal) for said in card.statements for part in said.segments}
        parts |= {(case.challenge.seq, 0) for case in card.cases}
        parts |= {(case.decision.seq, 0) for case in card.cases if case.decision}
        named |= {said.actor or "" for said in card.statements} | {case.challenge.person_id for case in card.cases}
    return frozenset(parts) | names_in(session, named)


def names_in(session: Session, people: Iterable[str | None]) -> frozenset[Key]:
    """The parts in which these people's names stand. Staff act for the service: theirs are no look."""
    known = select(Person.seq).where(Person.id.in_({each for each in people if each}), Person.kind != Kind.STAFF.value)
    return frozenset((seq, 0) for seq in session.scalars(known))


# Forms that name people


@dataclass(frozen=True)
class Household:
    """A young person and the relatives recorded for them."""

    person: Person
    family: list[Person]


def household_of(person_id: str) -> Wanted[Household]:
    """A young person the looker works with, and their family: whom a note can be about, who may need a new key."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Household]:
        person = on_caseload(session, looker.person_id, person_id)
        family = accounts.family_of(session, person_id)
        parts = names_in(session, [person.id, *(each.id for each in family)])
        return Found(Household(person, family), (Seen(person_id, NAME, WHY_NOTES, parts, once_a_day=True),))

    return Wanted(find)
