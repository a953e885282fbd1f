"""Questions and promises as release pages read them: projections, about nobody."""

from datetime import date

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class QuestionRow(Base):
    """One question. Projection of question.asked, question.answered and question.carried."""

    __tablename__ = "release_question"
    __table_args__ = (Index("ix_release_question_release_id", "release_id"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    release_id: Mapped[int] = mapped_column(BigInteger)
    asked_as: Mapped[str] = mapped_column(String(20))
    asked_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    answered_as: Mapped[str] = mapped_column(String(20))
    answered_on: Mapped[date | None] = mapped_column(Date)
    carried: Mapped[bool] = mapped_column(Boolean)


class PromiseRow(Base):
    """One promise. Projection of promise.made, promise.kept and promise.dropped."""

    __tablename__ = "release_promise"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'kept', 'dropped')", name="known_state"),
        Index("ix_release_promise_release_id", "release_id"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    release_id: Mapped[int] = mapped_column(BigInteger)
    made_as: Mapped[str] = mapped_column(String(20))
    made_by: Mapped[str] = mapped_column(String(32))  # who says what became of it
    made_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))
    state_words: Mapped[str] = mapped_column(Text)
    state_on: Mapped[date | None] = mapped_column(Date)
