"""Signing by time: the last entries within ten minutes, and whatever a request left because it was too much."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.house import House
from survey.ledger.checkpoints.covering import range_of
from survey.ledger.checkpoints.models import CheckpointRow
from survey.ledger.checkpoints.store import MOST_AT_ONCE, sign_head, signed_size, trouble
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.store import take_turn
from survey.ledger.tree import Range

AFTER = timedelta(minutes=10)
MOST_HEADS = 50  # in one step


def sign_when_due(house: House) -> int:
    """Sign heads until every entry older than ten minutes is covered, a thousand entries at a time. How many."""
    signed = 0
    while signed < MOST_HEADS and _is_due(house):
        with house.database.writing() as session:
            take_turn(session)
            if not sign_head(session, _until(session), house.clock()):
                break
        signed += 1
    return signed


def sign_now(session: Session, now: datetime) -> bool:
    """Sign a head over everything recorded so far, if there is none. Needs a writing session. Whether all is covered.

    For what leaves the house and is to be proven: what it holds is then under a head that was looked at again.
    """
    take_turn(session)
    size = session.execute(select(LedgerHead.size)).scalar_one()
    while signed_size(session) < size:
        if not sign_head(session, _until(session), now):
            return False
    return signed_size(session) == size


def _is_due(house: House) -> bool:
    now = house.clock()
    with house.database.reading() as session:
        signed = signed_size(session)
        found = trouble(session)
        if found is not None and now - found.at < AFTER:
            return False
        size = session.execute(select(LedgerHead.size)).scalar_one()
        oldest = session.execute(select(Entry.at).where(Entry.seq == signed)).scalar()
    return size > signed and (size - signed > MOST_AT_ONCE or oldest is None or now - oldest >= AFTER)


def _until(session: Session) -> Range:
    """The head to sign next: the log's own, or that after the next thousand entries."""
    size, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    signed = signed_size(session)
    if size - signed <= MOST_AT_ONCE:
        return range_of(size, peaks)
    held = session.execute(select(CheckpointRow.peaks).where(CheckpointRow.size == signed)).scalar()
    grown = range_of(signed, held or b"")
    stop = signed + MOST_AT_ONCE
    leaves = select(Entry.leaf_hash).where(Entry.seq >= signed, Entry.seq < stop).order_by(Entry.seq)
    for leaf in session.scalars(leaves):
        grown.append(leaf)
    return grown
