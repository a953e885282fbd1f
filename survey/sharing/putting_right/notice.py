"""Telling whoever got something that it was put right: what has to be told, when, and when nothing more is owed. Pure.

UK GDPR Art 19: each recipient is told of a correction, an erasure or a restriction, and the person hears who they are.
Ours: within 5 working days of the change; asked again after 3, 7 and 14 working days, then every week, until they say
that they have it or a named person records why it is impossible.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.days import local_day
from survey.errors import AlreadyDone, DomainError
from survey.records.clock import TELL_DAYS

ASK_AGAIN = (3, 7, 14)  # working days after they were told
THEN_EVERY = 5  # working days: a week
SHORTEST_REASON = 10  # characters: enough to hold a reason

WorkingDaysAfter = Callable[[date, int], date]


class Because(StrEnum):
    """What changed of what they have."""

    CORRECTED = "corrected"
    ERASED = "erased"
    HELD = "held"  # taken out of use, without a new version
    UNVERIFIED = "unverified"  # nobody could show that it is true
    STANDS = "stands"  # looked at again: it may be used after all
    SAID = "said"  # the person's own words now stand beside it
    UNSAID = "unsaid"  # and were taken away again


WORDS = frozenset({Because.SAID, Because.UNSAID})


class State(StrEnum):
    """How far one recipient has been told."""

    CURRENT = "current"  # nothing changed since they got it
    OWED = "owed"  # not told yet
    TOLD = "told"  # and has not said that they have it
    RECEIVED = "received"
    IMPOSSIBLE = "impossible"


class Unexplained(DomainError):
    """Say why they cannot be told, in a sentence or more. The person reads it."""


@dataclass(frozen=True)
class Change:
    """One thing that changed of what one recipient has. `cause`: the place of the entry that changed it."""

    cause: int
    root: int  # the first version of the entry
    ordinal: int  # its part; -1: words beside it
    because: Because
    at: datetime


@dataclass(frozen=True)
class Recipient:
    """Someone who was passed something, what changed of it since, and how far they have been told of that."""

    seq: int  # of the share; of `share.recipient_kept` where the share itself was erased
    person_id: str | None
    organisation_id: str | None  # whose desk tells them
    changes: tuple[Change, ...]  # in order of place
    told_up_to: int | None = None
    told_at: datetime | None = None
    asked_at: datetime | None = None
    settled_up_to: int | None = None
    settled_seq: int | None = None
    is_impossible: bool = False

    @property
    def newest(self) -> int | None:
        """The last change; None when there is none."""
        return max((each.cause for each in self.changes), default=None)

    @property
    def owed(self) -> tuple[Change, ...]:
        """What they have not said that they have."""
        return tuple(each for each in self.changes if self.settled_up_to is None or each.cause > self.settled_up_to)

    @property
    def state(self) -> State:
        if not self.changes:
            return State.CURRENT
        if not self.owed:
            return State.IMPOSSIBLE if self.is_impossible else State.RECEIVED
        return State.OWED if self.is_untold else State.TOLD

    @property
    def is_untold(self) -> bool:
        """Whether something changed that nobody has written to them about."""
        newest = self.newest
        return newest is not None and (self.told_up_to is None or self.told_up_to < newest)

    def tell_by(self, after: WorkingDaysAfter) -> date:
        """Our day for telling them of the first thing that is still owed."""
        return after(local_day(min(each.at for each in self.owed)), TELL_DAYS)

    def is_late(self, today: date, after: WorkingDaysAfter) -> bool:
        """Whether that day has passed and they have not said that they have it."""
        return bool(self.owed) and today > self.tell_by(after)

    def ask_on(self, after: WorkingDaysAfter) -> date | None:
        """The day on which they are asked again; None when they were not told yet, or owe nothing."""
        if self.state is not State.TOLD or self.told_at is None:
            return None
        told, last = local_day(self.told_at), local_day(self.asked_at or self.told_at)
        return next_asking(told, last, after)


def next_asking(told: date, last: date, after: WorkingDaysAfter) -> date:
    """The first day of the plan that comes after the day they were last written to."""
    count = 0
    while True:
        days = ASK_AGAIN[count] if count < len(ASK_AGAIN) else ASK_AGAIN[-1] + THEN_EVERY * (count + 1 - len(ASK_AGAIN))
        if (day := after(told, days)) > last:
            return day
        count += 1


def require_owed(recipient: Recipient) -> None:
    """:raise AlreadyDone: when there is nothing to tell them, or they have it."""
    if not recipient.owed:
        raise AlreadyDone


def explained(why: str) -> str:
    """Why someone cannot be told, without spaces around it. :raise Unexplained:"""
    if len(why.strip()) < SHORTEST_REASON:
        raise Unexplained
    return why.strip()
