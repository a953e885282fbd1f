"""What had rested on a Yes since it was said: each feature that uses one tells what it did. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.consent.purpose import Purpose

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.ledger.entry import Recorded


class Why(StrEnum):
    """What was found (facts: ledger §6.1): then it was no Yes, and is treated as never said."""

    NOT_INFORMED = "not_informed"
    PRESSURED = "pressured"
    WRONG_PERSON = "wrong_person"


class What(StrEnum):
    """A kind of use."""

    LOOK = "look"  # somebody opened their answers
    OPEN_COUNT = "open_count"  # a count that would have had them in it
    CLOSED_COUNT = "closed_count"  # a count that is out: it stays, and shows nobody


@dataclass(frozen=True)
class Use:
    """One thing that was done, or is about to be, because of a Yes."""

    what: What
    number: int  # the entry of a look; the number of a count
    at: datetime | None = None


Finder = Callable[["Session", str, Purpose, "Recorded"], list[Use]]
_finders: list[Finder] = []


def uses_come_from(finder: Finder) -> None:
    """Let a feature tell what it did because of a person's Yes, given its entry. Once, at its import."""
    _finders.append(finder)


def uses_of(session: Session, person_id: str, purpose: Purpose, yes: Recorded) -> list[Use]:
    """Everything that every feature knows of."""
    return [use for finder in _finders for use in finder(session, person_id, purpose, yes)]
