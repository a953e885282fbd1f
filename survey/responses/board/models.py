"""The board of a round: projections. Which suggestions there are, where each stands, who voted. No words are here."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class SuggestionRow(Base):
    """One suggestion of what to ask, as far as it has come. Projection of suggestion.made and what follows it."""

    __tablename__ = "board_suggestion"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'shown', 'not_shown', 'taken_back')", name="known_state"),
        CheckConstraint("will_ask_seq IS NULL OR state IN ('shown', 'taken_back')", name="asked_once_shown"),
        Index("ix_board_suggestion_round_id_state", "round_id", "state"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)  # read by their own pages, and by who must help
    round_id: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    looked_seq: Mapped[int | None] = mapped_column(BigInteger)  # the last time staff said whether it is shown
    will_ask_seq: Mapped[int | None] = mapped_column(BigInteger)  # that it will be asked


class VoteRow(Base):
    """One young person's vote for one suggestion. Projection of suggestion.voted and suggestion.unvoted."""

    __tablename__ = "board_vote"
    __table_args__ = (UniqueConstraint("suggestion_seq", "person_id", name="uq_board_vote_suggestion_seq"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    suggestion_seq: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
