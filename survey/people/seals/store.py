"""Sealing, signing, renewing and ending: each step an entry about nobody, until the end, which tells them.

A proposal holds from the moment it is recorded, for the protection of the child; the second signature confirms it.
"""

import random
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.store import entries, entries_about, entry_at, record, take_turn
from survey.people.seals.projection.store import barred_to, seal_at, seals_from, versions_of
from survey.people.seals.seal import (
    Mode,
    Seal,
    SealedAlready,
    Standing,
    TheyKnow,
    gives_away,
    require_second,
    require_standing,
    review_facts,
    truly_about,
)
from survey.people.store import person_of

Turn = dict[str, Any]


def propose(
    session: Session, seal: Seal, entry_seq: int, *, by: str, today: date, now: datetime, rng: random.Random
) -> int:
    """Record that something is kept from someone, from this moment, and give the seal's place.

    It covers the entry in all its versions and the words beside it. :raise SealedAlready: :raise TheyKnow: when it
    would be silent and they were told of it, or answered it. :raise NotThere: when it is not in that record.
    """
    take_turn(session)
    first = _first_version(session, entry_seq)
    barred = barred_to(session, seal.viewer_id)
    if first.seq in barred:
        raise SealedAlready
    about = frozenset(each for part in first.segments for each in truly_about(part.content, part.subjects))
    if seal.person_id not in about:
        raise NotThere
    sealed = versions_of(session, first.seq)
    if seal.mode is Mode.SILENT:
        told = entries_about(session, seal.viewer_id, erased=True)
        if gives_away(told, sealed, sealed | barred):
            raise TheyKnow
    organisation = person_of(session, seal.person_id).organisation_id
    facts = seal.facts(today, organisation=organisation, about_viewer=seal.viewer_id in about)
    return _step(session, "seal.proposed", by, facts, {"seals": first.seq}, now, rng).seq


def _first_version(session: Session, seq: int) -> Recorded:
    entry = entry_at(session, seq)
    while entry is not None and "corrects" in entry.links:
        entry = entry_at(session, entry.links["corrects"], erased=True)
    if entry is None or not entry.segments:
        raise NotThere
    return entry


def sign(session: Session, seq: int, *, by: str, words: str = "", now: datetime, rng: random.Random) -> None:
    """Record the second signature: of the seal, or of its renewal. :raise NotTwice: :raise AlreadyDone:"""
    take_turn(session)
    require_second(seal_at(session, seq), by)
    _step(session, "seal.signed", by, {"words": words}, {"signs": seq}, now, rng)


def renew(
    session: Session,
    seq: int,
    *,
    by: str,
    days: int,
    words: str,
    today: date,
    now: datetime,
    rng: random.Random,
) -> None:
    """Record that someone looked again and would keep it back, with the test anew; someone else then signs.

    Until they have, it stays in front. :raise AlreadyDone: :raise TooLong:
    """
    take_turn(session)
    require_standing(seal_at(session, seq))
    facts = review_facts(days, today) | {"words": words}
    _step(session, "seal.renewed", by, facts, {"renews": seq}, now, rng)


def end(session: Session, seq: int, *, by: str, words: str, is_theirs: bool, now: datetime, rng: random.Random) -> int:
    """Record that it is over. Whom it was kept from is told: from when to when, why, and who decided.

    `words`: why, as they will read it. `is_theirs`: whether they may see it now; if not, and it was silent, telling
    them would show what is not theirs. What is in fact about them is recorded anew, about them. :raise AlreadyDone:
    """
    take_turn(session)
    seal = seal_at(session, seq)
    require_standing(seal)
    told = seal.about_viewer or seal.from_child or is_theirs or seal.mode is Mode.STUB
    facts = {
        "person": seal.person_id,
        "since": local_day(seal.since).isoformat(),
        "until": local_day(now).isoformat(),
        "authority": seal.authority.value,
        "words": words,
        "by": [each for each in (seal.first_by, seal.second_by) if each],
    }
    about = (seal.viewer_id,) if told else ()
    newest = _newest(session, seal)  # before it is theirs: what is told is read while the seal stands
    segment = NewSegment(Claim.FACT, by, about, facts)
    ended = record(session, NewEntry("seal.ended", by, (segment,), links={"ends": seq}), now=now, rng=rng)
    if told and newest is not None:
        _record_anew(session, newest, seal, by, now, rng)
    return ended.seq


def _newest(session: Session, seal: Standing) -> Recorded | None:
    found = entries(session, versions_of(session, seal.entry_seq))
    notes = [each for each in found if each.kind.startswith("record.")]
    return notes[-1] if notes else None


def _record_anew(
    session: Session, newest: Recorded, seal: Standing, by: str, now: datetime, rng: random.Random
) -> None:
    """What was recorded without them, though it is about them, once more: now it is in their record."""
    theirs = [part for part in newest.segments if seal.viewer_id in part.content.get("of", ())]
    if not theirs or seal.viewer_id in newest.subjects:
        return
    parts = tuple(NewSegment(p.claim, p.author, (seal.viewer_id,), _without_of(p.content)) for p in theirs)
    entry = NewEntry("record.made", by, parts, newest.effective_at or newest.at, links={"was_sealed": seal.entry_seq})
    record(session, entry, now=now, rng=rng)


def _without_of(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "of"}


def ask_for_a_fresh_look(session: Session, viewer: str, *, now: datetime, rng: random.Random) -> None:
    """Record that someone asks for a fresh look at whatever may be kept from them. Asked twice in a day is asked once.

    The same is recorded and answered whether or not there is anything.
    """
    take_turn(session)
    asked = entries_about(session, viewer, ("seal.asked",))
    if asked and local_day(asked[0].at) == local_day(now):
        return
    segment = NewSegment(Claim.THEIR_WORDS, viewer, (viewer,), {})
    record(session, NewEntry("seal.asked", viewer, (segment,)), now=now, rng=rng)


def check(session: Session, organisation_id: str, *, by: str, now: datetime, rng: random.Random) -> None:
    """Record that all an organisation keeps back was looked at. Everyone sees the day, on every page."""
    take_turn(session)
    _step(session, "seal.checked", by, {"organisation": organisation_id}, {}, now, rng)


def _step(
    session: Session,
    kind: str,
    by: str,
    facts: dict[str, Any],
    links: dict[str, int],
    now: datetime,
    rng: random.Random,
) -> Recorded:
    """One step about nobody: whom it is about is in what it says."""
    return record(session, NewEntry(kind, by, (NewSegment(Claim.FACT, by, (), facts),), links=links), now=now, rng=rng)


def stubs_for(session: Session, viewer: str) -> list[Standing]:
    """What someone is told is kept back from them for now."""
    return seals_from(session, viewer, Mode.STUB)
