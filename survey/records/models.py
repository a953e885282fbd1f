"""Records' tables: challenges and restrictions are projections; second things and openings are keys, not records."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base

_EXTENDED = text("step = 'extended'")


class ChallengeRow(Base):
    """One "that's not right", as far as it has come. Projection of challenge.raised and what follows it."""

    __tablename__ = "challenge"
    __table_args__ = (
        CheckConstraint("outcome IN ('corrected', 'partly', 'not_changed', 'cannot_verify')", name="known_outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_seq IS NULL)", name="decided_has_outcome"),
        CheckConstraint(
            "(state IN ('raised', 'acknowledged', 'reviewing', 'paused', 'escalated'))"
            " = (clock IS NOT NULL AND clock IN ('answer', 'review', 'regulator'))"
            " AND (clock IS NULL OR clock <> 'telling' OR state IN ('decided', 'remedied'))"
            " AND (clock IS NULL OR clock IN ('answer', 'review', 'regulator', 'telling'))",
            name="one_clock",
        ),
        CheckConstraint("(paused_seq IS NOT NULL) = (state = 'paused')", name="one_pause"),
        CheckConstraint(
            "state IN ('raised', 'acknowledged', 'reviewing', 'paused', 'decided', 'remedied', 'told', 'closed', "
            "'withdrawn', 'escalated')",
            name="known_state",
        ),
        Index("ix_challenge_organisation_open", "organisation_id", "clock"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_seq: Mapped[int | None] = mapped_column(BigInteger, index=True)  # None: something is missing
    person_id: Mapped[str] = mapped_column(String(32), index=True)  # who says so
    organisation_id: Mapped[str | None] = mapped_column(String(40))  # who owes the answer
    kind: Mapped[str] = mapped_column(String(20))
    nation: Mapped[str] = mapped_column(String(20))  # whose calendar its days are
    raised_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    clock: Mapped[str | None] = mapped_column(String(10))  # the one that runs; None: nothing more is owed
    paused_seq: Mapped[int | None] = mapped_column(BigInteger)  # while we wait for the person
    decided_seq: Mapped[int | None] = mapped_column(BigInteger)  # the last decision
    outcome: Mapped[str | None] = mapped_column(String(20))


class ChallengeStep(Base):
    """What happened to a challenge after it was raised, one row each. Projection of the entries that say so."""

    __tablename__ = "challenge_step"
    __table_args__ = (
        CheckConstraint(
            "step IN ('acknowledged', 'reviewing', 'paused', 'resumed', 'extended', 'decided', 'remedied', 'told', "
            "'closed', 'withdrawn', 'escalated')",
            name="known_step",
        ),
        CheckConstraint("step NOT IN ('paused', 'decided', 'escalated') OR what IS NOT NULL", name="says_what"),
        Index(
            "ix_challenge_step_extended_once",
            "challenge_seq",
            unique=True,
            sqlite_where=_EXTENDED,
            postgresql_where=_EXTENDED,
        ),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    challenge_seq: Mapped[int] = mapped_column(BigInteger, index=True)
    step: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[str | None] = mapped_column(String(32))  # None: it followed by itself
    at: Mapped[datetime]
    what: Mapped[str | None] = mapped_column(String(20))  # for what it was paused, how decided, where it was taken


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
