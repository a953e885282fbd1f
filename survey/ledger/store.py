"""Recording and reading entries. `record` is the only way in."""

import json
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from survey.alone import within
from survey.keys import KEY_BYTES, KEY_ID_BYTES, NewKey, key_store, waiting
from survey.ledger.canonical import canonical
from survey.ledger.checkpoints.store import mark
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
from survey.ledger.models import Entry, LedgerHead, Segment, SegmentContent, SegmentSubject
from survey.ledger.projection import project, registered
from survey.ledger.sealing import CannotOpen, seal, unseal
from survey.ledger.tree import Range, leaf_hash
from survey.times import to_millisecond

_LOCK_HEAD = select(LedgerHead.size, LedgerHead.peaks).where(LedgerHead.id == 1).with_for_update()
_MOVE_HEAD = (
    update(LedgerHead.__table__)  # type: ignore[arg-type]  # a Table
    .where(LedgerHead.__table__.c.id == 1)
    .values(size=bindparam("new_size", type_=BigInteger), peaks=bindparam("new_peaks", type_=LargeBinary))
)
_ADD_ENTRY = insert(Entry.__table__)  # type: ignore[arg-type]  # a Table: Core, one statement
_ADD_SEGMENTS = insert(Segment.__table__)  # type: ignore[arg-type]  # a Table
_ADD_CONTENTS = insert(SegmentContent.__table__)  # type: ignore[arg-type]  # a Table
_ADD_SUBJECTS = insert(SegmentSubject.__table__)  # type: ignore[arg-type]  # a Table
_ENTRY, _SEGMENT, _CONTENT = Entry.__table__.c, Segment.__table__.c, SegmentContent.__table__.c
_ENTRIES_AT = (  # read by every page: said once, not anew for each
    select(_ENTRY.seq, _ENTRY.at, _ENTRY.header)
    .where(_ENTRY.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(_ENTRY.seq)
)
_PARTS_AT = (
    select(_SEGMENT.entry_seq, _SEGMENT.ordinal, _SEGMENT.key_id, _SEGMENT.commitment, _CONTENT.sealed)
    .outerjoin_from(
        Segment.__table__,
        SegmentContent.__table__,
        (_CONTENT.entry_seq == _SEGMENT.entry_seq) & (_CONTENT.ordinal == _SEGMENT.ordinal),
    )
    .where(_SEGMENT.entry_seq.in_(bindparam("seqs", expanding=True)))
    .order_by(_SEGMENT.entry_seq, _SEGMENT.ordinal)
)

Part = tuple[int, int]  # an entry's place and the part's number in it


# Recording


@dataclass(frozen=True)
class _Sealed:
    """A part about to be stored."""

    key_id: bytes
    commitment: bytes
    sealed: bytes
    body: str


def record(session: Session, entry: NewEntry, *, now: datetime, rng: random.Random) -> Recorded:
    """Append `entry` and let the projections see it, all in the caller's transaction. Durable once that commits."""
    at = to_millisecond(now)
    grown = _grown(session)
    seq, prev = grown.size, grown.root()
    header, header_salt = canonical(entry.header(at)), rng.randbytes(SALT_BYTES)
    parts = [_seal(session, segment, owners, rng) for segment, owners in zip(entry.segments, entry.owners, strict=True)]
    contents = contents_commitment([part.commitment for part in parts])
    leaf = leaf_hash(leaf_bytes(seq=seq, prev=prev, header=commitment(header_salt, header), contents=contents))
    row = {"seq": seq, "kind": entry.kind, "actor": entry.actor, "at": at, "header": header.decode()}
    within(session, _ADD_ENTRY, row | {"header_salt": header_salt, "prev": prev, "leaf_hash": leaf})
    _add_segments(session, seq, entry.segments, parts)
    grown.append(leaf)
    within(session, _MOVE_HEAD, {"new_size": grown.size, "new_peaks": b"".join(grown.peaks)})
    recorded = _recorded(seq, at, header.decode(), [_segment(n, part.body) for n, part in enumerate(parts)])
    project(session, recorded)
    mark(session, grown, at)
    return recorded


def take_turn(session: Session) -> None:
    """Wait for whoever is recording now: what is read after this stays true until this transaction ends."""
    within(session, _LOCK_HEAD, {})


def _grown(session: Session) -> Range:
    ((size, peaks),) = within(session, _LOCK_HEAD, {})
    return Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])


def _seal(session: Session, segment: NewSegment, owners: tuple[str, ...], rng: random.Random) -> _Sealed:
    body, salt = canonical(segment.plain()), rng.randbytes(SALT_BYTES)
    key_id, key = rng.randbytes(KEY_ID_BYTES), rng.randbytes(KEY_BYTES)
    committed, keys = commitment(salt, body), waiting(session)
    keys.rng = rng
    keys.made[key_id] = NewKey(key_id, key, owners)
    return _Sealed(key_id, committed, seal(key, salt, body, committed), body.decode())


