"""A line of a caseload. Features above people register here what they know: goals, and rounds to invite to. Pure.

People do not know that goals or rounds exist; whoever does hands in a finder when it is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from survey.days import local_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RATE_AGAIN_AFTER = timedelta(weeks=6)
SOON = timedelta(days=7)


@dataclass(frozen=True)
class OwnGoal:
    """The goal to talk about next: words, whose they are, where the ratings began and are now."""

    goal: int
    words: str
    own_words: bool
    set_at: datetime
    first: int | None
    latest: int | None
    rated_at: datetime | None
    entries: tuple[int, ...]  # what is read when this is shown
    beside: tuple[str, ...] = ()  # what the young person says beside it

    @property
    def due(self) -> date:
        """When to ask again how close it is: at once when never rated, else six weeks after the last time."""
        return local_day(self.set_at) if self.rated_at is None else local_day(self.rated_at + RATE_AGAIN_AFTER)


@dataclass(frozen=True)
class Line:
    """One young person in a caseload."""

    person_id: str
    name: str
    added_at: datetime
    goal: OwnGoal | None

    def is_due(self, today: date) -> bool:
        """Whether something waits for them this week: no goal yet, or a rating."""
        return self.goal is None or self.goal.due <= today + SOON


@dataclass(frozen=True)
class RoundOffer:
    """A round of questions that a link can lead to."""

    round_id: str
    title: str


GoalFinder = Callable[["Session", Sequence[str]], Mapping[str, OwnGoal]]
RoundFinder = Callable[["Session", str, date], Sequence[RoundOffer]]

_goals: list[GoalFinder] = []
_rounds: list[RoundFinder] = []


def goals_come_from(finder: GoalFinder) -> None:
    """Let the feature that knows goals tell them: by person id, the one to talk about next."""
    _goals[:] = [finder]


def rounds_come_from(finder: RoundFinder) -> None:
    """Let the feature that knows rounds tell those that an organisation has open on a day."""
    _rounds[:] = [finder]


def goals(session: Session, person_ids: Sequence[str]) -> Mapping[str, OwnGoal]:
    """The goal of each of these people who has one."""
    return _goals[0](session, person_ids) if _goals and person_ids else {}


def rounds(session: Session, organisation_id: str | None, today: date) -> Sequence[RoundOffer]:
    """The rounds that can be answered today."""
    return _rounds[0](session, organisation_id, today) if _rounds and organisation_id else ()


def in_order(lines: Sequence[Line], today: date) -> list[Line]:
    """Those with something waiting first, the longest-waiting first; then the others by name."""
    return sorted(lines, key=lambda line: (not line.is_due(today), _since(line), line.name.lower(), line.person_id))


def _since(line: Line) -> date:
    return line.goal.due if line.goal else local_day(line.added_at)
