"""Quotes: whose and where each stands, for their own page; and, apart from that, the words for release pages."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class QuoteRow(Base):
    """One quote, as far as it has come. Projection of quote entries; a row that is taken back is not there."""

    __tablename__ = "quote"
    __table_args__ = (
        CheckConstraint("state IN ('offered', 'asked', 'ready', 'shown', 'declined')", name="known_state"),
        Index("ix_quote_person_id", "person_id"),
        Index("ix_quote_source_seq", "source_seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32))
    source_seq: Mapped[int] = mapped_column(BigInteger)  # the entry that the words are from
    item: Mapped[str] = mapped_column(String(60))  # of answers, which question; empty: a goal
    state: Mapped[str] = mapped_column(String(8))
    read_seq: Mapped[int | None] = mapped_column(BigInteger)  # the entry that says how it was read
    offered_after: Mapped[int] = mapped_column(BigInteger)  # the newest release then
    ready_after: Mapped[int | None] = mapped_column(BigInteger)
    release_id: Mapped[int | None] = mapped_column(BigInteger)  # where it is shown, and at which place there
    place: Mapped[int | None] = mapped_column(Integer)


class ReleaseQuoteRow(Base):
    """A quote beside a release: the words, one coarse thing about whose they are, and nothing that leads to them."""

    __tablename__ = "release_quote"

    release_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # by chance, not by time
    words: Mapped[str] = mapped_column(Text)
    said: Mapped[list[str] | None] = mapped_column(JSON)  # trait, group, and what the group is called
