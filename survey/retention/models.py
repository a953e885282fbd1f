"""Erasures and holds as far as they have come: projections. Places, codes, people and days; no words."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class ErasureRow(Base):
    """One erasure. Projection of erasure.proposed and what follows it."""

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("why IN ('asked', 'time_up', 'not_needed', 'never_ours', 'law')", name="known_reason"),
        CheckConstraint("(approved_seq IS NULL) = (due_at IS NULL)", name="approved_has_a_day"),
        Index("ix_erasure_organisation_id_done_seq", "organisation_id", "done_seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    organisation_id: Mapped[str | None] = mapped_column(String(40))  # who decides
    whole: Mapped[bool]  # the whole record; `parts` is then what it was when it was proposed
    parts: Mapped[list[list[int]]] = mapped_column(JSON)  # [[entry, part], …]
    why: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str | None] = mapped_column(String(60))  # the retention rule that proposed it
    asked_seq: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the challenge that asked for it
    proposed_at: Mapped[datetime]
    first_by: Mapped[str | None] = mapped_column(String(32))  # the first of the two who sign
    first_as: Mapped[str | None] = mapped_column(String(12))
    approved_seq: Mapped[int | None] = mapped_column(BigInteger)
    approved_by: Mapped[str | None] = mapped_column(String(32))  # the second
    due_at: Mapped[datetime | None]
    stopped_seq: Mapped[int | None] = mapped_column(BigInteger)
    stopped_by: Mapped[str | None] = mapped_column(String(32))
    stopped_at: Mapped[datetime | None]
    done_seq: Mapped[int | None] = mapped_column(BigInteger)


class ErasureAbout(Base):
    """Whom an erasure is about: each sees it coming, and may stop it. Projection of erasure.proposed."""

    __tablename__ = "erasure_about"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    erasure_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class HoldRow(Base):
    """One hold. Projection of hold.placed and hold.lifted."""

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint(
            "authority IN ('court', 'police', 'inquiry', 'claim', 'request', 'safeguarding')", name="known_authority"
        ),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    entry_seq: Mapped[int | None] = mapped_column(BigInteger, index=True)  # None: the whole record
    authority: Mapped[str] = mapped_column(String(12))
    placed_by: Mapped[str] = mapped_column(String(32))
    placed_at: Mapped[datetime]
    review_on: Mapped[date] = mapped_column(Date)
    lifted_seq: Mapped[int | None] = mapped_column(BigInteger)
