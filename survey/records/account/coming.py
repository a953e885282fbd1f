"""The next day on which something of a record will be erased. Retention, above, knows; here it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Finder = Callable[["Session", str], datetime | None]

_finders: list[Finder] = []


def erasures_come_from(finder: Finder) -> None:
    """Let the feature that knows of erasures tell when the next one of a person's is due."""
    _finders[:] = [finder]


def next_erasure(session: Session, person_id: str) -> datetime | None:
    """When the next erasure of something about this person is due; None when none is coming."""
    return _finders[0](session, person_id) if _finders else None
