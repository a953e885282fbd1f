"""Answers that count no more: a projection. It names places, never what was said."""

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class PastAnswers(Base):
    """Sent answers that another entry took the place of or took out. Projection of answers.changed and .deleted."""

    __tablename__ = "past_answers"
    __table_args__ = (CheckConstraint("because IN ('changed', 'deleted')", name="known_reason"),)

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root_seq: Mapped[int] = mapped_column(BigInteger, index=True)  # where they began
    by_seq: Mapped[int] = mapped_column(BigInteger, index=True)  # the newer version, or the deletion
    because: Mapped[str] = mapped_column(String(8))
