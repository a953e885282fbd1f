"""What has to be done when someone deletes their own answers. Retention, above, knows of holds; here it is asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Place = tuple[int, int]
Destroy = Callable[["Session", str, Collection[Place], int, datetime, random.Random], bool]

_destroyers: list[Destroy] = []


def destroyed_by(destroy: Destroy) -> Destroy:
    """Let the feature that knows what must be kept for now destroy the parts of a deletion, or keep them locked."""
    _destroyers[:] = [destroy]
    return destroy


def destroy_now(
    session: Session, person_id: str, places: Collection[Place], because: int, *, now: datetime, rng: random.Random
) -> bool:
    """Destroy these parts, in the transaction of the deletion. False: they are locked, and go when that ends."""
    return all([destroy(session, person_id, places, because, now, rng) for destroy in _destroyers])
