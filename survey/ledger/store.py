"""Recording and reading entries. `record` is the only way in."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from survey.database import to_millisecond
from survey.ledger.canonical import canonical, moment_text
from survey.ledger.checking import StoredEntry, Verdict, check
from survey.ledger.entry import (
    SALT_BYTES,
    Claim,
    NewEntry,
    NewSegment,
    Recorded,
    RecordedSegment,
    commitment,
    contents_commitment,
    leaf_bytes,
)
from survey.ledger.models import Entry, LedgerHead, Segment, SegmentSubject
from survey.ledger.projection import project, registered
from survey.ledger.tree import Range, leaf_hash

_LOCK_HEAD = select(LedgerHead.size, LedgerHead.peaks).where(LedgerHead.id == 1).with_for_update()
_MOVE_HEAD = update(LedgerHead.__table__).where(LedgerHead.__table__.c.id == 1)  # type: ignore[arg-type]  # a Table
_ADD_ENTRY = insert(Entry.__table__)  # type: ignore[arg-type]  # a Table: Core, one statement
_ADD_SEGMENTS = insert(Segment.__table__)  # type: ignore[arg-type]  # a Table
_ADD_SUBJECTS = insert(SegmentSubject.__table__)  # type: ignore[arg-type]  # a Table


def record(session: Session, entry: NewEntry, *, now: datetime, rng: random.Random) -> Recorded:
    """Append `entry` and let the projections see it, all in the caller's transaction. Durable once that commits."""
    at = to_millisecond(now)
    grown = _grown(session)
    seq, prev = grown.size, grown.root()
    header, header_salt = canonical(entry.header(at)), rng.randbytes(SALT_BYTES)
    bodies = [canonical(segment.plain()) for segment in entry.segments]
    salts = [rng.randbytes(SALT_BYTES) for _ in bodies]
    contents = contents_commitment([commitment(salt, body) for salt, body in zip(salts, bodies, strict=True)])
    leaf = leaf_hash(leaf_bytes(seq=seq, prev=prev, header=commitment(header_salt, header), contents=contents))
    row = {"seq": seq, "kind": entry.kind, "actor": entry.actor, "at": at, "header": header.decode()}
    session.execute(_ADD_ENTRY, row | {"header_salt": header_salt, "prev": prev, "leaf_hash": leaf})
    _add_segments(session, seq, entry.segments, bodies, salts)
    grown.append(leaf)
    session.execute(_MOVE_HEAD, {"size": grown.size, "peaks": b"".join(grown.peaks)})
    recorded = _recorded(seq, at, header.decode(), [body.decode() for body in bodies])
    project(session, recorded)
    return recorded


def take_turn(session: Session) -> None:
    """Wait for whoever is recording now: what is read after this stays true until this transaction ends."""
    session.execute(_LOCK_HEAD)


def _grown(session: Session) -> Range:
    size, peaks = session.execute(_LOCK_HEAD).one()
    return Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])


def _add_segments(
    session: Session, seq: int, segments: Sequence[NewSegment], bodies: list[bytes], salts: list[bytes]
) -> None:
    if not segments:
        return
    parts = [
        {"entry_seq": seq, "ordinal": ordinal, "body": body.decode(), "salt": salt}
        for ordinal, (body, salt) in enumerate(zip(bodies, salts, strict=True))
    ]
    subjects = [
        {"person_id": person, "entry_seq": seq, "ordinal": ordinal}
        for ordinal, segment in enumerate(segments)
        for person in sorted(set(segment.subjects))
    ]
    session.execute(_ADD_SEGMENTS, parts)
    if subjects:
        session.execute(_ADD_SUBJECTS, subjects)


def _recorded(seq: int, at: datetime, header: str, bodies: Iterable[str]) -> Recorded:
    head: dict[str, Any] = json.loads(header)
    return Recorded(
        seq=seq,
        kind=head["kind"],
        actor=head["actor"],
        at=at,
        effective_at=datetime.fromisoformat(head["effective_at"]) if head["effective_at"] else None,
        on_behalf_of=head["on_behalf_of"],
        reason=head["reason"],
        links=head["links"],
        segments=tuple(_segment(ordinal, json.loads(body)) for ordinal, body in enumerate(bodies)),
    )


def _segment(ordinal: int, body: dict[str, Any]) -> RecordedSegment:
    claim, subjects = Claim(body["claim"]), tuple(body["subjects"])
    return RecordedSegment(ordinal, claim, body["author"], subjects, body["content"])


def size(session: Session) -> int:
    """How many entries there are."""
    return session.execute(select(LedgerHead.size)).scalar_one()


