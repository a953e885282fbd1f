"""The steps of a challenge, what each may follow, and where it is after them. Pure.

raised → acknowledged → reviewing ⇄ paused → decided → remedied → recipients told → closed; withdrawn; escalated.
Whoever decides at once has it and looks at it: steps may be skipped forward, never back. Overdue is no step: it is what
the calendar says of a challenge that waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.errors import AlreadyDone


class State(StrEnum):
    """Where a challenge is."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    REVIEWING = "reviewing"
    PAUSED = "paused"  # we wait for the person
    DECIDED = "decided"
    REMEDIED = "remedied"
    RECIPIENTS_TOLD = "told"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"


class Step(StrEnum):
    """What can happen to a challenge after it was raised. Its entry is `challenge.` and this word."""

    ACKNOWLEDGED = "acknowledged"
    REVIEWING = "reviewing"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    DECIDED = "decided"
    REMEDIED = "remedied"
    RECIPIENTS_TOLD = "told"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"

    @property
    def kind(self) -> str:
        """The kind of entry that records it."""
        return f"challenge.{self.value}"


class Clock(StrEnum):
    """What runs for a challenge: one of these at a time, and none when nothing more is owed."""

    ANSWER = "answer"
    REVIEW = "review"  # an independent one
    REGULATOR = "regulator"  # it is with the ICO: nobody here has a day for it
    TELLING = "telling"  # putting it right, and telling whoever had it


class To(StrEnum):
    """Where a challenge is taken when the answer is not accepted, or does not come."""

    INDEPENDENT = "independent"
    ICO = "ico"


OPEN = frozenset({State.RAISED, State.ACKNOWLEDGED, State.REVIEWING, State.PAUSED, State.ESCALATED})
ANSWERED = frozenset({State.DECIDED, State.REMEDIED, State.RECIPIENTS_TOLD, State.CLOSED})

BESIDE = frozenset(step.kind for step in Step)  # told with what was said not to be right, not on cards of their own

# From where each step may be taken. What else it needs (a reason, other hands, a day) is said where it is taken.
FROM: Mapping[Step, frozenset[State]] = {
    Step.ACKNOWLEDGED: frozenset({State.RAISED}),
    Step.REVIEWING: frozenset({State.RAISED, State.ACKNOWLEDGED, State.ESCALATED}),
    Step.PAUSED: frozenset({State.REVIEWING}),
    Step.RESUMED: frozenset({State.PAUSED}),
    Step.EXTENDED: OPEN - {State.ESCALATED},
    Step.DECIDED: OPEN - {State.PAUSED},
    Step.REMEDIED: frozenset({State.DECIDED}),
    Step.RECIPIENTS_TOLD: frozenset({State.DECIDED, State.REMEDIED}),
    Step.CLOSED: frozenset({State.DECIDED, State.RECIPIENTS_TOLD}),
    Step.WITHDRAWN: OPEN,
    Step.ESCALATED: OPEN | ANSWERED,
}
LEADS_TO: Mapping[Step, State] = {
    **{step: State(step.value) for step in Step if step not in (Step.RESUMED, Step.EXTENDED)},
    Step.RESUMED: State.REVIEWING,
}


class NotNow(AlreadyDone):
    """That cannot be done where this is now. Look at it again."""


@dataclass(frozen=True)
class Stepped:
    """One step as it was taken. `what`: for what it was paused, how it was decided, where it was taken."""

    step: Step
    seq: int
    by: str | None
    at: datetime
    what: str | None = None


def state_after(steps: tuple[Stepped, ...]) -> State:
    """Where a challenge is after these steps."""
    led = [LEADS_TO[each.step] for each in steps if each.step in LEADS_TO]
    return led[-1] if led else State.RAISED


def may_follow(step: Step, state: State) -> bool:
    """Whether a step can be taken from here."""
    return state in FROM[step]


def clock_after(steps: tuple[Stepped, ...], *, owes_telling: bool) -> Clock | None:
    """What runs: exactly one while it is open; `owes_telling`: something was decided that others have to know."""
    state = state_after(steps)
    if state in OPEN:
        taken = [each.what for each in steps if each.step is Step.ESCALATED]
        if not taken:
            return Clock.ANSWER
        return Clock.REVIEW if taken[-1] == To.INDEPENDENT else Clock.REGULATOR
    if state in (State.WITHDRAWN, State.CLOSED, State.RECIPIENTS_TOLD):
        return None
    return Clock.TELLING if owes_telling else None
