"""Signing heads: in the transaction of every tenth entry, after what is signed was read back and computed again.

When what is stored is not what is to be signed, nothing is signed from then on and the trouble is written down where
the log's own page, `sayso ledger verify` and the service's log show it. Recording goes on: what people say is not lost
because a disk is. `sign_head` tries again when it is due.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from survey.ledger.canonical import moment_text
from survey.ledger.checking import StoredEntry, StoredPart
from survey.ledger.checkpoint import open_checkpoint
from survey.ledger.checkpoints.covering import Disagrees, Tile, cover, range_of
from survey.ledger.checkpoints.models import CheckpointRow, LogKey, SigningTrouble, TileRoot
from survey.ledger.log_key.store import NEWEST, all_keys
from survey.ledger.models import Entry, Segment
from survey.ledger.note import NoteWrong, VerifierKey, read_key
from survey.ledger.signing import Signer
from survey.ledger.tree import EMPTY_ROOT, Range
from survey.settings import SettingWrong

EVERY = 10  # entries
MOST_AT_ONCE = 1000  # entries looked at again while somebody waits; more are left to `sayso keep`

_log = logging.getLogger("sayso.ledger")
_TROUBLE = select(SigningTrouble).order_by(SigningTrouble.at.desc(), SigningTrouble.size.desc()).limit(1)
_STUCK = _TROUBLE.with_only_columns(SigningTrouble.signed)
_HEAD = CheckpointRow.__table__.c
_LAST = (
    select(
        _HEAD.size,
        _HEAD.root,
        _HEAD.peaks,
        _HEAD.note,
        NEWEST.scalar_subquery().label("pinned"),
        _STUCK.scalar_subquery().label("stuck"),
    )
    .order_by(_HEAD.size.desc())
    .limit(1)
)
_ENTRY, _SEGMENT = Entry.__table__.c, Segment.__table__.c
_SINCE = (
    select(
        _ENTRY.seq,
        _ENTRY.kind,
        _ENTRY.actor,
        _ENTRY.at,
        _ENTRY.header,
        _ENTRY.header_salt,
        _ENTRY.prev,
        _ENTRY.leaf_hash,
        _SEGMENT.commitment,
    )
    .outerjoin_from(Entry.__table__, Segment.__table__, _SEGMENT.entry_seq == _ENTRY.seq)
    .where(_ENTRY.seq >= bindparam("start"), _ENTRY.seq < bindparam("stop"))
    .order_by(_ENTRY.seq, _SEGMENT.ordinal)
)
_ADD_HEAD = insert(CheckpointRow.__table__)  # type: ignore[arg-type]  # a Table: Core, one statement
_ADD_TILES = insert(TileRoot.__table__)  # type: ignore[arg-type]  # a Table


@dataclass(frozen=True)
class Trouble:
    """Signing has stopped: since when, at which size, and why."""

    size: int
    at: datetime
    why: str


@dataclass(frozen=True)
class _Signed:
    """The newest signed head as it is stored, the key that signs, and where signing got stuck, if ever."""

    size: int
    root: bytes
    peaks: bytes
    note: str | None
    pinned: str | None
    stuck: int | None

    @property
    def is_stuck(self) -> bool:
        return self.stuck is not None and self.stuck >= self.size


def mark(session: Session, grown: Range, at: datetime) -> None:
    """Called by `record` at its end: sign every tenth head, in the same transaction. Never stops the recording."""
    if grown.size % EVERY or "signer" not in session.info:
        return
    last = _last(session)
    if grown.size - last.size <= MOST_AT_ONCE and not last.is_stuck:
        _sign(session, grown, at, last)


def sign_head(session: Session, until: Range, at: datetime) -> bool:
    """Look again at every entry since the newest signed head, and sign this one. Whether it did; trouble is kept."""
    last = _last(session)
    return "signer" in session.info and until.size != last.size and _sign(session, until, at, last)


def _sign(session: Session, until: Range, at: datetime, last: _Signed) -> bool:
    signer = session.info["signer"]
    assert isinstance(signer, Signer)
    try:
        _own_key(session, signer, last, at)
        _still_signed(session, last)
        tiles = cover(range_of(last.size, last.peaks), _stored(session, last.size, until.size), until)
    except (Disagrees, SettingWrong) as wrong:
        return _stop(session, until.size, at, last.size, str(wrong))
    except (NoteWrong, ValueError, TypeError, LookupError, AttributeError) as wrong:  # rows that hold anything at all
        return _stop(session, until.size, at, last.size, f"A row cannot be read: {wrong}")
    _keep(session, signer, until, at, tiles)
    return True


def signed_size(session: Session) -> int:
    """How many entries the newest signed head covers."""
    return _last(session).size


def trouble(session: Session) -> Trouble | None:
    """Why signing has stopped, if it has: trouble that no newer head was signed after."""
    if not _last(session).is_stuck:
        return None
    found = session.scalars(_TROUBLE).one()
    return Trouble(found.size, found.at, found.why)


def _last(session: Session) -> _Signed:
    row = session.execute(_LAST).one_or_none()
    if row is not None:
        return _Signed(*row)
    pinned, stuck = session.execute(NEWEST).scalar(), session.execute(_STUCK).scalar()
    return _Signed(0, EMPTY_ROOT, b"", None, pinned, stuck)


def _own_key(session: Session, signer: Signer, last: _Signed, at: datetime) -> None:
    """The signer's key is the one this log is signed with; the first to sign is remembered for ever."""
    if last.pinned is None and last.note is None:
        session.execute(insert(LogKey).values(from_size=0, vkey=str(signer.key), at=at))
    elif last.pinned != str(signer.key):
        raise SettingWrong("The key in use is not the one that signs this log.")


