"""Sittings and saved pages: drafts, not records. Once sent, the answers are an entry and the saved pages are gone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Sitting(Base):
    """One person answering in one round. `sent_at` closes it; `sent_seq` is the last entry it became."""

    __tablename__ = "sitting"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True, index=True)
    started_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_seq: Mapped[int | None] = mapped_column(BigInteger)


class PageAnswers(Base):
    """What was answered on one page, saved when the page was left: a code or words for each item."""

    __tablename__ = "page_answers"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "round_id"], ["sitting.person_id", "sitting.round_id"], ondelete="CASCADE"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
