"""Saying "that's not right": the kinds, where a challenge is, what runs out when, what is held back. Pure.

From the moment it is raised the entry is restricted (UK GDPR Art 18): in no new figure, marked, their words beside it.
What cannot be shown to be true stays restricted, and so does what is overdue, with the person's own account first:
silence and doubt favour the person. So does a review: an entry that is looked at again is held back again, because
otherwise an answer that they do not accept would put it to use before anyone independent has read it.

One flow serves the right to have it put right (Art 16-21) and the complaint about it (DPA 2018 s. 164A): every
challenge has the law's month (`law_by`), the complaint's 30 days (`law_acknowledge_by`), and our own shorter days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey.days import local_day
from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.holidays import ENGLAND
from survey.records import clock
from survey.records.clock import Pause, PausedFor
from survey.records.lifecycle import OPEN, Clock, State, Step, Stepped, To, clock_after, state_after


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

    CORRECTED = "corrected"  # upheld
    PARTLY = "partly"
    NOT_CHANGED = "not_changed"  # not upheld
    CANNOT_VERIFY = "cannot_verify"


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
    """One challenge, as far as it has come. Days are those of the nation where it was raised."""

    seq: int
    entry_seq: int | None  # None: something is missing
    person_id: str
    kind: Kind
    raised_at: datetime
    steps: tuple[Stepped, ...] = ()  # in order of place
    nation: str = ENGLAND
    organisation_id: str | None = None  # who owes the answer

    # Where it is

    @property
    def state(self) -> State:
        return state_after(self.steps)

    @property
    def is_open(self) -> bool:
        """Whether an answer is owed: the first, or that of a review."""
        return self.state in OPEN

    @property
    def clock(self) -> Clock | None:
        """What runs for it now."""
        return clock_after(self.steps, owes_telling=self.outcome in WHAT_STAYS_OUT)

    def last(self, step: Step) -> Stepped | None:
        """The last time that this step was taken."""
        return next((each for each in reversed(self.steps) if each.step is step), None)

    def taken(self, *steps: Step) -> tuple[Stepped, ...]:
        """Each time that one of these steps was taken."""
        return tuple(each for each in self.steps if each.step in steps)

    @property
    def acknowledged_by(self) -> str | None:
        """Who has it: who looks at it now, else who said so first."""
        found = self.taken(Step.REVIEWING) or self.taken(Step.ACKNOWLEDGED)
        return found[-1].by if found else None

    @property
    def outcome(self) -> Outcome | None:
        """The last decision, also while it is looked at again."""
        decided = self.last(Step.DECIDED)
        return Outcome(decided.what) if decided and decided.what else None

    @property
    def decided_by(self) -> str | None:
        decided = self.last(Step.DECIDED)
        return decided.by if decided else None

    @property
    def decided_at(self) -> datetime | None:
        decided = self.last(Step.DECIDED)
        return decided.at if decided else None

    @property
    def withdrawn(self) -> bool:
        return self.state is State.WITHDRAWN

    @property
    def extended(self) -> bool:
        return self.last(Step.EXTENDED) is not None

    # Its days

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """When we waited for the person, and for what; the last may still be under way."""
        found: list[Pause] = []
        for each in self.steps:
            if each.step is Step.PAUSED:
                found.append(Pause(local_day(each.at), None, PausedFor(each.what or PausedFor.CLARIFY)))
            elif found and found[-1].until is None and each.step is not Step.EXTENDED:  # an answer, or they went on
                found[-1] = Pause(found[-1].since, local_day(each.at), found[-1].why)
        return tuple(found)

    @property
    def acknowledge_by(self) -> date:
        return clock.acknowledge_by(self.raised_at, self.nation)

    @property
    def law_acknowledge_by(self) -> date:
        """The last day on which the law lets a complaint go without being acknowledged."""
        return clock.law_acknowledge_by(local_day(self.raised_at))

    @property
    def promised_by(self) -> date:
        """The day we named when it was raised, moved only by days on which we waited for the person."""
        return clock.decide_by(self.raised_at, self.pauses, self.nation)

    @property
    def decide_by(self) -> date:
        """The day that the person was last told: ours, or the law's when a notice has extended that."""
        return self.law_by if self.extended else self.promised_by

    @property
    def law_by(self) -> date:
        """The law's latest day."""
        received = local_day(self.raised_at)
        return clock.law_by(received, self.pauses, extended=self.extended, nation=self.nation)

    @property
    def notice_by(self) -> date:
        """The last day on which a notice can extend the law's month."""
        return clock.notice_by(local_day(self.raised_at), self.pauses)

    @property
    def review_by(self) -> date | None:
        """The day by which an independent review has decided; None when there is none."""
        taken = self.last(Step.ESCALATED)
        if taken is None or taken.what != To.INDEPENDENT:
            return None
        return clock.review_by(taken.at, self.pauses, self.nation)

    @property
    def tell_by(self) -> date | None:
        """The day by which everyone who had it has been told; None before it is decided."""
        return clock.tell_by(self.decided_at, self.nation) if self.decided_at else None

    @property
    def due(self) -> date | None:
        """The day on which the clock that runs now runs out; None when there is none, or it is the regulator's."""
        days = {Clock.ANSWER: self.decide_by, Clock.REVIEW: self.review_by, Clock.TELLING: self.tell_by}
        return days.get(self.clock) if self.clock else None

    def is_late(self, now: datetime) -> bool:
        """Overdue: the day we named has passed without a decision. While we wait for the person, it cannot pass."""
        due = self.due
        return self.is_open and due is not None and self._until(now) > due

    def account_first(self, now: datetime) -> bool:
        """Whether the person's own account comes before the entry: it cannot be verified, or we are late with it."""
        if self.outcome is Outcome.CANNOT_VERIFY and not self.is_open:
            return True
        first = self.outcome is None and self._until(now) > self.promised_by
        return self.is_open and (first or self.is_late(now) or self.outcome is Outcome.CANNOT_VERIFY)

    def _until(self, now: datetime) -> date:
        """Today; while it is paused, the day on which we asked."""
        waiting = [each.since for each in self.pauses if each.until is None]
        return waiting[0] if waiting else local_day(now)


WHAT_STAYS_OUT = {
    Outcome.CORRECTED: Because.PUT_RIGHT,
    Outcome.PARTLY: Because.PUT_RIGHT,
    Outcome.CANNOT_VERIFY: Because.CANNOT_VERIFY,
}


def held_because(challenges: Iterable[Challenge]) -> Because | None:
    """Why an entry is restricted, given every challenge of it; None when it is not, or no longer.

    Taking a challenge back ends what it waits for; what was decided before, in the person's favour, stands.
    """
    found = list(challenges)
    if any(each.is_open for each in found):
        return Because.CHALLENGED
    reasons = {WHAT_STAYS_OUT[each.outcome] for each in found if each.outcome in WHAT_STAYS_OUT}
    return next((each for each in (Because.PUT_RIGHT, Because.CANNOT_VERIFY) if each in reasons), None)


def account_first(challenges: Iterable[Challenge], now: datetime) -> bool:
    """Whether the person's words come before an entry, given every challenge of it."""
    return any(each.account_first(now) for each in challenges)


def require_open(challenge: Challenge) -> None:
    """:raise AlreadyDone: when it was decided or taken back."""
    if not challenge.is_open:
        raise AlreadyDone
