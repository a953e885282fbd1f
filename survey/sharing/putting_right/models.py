"""Who has what of a record, what changed of it since, and how far each has been told: projections, without words."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class RecipientRow(Base):
    """Whoever was passed something, and how far they know what changed of it. Projection of share.*"""

    __tablename__ = "share_recipient"
    __table_args__ = (
        CheckConstraint("(told_up_to IS NULL) = (told_at IS NULL)", name="told_on_a_day"),
        CheckConstraint("(settled_up_to IS NULL) = (settled_seq IS NULL)", name="settled_by_an_entry"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )  # share.proposed, or .recipient_kept
    person_id: Mapped[str | None] = mapped_column(String(32), index=True)  # None: their record is erased
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    sent_seq: Mapped[int | None] = mapped_column(BigInteger)
    told_up_to: Mapped[int | None] = mapped_column(BigInteger)  # the change that they were last written to about
    told_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    settled_up_to: Mapped[int | None] = mapped_column(BigInteger)
    settled_seq: Mapped[int | None] = mapped_column(BigInteger)  # they said that they have it, or it is impossible
    is_impossible: Mapped[bool]


class PartRow(Base):
    """One part that a share passes on, by the first version of its entry. Projection of share.proposed."""

    __tablename__ = "share_part"
    __table_args__ = (Index("ix_share_part_root", "root_seq", "ordinal"),)

    share_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)


class ChangeRow(Base):
    """One thing that changed of what was passed on. Projection of corrections, decisions, erasures and statements."""

    __tablename__ = "share_change"
    __table_args__ = (
        CheckConstraint(
            "because IN ('corrected', 'erased', 'held', 'unverified', 'stands', 'said', 'unsaid')", name="known_change"
        ),
        Index("ix_share_change_cause", "cause_seq"),
        Index("ix_share_change_old", "old_seq"),
    )

    share_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    cause_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)  # -1: words beside it
    because: Mapped[str] = mapped_column(String(10))
    old_seq: Mapped[int | None] = mapped_column(BigInteger)  # of a correction: the version before
    at: Mapped[datetime]
