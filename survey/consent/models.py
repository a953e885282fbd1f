"""Where everyone stands: a projection of consent entries, one row to a person and purpose."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class ConsentStanding(Base):
    """The newest decision of one person on one purpose. No row: never asked, which is a No."""

    __tablename__ = "consent_standing"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('take_part', 'link_answers', 'worker_sees', 'count_me', 'use_words', 'research')",
            name="known_purpose",
        ),
        CheckConstraint("state IN ('requested', 'deferred', 'refused', 'given', 'withdrawn')", name="known_state"),
        Index("ix_consent_standing_purpose_state", "purpose", "state"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    seq: Mapped[int] = mapped_column(BigInteger)  # the entry that says so
    at: Mapped[datetime]
    version: Mapped[int]  # of the card
    named: Mapped[list[str]] = mapped_column(JSON)  # ids of workers the card named
