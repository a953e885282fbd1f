"""Holds: something must be kept for now, because someone with authority says so. Pure.

A hold stops an erasure from being carried out, also one that is cooling already. It does not end by itself: when its
review day passes it still holds, and is shown as overdue; a person lifts it, and says why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from survey.errors import AlreadyDone, DomainError
from survey.retention.erasure import Erasure

LONGEST = timedelta(days=90)


class Authority(StrEnum):
    """By whose word something is held."""

    COURT = "court"
    POLICE = "police"
    INQUIRY = "inquiry"
    CLAIM = "claim"  # a claim or complaint, made or likely
    REQUEST = "request"  # someone has asked to see it: erasing now would be an offence (DPA 2018 s.173)
    SAFEGUARDING = "safeguarding"


class ReviewTooFar(DomainError):
    """Name a day to look at it again, after today and within 90 days."""


@dataclass(frozen=True)
class Hold:
    """One hold, on a person's whole record or on one entry."""

    seq: int
    person_id: str
    entry_seq: int | None
    authority: Authority
    placed_by: str
    placed_at: datetime
    review_on: date
    lifted_seq: int | None = None

    @property
    def stands(self) -> bool:
        return self.lifted_seq is None

    def is_overdue(self, today: date) -> bool:
        """Whether the day to look at it again has passed."""
        return self.stands and today > self.review_on


def require_review(review_on: date, today: date) -> date:
    """The day, if it is a good one. :raise ReviewTooFar:"""
    if not today < review_on <= today + LONGEST:
        raise ReviewTooFar
    return review_on


def require_standing(hold: Hold) -> None:
    """:raise AlreadyDone: when it was lifted."""
    if not hold.stands:
        raise AlreadyDone


def holding(holds: Iterable[Hold], erasure: Erasure, entries: Collection[int]) -> list[Hold]:
    """The holds that stand in the way of an erasure of these entries."""
    return [hold for hold in holds if hold.stands and _covers(hold, erasure, entries)]


def _covers(hold: Hold, erasure: Erasure, entries: Collection[int]) -> bool:
    return hold.person_id in erasure.people if hold.entry_seq is None else hold.entry_seq in entries