def _add_segments(session: Session, seq: int, segments: Sequence[NewSegment], parts: Sequence[_Sealed]) -> None:
    if not segments:
        return
    places = [{"entry_seq": seq, "ordinal": ordinal} for ordinal in range(len(parts))]
    subjects = [
        place | {"person_id": person}
        for place, segment in zip(places, segments, strict=True)
        for person in sorted(set(segment.subjects))
    ]
    about = zip(places, parts, strict=True)
    kept = [place | {"key_id": part.key_id, "commitment": part.commitment} for place, part in about]
    within(session, _ADD_SEGMENTS, kept)
    within(session, _ADD_CONTENTS, [place | {"sealed": part.sealed} for place, part in zip(places, parts, strict=True)])
    if subjects:
        within(session, _ADD_SUBJECTS, subjects)


# Reading


def size(session: Session) -> int:
    """How many entries there are."""
    return session.execute(select(LedgerHead.size)).scalar_one()


def entries(session: Session, seqs: Iterable[int], *, erased: bool = False) -> list[Recorded]:
    """The entries at these places, in order of place. Places that do not exist are left out.

    So are erased parts, and an entry whose first part is erased; with `erased`, what is left of them is given too.
    """
    wanted = sorted(set(seqs))
    rows = session.execute(_ENTRIES_AT, {"seqs": wanted})
    parts = _parts(session, wanted)
    found = [_recorded(seq, at, header, parts.get(seq, [])) for seq, at, header in rows]
    return found if erased else [_readable(each) for each in found if not _lost(each)]


def entry_at(session: Session, seq: int, *, erased: bool = False) -> Recorded | None:
    """The entry at one place, or None."""
    found = entries(session, [seq], erased=erased)
    return found[0] if found else None


def entries_about(
    session: Session,
    person_id: str,
    kinds: Iterable[str] | None = None,
    *,
    erased: bool = False,
    without: Collection[int] = (),
) -> list[Recorded]:
    """Every entry with a part about this person, newest first; only of these kinds, if given.

    `without`: places that are not opened at all, so that leaving them out takes no time that could be told.
    """
    about = select(SegmentSubject.entry_seq).where(SegmentSubject.person_id == person_id)
    if kinds is not None:
        about = about.join(Entry, Entry.seq == SegmentSubject.entry_seq).where(Entry.kind.in_(tuple(kinds)))
    return entries(session, (seq for seq in session.scalars(about) if seq not in without), erased=erased)[::-1]


def in_order(session: Session, *, batch: int = 1000) -> Iterator[Recorded]:
    """Every entry from the first, a batch at a time, for playing them again; of erased parts, what is left."""
    last = session.execute(select(func.max(Entry.seq))).scalar()
    for start in range(0, -1 if last is None else last + 1, batch):
        yield from entries(session, range(start, start + batch), erased=True)


def _recorded(seq: int, at: datetime, header: str, segments: Iterable[RecordedSegment]) -> Recorded:
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
        segments=tuple(segments),
    )


def _segment(ordinal: int, text: str) -> RecordedSegment:
    body: dict[str, Any] = json.loads(text)
    claim, subjects = Claim(body["claim"]), tuple(body["subjects"])
    return RecordedSegment(ordinal, claim, body["author"], subjects, body["content"])


def _lost(entry: Recorded) -> bool:
    return bool(entry.segments) and entry.segments[0].erased


def _readable(entry: Recorded) -> Recorded:
    if not entry.has_erased_parts:
        return entry
    return Recorded(**(vars(entry) | {"segments": tuple(each for each in entry.segments if not each.erased)}))


def _parts(session: Session, seqs: list[int]) -> dict[int, list[RecordedSegment]]:
    rows = session.execute(_PARTS_AT, {"seqs": seqs}).all()
    keys = _keys(session, [row.key_id for row in rows if row.sealed is not None])
    opened = {
        (seq, ordinal): _opened(ordinal, keys.get(key_id), sealed, committed)
        for seq, ordinal, key_id, committed, sealed in rows
    }
    left = subjects_of_parts(session, [place for place, segment in opened.items() if segment is None])
    parts: dict[int, list[RecordedSegment]] = {}
    for (seq, ordinal), segment in opened.items():
        gone = RecordedSegment(ordinal, Claim.FACT, None, tuple(left.get((seq, ordinal), ())), {}, erased=True)
        parts.setdefault(seq, []).append(segment or gone)
    return parts


def _keys(session: Session, key_ids: list[bytes]) -> dict[bytes, bytes]:
    """The keys of these parts: those of the transaction under way, and for the rest the key store's."""
    made = waiting(session).made
    mine = {key_id: made[key_id].key for key_id in key_ids if key_id in made}
    return mine | key_store(session).open([key_id for key_id in key_ids if key_id not in mine])


def _opened(ordinal: int, key: bytes | None, sealed: bytes | None, committed: bytes) -> RecordedSegment | None:
    if sealed is None or key is None:
        return None
    try:
        return _segment(ordinal, unseal(key, sealed, committed)[1].decode())
    except CannotOpen:
        return None


def subjects_of_parts(session: Session, parts: Sequence[Part]) -> dict[Part, list[str]]:
    """Whom each of these parts is about, whether or not it can still be read."""
    found: dict[Part, list[str]] = {}
    if parts:
        here = tuple_(SegmentSubject.entry_seq, SegmentSubject.ordinal).in_(parts)
        rows = select(SegmentSubject.entry_seq, SegmentSubject.ordinal, SegmentSubject.person_id).where(here)
        for seq, ordinal, person in session.execute(rows.order_by(SegmentSubject.person_id)):
            found.setdefault((seq, ordinal), []).append(person)
    return found


# Making projections again


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
