"""Records' tables: challenges and restrictions are projections; second things and openings are keys, not records."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class ChallengeRow(Base):
    """One "that's not right", as far as it has come. Projection of challenge.raised and what follows it."""

    __tablename__ = "challenge"
    __table_args__ = (
        CheckConstraint("outcome IN ('corrected', 'partly', 'not_changed', 'cannot_verify')", name="known_outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_seq IS NULL)", name="decided_has_outcome"),
        Index("ix_challenge_organisation_open", "organisation_id", "outcome"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_seq: Mapped[int | None] = mapped_column(BigInteger, index=True)  # None: something is missing
    person_id: Mapped[str] = mapped_column(String(32), index=True)  # who says so
    organisation_id: Mapped[str | None] = mapped_column(String(40))  # who owes the answer
    kind: Mapped[str] = mapped_column(String(20))
    raised_at: Mapped[datetime]
    acknowledged_by: Mapped[str | None] = mapped_column(String(32))
    decided_seq: Mapped[int | None] = mapped_column(BigInteger)
    decided_by: Mapped[str | None] = mapped_column(String(32))
    outcome: Mapped[str | None] = mapped_column(String(20))
    withdrawn_seq: Mapped[int | None] = mapped_column(BigInteger)


class Restriction(Base):
    """An entry that is held out of figures and shares now, and why. Projection of the challenges of it."""

    __tablename__ = "restriction"
    __table_args__ = (CheckConstraint("because IN ('challenged', 'put_right', 'cannot_verify')", name="known_reason"),)

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    because: Mapped[str] = mapped_column(String(20))
    by_seq: Mapped[int] = mapped_column(BigInteger)  # the entry that made it so


class SecondThing(Base):
    """The keyed slow hash of what a person chose to open their record with. No row: they choose (anew)."""

    __tablename__ = "second_thing"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    kept: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries_from: Mapped[datetime]  # wrong tries count from here: chosen, or last opened


class Opening(Base):
    """An opened record: a key's hash, whose, and when it was last used. Gone when closed; it says not what was read."""

    __tablename__ = "opening"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    link: Mapped[bytes] = mapped_column(LargeBinary(64))  # the link's token, under the key itself
    last_used: Mapped[datetime]
