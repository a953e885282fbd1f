"""A goal: a person's own words, kept exactly as they wrote them, and what can happen to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outcomes.goals.rating import Rating
from survey.errors import DomainError

MOST_LIVE = 3
LONGEST = 500  # characters, a line break being one
SAME_TAP = timedelta(minutes=2)  # the same thing again within this is one tap sent twice


class State(StrEnum):
    """Where a goal is. All but `live` are ways of closing it, and `paused` rests until it is taken up again."""

    LIVE = "live"
    ACHIEVED = "achieved"
    CHANGED = "changed"
    PAUSED = "paused"
    DROPPED = "dropped"


CLOSINGS = (State.ACHIEVED, State.CHANGED, State.PAUSED, State.DROPPED)


class ThreeAlready(DomainError):
    """There are three goals already. Pause or finish one first."""

    kind = "conflict"


class NotLive(DomainError):
    """This goal is closed. Take it up again first."""

    kind = "conflict"


class WordsWrong(DomainError):
    """Words that cannot be kept: none, too many, or with a sign that no database holds."""


@dataclass(frozen=True)
class Goal:
    """A goal as it stands now. `own_words`: theirs; otherwise a worker wrote it with them."""

    id: int  # the seq of its goal.set entry
    person_id: str
    words: str
    own_words: bool
    set_by: str
    set_at: datetime
    state: State
    closed_at: datetime | None
    closing_words: str | None
    framework: str
    cluster: str | None
    grouped_by: str  # suggested, or the id of the person who chose it or refused one
    replaces: int | None
    shared: bool = False  # with family who may see goals; otherwise it is between them and their worker
    ratings: tuple[Rating, ...] = ()

    @property
    def is_live(self) -> bool:
        return self.state is State.LIVE

    @property
    def latest(self) -> Rating | None:
        return self.ratings[-1] if self.ratings else None


def plain_words(typed: str) -> str:
    """What was typed, exactly, but for line breaks, which browsers write in two ways."""
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def too_long_by(typed: str) -> int:
    """How many characters must go; 0 when none."""
    return max(0, len(plain_words(typed)) - LONGEST)


def says_something(words: str) -> bool:
    """Say whether anyone could see it: a zero-width space is no more than a space."""
    return any(each.isprintable() and not each.isspace() for each in words)


def require_words(typed: str) -> str:
    """The words to keep. :raise WordsWrong: when there are none, too many, or a NUL in them."""
    words = plain_words(typed)
    if not says_something(words) or too_long_by(words) or "\x00" in words:
        raise WordsWrong
    return words


def require_room(goals: Iterable[Goal]) -> None:
    """:raise ThreeAlready: when there is no room for one more live goal."""
    if sum(goal.is_live for goal in goals) >= MOST_LIVE:
        raise ThreeAlready


def require_closing(goal: Goal, how: State) -> None:
    """:raise NotLive: a closed goal is not closed another way, except that a paused one may be."""
    if how not in CLOSINGS:
        raise NotLive("A goal is closed as achieved, changed, paused or dropped.")
    if goal.state not in (State.LIVE, State.PAUSED, how):
        raise NotLive


def sent_twice(goals: Iterable[Goal], words: str, now: datetime) -> Goal | None:
    """The goal that these very words made a moment ago: one tap sent twice."""
    return next((g for g in goals if g.is_live and g.words == words and now - g.set_at <= SAME_TAP), None)
