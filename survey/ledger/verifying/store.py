"""Reading the whole ledger as its tables hold it, and checking it: nothing is trusted but read."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.keys import key_store
from survey.ledger.canonical import moment_text
from survey.ledger.checking import StoredEntry, StoredPart, Verdict, check
from survey.ledger.models import Entry, LedgerHead, Segment, SegmentContent, SegmentSubject
from survey.ledger.sealing import CannotOpen, unseal
from survey.ledger.tree import Range


def verify(session: Session) -> Verdict:
    """Check the whole ledger as the tables and the key store hold it now."""
    held, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    head = Range(held, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])
    return check(as_stored(session), head)


def as_stored(session: Session, *, batch: int = 1000) -> Iterator[StoredEntry]:
    """Every row of the ledger as it stands, in order."""
    last = session.execute(select(func.max(Entry.seq))).scalar()
    for start in range(0, -1 if last is None else last + 1, batch):
        yield from _batch(session, start, start + batch)


def _batch(session: Session, start: int, stop: int) -> Iterator[StoredEntry]:
    parts = _parts(session, start, stop)
    asked = select(
        Entry.seq,
        Entry.kind,
        Entry.actor,
        Entry.at,
        Entry.header,
        Entry.header_salt,
        Entry.prev,
        Entry.leaf_hash,
    )
    for row in session.execute(asked.where(Entry.seq.between(start, stop - 1)).order_by(Entry.seq)):
        yield StoredEntry(
            seq=row.seq,
            kind=row.kind,
            actor=row.actor,
            at=moment_text(row.at),
            header=row.header,
            header_salt=row.header_salt,
            prev=row.prev,
            leaf_hash=row.leaf_hash,
            parts=tuple(parts.get(row.seq, ())),
        )


def _parts(session: Session, start: int, stop: int) -> dict[int, list[StoredPart]]:
    asked = (
        select(Segment.entry_seq, Segment.ordinal, Segment.key_id, Segment.commitment, SegmentContent.sealed)
        .outerjoin(
            SegmentContent,
            (SegmentContent.entry_seq == Segment.entry_seq) & (SegmentContent.ordinal == Segment.ordinal),
        )
        .where(Segment.entry_seq.between(start, stop - 1))
        .order_by(Segment.entry_seq, Segment.ordinal)
    )
    rows = session.execute(asked).all()
    keys = key_store(session).open([row.key_id for row in rows if row.sealed is not None])
    subjects = _subjects(session, start, stop)
    parts: dict[int, list[StoredPart]] = {}
    for seq, ordinal, key_id, commitment, sealed in rows:
        salt, body = _opened(keys.get(key_id), sealed, commitment)
        about = tuple(subjects.get((seq, ordinal), ()))
        parts.setdefault(seq, []).append(StoredPart(commitment, salt, body, about))
    return parts


def _opened(key: bytes | None, sealed: bytes | None, commitment: bytes) -> tuple[bytes | None, bytes | None]:
    if key is None or sealed is None:
        return None, None
    try:
        return unseal(key, sealed, commitment)
    except CannotOpen:
        return None, None


def _subjects(session: Session, start: int, stop: int) -> dict[tuple[int, int], list[str]]:
    subjects: dict[tuple[int, int], list[str]] = {}
    rows = select(SegmentSubject.person_id, SegmentSubject.entry_seq, SegmentSubject.ordinal)
    here = SegmentSubject.entry_seq.between(start, stop - 1)
    for person, seq, ordinal in session.execute(rows.where(here).order_by(SegmentSubject.person_id)):
        subjects.setdefault((seq, ordinal), []).append(person)
    return subjects
