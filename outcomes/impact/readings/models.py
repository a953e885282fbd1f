"""Readings as release pages read them, a projection; and a group's link, with what it wrote until a worker signs it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base

_ID = BigInteger().with_variant(Integer, "sqlite")


class ReadingRow(Base):
    """One reading that stands. Projection of reading.signed and reading.withdrawn, which takes it away."""

    __tablename__ = "release_reading"
    __table_args__ = (
        CheckConstraint(
            "signed_for IN ('young_people', 'practitioners', 'analysts', 'commissioners')", name="known_group"
        ),
        CheckConstraint("how IN ('themselves', 'with_them', 'session')", name="known_how"),
        CheckConstraint("(signed_for = 'young_people') = (how <> 'themselves')", name="young_people_with_someone"),
        Index("ix_release_reading_release_id", "release_id"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    release_id: Mapped[int] = mapped_column(BigInteger)
    signed_for: Mapped[str] = mapped_column(String(16))
    signed_as: Mapped[str] = mapped_column(String(120))
    signed_by: Mapped[str] = mapped_column(String(32))  # the member of staff, who may take it back
    signed_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)


class GroupSession(Base):
    """A link for young people who read a release together, and what they wrote, until it is signed or let go."""

    __tablename__ = "reading_session"

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    release_id: Mapped[int] = mapped_column(BigInteger)
    signed_as: Mapped[str] = mapped_column(String(120))
    made_by: Mapped[str] = mapped_column(String(32), index=True)
    ends_at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Text)
