"""Which sent answers are on hold, because their owner says they are not right. Records, above, know; here they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HoldFinder = Callable[["Session", Iterable[int]], Mapping[int, str]]

_finders: list[HoldFinder] = []


def holds_come_from(finder: HoldFinder) -> None:
    """Let the feature that knows of challenges tell which of some entries are on hold, and because of what."""
    _finders[:] = [finder]


def on_hold(session: Session, seqs: Iterable[int]) -> frozenset[int]:
    """Those of these entries that are on hold now."""
    return frozenset(_finders[0](session, seqs)) if _finders else frozenset()
