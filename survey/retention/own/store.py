"""Destroying answers that were deleted by who sent them. No two people sign and nothing cools: they are theirs.

A hold does not bring them back into use. They stay sealed while it stands, and are destroyed when it is lifted.
"""

import random
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.house import House
from survey.ledger.entry import Recorded
from survey.ledger.erasing.store import erase
from survey.ledger.models import ErasedSegment
from survey.ledger.store import entries, take_turn
from survey.records.account.gone import DELETED as WHY
from survey.responses.counting.chain import Because, takes_out
from survey.responses.counting.models import PastAnswers
from survey.responses.counting.store import every_version
from survey.responses.deleting.going import destroyed_by
from survey.retention.before_erasing import before_erasing
from survey.retention.erasure import Place
from survey.retention.holds.store import holds_on


def destroy(
    session: Session, person_id: str, places: Collection[Place], because: int, now: datetime, rng: random.Random
) -> bool:
    """Destroy these parts for good, if nothing has to be kept. Whether they are gone."""
    if is_held(session, person_id, {seq for seq, _ordinal in places}):
        return False
    if places:
        before_erasing(session, places, now=now, rng=rng)
        erase(session, places, actor=person_id, because=because, reason=WHY, now=now, rng=rng)
    return True


def is_held(session: Session, person_id: str, seqs: Collection[int]) -> bool:
    """Whether a hold stands on the whole record or on any of these."""
    return any(hold.entry_seq is None or hold.entry_seq in seqs for hold in holds_on(session, [person_id]))


def destroy_waiting(house: House) -> int:
    """Destroy what was deleted while something held it, and is held no more."""
    with house.database.reading() as session:
        waiting = _not_destroyed(session)
    done = 0
    for seq in waiting:
        with house.database.writing() as session:
            take_turn(session)
            for entry in entries(session, [seq]):
                left = _left(session, entry)
                done += bool(left) and destroy(session, entry.subject, left, seq, house.clock(), house.rng)
    return done


def _not_destroyed(session: Session) -> list[int]:
    """The deletions of which something is still there."""
    gone = select(ErasedSegment.entry_seq)
    waiting = select(PastAnswers.by_seq).where(
        PastAnswers.because == Because.DELETED, PastAnswers.entry_seq.not_in(gone)
    )
    return sorted(set(session.scalars(waiting)))


def _left(session: Session, entry: Recorded) -> list[Place]:
    """The parts of what it deleted that are still there."""
    seqs = every_version(session, (seq for seq, _why in takes_out(entry)))
    gone = select(ErasedSegment.entry_seq, ErasedSegment.ordinal).where(ErasedSegment.entry_seq.in_(seqs))
    erased = {(seq, ordinal) for seq, ordinal in session.execute(gone)}
    parts = [(each.seq, part.ordinal) for each in entries(session, seqs, erased=True) for part in each.segments]
    return [place for place in parts if place not in erased]


destroyed_by(destroy)
