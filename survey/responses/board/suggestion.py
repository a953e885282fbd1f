"""A suggestion of what to ask: its steps, and how a board shows it. Pure.

Nobody reads it before staff have: names and cries for help must not hang on a board. Who wrote it is never shown there.
A number of votes is said in steps, from five on: one more or less tells nobody who tapped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from survey.errors import AlreadyDone, DomainError

MADE, TAKEN_BACK = "suggestion.made", "suggestion.taken_back"
SHOWN, NOT_SHOWN, TO_ASK = "suggestion.shown", "suggestion.not_shown", "suggestion.to_ask"
VOTED, UNVOTED = "suggestion.voted", "suggestion.unvoted"
LONGEST = 300  # letters
MOST = 3  # of one person in a round
BANDS = (5, 10, 20, 50, 100)


class State(StrEnum):
    """Where a suggestion is."""

    WAITING = "waiting"  # nobody has looked yet
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    TAKEN_BACK = "taken_back"


class Enough(DomainError):
    """You have told us three things. Take one back to tell us something new."""

    kind = "conflict"


class NeedsReason(DomainError):
    """Say why, in a kind way. They will read it."""


@dataclass(frozen=True)
class OnBoard:
    """One suggestion as someone who answered sees it."""

    seq: int
    words: str
    at_least: int  # as many want this, or more; 0: too few to say
    is_mine: bool
    is_voted: bool
    will_be_asked: bool


@dataclass(frozen=True)
class Mine:
    """One's own suggestion, and what became of it."""

    seq: int
    words: str
    state: State
    reason: str
    will_be_asked: bool


def at_least(votes: int) -> int:
    """The highest step that this many votes reach; 0 below the first."""
    return max((band for band in BANDS if band <= votes), default=0)


def in_an_order_of_their_own(found: Iterable[OnBoard], reader: str) -> list[OnBoard]:
    """Each reader's own order, the same each time: first place is nobody's, and nothing tells when one was written."""
    return sorted(found, key=lambda each: sha256(f"{reader}:{each.seq}".encode()).digest())


def require_may_look(state: State) -> None:
    """:raise AlreadyDone: when its author has taken it back."""
    if state is State.TAKEN_BACK:
        raise AlreadyDone
