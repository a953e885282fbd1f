"""A rating: how close they say they are, 0 to 10, in whole steps. Nobody else rates a young person's goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.errors import DomainError

LOWEST, HIGHEST = 0, 10


class NoSuchRating(DomainError):
    """A rating is a whole number from 0 to 10."""


@dataclass(frozen=True)
class Rating:
    """One rating, with what they said about it if they said anything."""

    seq: int
    value: int
    at: datetime
    words: str | None = None


def require_rating(value: int) -> int:
    """The value. :raise NoSuchRating: outside 0 to 10."""
    if not LOWEST <= value <= HIGHEST:
        raise NoSuchRating
    return value


def sent_twice(ratings: Sequence[Rating], value: int, words: str | None, now: datetime, within: timedelta) -> bool:
    """Whether this is the last rating over again: one tap sent twice."""
    if not ratings:
        return False
    last = ratings[-1]
    return (last.value, last.words) == (value, words) and now - last.at <= within
