"""The door: another person's entries come to a page only through `see`, after the look at them is durable."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.hours import working_hours
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry, SegmentSubject
from survey.ledger.store import entries, record
from survey.people.looks.look import CHECK, NAME, WHY_CHECK, Channel, Key, Looker, Seen, Wanted, codes, said_of
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import FAMILY, Relation
from survey.people.seals.projection.store import kept_from

T = TypeVar("T")


def see(house: House, looker: Looker, wanted: Wanted[T], *, channel: Channel = Channel.SCREEN) -> T:
    """What is wanted, once it is durable that `looker` saw it. View before show: nothing is handed over before.

    Each person whom a part is about has a `view.made` that names the part. If it cannot be written, nothing is shown.
    """
    now, hours = house.clock(), house.settings.hours
    with house.database.reading() as session:
        found = wanted.ask(session, looker, now)
        looks = looks_of(session, looker, found.seen, channel=channel, now=now, hours=hours)
    if looks:
        with house.database.writing() as session:
            for look in looks:
                record(session, look, now=now, rng=house.rng)
    return found.content


def looks_of(
    session: Session,
    looker: Looker,
    seen: Iterable[Seen],
    *,
    now: datetime,
    hours: str,
    channel: Channel = Channel.SCREEN,
) -> list[NewEntry]:
    """The entries that say so, ready to record; what this looker was already told to have seen today is left out."""
    everyone = _divided(session, _with_others(session, looker, seen))
    known = _seen_today(session, looker.person_id, {each.person_id for each in everyone if each.once_a_day}, now)
    tied = _tied(session, looker.person_id)
    at_work = not looker.roles or working_hours(hours).hold(now)
    looks = []
    for each in everyone:
        if each.once_a_day and each.parts <= known.get(each.person_id, set()):
            continue
        unusual = codes(each, channel=channel, is_tied=each.person_id in tied, at_work=at_work)
        content = said_of(each, looker, channel, unusual)
        about = () if each.untold else (each.person_id,)
        segment = NewSegment(Claim.FACT, looker.person_id, about, content)
        links = {"glass": each.glass.seq} if each.glass else {}
        looks.append(NewEntry("view.made", looker.person_id, (segment,), links=links))
    return looks


def _with_others(session: Session, looker: Looker, seen: Iterable[Seen]) -> list[Seen]:
    """These, and what of everyone else is in the same parts: told that it was read, not why whoever it was for was."""
    seen = [replace(one, parts=one.parts | {(one.glass.seq, 0)}) if one.glass else one for one in seen]
    named = _about_whom(session, {key for one in seen for key in one.parts})
    everyone = []
    for one in seen:
        theirs: dict[str, set[Key]] = {one.person_id: set()}
        for key in one.parts:
            for person in named.get(key, {one.person_id}) - {looker.person_id}:
                theirs.setdefault(person, set()).add(key)
        everyone.append(replace(one, parts=frozenset(theirs.pop(one.person_id))))
        everyone += [
            Seen(
                person,
                CHECK,
                WHY_CHECK,
                frozenset(keys),
                once_a_day=True,
                has_to=one.has_to,
                untold=one.untold,
                glass=one.glass,
            )
            for person, keys in sorted(theirs.items())
        ]
    return everyone


def _divided(session: Session, seen: list[Seen]) -> list[Seen]:
    """Each look as it is told. What is kept from whom it would be told to is apart, and recorded about nobody.

    Those come last, and know no day: what is told, where it stands and how often do not depend on them.
    """
    kept = kept_from(session, {seq for one in seen for seq, _ordinal in one.parts})
    told, untold = [], []
    for one in seen:
        hidden = frozenset(key for key in one.parts if one.person_id in kept.get(key[0], ()))
        if not hidden or one.untold:
            told.append(one)
            continue
        left = one.parts - hidden
        if left <= _name_at(session, one.person_id):  # it stood there for what is hidden: it would give that away
            hidden, left = one.parts, frozenset()
        untold.append(replace(one, parts=hidden, untold=True, once_a_day=False))
        if left:
            told.append(replace(one, parts=left))
    return told + untold


def _name_at(session: Session, person_id: str) -> frozenset[Key]:
    person = session.get(Person, person_id)
    return name_of(person) if person else frozenset()


def _about_whom(session: Session, keys: Collection[Key]) -> dict[Key, set[str]]:
    """By part, the people it is about. Staff act for the service: their names are not told as looks."""
    about = (
        select(SegmentSubject.entry_seq, SegmentSubject.ordinal, SegmentSubject.person_id)
        .join(Person, Person.id == SegmentSubject.person_id)
        .where(SegmentSubject.entry_seq.in_({seq for seq, _ordinal in keys}), Person.kind != Kind.STAFF.value)
    )
    people: dict[Key, set[str]] = {}
    for seq, ordinal, person in session.execute(about):
        people.setdefault((seq, ordinal), set()).add(person)
    return people


def _seen_today(session: Session, viewer: str, people: Collection[str], now: datetime) -> dict[str, set[Key]]:
    """By person, the parts that `viewer` has been recorded as seeing since the day began."""
    if not people:
        return {}
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    looks = (
        select(Entry.seq)
        .join(SegmentSubject, SegmentSubject.entry_seq == Entry.seq)
        .where(Entry.kind == "view.made", Entry.actor == viewer, Entry.at >= today)
        .where(SegmentSubject.person_id.in_(people))
    )
    known: dict[str, set[Key]] = {}
    for look in entries(session, session.scalars(looks)):
        known.setdefault(look.subject, set()).update((seq, n) for seq, n in look.content.get("parts", ()))
    return known


def _tied(session: Session, looker_id: str) -> frozenset[str]:
    """Whom this looker is expected to read about: those they work with, and their family; those whose kin they are."""
    standing = select(RelationRow).where(RelationRow.ended_at.is_(None))
    to = list(session.scalars(standing.where(RelationRow.from_id == looker_id)))
    mine = {each.to_id for each in to if each.kind == Relation.WORKS_WITH.value}
    kin = standing.where(RelationRow.to_id.in_(mine), RelationRow.kind.in_(tuple(FAMILY)))
    return frozenset({each.to_id for each in to} | {each.from_id for each in session.scalars(kin)})


# For whoever says what is wanted


def parts_about(session: Session, person_id: str, seqs: Iterable[int]) -> frozenset[Key]:
    """The parts of these entries that are about this person."""
    about = select(SegmentSubject.entry_seq, SegmentSubject.ordinal).where(
        SegmentSubject.person_id == person_id, SegmentSubject.entry_seq.in_(set(seqs))
    )
    return frozenset((seq, ordinal) for seq, ordinal in session.execute(about))


def name_of(person: Person) -> frozenset[Key]:
    """The part in which a person's name stands."""
    return frozenset({(person.seq, 0)})


def in_duty(session: Session, people: Iterable[str | None], keys: Iterable[Key], why: str) -> tuple[Seen, ...]:
    """What a list shows of people whom its reader does not work with but has to see: names, and these parts of them.

    Told once a day. Staff act for the service: that their names stand in a list is no look.
    """
    known = select(Person).where(Person.id.in_({each for each in people if each}), Person.kind != Kind.STAFF.value)
    about = _about_whom(session, set(keys))
    return tuple(
        Seen(
            person.id,
            NAME,
            why,
            name_of(person) | {key for key, subjects in about.items() if person.id in subjects},
            once_a_day=True,
            has_to=True,
        )
        for person in session.scalars(known.order_by(Person.id))
    )
