"""Tables of measures: scores, which are only a reading of answers, and which files have been imported."""

from datetime import datetime

from sqlalchemy import BigInteger, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Score(Base):
    """One scale of one person's answers. Projection of answers, as far as they count.

    `value` is empty where too little was answered: that somebody is missing is part of every figure.
    """

    __tablename__ = "score"
    __table_args__ = (
        Index("ix_score_round_measure", "round_id", "measure", "scale"),
        Index("ix_score_person", "person_id", "measure"),
    )

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    scale: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure_version: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[str] = mapped_column(String(32))
    round_id: Mapped[str | None] = mapped_column(String(40))
    value: Mapped[float | None] = mapped_column(Float)
    at: Mapped[datetime]


class ImportedFile(Base):
    """A file that has been imported, by its fingerprint: it cannot come in twice. It says nothing of a person."""

    __tablename__ = "imported_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    mapping: Mapped[str] = mapped_column(String(40))  # the id its mapping gave; its rounds are named after it
    basis_note: Mapped[str] = mapped_column(String(1000))
    source: Mapped[str] = mapped_column(String(1000))
    rows_read: Mapped[int] = mapped_column(Integer)
    rows_left_out: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
