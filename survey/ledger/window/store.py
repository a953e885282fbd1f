"""Who outside remembers how much, and the window that leaves."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.ledger.checkpoints.models import OutsideMemory
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.window.window import RECEIPTS, Memory, Window, remembered_size, window_of

_LOCK_HEAD = select(LedgerHead.size).where(LedgerHead.id == 1).with_for_update()


def note_receipt_left(session: Session, seq: int, now: datetime) -> None:
    """A receipt for the entry at this place has left the building: what came before can no longer be changed unnoticed.

    Whose receipt it was is not kept. Needs a writing session; the newest counts, an older one changes nothing.
    """
    remember(session, RECEIPTS, seq + 1, now)


def remember(session: Session, who: str, size: int, now: datetime) -> None:
    """Somebody outside can now tell of so many entries whether they were changed. Less than before changes nothing."""
    row = session.get(OutsideMemory, who)
    if row is None:
        session.execute(_LOCK_HEAD)  # of two who come at once, the second finds the first's row
        row = session.get(OutsideMemory, who, populate_existing=True)
    if row is None:
        session.execute(insert(OutsideMemory).values(who=who, size=size, at=now, trouble=None))
    elif size > row.size:
        row.size, row.at, row.trouble = size, now, None


def window(session: Session, now: datetime) -> Window:
    """How much nobody outside could vouch for, at this moment."""
    size = session.execute(select(LedgerHead.size)).scalar_one()
    memories = [Memory(row.who, row.size, row.at, row.trouble) for row in session.scalars(select(OutsideMemory))]
    oldest = session.execute(select(Entry.at).where(Entry.seq == remembered_size(memories))).scalar()
    return window_of(size, memories, oldest, now)
