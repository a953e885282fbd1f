"""What follows an answer by itself: done, everyone told, closed. Who waits for whom is registered from above. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from survey.days import local_day
from survey.records.challenge import WHAT_STAYS_OUT, Challenge, Kind, Outcome
from survey.records.clock import a_month_after
from survey.records.correction import CHANGES
from survey.records.lifecycle import State, Step

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    WaitsFor = Callable[[Session, Challenge], int]

_waits_for: list[WaitsFor] = []


def waits_for(count: WaitsFor) -> WaitsFor:
    """Register how many of those who had what was challenged have not yet said that they have the answer."""
    if count in _waits_for:
        raise ValueError("This is already waited for.")
    _waits_for.append(count)
    return count


def outstanding(session: Session, challenge: Challenge) -> int:
    """How many have not yet said that they have the answer."""
    return sum(count(session, challenge) for count in _waits_for)


def next_by_itself(challenge: Challenge, *, gone: bool, waiting: int, today: date) -> Step | None:
    """What follows now, by itself. `gone`: what was to be erased is; `waiting`: those who have not said they know.

    What is upheld takes effect with the decision, except an erasure, which takes two people. It closes when a month has
    passed in which the person has asked for nothing more; they still can afterwards.
    """
    if challenge.state is State.DECIDED and challenge.outcome in CHANGES:
        return Step.REMEDIED if challenge.kind is not Kind.ERASE or gone else None
    if challenge.state in (State.DECIDED, State.REMEDIED) and challenge.outcome in WHAT_STAYS_OUT:
        return None if waiting else Step.RECIPIENTS_TOLD
    is_over = challenge.decided_at and today > a_month_after(local_day(challenge.decided_at), challenge.nation)
    if challenge.state is State.RECIPIENTS_TOLD or challenge.outcome is Outcome.NOT_CHANGED:
        return Step.CLOSED if is_over else None
    return None
