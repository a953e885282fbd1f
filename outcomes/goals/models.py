"""Goals and their ratings: projections of goal entries."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class GoalRow(Base):
    """One goal as it stands. Its id is the seq of the entry that set it."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'achieved', 'changed', 'paused', 'dropped')", name="known_state"),
        CheckConstraint("(state = 'live') = (closed_at IS NULL)", name="closed_has_a_time"),
        Index("ix_goal_person_id_state", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)  # exactly as written
    own_words: Mapped[bool]  # false: a worker wrote it with them
    set_by: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None]
    closing_words: Mapped[str | None] = mapped_column(Text)
    framework: Mapped[str] = mapped_column(String(40))  # catalyst-2012
    cluster: Mapped[str | None] = mapped_column(String(40))  # none: no group suggested, or refused
    grouped_by: Mapped[str] = mapped_column(String(32))  # suggested, or who chose or refused
    replaces: Mapped[int | None] = mapped_column(BigInteger)  # the goal it was changed from


class RatingRow(Base):
    """One rating of one goal. Its seq is the entry's."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 10", name="from_0_to_10"),
        Index("ix_rating_goal_id", "goal_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    goal_id: Mapped[int] = mapped_column(BigInteger)
    value: Mapped[int]
    at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Text)
