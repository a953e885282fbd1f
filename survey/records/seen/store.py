"""Records as others see them: notes, what a relative was let see, challenges that wait, forms that name people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.people.glass.glass import Glass
from survey.people.glass.store import reach, why_of
from survey.people.looks.look import NAME, Found, Key, Looker, Seen, Wanted
from survey.people.models import Person
from survey.people.person import Kind
from survey.people.store import on_caseload, person_of
from survey.records import store
from survey.records.account import store as accounts
from survey.records.account.account import Card, cards, statements_about
from survey.records.account.looks import ANSWERING
from survey.records.account.telling import Reader
from survey.records.challenge import Challenge
from survey.records.clock import local_day

WHY_NOTES = "As your worker."  # the young person reads it, beside who and when
WHY_ANSWER = "To answer what you said is not right."
WHY_FAMILY = "They are your family."
NOTE_KINDS = (
    "record.made",
    "record.corrected",
    "statement.added",
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


def notes_of(person_id: str) -> Wanted[Read]:
    """The notes about a young person, for someone who works with them or has broken glass."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Read]:
        here = reach(session, looker, person_id, now)
        material = accounts.material_of(session, person_id, NOTE_KINDS)
        reader = accounts.reader_of(session, looker.person_id, material)
        found = cards(material, looker.person_id, accounts.scopes_at_desk(session, person_id))
        parts = _parts_of(session, found, person_id)
        seen = Seen(person_id, "notes", why_of(here, WHY_NOTES), parts, glass=here.glass)
        return Found(Read(here.person, found, reader, here.glass), (seen,))

    return Wanted(find)


def granted_of(person_id: str) -> Wanted[Read]:
    """What a relative was let see of a young person. :raise NotThere: when that is nothing."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Read]:
        scopes = accounts.scopes_of_relative(session, looker.person_id, local_day(now))
        if person_id not in scopes:
            raise NotThere
        material = accounts.material_of(session, person_id)
        reader = accounts.reader_of(session, looker.person_id, material)
        found = cards(material, looker.person_id, scopes)
        seen = Seen(person_id, "record", WHY_FAMILY, _parts_of(session, found, person_id))
        return Found(Read(person_of(session, person_id), found, reader), (seen,))

    return Wanted(find)


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
    return frozenset(parts) | _names(session, named)


def _names(session: Session, people: Iterable[str | None]) -> frozenset[Key]:
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
        parts = _names(session, [person.id, *(each.id for each in family)])
        return Found(Household(person, family), (Seen(person_id, NAME, WHY_NOTES, parts, once_a_day=True),))

    return Wanted(find)


# Challenges that wait for an answer


@dataclass(frozen=True)
class Waiting:
    """A challenge that nobody here has answered, and whose it is."""

    challenge: Challenge
    name: str


def owed_here() -> Wanted[list[Waiting]]:
    """What people say is not right and the looker's organisation has not answered, the longest waiting first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        waiting = store.owed_by(session, looker.organisation_id) if looker.organisation_id else []
        people = {each: person_of(session, each) for each in {one.person_id for one in waiting}}
        seen = tuple(
            Seen(
                person,
                ANSWERING,
                WHY_ANSWER,
                _names(session, [person]) | {(one.seq, 0) for one in waiting if one.person_id == person},
                once_a_day=True,
                has_to=True,
            )
            for person in sorted(people)
        )
        return Found([Waiting(one, people[one.person_id].name) for one in waiting], seen)

    return Wanted(find)


@dataclass(frozen=True)
class Matter:
    """A challenge that the reader may answer, what it is about, and what its people have said beside it.

    Of answers, the entry comes without its parts: they are theirs to show, not ours to open.
    """

    challenge: Challenge
    entry: Recorded | None
    statements: list[Recorded]
    reader: Reader


def matter_of(seq: int) -> Wanted[Matter]:
    """A challenge to answer. :raise NotThere: another's; :raise Authors: one's own; :raise AlreadyDone: answered.

    Everyone named in the entry is told of the look; that there is a challenge, only who raised it.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[Matter]:
        store.owed_here(session, seq, looker.organisation_id)
        challenge, entry = store.answerable(session, seq, looker.person_id)
        if entry is not None and entry.kind.startswith("answers."):
            entry = replace(entry, segments=())
        material = accounts.material_of(session, challenge.person_id)
        said = statements_about(material, challenge)
        parts = _parts_of_matter(session, challenge, entry, said)
        seen = Seen(challenge.person_id, ANSWERING, WHY_ANSWER, parts, has_to=True)
        reader = accounts.reader_of(session, looker.person_id, material)
        return Found(Matter(challenge, entry, said, reader), (seen,))

    return Wanted(find)


def _parts_of_matter(
    session: Session, challenge: Challenge, entry: Recorded | None, said: Iterable[Recorded]
) -> frozenset[Key]:
    shown = [each for each in (entry, *said) if each is not None]
    parts = {(each.seq, part.ordinal) for each in shown for part in each.segments} | {(challenge.seq, 0)}
    named = {person for each in shown for person in each.subjects} | {each.actor for each in shown}
    return frozenset(parts) | _names(session, {challenge.person_id, *named})
