"""Releases of entries on hold: a projection, days and codes without the words."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Override(Base):
    """One release, for one person who challenged the entry. Projection of restriction.overridden and .resumed."""

    __tablename__ = "restriction_override"
    __table_args__ = (
        CheckConstraint("use IN ('danger', 'enquiry', 'plan')", name="known_use"),
        CheckConstraint("days BETWEEN 0 AND 14", name="at_most_14_days"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_seq: Mapped[int] = mapped_column(BigInteger, index=True)
    challenge_seq: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[str] = mapped_column(String(40), index=True)
    by: Mapped[str] = mapped_column(String(32))
    use: Mapped[str] = mapped_column(String(12))
    until: Mapped[date] = mapped_column(Date)  # the last day, in London
    days: Mapped[int] = mapped_column(SmallInteger)  # from when it was decided
    ended_seq: Mapped[int | None] = mapped_column(BigInteger)
