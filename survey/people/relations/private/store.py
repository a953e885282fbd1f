"""Entries that no relative gets, whatever they were granted: features above say which those are."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.people.models import Person
from survey.people.person import Kind

KeptBack = Callable[[Session, str], Iterable[int]]
_kept_back: list[KeptBack] = []


def keeps_back(which: KeptBack) -> KeptBack:
    """Register what gives the places of a person's entries that are theirs and their worker's alone."""
    _kept_back.append(which)
    return which


def private_from(session: Session, person_id: str, viewer: str) -> frozenset[int]:
    """The places of this person's entries that are not for this viewer: none for themself and for staff."""
    if viewer == person_id:
        return frozenset()
    if session.scalar(select(Person.kind).where(Person.id == viewer)) == Kind.STAFF.value:
        return frozenset()
    return frozenset(seq for which in _kept_back for seq in which(session, person_id))
