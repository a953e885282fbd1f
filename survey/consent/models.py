"""Where everyone stands: projections of consent entries. And the words of every notice that was ever used."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Date,
    Index,
    String,
    Table,
    Text,
    and_,
    bindparam,
    case,
    literal,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from survey.consent.decision import ALLOWING, State
from survey.consent.purpose import Purpose, card_for
from survey.database import AppendOnly, Base


def _one_of(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(each)) for each in values)})"


class ConsentStanding(Base):
    """The newest decision of one person on one purpose. No row: never asked, which is a No."""

    __tablename__ = "consent_standing"
    __table_args__ = (
        CheckConstraint(_one_of("purpose", Purpose), name="known_purpose"),
        CheckConstraint(_one_of("state", State), name="known_state"),
        CheckConstraint(_one_of("effective", State), name="known_effective"),
        Index("ix_consent_standing_purpose_effective", "purpose", "effective"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))  # what they themselves said, or what became of it
    effective: Mapped[str] = mapped_column(String(12))  # that, and what everyone else said who must be asked
    seq: Mapped[int] = mapped_column(BigInteger)  # the entry that says so
    at: Mapped[datetime]
    version: Mapped[int]  # of the card
    named: Mapped[list[str]] = mapped_column(JSON)  # ids of workers the card named
    needs_carer: Mapped[bool]  # whether it rests on a parent's or carer's Yes too
    review_on: Mapped[date | None] = mapped_column(Date)  # the day by which it is asked again
    reason: Mapped[str | None] = mapped_column(String(20))  # why it changed, when nobody tapped


class CarerDecision(Base):
    """The newest decision of a parent or carer for a child, where the law asks for theirs beside the child's own."""

    __tablename__ = "consent_of_carer"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="known_state"),
        Index("ix_consent_of_carer_decider", "decider_id"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)  # the child
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    decider_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    relation_seq: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(12))
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    version: Mapped[int]


class NoticeUsed(AppendOnly, Base):
    """The words of a card as they were first used, names left open. They never change: other words, another version."""

    __tablename__ = "notice_used"

    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    face: Mapped[str] = mapped_column(String(12), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


STANDING = cast(Table, ConsentStanding.__table__)


def allows(purpose: Purpose) -> ColumnElement[bool]:
    """Whether a row is a Yes to this purpose that stands: everyone asked said so, to the card that is in use now.

    The one home of this question in SQL. A Yes to an older card is none from the moment the newer one is deployed.
    """
    return and_(STANDING.c.purpose == purpose.value, _ALLOWS, _is_newest(purpose))


def state_now(purpose: Purpose) -> ColumnElement[str]:
    """How a row of this purpose stands: a Yes to an older card reads as terminated, whether or not that is recorded."""
    old = and_(_ALLOWS, ~_is_newest(purpose))
    return case((old, literal(State.TERMINATED.value)), else_=STANDING.c.effective)


_ALLOWS = or_(*(STANDING.c.effective == each for each in sorted(each.value for each in ALLOWING)))


def _is_newest(purpose: Purpose) -> ColumnElement[bool]:
    return STANDING.c.version == bindparam(None, callable_=lambda: card_for(purpose).version, unique=True)
