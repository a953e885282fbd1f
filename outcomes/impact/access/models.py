"""Agreements, a projection that release pages read; and each view and download, which only grows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base

_ID = BigInteger().with_variant(Integer, "sqlite")


class AgreementRow(Base):
    """One agreement. Projection of agreement.made and agreement.ended."""

    __tablename__ = "release_agreement"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)


class FigureView(AppendOnly, Base):
    """A release was read: under which agreement, how, in which hour. Neither who nor from where."""

    __tablename__ = "figure_view"
    __table_args__ = (
        CheckConstraint("audience IN ('house', 'role', 'organisation', 'account', 'public')", name="known_audience"),
        Index("ix_figure_view_release_id", "release_id", "audience", "how"),
    )

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    release_id: Mapped[int] = mapped_column(BigInteger)
    agreement_seq: Mapped[int | None] = mapped_column(BigInteger)  # none: whoever makes agreements, in this house
    audience: Mapped[str] = mapped_column(String(12))
    how: Mapped[str] = mapped_column(String(8))
    at_hour: Mapped[datetime]
