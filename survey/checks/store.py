"""What stands in the log at a place, or under a code: every hash of that one entry made again. Nothing is written."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.checks.finding import Standing, State
from survey.errors import NotThere
from survey.keys import key_store
from survey.ledger.canonical import moment_text
from survey.ledger.checking import ERASURE, StoredEntry, StoredPart, what_is_wrong
from survey.ledger.checkpoint import verify_proof
from survey.ledger.checkpoints.proofs.store import LogBroken, NotSignedYet, place_of, proof_of
from survey.ledger.models import Entry, ErasedSegment, Segment, SegmentContent
from survey.ledger.note import NoteWrong, VerifierKey
from survey.ledger.sealing import CannotOpen, unseal
from survey.ledger.store import entry_at, subjects_of_parts
from survey.ledger.tree import Range

_LARGEST_PLACE = 2**63 - 1  # that a database can hold


def standing_at(session: Session, place: int, keys: Sequence[VerifierKey]) -> Standing | None:
    """The entry at this place, as it stands now; None when there is none. `keys`: all that ever signed this log."""
    row = session.get(Entry, place) if place <= _LARGEST_PLACE else None
    if row is None:
        return None
    try:
        proof = _proof(session, row, keys)
    except LogBroken:
        return Standing(place, row.leaf_hash, row.at, State.CHANGED)
    return Standing(place, row.leaf_hash, row.at, _state(session, _stored(session, row)), proof)


def _proof(session: Session, row: Entry, keys: Sequence[VerifierKey]) -> str | None:
    """The proof that the log as it was signed holds it; None for what is too new to be signed. :raise LogBroken:"""
    try:
        proof = proof_of(session, row.seq)
    except NotSignedYet:
        return None
    if not any(_is_shown(proof, row.leaf_hash, key) for key in keys):
        raise LogBroken
    return proof


def _is_shown(proof: str, leaf: bytes, key: VerifierKey) -> bool:
    try:
        return bool(verify_proof(proof, leaf, key))
    except NoteWrong:
        return False


def _stored(session: Session, row: Entry) -> StoredEntry:
    asked = select(Segment.ordinal, Segment.key_id, Segment.commitment, SegmentContent.sealed)
    here = (SegmentContent.entry_seq == Segment.entry_seq) & (SegmentContent.ordinal == Segment.ordinal)
    asked = asked.outerjoin(SegmentContent, here).where(Segment.entry_seq == row.seq).order_by(Segment.ordinal)
    found = session.execute(asked).all()
    keys = key_store(session).open([each.key_id for each in found if each.sealed is not None])
    about = subjects_of_parts(session, [(row.seq, each.ordinal) for each in found])
    parts = []
    for each in found:
        salt, body = _opened(keys.get(each.key_id), each.sealed, each.commitment)
        parts.append(StoredPart(each.commitment, salt, body, tuple(about.get((row.seq, each.ordinal), ()))))
    header = (row.seq, row.kind, row.actor, moment_text(row.at), row.header, row.header_salt, row.prev, row.leaf_hash)
    return StoredEntry(*header, parts=tuple(parts))


def _opened(key: bytes | None, sealed: bytes | None, commitment: bytes) -> tuple[bytes | None, bytes | None]:
    try:
        return (None, None) if key is None or sealed is None else unseal(key, sealed, commitment)
    except CannotOpen:
        return None, None


def standing_of_code(session: Session, start: bytes, keys: Sequence[VerifierKey]) -> Standing | None:
    """The entry whose leaf hash starts with what a code holds; None when there is none."""
    try:
        return standing_at(session, place_of(session, start), keys)
    except NotThere:
        return None


def _state(session: Session, entry: StoredEntry) -> State:
    """A part that cannot be read has changed, unless an entry says that it was erased."""
    if what_is_wrong(entry, _Before(entry)):
        return State.CHANGED
    shut = {ordinal for ordinal, part in enumerate(entry.parts) if part.body is None}
    if not shut:
        return State.AS_SEALED
    rows = session.execute(
        select(ErasedSegment.ordinal, ErasedSegment.by_seq).where(ErasedSegment.entry_seq == entry.seq)
    )
    told = {ordinal for ordinal, by_seq in rows if _says(session, by_seq, [entry.seq, ordinal])}
    return State.ERASED if shut <= told else State.CHANGED


class _Before(Range):
    """All before an entry, taken at the entry's word: that it is so, the proof under a signed head shows."""

    def __init__(self, entry: StoredEntry) -> None:
        super().__init__()
        self.size, self._root = entry.seq, entry.prev

    def root(self) -> bytes:
        return self._root


def _says(session: Session, by_seq: int, part: list[int]) -> bool:
    """Whether the entry that is named as the reason is one that erases this part."""
    by = entry_at(session, by_seq)
    return by is not None and by.kind == ERASURE and part in by.content["parts"]
