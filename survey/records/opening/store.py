"""Second things and openings: choosing, trying, opening, closing. Hashes and counts only; no one's looks are kept."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, DomainError
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.invitation import new_token, token_hash
from survey.people.models import WrongTry
from survey.people.store import count_wrong_try, open_link, person_of, refuse_too_many
from survey.records.models import Opening, SecondThing
from survey.records.opening.second_thing import (
    IDLE,
    SALT_BYTES,
    TRIES_BEFORE_LOCK,
    TRIES_IN_A_WHILE,
    RecordClosed,
    door_mark,
    how,
    is_idle,
    is_same,
    plain,
    require_not_easy,
    sealed,
    slow_hash,
    unsealed,
)

DOOR = "second_thing"
FRESH = timedelta(minutes=1)  # a use is written down at most once a minute


class Locked(DomainError):
    """This has been tried too many times. Your worker can let you choose anew."""

    kind = "too_many"


@dataclass(frozen=True)
class OpenRecord:
    """A record that is open now: whose, its key, and the link that it was opened with."""

    person_id: str
    key: str
    token: str


def has_chosen(session: Session, person_id: str) -> bool:
    """Whether there is a second thing to ask for."""
    return session.get(SecondThing, person_id) is not None


def choose(session: Session, person_id: str, typed: str, *, pepper: str, now: datetime, rng: random.Random) -> None:
    """Keep the hash of a second thing, and record that one was chosen; never the thing itself.

    :raise TooShort: :raise TooEasy: :raise AlreadyDone: when there is one already.
    """
    secret = plain(typed)
    kind = how(secret)
    require_not_easy(secret, person_of(session, person_id).born)
    salt = rng.randbytes(SALT_BYTES)
    kept = slow_hash(secret, salt, pepper)  # before the ledger's lock: nobody else's entry waits for it
    segment = NewSegment(Claim.FACT, person_id, (person_id,), {"how": kind.value})
    record(session, NewEntry("key.chosen", person_id, (segment,)), now=now, rng=rng)
    if has_chosen(session, person_id):
        raise AlreadyDone
    session.add(SecondThing(person_id=person_id, salt=salt, kept=kept, tries_from=now))
    session.flush()


def try_second_thing(session: Session, person_id: str, typed: str, *, pepper: str, now: datetime) -> bool:
    """Whether it is right; a wrong try is counted. Commit either way. :raise TooManyTries: :raise Locked:"""
    row = session.get(SecondThing, person_id, with_for_update=True)
    if row is None:
        return False
    who = door_mark(person_id)
    refuse_too_many(session, DOOR, who, now, TRIES_IN_A_WHILE)
    since = (WrongTry.door == DOOR, WrongTry.who == who, WrongTry.at > row.tries_from)
    if session.execute(select(func.count()).select_from(WrongTry).where(*since)).scalar_one() >= TRIES_BEFORE_LOCK:
        raise Locked
    if not is_same(typed, row.salt, row.kept, pepper):
        count_wrong_try(session, DOOR, who, now)
        return False
    row.tries_from = now
    return True


def recover(session: Session, person_id: str, *, by: str, now: datetime, rng: random.Random) -> None:
    """Let a person choose anew: forget the second thing, close what is open, and record who did it."""
    segment = NewSegment(Claim.FACT, by, (person_id,), {})
    record(session, NewEntry("key.recovered", by, (segment,)), now=now, rng=rng)
    for table in (SecondThing, Opening):
        session.execute(delete(table).where(table.person_id == person_id))


def open_record(session: Session, person_id: str, token: str, *, now: datetime, rng: random.Random) -> str:
    """A fresh key to this person's record, and all that were left lying about removed."""
    session.execute(delete(Opening).where(Opening.last_used <= now - IDLE))
    key = new_token(rng)
    session.add(Opening(key_hash=token_hash(key), person_id=person_id, link=sealed(token, key), last_used=now))
    session.flush()
    return key


def opened_record(session: Session, key: str, now: datetime) -> OpenRecord:
    """The open record with this key. :raise RecordClosed: when it was closed, left alone, or its link was ended."""
    row = session.get(Opening, token_hash(key))
    if row is None or is_idle(row.last_used, now):
        raise RecordClosed
    token = unsealed(row.link, key)
    if open_link(session, token, now).person_id != row.person_id:
        raise RecordClosed
    return OpenRecord(row.person_id, key, token)


def is_due_a_touch(session: Session, key: str, now: datetime) -> bool:
    """Whether its last use was written down long enough ago to write it again."""
    last_used = session.scalar(select(Opening.last_used).where(Opening.key_hash == token_hash(key)))
    return last_used is not None and now - last_used >= FRESH


def touch(session: Session, key: str, now: datetime) -> None:
    """Write down that the record is in use."""
    row = session.get(Opening, token_hash(key))
    if row is not None and not is_idle(row.last_used, now):
        row.last_used = now


def close(session: Session, key: str) -> None:
    """Close an opened record. Nothing of it stays."""
    session.execute(delete(Opening).where(Opening.key_hash == token_hash(key)))
