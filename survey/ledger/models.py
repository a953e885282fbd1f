"""The ledger's tables. `entry`, `segment` and `segment_subject` only grow; `ledger_head` is where they have got to.

What a part says is apart, sealed, in `segment_content`: it can be erased and the leaf still stands.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base


class Entry(AppendOnly, Base):
    """One thing that happened. The header text is what the leaf commits to; the other columns repeat it for finding."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("seq >= 0", name="seq_from_zero"),
        Index("ix_entry_kind_at", "kind", "at"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # gapless, from 0
    kind: Mapped[str] = mapped_column(String(40))  # past tense: goal.set
    actor: Mapped[str | None] = mapped_column(String(32), index=True)  # who did it
    at: Mapped[datetime]  # when it was written
    header: Mapped[str] = mapped_column(Text)  # canonical JSON
    header_salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    prev: Mapped[bytes] = mapped_column(LargeBinary(32))  # root over all entries before
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class Segment(AppendOnly, Base):
    """One part of an entry: what the leaf commits to, and which key opens it. It stays when the part is erased."""

    __tablename__ = "segment"

    entry_seq: Mapped[int] = mapped_column(ForeignKey("entry.seq"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))


class SegmentContent(AppendOnly, Base):
    """The sealed salt and words of a part. It never changes; it goes only when an erasure says so (a trigger holds)."""

    __tablename__ = "segment_content"
    __table_args__ = (ForeignKeyConstraint(["entry_seq", "ordinal"], ["segment.entry_seq", "segment.ordinal"]),)

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ErasedSegment(Base):
    """Which parts were erased, and by which entry. Projection of erasure.done."""

    __tablename__ = "erased_segment"

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by_seq: Mapped[int] = mapped_column(BigInteger)


class SegmentSubject(AppendOnly, Base):
    """Whom a part is about, for finding a person's entries."""

    __tablename__ = "segment_subject"
    __table_args__ = (
        ForeignKeyConstraint(["entry_seq", "ordinal"], ["segment.entry_seq", "segment.ordinal"]),
        Index("ix_segment_subject_place", "entry_seq", "ordinal"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class LedgerHead(Base):
    """One row: the size of the ledger and the peaks of its tree. Locked by whoever records next."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInteger)
    peaks: Mapped[bytes] = mapped_column(LargeBinary)  # 32 bytes each, largest first
