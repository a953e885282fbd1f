"""Saying "that's not right": the kinds, where a challenge can be, who may answer, what is held back. Pure.

From the moment it is raised the entry is restricted (UK GDPR Art 18): in no new figure, marked, their words beside it.
What cannot be shown to be true stays restricted: silence and doubt favour the person.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.ledger.entry import Recorded
from survey.records.clock import acknowledge_by, decide_by, local_day


class Kind(StrEnum):
    """What is not right (facts: ledger §4.1)."""

    WRONG_FACT = "wrong_fact"
    UNFAIR_OPINION = "unfair_opinion"
    MISSING = "missing"
    NOT_MINE = "not_mine"
    SEEN = "seen"
    SHARED = "shared"
    CONSENT = "consent"
    OBJECTION = "objection"
    ERASE = "erase"


class Outcome(StrEnum):
    """How a challenge was decided."""

    CORRECTED = "corrected"
    PARTLY = "partly"
    NOT_CHANGED = "not_changed"
    CANNOT_VERIFY = "cannot_verify"


class State(StrEnum):
    """Where a challenge is."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Because(StrEnum):
    """Why an entry is held out of use."""

    CHALLENGED = "challenged"  # until it is decided
    PUT_RIGHT = "put_right"  # the old version, or what was upheld
    CANNOT_VERIFY = "cannot_verify"


class Authors(NotAllowed):
    """You wrote this, or it is about you, or you have answered about it before. Someone else has to answer."""


class Incomplete(DomainError):
    """Something is missing from this answer."""


@dataclass(frozen=True)
class Challenge:
    """One challenge, as far as it has come."""

    seq: int
    entry_seq: int | None  # None: something is missing
    person_id: str
    kind: Kind
    raised_at: datetime
    acknowledged_by: str | None = None
    outcome: Outcome | None = None
    decided_by: str | None = None
    withdrawn: bool = False

    @property
    def state(self) -> State:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.outcome:
            return State.DECIDED
        return State.ACKNOWLEDGED if self.acknowledged_by else State.RAISED

    @property
    def is_open(self) -> bool:
        return self.state in (State.RAISED, State.ACKNOWLEDGED)

    @property
    def acknowledge_by(self) -> date:
        return acknowledge_by(self.raised_at)

    @property
    def decide_by(self) -> date:
        return decide_by(self.raised_at)

    def is_late(self, now: datetime) -> bool:
        """Whether the day we named has passed without a decision."""
        return self.is_open and local_day(now) > self.decide_by


WHAT_STAYS_OUT = {
    Outcome.CORRECTED: Because.PUT_RIGHT,
    Outcome.PARTLY: Because.PUT_RIGHT,
    Outcome.CANNOT_VERIFY: Because.CANNOT_VERIFY,
}


def held_because(challenges: Iterable[Challenge]) -> Because | None:
    """Why an entry is restricted, given every challenge of it; None when it is not, or no longer."""
    standing = [each for each in challenges if not each.withdrawn]
    if any(each.is_open for each in standing):
        return Because.CHALLENGED
    reasons = {WHAT_STAYS_OUT[each.outcome] for each in standing if each.outcome in WHAT_STAYS_OUT}
    return next((each for each in (Because.PUT_RIGHT, Because.CANNOT_VERIFY) if each in reasons), None)


def require_other_hands(entry: Recorded | None, reviewer: str, answered_before: Collection[str]) -> None:
    """:raise Authors: when the reviewer wrote any of it, did it, is whom it is about, or answered about it before."""
    involved: set[str | None] = set(answered_before)
    if entry is not None:
        involved |= {entry.actor, entry.on_behalf_of, *(part.author for part in entry.segments)}
        involved |= entry.subjects
    if reviewer in involved:
        raise Authors


def require_open(challenge: Challenge) -> None:
    """:raise AlreadyDone: when it was decided or taken back."""
    if not challenge.is_open:
        raise AlreadyDone
