"""The outbox."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class LetterRow(Base):
    """A letter to someone outside, as far as it has come. Neither whom to, nor what it says or opens."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped')", name="known_state"),
        CheckConstraint("(state = 'sending') = (sending_since IS NOT NULL)", name="sending_since"),
        Index("ix_letter_state_next_try", "state", "next_try"),
        Index("ix_letter_kind_about", "kind", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[int] = mapped_column(BigInteger)
    once: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    written_at: Mapped[datetime]
    next_try: Mapped[datetime]
    sending_since: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