def _still_signed(session: Session, last: _Signed) -> None:
    """The newest head is still the one we signed: its note is by one of our keys and says what its row says."""
    if last.note is None or (last.pinned and _is_by(last.note, read_key(last.pinned), last)):
        return
    if not any(_is_by(last.note, key, last) for key in all_keys(session)):
        raise Disagrees(f"The head at {last.size} entries is not as it was signed.")


def _is_by(note: str, key: VerifierKey, last: _Signed) -> bool:
    try:
        point = open_checkpoint(note, key).checkpoint
    except NoteWrong:
        return False
    return (point.size, point.root) == (last.size, last.root) == (last.size, range_of(last.size, last.peaks).root())


def _stored(session: Session, start: int, stop: int) -> Iterator[StoredEntry]:
    """The entries as their rows are now; of their parts only what the leaf commits to."""
    row, parts = None, list[StoredPart]()
    for each in session.execute(_SINCE, {"start": start, "stop": stop}):
        if row is not None and each.seq != row.seq:
            yield _entry(row, parts)
            parts = []
        row = each
        if each.commitment is not None:
            parts.append(StoredPart(each.commitment, None, None, ()))
    if row is not None:
        yield _entry(row, parts)


def _entry(row: Any, parts: list[StoredPart]) -> StoredEntry:
    seq, kind, actor, at, header, salt, prev, leaf, _ = row
    return StoredEntry(seq, kind, actor, moment_text(at), header, salt, prev, leaf, tuple(parts))


def _stop(session: Session, size: int, at: datetime, signed: int, why: str) -> bool:
    """Write down, loudly, that this head was not signed. That it was not is also the answer."""
    _log.error("The log is no longer signed, at %s entries: %s Recording goes on. Run: sayso ledger verify", size, why)
    if session.get(SigningTrouble, (at, size)) is None:
        session.execute(insert(SigningTrouble).values(at=at, size=size, signed=signed, why=why))
    return False


def _keep(session: Session, signer: Signer, head: Range, at: datetime, tiles: list[Tile]) -> None:
    root = head.root()
    note = str(signer.checkpoint(head.size, root))
    values = {"size": head.size, "at": at, "root": root, "peaks": b"".join(head.peaks), "note": note}
    session.execute(_ADD_HEAD, values)
    if tiles:
        rows = [{"level": each.level, "idx": each.idx, "hash": each.hash} for each in tiles]
        session.execute(_ADD_TILES, rows)
