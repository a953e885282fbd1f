"""Who is in a cohort, by rules that can be read: which goals count, once, and what each person's ratings came to.

A goal counts in the cohort that is open when the goal ends, or when it is three months old and has been rated again.
It counts once: no entry is used by two cohorts, so there is nothing to subtract one release from another by.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

OLD_ENOUGH = timedelta(days=90)
ENDED = ("achieved", "changed", "dropped")


class Shape(StrEnum):
    """From the first rating to the latest, in the order they are drawn."""

    FURTHER = "further"
    SAME = "same"
    CLOSER = "closer"
    MUCH_CLOSER = "much_closer"


@dataclass(frozen=True)
class GoalFacts:
    """One outcome as the entries tell it up to a checkpoint. `ratings` in the order they were given."""

    person_id: str
    set_at: datetime
    ended_at: datetime | None
    state: str
    ratings: tuple[int, ...]
    entries: frozenset[int]


def is_complete(goal: GoalFacts, closing: datetime) -> bool:
    """Say whether there is something to count about a goal by the closing moment."""
    if goal.state in ENDED and goal.ended_at is not None:
        return goal.ended_at <= closing
    return len(goal.ratings) > 1 and goal.set_at + OLD_ENOUGH <= closing


def goals_that_count(
    goals: Iterable[GoalFacts], *, used: Collection[int], restricted: Collection[int], closing: datetime
) -> list[GoalFacts]:
    """Return the complete goals none of whose entries is contested now or was used by an earlier cohort."""
    return [
        goal
        for goal in goals
        if is_complete(goal, closing) and goal.entries.isdisjoint(used) and goal.entries.isdisjoint(restricted)
    ]


def change_of(goals: Iterable[GoalFacts]) -> Fraction | None:
    """Return the mean change from first to latest rating over the goals that have both, or None."""
    changes = [goal.ratings[-1] - goal.ratings[0] for goal in goals if len(goal.ratings) > 1]
    return Fraction(sum(changes), len(changes)) if changes else None


def shape_of(change: Fraction) -> Shape:
    """Return the part of the shape a change falls into: a whole point is a move, four are a lot."""
    if change <= -1:
        return Shape.FURTHER
    if change < 1:
        return Shape.SAME
    return Shape.MUCH_CLOSER if change >= 4 else Shape.CLOSER
