"""A person's own words beside an entry, for features that know nothing of records: records, above, hands them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Words(Protocol):
    """Where the words are in the ledger, and what they say, exactly."""

    @property
    def seq(self) -> int: ...

    @property
    def words(self) -> str: ...


Finder = Callable[["Session", str, Iterable[int]], Mapping[int, Sequence[Words]]]
_finders: list[Finder] = []


def words_come_from(finder: Finder) -> None:
    """Let the feature that knows of statements tell which stand beside some entries of a person."""
    _finders[:] = [finder]


def words_beside(session: Session, person_id: str, seqs: Iterable[int]) -> Mapping[int, Sequence[Words]]:
    """A person's own words beside these entries, by the entry's place."""
    return _finders[0](session, person_id, seqs) if _finders else {}
