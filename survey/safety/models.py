"""Routes and alerts: projections of `watch.*` and `alert.*`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class WatchRow(Base):
    """Which answers of a questionnaire an organisation watches, who is told, and how far the route has come."""

    __tablename__ = "watch_route"
    __table_args__ = (
        Index("ix_watch_route_of", "organisation_id", "questionnaire", "version"),
        CheckConstraint("(proven_at IS NULL) = (proven_seq IS NULL)", name="answers_a_test"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organisation_id: Mapped[str] = mapped_column(String(40))
    questionnaire: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    starts_on: Mapped[date] = mapped_column(Date)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    proposed_by: Mapped[str] = mapped_column(String(32))
    confirmed_by: Mapped[str | None] = mapped_column(String(32))
    ended_at: Mapped[datetime | None]
    test_seq: Mapped[int | None] = mapped_column(BigInteger)
    tested_at: Mapped[datetime | None]
    tested_by: Mapped[str | None] = mapped_column(String(32))
    proven_at: Mapped[datetime | None]
    proven_seq: Mapped[int | None] = mapped_column(BigInteger)  # the last test that was answered


class AlertRow(Base):
    """A watched answer that was sent, until someone has said what was done. Neither the answer nor any words."""

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("step >= 0", name="step_from_zero"),
        CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="taken_by_someone"),
        CheckConstraint("closed_at IS NULL OR taken_at IS NOT NULL", name="taken_before_closed"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    route_seq: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[str] = mapped_column(String(40), index=True)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    round_id: Mapped[str] = mapped_column(String(40))
    answers_seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    step: Mapped[int]
    due_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(String(32))
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