def entries(session: Session, seqs: Iterable[int]) -> list[Recorded]:
    """The entries at these places, in order of place. Places that do not exist are left out."""
    wanted = sorted(set(seqs))
    rows = session.execute(select(Entry.seq, Entry.at, Entry.header).where(Entry.seq.in_(wanted)).order_by(Entry.seq))
    parts = _bodies(session, wanted)
    return [_recorded(seq, at, header, parts.get(seq, [])) for seq, at, header in rows]


def entry_at(session: Session, seq: int) -> Recorded | None:
    """The entry at one place, or None."""
    found = entries(session, [seq])
    return found[0] if found else None


def entries_about(session: Session, person_id: str, kinds: Iterable[str] | None = None) -> list[Recorded]:
    """Every entry with a part about this person, newest first; only of these kinds, if given."""
    about = select(SegmentSubject.entry_seq).where(SegmentSubject.person_id == person_id)
    if kinds is not None:
        about = about.join(Entry, Entry.seq == SegmentSubject.entry_seq).where(Entry.kind.in_(tuple(kinds)))
    return entries(session, session.scalars(about))[::-1]


def _bodies(session: Session, seqs: list[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(Segment.entry_seq, Segment.body)
        .where(Segment.entry_seq.in_(seqs))
        .order_by(Segment.entry_seq, Segment.ordinal)
    )
    parts: dict[int, list[str]] = {}
    for seq, body in rows:
        parts.setdefault(seq, []).append(body)
    return parts


def in_order(session: Session, *, batch: int = 1000) -> Iterator[Recorded]:
    """Every entry from the first, a batch at a time, for playing them again."""
    last = session.execute(select(func.max(Entry.seq))).scalar()
    for start in range(0, -1 if last is None else last + 1, batch):
        yield from entries(session, range(start, start + batch))


def as_stored(session: Session, *, batch: int = 1000) -> Iterator[StoredEntry]:
    """Every row of the ledger as it stands, in order, for checking: nothing is trusted but read."""
    last = session.execute(select(func.max(Entry.seq))).scalar()
    for start in range(0, -1 if last is None else last + 1, batch):
        yield from _stored_batch(session, start, start + batch)


def _stored_batch(session: Session, start: int, stop: int) -> Iterator[StoredEntry]:
    parts: dict[int, list[tuple[int, str, bytes]]] = {}
    for seq, ordinal, body, salt in session.execute(
        select(Segment.entry_seq, Segment.ordinal, Segment.body, Segment.salt)
        .where(Segment.entry_seq.between(start, stop - 1))
        .order_by(Segment.entry_seq, Segment.ordinal)
    ):
        parts.setdefault(seq, []).append((ordinal, body, salt))
    subjects: dict[tuple[int, int], list[str]] = {}
    for person, seq, ordinal in session.execute(
        select(SegmentSubject.person_id, SegmentSubject.entry_seq, SegmentSubject.ordinal)
        .where(SegmentSubject.entry_seq.between(start, stop - 1))
        .order_by(SegmentSubject.person_id)
    ):
        subjects.setdefault((seq, ordinal), []).append(person)
    rows = session.scalars(select(Entry).where(Entry.seq.between(start, stop - 1)).order_by(Entry.seq))
    for entry in rows:
        of = parts.get(entry.seq, [])
        yield StoredEntry(
            seq=entry.seq,
            kind=entry.kind,
            actor=entry.actor,
            at=moment_text(entry.at),
            header=entry.header,
            header_salt=entry.header_salt,
            prev=entry.prev,
            leaf_hash=entry.leaf_hash,
            bodies=tuple(body for _, body, _ in of),
            salts=tuple(salt for _, _, salt in of),
            subjects=tuple(tuple(subjects.get((entry.seq, ordinal), ())) for ordinal, _, _ in of),
        )
    session.expunge_all()


def verify(session: Session) -> Verdict:
    """Check the whole ledger as the tables hold it now."""
    held, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    head = Range(held, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])
    return check(as_stored(session), head)


def rebuild(session: Session) -> list[str]:
    """Empty every projection and play all entries again, in the caller's transaction.

    Gives the names of the tables that came out different: none, when projections are only projections.
    """
    tables = [table for projection in registered() for table in projection.tables]
    before = {table: _rows(session, table) for table in tables}
    for table in tables:
        session.execute(delete(table))
    for recorded in in_order(session):
        project(session, recorded)
    session.flush()
    return [table.__tablename__ for table in tables if _rows(session, table) != before[table]]


def _rows(session: Session, table: type[Any]) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in session.execute(select(table.__table__))), key=repr)
