"""What belongs to a relation: what was shown, what was granted, what a court stops, and notes on understanding."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class EvidenceRow(Base):
    """What was shown for a relation, the newest. Projection of relation.evidenced."""

    __tablename__ = "relation_evidence"
    __table_args__ = (
        CheckConstraint(
            "shown IN ('birth_certificate', 'court_order', 'letter', 'said', 'none')", name="known_evidence"
        ),
        CheckConstraint("NOT responsibility OR shown NOT IN ('said', 'none')", name="responsibility_was_shown"),
        CheckConstraint("since IS NULL OR until IS NULL OR until >= since", name="in_order"),
    )

    relation_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    responsibility: Mapped[bool]
    shown: Mapped[str] = mapped_column(String(20))
    checked_by: Mapped[str | None] = mapped_column(String(32))
    checked_at: Mapped[datetime]
    since: Mapped[date | None]
    until: Mapped[date | None]


class GrantRow(Base):
    """What someone may see, by whose say: the newest decision. Projection of relation.granted."""

    __tablename__ = "relation_grant"
    __table_args__ = (
        CheckConstraint("said_by IN ('theirs', 'best_interests')", name="known_say"),
        CheckConstraint(
            "(said_by = 'best_interests') = (note_seq IS NOT NULL AND until IS NOT NULL)",
            name="decided_for_them_rests_on_a_note",
        ),
    )

    relation_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    sees: Mapped[list[str]] = mapped_column(JSON)
    said_by: Mapped[str] = mapped_column(String(16))
    note_seq: Mapped[int | None] = mapped_column(BigInteger)
    until: Mapped[date | None]


class RestrictionRow(Base):
    """A court order that keeps someone away from someone. Projection of relation.restricted and .unrestricted."""

    __tablename__ = "relation_restriction"
    __table_args__ = (
        CheckConstraint("stops_record OR stops_home OR stops_contact", name="stops_something"),
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
        Index("ix_relation_restriction_pair", "from_id", "to_id"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    relation_seq: Mapped[int] = mapped_column(BigInteger)
    from_id: Mapped[str] = mapped_column(String(32))
    to_id: Mapped[str] = mapped_column(String(32))
    stops_record: Mapped[bool]
    stops_home: Mapped[bool]
    stops_contact: Mapped[bool]
    order_on: Mapped[date]
    since: Mapped[date]
    until: Mapped[date | None]  # as the order says; the record stays shut until someone lifts it
    lifted_at: Mapped[datetime | None]


class UnderstandingRow(Base):
    """Whether a young person understood one decision, and which decision rested on it. Of understanding.noted."""

    __tablename__ = "understanding"
    __table_args__ = (
        CheckConstraint("outcome IN ('understands', 'does_not')", name="known_outcome"),
        CheckConstraint("used_seq IS NULL OR outcome = 'does_not'", name="used_where_they_did_not"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    relation_seq: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(String(12))
    assessor: Mapped[str | None] = mapped_column(String(32))
    used_seq: Mapped[int | None] = mapped_column(BigInteger)  # the one decision that rests on it
