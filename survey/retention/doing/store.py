"""Carrying out what two people decided, when its time has come and nothing stands in the way."""

import logging
import random
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.engine import write_over
from survey.house import House
from survey.keys import key_store
from survey.ledger.erasing.store import NEWEST, erase, finish_erasures
from survey.ledger.store import take_turn
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.people.store import end_relation
from survey.records.challenge import Challenge
from survey.records.challenge import Kind as NotRight
from survey.records.store import challenges_by, challenges_of
from survey.retention.before_erasing import before_erasing
from survey.retention.erasure import Erasure, Part, whole_record
from survey.retention.hold import Hold
from survey.retention.holds.store import in_the_way
from survey.retention.parts.store import parts_about, with_newer
from survey.retention.store import due, erasure_at, stop

_log = logging.getLogger("sayso.retention")


def carry_out_due(house: House) -> int:
    """Carry out every erasure whose time has come, each in a transaction of its own; and mend what a crash left."""
    with house.database.reading() as session:
        waiting = [each.seq for each in due(session, house.clock())]
    done = sum(_carry_out_apart(house, seq) for seq in waiting)
    with house.database.reading() as session:
        done += mend(session, house.clock())
    if done:
        for engine in (house.database.engine, house.database.keys.engine):
            write_over(engine)
    return done


def _carry_out_apart(house: House, seq: int) -> bool:
    """One in a transaction of its own; one that fails holds up none of those behind it, which others wait for."""
    try:
        with house.database.writing() as session:
            return carry_out(session, seq, now=house.clock(), rng=house.rng)
    except Exception:
        _log.exception("Erasure %s could not be carried out; it is tried again in a while.", seq)
        return False


def mend(session: Session, now: datetime) -> int:
    """Finish what a crash, or the end of a transaction, left for after it: keys that open nothing any more."""
    gone = select(Person.id).where(Person.kind == Kind.ERASED.value)
    return finish_erasures(session, now, newest=NEWEST) + key_store(session).forget(session.scalars(gone).all())


def carry_out(session: Session, seq: int, *, now: datetime, rng: random.Random) -> bool:
    """Erase what was decided, if it is due and nothing stands in the way; whether it was done."""
    take_turn(session)
    erasure = erasure_at(session, seq)
    if not erasure.is_due(now) or holds_against(session, erasure, {place[0] for place in erasure.parts}):
        return False
    going = going_now(session, erasure)
    entries = {part.seq for part in going}
    if holds_against(session, erasure, entries) or contested(session, erasure, entries):
        return False
    if not going:
        stop(session, seq, None, "", now=now, rng=rng)
        return False
    if erasure.whole:
        _end_ties(session, erasure.person_id, now, rng)
    places = [part.place for part in going]
    before_erasing(session, places, now=now, rng=rng)
    erase(session, places, actor=None, because=erasure.approved_seq, reason=erasure.why.value, now=now, rng=rng)
    return True


def going_now(session: Session, erasure: Erasure) -> list[Part]:
    """What would go today: the record grows while an erasure waits, and a note may have a newer version."""
    if erasure.whole:
        return whole_record(parts_about(session, erasure.person_id), erasure.person_id)
    return with_newer(session, erasure.person_id, erasure.parts)


def holds_against(session: Session, erasure: Erasure, entries: Iterable[int]) -> list[Hold]:
    """The holds that stand in its way."""
    return in_the_way(session, erasure, entries)


def contested(session: Session, erasure: Erasure, entries: Iterable[int]) -> list[Challenge]:
    """What is said not to be right about it and is not answered yet: answered first, erased after.

    A challenge that asks for the erasure does not stand in its way.
    """
    found = challenges_of(session, entries)
    if erasure.whole:
        found += challenges_by(session, erasure.person_id)
    return [each for each in found if each.is_open and each.kind is not NotRight.ERASE]


def _end_ties(session: Session, person_id: str, now: datetime, rng: random.Random) -> None:
    """Nobody works with them here any more, and nobody sees through them."""
    either = (RelationRow.to_id == person_id) | (RelationRow.from_id == person_id)
    for seq in session.scalars(select(RelationRow.seq).where(either, RelationRow.ended_at.is_(None))).all():
        end_relation(session, seq, by=None, now=now, rng=rng)
