"""Answers that are being sent, for whoever has to know in the same transaction. A feature above registers. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from survey.errors import DomainError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.questionnaires.question_types import Answer


class LookAgain(DomainError):
    """What this page told you has changed. Nothing is sent yet. Please look again."""

    kind = "conflict"


@dataclass(frozen=True)
class Sending:
    """Who sends what in which round, what stood before, and what the page that they sent said that it had told them."""

    person_id: str
    round_id: str
    answers: Mapping[str, Answer]
    before: Mapping[str, Answer]
    seqs: Sequence[int]  # the entries it became
    told: str


Tell = Callable[["Session", Sending, datetime, random.Random], None]
_tells: list[Tell] = []


def sent_tells(tell: Tell) -> None:
    """Call this whenever answers are sent from a page, in the transaction that sends them; to raise stops it all."""
    _tells.append(tell)


def tell_of(session: Session, sending: Sending, now: datetime, rng: random.Random) -> None:
    """Tell everyone who registered, in order."""
    for tell in _tells:
        tell(session, sending, now, rng)
