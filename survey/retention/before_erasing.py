"""What has to be written down before something is erased. Features above know; here, just before, they are asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Before = Callable[["Session", Collection[tuple[int, int]], datetime, random.Random], None]

_before: list[Before] = []


def register(before: Before) -> Before:
    """Let a feature write down what it needs of parts that go, in the transaction in which they do."""
    if before not in _before:
        _before.append(before)
    return before


def before_erasing(session: Session, places: Collection[tuple[int, int]], *, now: datetime, rng: random.Random) -> None:
    """These parts are about to go."""
    for before in _before:
        before(session, places, now, rng)
