"""Finding the leaf that a receipt is of: one indexed read. Whose it is comes first; no entry's words are opened."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from survey.database import Database
from survey.errors import NotThere
from survey.ledger.checkpoints.models import OutsideMemory
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry, SegmentSubject
from survey.ledger.receipt import code_of
from survey.ledger.store import record, take_turn
from survey.ledger.window.window import RECEIPTS
from survey.people.seals.projection.store import barred_to
from survey.receipts.keeping import CHOSEN, Keeping, is_own_act
from survey.receipts.models import ReceiptKeeping

# How they want to keep them


def choose(session: Session, person_id: str, keeping: Keeping, *, now: datetime, rng: random.Random) -> None:
    """Record where a person wants their receipts. A second tap that changes nothing records nothing."""
    take_turn(session)
    if keeping_of(session, person_id) is keeping:
        return
    segment = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {"keeping": keeping.value})
    record(session, NewEntry(CHOSEN, person_id, (segment,)), now=now, rng=rng)


def keeping_of(session: Session, person_id: str) -> Keeping | None:
    """What they chose; None when they have not."""
    chosen = session.scalar(select(ReceiptKeeping.keeping).where(ReceiptKeeping.person_id == person_id))
    return Keeping(chosen) if chosen else None


# Of what there is a receipt


@dataclass(frozen=True)
class Leaf:
    """What a receipt is made from: a place, a time, a hash."""

    seq: int
    at: datetime
    hash: bytes

    @property
    def code(self) -> str:
        return code_of(self.hash)


@dataclass(frozen=True)
class Kept:
    """Something that was saved just now: its code, and how they want to keep it."""

    seq: int
    kind: str
    code: str
    keeping: Keeping | None


_LEAF = select(Entry.seq, Entry.at, Entry.leaf_hash)


_KEPT = (
    select(Entry.__table__.c.kind, Entry.__table__.c.leaf_hash, ReceiptKeeping.__table__.c.keeping)
    .outerjoin_from(
        Entry.__table__, ReceiptKeeping.__table__, ReceiptKeeping.__table__.c.person_id == Entry.__table__.c.actor
    )
    .where(Entry.__table__.c.seq == bindparam("seq"), Entry.__table__.c.actor == bindparam("person"))
)


def kept(database: Database, person_id: str, seq: int) -> Kept | None:
    """The code of something this person did; None when it is not theirs, or they want to see none.

    One statement by itself: the page after every act asks for it.
    """
    for row in database.once(_KEPT, {"seq": seq, "person": person_id}):
        if is_own_act(row.kind) and row.keeping != Keeping.NONE:
            return Kept(seq, row.kind, code_of(row.leaf_hash), Keeping(row.keeping) if row.keeping else None)
    return None


def leaves_of(session: Session, person_id: str) -> list[Leaf]:
    """Everything this person did that has a receipt, newest first."""
    asked = select(Entry.kind, Entry.seq, Entry.at, Entry.leaf_hash).where(Entry.actor == person_id)
    rows = session.execute(asked.order_by(Entry.seq.desc()))
    return [Leaf(seq, at, leaf) for kind, seq, at, leaf in rows if is_own_act(kind)]


def own_leaf(session: Session, person_id: str, seq: int) -> Leaf:
    """One thing that this person did. :raise NotThere: when it was not they, just as when there is no such entry."""
    asked = select(Entry.kind, Entry.seq, Entry.at, Entry.leaf_hash)
    row = session.execute(asked.where(Entry.seq == seq, Entry.actor == person_id)).one_or_none()
    if row is None or not is_own_act(row.kind):
        raise NotThere
    return Leaf(row.seq, row.at, row.leaf_hash)


def leaf_about(session: Session, person_id: str, seq: int) -> Leaf | None:
    """One entry with a part about this person, whoever wrote it: for their opened record only."""
    barred = barred_to(session, person_id)  # asked whether or not there is such an entry
    about = _LEAF.join(SegmentSubject, SegmentSubject.entry_seq == Entry.seq)
    row = session.execute(about.where(Entry.seq == seq, SegmentSubject.person_id == person_id).distinct()).one_or_none()
    return Leaf(*row) if row and seq not in barred else None


def leaf_at(session: Session, seq: int) -> Leaf:
    """The leaf at a place that its reader is known to see. :raise NotThere:"""
    row = session.execute(_LEAF.where(Entry.seq == seq)).one_or_none()
    if row is None:
        raise NotThere
    return Leaf(*row)


def is_remembered(session: Session, seq: int) -> bool:
    """Whether a receipt of this entry, or of a later one, has left the building before."""
    size = session.scalar(select(OutsideMemory.size).where(OutsideMemory.who == RECEIPTS))
    return size is not None and size > seq
