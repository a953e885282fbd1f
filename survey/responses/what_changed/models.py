"""What staff said back to a round: a projection. The words are in the entry, which is about nobody."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class SaidBack(Base):
    """One thing said back to a round. Projection of round.answered and round.answer_withdrawn."""

    __tablename__ = "round_answer"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    round_id: Mapped[str] = mapped_column(String(40), index=True)
    said_at: Mapped[datetime]
    is_change: Mapped[bool]  # False: nothing changed, and why
    withdrawn_seq: Mapped[int | None] = mapped_column(BigInteger)
