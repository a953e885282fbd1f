"""What stands in the log at a place, or under a code: every hash of that one entry made again. Nothing is written."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.checks.finding import Standing, State
from survey.ledger.checking import ERASURE, StoredEntry, _columns_differ, _leaf_of, _parts_differ
from survey.ledger.models import Entry, ErasedSegment
from survey.ledger.receipt import CODE_BYTES
from survey.ledger.store import entry_at
from survey.ledger.tree import EMPTY_ROOT
from survey.ledger.verifying.store import _batch as stored_between

_REST = len(EMPTY_ROOT) - CODE_BYTES  # bytes of a leaf hash that a code does not hold
_LARGEST_PLACE = 2**63 - 1  # that a database can hold


def standing_at(session: Session, place: int) -> Standing | None:
    """The entry at this place, as it stands now; None when there is none."""
    entry = next(iter(stored_between(session, place, place + 1)), None) if place < _LARGEST_PLACE else None
    if entry is None:
        return None
    at = session.scalars(select(Entry.at).where(Entry.seq == place)).one()
    return Standing(place, entry.leaf_hash, at, _state(session, entry))


def standing_of_code(session: Session, start: bytes) -> Standing | None:
    """The entry whose leaf hash starts with what a code holds; None when there is none."""
    here = Entry.leaf_hash.between(start + b"\x00" * _REST, start + b"\xff" * _REST)
    place = session.scalars(select(Entry.seq).where(here)).one_or_none()
    return None if place is None else standing_at(session, place)


def _state(session: Session, entry: StoredEntry) -> State:
    """A part that cannot be read has changed, unless an entry says that it was erased."""
    if not is_as_sealed(entry):
        return State.CHANGED
    shut = {ordinal for ordinal, part in enumerate(entry.parts) if part.body is None}
    if not shut:
        return State.AS_SEALED
    rows = session.execute(
        select(ErasedSegment.ordinal, ErasedSegment.by_seq).where(ErasedSegment.entry_seq == entry.seq)
    )
    told = {ordinal for ordinal, by_seq in rows if _says(session, by_seq, [entry.seq, ordinal])}
    return State.ERASED if shut <= told else State.CHANGED


def _says(session: Session, by_seq: int, part: list[int]) -> bool:
    """Whether the entry that is named as the reason is one that erases this part."""
    by = entry_at(session, by_seq)
    return by is not None and by.kind == ERASURE and part in by.content["parts"]


def is_as_sealed(entry: StoredEntry) -> bool:
    return entry.leaf_hash == _leaf_of(entry) and not _parts_differ(entry) and not _columns_differ(entry)
