"""How people want to keep their receipts: one table, made from what they chose."""

from sqlalchemy import BigInteger, CheckConstraint, String, delete, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.database import Base
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.receipts.keeping import CHOSEN


class ReceiptKeeping(Base):
    """Where one person wants their receipts. Nobody else's page reads it."""

    __tablename__ = "receipt_keeping"
    __table_args__ = (CheckConstraint("keeping IN ('phone', 'paper', 'trusted', 'none')", name="known_keeping"),)

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    keeping: Mapped[str] = mapped_column(String(8))
    seq: Mapped[int] = mapped_column(BigInteger)  # the entry that said so


def _forget(session: Session, entry: Recorded) -> None:
    """Up to this entry they have chosen nothing; a choice made after it stands, whenever this is played."""
    until = (ReceiptKeeping.person_id == entry.subject, ReceiptKeeping.seq <= entry.seq)
    session.execute(delete(ReceiptKeeping).where(*until), execution_options={"synchronize_session": False})


def _chosen(session: Session, entry: Recorded) -> None:
    _forget(session, entry)
    values = {"person_id": entry.subject, "keeping": entry.content["keeping"], "seq": entry.seq}
    session.execute(insert(ReceiptKeeping).values(values))


register(Projection("receipts", (ReceiptKeeping,), {CHOSEN: _chosen}, erased={CHOSEN: _forget}))
