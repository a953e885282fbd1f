"""Proofs from tiles: a handful of small reads, however long the log is; each is held to its head before it is given."""

from collections.abc import Callable, Sequence
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import DomainError, NotThere
from survey.ledger.checkpoint import Checkpoint, ProofFile, add_checkpoint, read_body
from survey.ledger.checkpoints.models import CheckpointRow, Cosignature, TileRoot
from survey.ledger.models import Entry
from survey.ledger.note import Note, read_note, read_signatures
from survey.ledger.proof import (
    TILE_WIDTH,
    NoSuchProof,
    consistency,
    from_tiles,
    inclusion,
    is_consistent,
    is_included,
    range_root,
)
from survey.ledger.receipt import CODE_BYTES

_REST = 32 - CODE_BYTES


class NotSignedYet(DomainError):
    """No signed head covers this entry yet. Every tenth is signed at once, and the last of them within ten minutes."""

    kind = "missing"


class LogBroken(DomainError):
    """The log that is stored here is not the one that was signed. Tell the people who run this service."""

    kind = "unready"


def head(session: Session, *, covering: int = 0, signed_outside: bool = False) -> Note | None:
    """The newest signed head with at least `covering` entries, cosignatures under it; None when there is none."""
    asked = select(CheckpointRow.size, CheckpointRow.note).where(CheckpointRow.size >= covering)
    if signed_outside:
        asked = asked.where(CheckpointRow.size.in_(select(Cosignature.size)))
    row = session.execute(asked.order_by(CheckpointRow.size.desc()).limit(1)).one_or_none()
    return None if row is None else _with_lines(session, row.size, row.note)


def head_at(session: Session, size: int) -> Note | None:
    """The head that was signed at exactly this size, if one was."""
    note = session.execute(select(CheckpointRow.note).where(CheckpointRow.size == size)).scalar()
    return None if note is None else _with_lines(session, size, note)


def best_head(session: Session, covering: int) -> Note:
    """The newest head that a witness signed too and that covers so many entries; else the newest that does.

    :raise NotSignedYet: when none covers them.
    """
    found = head(session, covering=covering, signed_outside=True) or head(session, covering=covering)
    if found is None:
        raise NotSignedYet
    return found


def _with_lines(session: Session, size: int, note: str) -> Note:
    lines = session.scalars(select(Cosignature.line).where(Cosignature.size == size).order_by(Cosignature.at))
    return read_note(note).also(each for line in lines for each in read_signatures(line))


class Prover:
    """Proofs of many entries under one signed head; each tile is read once."""

    def __init__(self, session: Session, signed: Note) -> None:
        self._session = session
        self._point: Checkpoint = read_body(signed.text)
        self._node = from_tiles(cache(_tiles(session)))
        self.checkpoint = str(signed)

    @property
    def size(self) -> int:
        return self._point.size

    def path(self, seq: int, leaf: bytes) -> tuple[bytes, ...]:
        """The hashes beside one leaf's way up. :raise LogBroken: when they do not lead to the head that was signed."""
        point = self._point
        try:
            path = tuple(inclusion(seq, point.size, self._node))
        except NoSuchProof as error:
            raise LogBroken from error
        if not is_included(index=seq, size=point.size, leaf=leaf, root=point.root, path=path):
            raise LogBroken
        return path

    def proof(self, seq: int, leaf: bytes) -> str:
        """A proof file for one entry."""
        return str(ProofFile(seq, self.path(seq, leaf), self.checkpoint))

    def consistency(self, old: int) -> list[bytes]:
        """The hashes that show the first `old` entries to be the beginning of this head. :raise LogBroken:"""
        point = self._point
        try:
            path = consistency(old, point.size, self._node)
            old_root = range_root(0, old, self._node)
        except NoSuchProof as error:
            raise LogBroken from error
        if not is_consistent(old=old, old_root=old_root, new=point.size, new_root=point.root, path=path):
            raise LogBroken
        return path


def _tiles(session: Session) -> Callable[[int, int], Sequence[bytes]]:
    def tile(level: int, number: int) -> Sequence[bytes]:
        first, last = number * TILE_WIDTH, (number + 1) * TILE_WIDTH - 1
        if level == 0:
            return session.scalars(
                select(Entry.leaf_hash).where(Entry.seq.between(first, last)).order_by(Entry.seq)
            ).all()
        here = (TileRoot.level == level - 1, TileRoot.idx.between(first, last))
        return session.scalars(select(TileRoot.hash).where(*here).order_by(TileRoot.idx)).all()

    return tile


def proof_of(session: Session, seq: int) -> str:
    """A proof file for the entry at this place. :raise NotThere: :raise NotSignedYet: :raise LogBroken:"""
    leaf = session.execute(select(Entry.leaf_hash).where(Entry.seq == seq)).scalar()
    if leaf is None:
        raise NotThere
    return Prover(session, best_head(session, seq + 1)).proof(seq, leaf)


def growth(session: Session, old: int, new: int | None = None) -> str:
    """How the log grew from `old` entries to a signed head (the newest, or that at `new`), as witnesses are asked.

    It is the body of C2SP tlog-witness's add-checkpoint. :raise NotThere: when there is no such head or it is shorter.
    """
    signed = head(session) if new is None else head_at(session, new)
    if signed is None or not 0 <= old <= read_body(signed.text).size:
        raise NotThere
    prover = Prover(session, signed)
    return add_checkpoint(old, prover.consistency(old) if old else [], prover.checkpoint)


def place_of(session: Session, start: bytes) -> int:
    """The place of the entry whose leaf hash begins with what a code names. :raise NotThere:"""
    here = Entry.leaf_hash.between(start + b"\x00" * _REST, start + b"\xff" * _REST)
    place = session.execute(select(Entry.seq).where(here)).scalars().one_or_none()
    if place is None:
        raise NotThere
    return place
