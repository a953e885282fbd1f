"""Releasing what is on hold: who may, for which use, with what reason, until when. Pure.

A challenge must not be able to bury a true word that would keep a child safe. So one entry can be passed on while it is
on hold, by a senior who had no part in it, for a named use, for 14 days at most. Whoever challenged it always sees it:
nothing here can hide it. What was found to be wrong stays out, whatever anyone signs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.ledger.entry import Recorded
from survey.people.role import Role
from survey.records.challenge import Authors, Challenge
from survey.records.correction import CHANGES
from survey.records.hands import HANDS_ON, require_other_hands

LONGEST = timedelta(days=14)
SHORTEST_REASON = 10  # characters: enough to hold a reason


class Use(StrEnum):
    """What it is needed for. Each keeps somebody safe; convenience is none of them."""

    DANGER = "danger"
    ENQUIRY = "enquiry"
    PLAN = "plan"


class NotSenior(NotAllowed):
    """Only a manager can let an entry be used while it is on hold."""


class Involved(NotAllowed):
    """You wrote it, it is about you, you lead its author, or you had a part in answering. Someone else decides."""


class ReleasedIt(Authors):
    """You let it be used while it was on hold. Someone else has to answer."""


class NotOnHold(DomainError):
    """This is not on hold."""

    kind = "conflict"


class FoundWrong(DomainError):
    """This was found to be wrong. It stays out of use; use the new version."""

    kind = "conflict"


class NoUse(DomainError):
    """Pick what it is needed for."""


class NoReason(DomainError):
    """Say who needs it and why it cannot wait, in a sentence."""


class NoLastDay(DomainError):
    """Pick a last day: today or later, and at most 14 days from today."""


@dataclass(frozen=True)
class Grounds:
    """Why it may be used, and until when. Made by `of`, which leaves nothing out."""

    use: Use
    why: str
    until: date
    days: int  # from the day it was decided: the schema holds it to 14

    @classmethod
    def of(cls, use: str, why: str, until: date | None, today: date) -> "Grounds":
        """:raise NoUse: :raise NoReason: :raise NoLastDay:"""
        if use not in set(Use):
            raise NoUse
        if len(why.strip()) < SHORTEST_REASON:
            raise NoReason
        if until is None or not today <= until <= today + LONGEST:
            raise NoLastDay
        return cls(Use(use), why.strip(), until, (until - today).days)

    def facts(self) -> dict[str, object]:
        """As the entry holds it."""
        return {"use": self.use.value, "why": self.why, "until": self.until.isoformat(), "days": self.days}


def require_senior(roles: Collection[Role]) -> None:
    """:raise NotSenior:"""
    if Role.MANAGER not in roles:
        raise NotSenior


def require_releasable(because: str | None, cases: Collection[Challenge]) -> None:
    """:raise NotOnHold: :raise FoundWrong: when any challenge of it was upheld, also while it is looked at again."""
    if because is None:
        raise NotOnHold
    if any(each.outcome in CHANGES for each in cases):
        raise FoundWrong


def require_uninvolved(
    versions: Collection[Recorded], challenges: Collection[Challenge], senior: str, line: Collection[str] = ()
) -> None:
    """:raise Involved: when they wrote it, are whom it is about, lead its author, or had a part in a challenge."""
    had_a_part = {each.by for case in challenges for each in case.taken(*HANDS_ON) if each.by}
    try:
        require_other_hands(versions, senior, had_a_part, line)
    except Authors:
        raise Involved from None


def require_one_at_a_time(live: bool) -> None:
    """:raise AlreadyDone: while another release of the same entry is live: that one is ended first."""
    if live:
        raise AlreadyDone
