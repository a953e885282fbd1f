"""What is kept back, as staff see it. Of a look at it, nobody from whom it is kept is told: it would give it away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.store import entries, entry_at
from survey.people.glass.store import reach, why_of
from survey.people.looks.look import CHECK, WHY_CHECK, Found, Key, Looker, Seen, Wanted
from survey.people.looks.store import in_duty
from survey.people.models import Person
from survey.people.role import Role
from survey.people.seals.projection.store import seals_on, versions_of
from survey.people.seals.seal import Standing
from survey.people.store import names_of
from survey.records.account.account import Card, cards
from survey.records.account.store import family_of, material_of, reader_of, scopes_at_desk
from survey.records.account.telling import Reader
from survey.records.seen.store import NOTE_KINDS, WHY_NOTES
from survey.records.statements.store import words_at
from survey.withholding.queue import Waiting
from survey.withholding.store import seal_here, waiting_here

NOTES = ("record.made", "record.corrected")


@dataclass(frozen=True)
class Queue:
    """The seals of an organisation, and the names in them."""

    waiting: list[Waiting]
    names: dict[str, str]


def queue_of(nation: str) -> Wanted[Queue]:
    """All that the looker's organisation keeps back, what waits for someone in front."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Queue]:
        waiting = waiting_here(session, looker.organisation_id, local_day(now), nation)
        people = {i for each in waiting for i in (each.seal.person_id, each.seal.viewer_id)}
        staff = {each.seal.first_by for each in waiting}
        return Found(Queue(waiting, names_of(session, people | staff)), _untold(session, people))

    return Wanted(find)


def _untold(session: Session, people: Iterable[str], keys: Iterable[Key] = ()) -> tuple[Seen, ...]:
    """Names that stand on a page about what is kept back: whoever was told would know that something is."""
    seen = in_duty(session, people, set(keys), WHY_CHECK)
    return tuple(replace(each, untold=True, once_a_day=False) for each in seen)


@dataclass(frozen=True)
class Keepable:
    """The notes about a young person, what of them is kept from whom, and from whom more could be."""

    person: Person
    family: list[Person]
    cards: list[Card]
    reader: Reader
    seals: list[Standing]


def keepable(person_id: str, seq: int | None = None) -> Wanted[Keepable]:
    """The notes of someone the looker works with, or the one that has a place. :raise NotThere: for anyone else."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Keepable]:
        here = reach(session, looker, person_id, now)
        material = material_of(session, person_id, NOTE_KINDS, viewer=looker.person_id)
        found = cards(material, looker.person_id, scopes_at_desk(session, person_id))
        found = [each for each in found if each.now.entry.kind in NOTES and (seq is None or each.has(seq))]
        if seq is not None and not found:
            raise NotThere
        family = family_of(session, person_id)
        parts = {(card.now.entry.seq, part.ordinal) for card in found for part in card.now.parts}
        parts |= {(said.seq, part.ordinal) for card in found for said in card.statements for part in said.segments}
        notes = Seen(person_id, "notes", why_of(here, WHY_NOTES), frozenset(parts), once_a_day=True)
        named = {each.id for each in family} | {i for c in found for part in c.now.parts for i in part.subjects}
        kept = Keepable(
            here.person, family, found, reader_of(session, looker.person_id, material), seals_on(session, person_id)
        )
        return Found(kept, (notes, *_untold(session, named - {person_id}), *_untold(session, [person_id])))

    return Wanted(find)


@dataclass(frozen=True)
class OneSeal:
    """One seal: what it covers, its test in words, and the names in it."""

    seal: Standing
    test: str  # in words, as it stands
    new_test: str  # of a renewal that waits for a signature
    child_test: str
    words: list[str]  # of what is kept back, as it stands now
    beside: list[str]  # what people say beside it
    names: dict[str, str]


def seal_of(seq: int) -> Wanted[OneSeal]:
    """One seal of the looker's organisation; for a worker, only their own. :raise NotThere: for any other."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[OneSeal]:
        seal = seal_here(session, seq, looker.organisation_id)
        if looker.roles.isdisjoint({Role.MANAGER, Role.DATA_LEAD}) and seal.first_by != looker.person_id:
            raise NotThere
        places = versions_of(session, seal.entry_seq)
        notes = [e for e in entries(session, places) if e.kind in NOTES]
        newest = notes[-1:]
        people = {seal.person_id, seal.viewer_id}
        one = OneSeal(
            seal=seal,
            test=_said(session, seal.test_seq),
            new_test=_said(session, seal.renewal_seq) if seal.renewal_seq is not None else "",
            child_test=_said(session, seq, "child_test"),
            words=[str(part.content["words"]) for e in newest for part in e.segments if "words" in part.content],
            beside=words_at(session, places),
            names=names_of(session, people | {i or "" for i in (seal.first_by, seal.second_by, seal.renewal_by)}),
        )
        parts = frozenset((e.seq, part.ordinal) for e in newest for part in e.segments)
        parts |= {(place, 0) for place in places - {e.seq for e in notes}}
        read = Seen(seal.person_id, CHECK, WHY_CHECK, parts, has_to=True, untold=seal.from_child)
        return Found(one, (read, *_untold(session, people)))

    return Wanted(find)


def _said(session: Session, seq: int, what: str = "words") -> str:
    entry = entry_at(session, seq)
    return str(entry.content.get(what, "")) if entry else ""
