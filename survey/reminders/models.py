"""Reminders asked for, the codes that show a phone is theirs, and each reminder that was written, once."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Reminding(Base):
    """Someone asked to be reminded of one round. Where to is sealed in its entry. Projection of reminders.*"""

    __tablename__ = "reminding"
    __table_args__ = (CheckConstraint("via IN ('text', 'email')", name="known_way"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    round_id: Mapped[str] = mapped_column(String(40))
    via: Mapped[str] = mapped_column(String(8))
    lang: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class ReminderCode(Base):
    """The code that was sent to a number or address, as a keyed hash: a key, not a record. Gone once it was typed."""

    __tablename__ = "reminder_code"

    asked_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wrong: Mapped[int] = mapped_column(default=0)


class Reminder(Base):
    """One reminder that fell due: written once, whoever runs the step and however often."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "round_id", "number", name="uq_reminder_once"),
        CheckConstraint("number >= 1", name="from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    round_id: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    asked_seq: Mapped[int] = mapped_column(BigInteger)
    written_on: Mapped[date] = mapped_column(Date)
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # the way in that went with it
