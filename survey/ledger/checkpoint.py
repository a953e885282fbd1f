"""Checkpoints (C2SP tlog-checkpoint) and proof files (C2SP tlog-proof@v1): the log's size and root, signed.

A checkpoint says: at this size, this was the root. A proof file shows, without any network, that one leaf is under a
checkpoint that the log signed and that as many witnesses as are asked for had seen.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.ledger.note import (
    Note,
    NoteWrong,
    Sign,
    Signature,
    VerifierKey,
    bytes_of,
    cosign_note,
    number_of,
    read_note,
    sign_note,
    verified,
)
from survey.ledger.proof import HASH_BYTES, LONGEST, is_included
from survey.ledger.tree import EMPTY_ROOT

PROOF_HEAD = "c2sp.org/tlog-proof@v1"


class CheckpointWrong(NoteWrong):
    """This is not a checkpoint of that log, or not signed by it."""


class ProofWrong(NoteWrong):
    """This proof does not show what it is to show."""


@dataclass(frozen=True)
class Checkpoint:
    """A log's name, how many entries it had, and the root over them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class Opened:
    """A checkpoint whose log signature was checked, and the witnesses whose cosignatures were: when each signed."""

    checkpoint: Checkpoint
    note: Note
    witnesses: dict[VerifierKey, int]


def read_body(text: str) -> Checkpoint:
    """A checkpoint from a note's text. :raise CheckpointWrong: lines of anyone's own invention are not accepted."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise CheckpointWrong("A checkpoint is three lines: the log's name, its size, its root.")
    checkpoint = Checkpoint(lines[0], number_of(lines[1]), bytes_of(lines[2]))
    if len(checkpoint.root) != HASH_BYTES:
        raise CheckpointWrong("A root is 32 bytes.")
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise CheckpointWrong("A log without entries has the root of nothing.")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, log: VerifierKey, sign: Sign) -> Note:
    """The signed note of a checkpoint. :raise CheckpointWrong: when the log is not the one it names."""
    if checkpoint.origin != log.name:
        raise CheckpointWrong("A log signs its own checkpoints only.")
    body = checkpoint.body()
    return Note(body, (sign_note(body, log, sign),))


def cosign(note: Note, witness: VerifierKey, sign: Sign, seconds: int) -> Signature:
    """A witness's line under a checkpoint."""
    return cosign_note(note.text, witness, sign, seconds)


def open_checkpoint(text: str, log: VerifierKey, witnesses: Iterable[VerifierKey] = ()) -> Opened:
    """Check a checkpoint's form, its log's signature, and those of the witnesses we know. :raise NoteWrong:"""
    note = read_note(text)
    checkpoint = read_body(note.text)
    if checkpoint.origin != log.name:
        raise CheckpointWrong(f"This checkpoint is of {checkpoint.origin}, not of {log.name}.")
    if log not in verified(note, [log]):
        raise CheckpointWrong(f"This checkpoint is not signed by {log.name}.")
    seen = {key: seconds for key, seconds in verified(note, witnesses).items() if seconds is not None}
    return Opened(checkpoint, note, seen)


# proof files


@dataclass(frozen=True)
class ProofFile:
    """What a proof file holds: which entry, the hashes beside its way up, and the signed checkpoint."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.extra is None else [f"extra {b64encode(self.extra).decode()}"]
        hashes = [b64encode(each).decode() for each in self.path]
        return "\n".join([PROOF_HEAD, *extra, f"index {self.index}", *hashes, "", self.checkpoint])


def read_proof(text: str) -> ProofFile:
    """A proof file from its text. Nothing is shown by it yet. :raise NoteWrong:"""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines.pop(0) != PROOF_HEAD or not lines:
        raise ProofWrong("This is not a proof file.")
    extra = bytes_of(lines.pop(0).removeprefix("extra ")) if lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise ProofWrong("A proof file says which entry it is about.")
    index = number_of(lines.pop(0).removeprefix("index "))
    path = hashes_of(lines)
    read_note(checkpoint)
    return ProofFile(index, path, checkpoint, extra)


def hashes_of(lines: Sequence[str]) -> tuple[bytes, ...]:
    """Lines of base64 hashes. :raise ProofWrong: when one is not 32 bytes or there are too many."""
    found = tuple(bytes_of(line) for line in lines)
    if len(found) > LONGEST or any(len(each) != HASH_BYTES for each in found):
        raise ProofWrong("A proof is at most 63 hashes of 32 bytes.")
    return found


def verify_proof(
    text: str, leaf: bytes, log: VerifierKey, witnesses: Iterable[VerifierKey] = (), *, need: int = 0
) -> Opened:
    """Check all of a proof file about one leaf hash; `need` of the witnesses must have signed, each key once.

    :raise NoteWrong: with the first thing that is wrong.
    """
    proof = read_proof(text)
    opened = open_checkpoint(proof.checkpoint, log, witnesses)
    if len({key.public for key in opened.witnesses}) < need:
        raise ProofWrong(f"Only {len(opened.witnesses)} of the {need} witnesses that are asked for had seen this.")
    point = opened.checkpoint
    if not is_included(index=proof.index, size=point.size, leaf=leaf, root=point.root, path=proof.path):
        raise ProofWrong("That entry is not in the log that was signed.")
    return opened


# growth, as a witness is asked


@dataclass(frozen=True)
class Asked:
    """What a witness is asked to sign: a checkpoint, and the proof that it continues what the witness remembers."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: str


def add_checkpoint(old: int, path: Sequence[bytes], checkpoint: str) -> str:
    """The body of C2SP tlog-witness's add-checkpoint, which can also be carried by hand as a file."""
    return "\n".join([f"old {old}", *(b64encode(each).decode() for each in path), "", checkpoint])


def read_add_checkpoint(text: str) -> Asked:
    """What a witness is asked. Nothing is shown by it yet. :raise NoteWrong:"""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or not lines[0].startswith("old "):
        raise ProofWrong("A witness is asked with the size it remembers, the hashes between, and a checkpoint.")
    return Asked(number_of(lines[0].removeprefix("old ")), hashes_of(lines[1:]), checkpoint)
