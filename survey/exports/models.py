"""Which entry of which other log was brought, for whom: a projection, so that bringing twice adds nothing."""

from sqlalchemy import BigInteger, Index, LargeBinary, String, UniqueConstraint, delete, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.database import Base
from survey.exports.brought import KIND, proof_of
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register


class BroughtEntry(Base):
    """One entry that was brought from elsewhere."""

    __tablename__ = "brought_entry"
    __table_args__ = (
        UniqueConstraint("person_id", "leaf_hash"),
        Index("ix_brought_entry_log_was", "log", "was"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32))
    log: Mapped[str] = mapped_column(String(200))  # the other log's name
    was: Mapped[str] = mapped_column(String(32))  # the person's pseudonym there
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))  # the entry's leaf there


def _brought(session: Session, entry: Recorded) -> None:
    """What stands of the entry: nothing, once the part with its proof is gone."""
    gone = delete(BroughtEntry).where(BroughtEntry.seq == entry.seq)
    session.execute(gone, execution_options={"synchronize_session": False})
    if entry.segments[0].erased:
        return
    kept = proof_of(entry)
    (person_id,) = entry.segments[0].subjects
    values = {"seq": entry.seq, "person_id": person_id, "log": kept["log"], "was": kept["person"]}
    session.execute(insert(BroughtEntry).values(values | {"leaf_hash": bytes.fromhex(kept["leaf_hash"])}))


register(Projection("brought", (BroughtEntry,), {KIND: _brought}, erased={KIND: _brought}))
