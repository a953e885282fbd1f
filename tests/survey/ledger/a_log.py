"""A small log as anyone might hold it, what others remember of it outside, and the four ways of finding a change.

The checks are the application's own: `check`, `open_checkpoint`, `verify_proof`, `Receipt.is_by`. Only the log is made
up, in memory, so that thousands can be tampered with in seconds.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from survey.ledger.canonical import canonical, moment_text
from survey.ledger.checking import ERASURE, StoredEntry, StoredPart, check
from survey.ledger.checkpoint import Checkpoint, cosign, open_checkpoint, sign_checkpoint, verify_proof
from survey.ledger.entry import SALT_BYTES, Claim, NewEntry, NewSegment, commitment, contents_commitment, leaf_bytes
from survey.ledger.note import COSIGNATURE, ED25519, NoteWrong, VerifierKey
from survey.ledger.receipt import Receipt, make
from survey.ledger.tree import Range, leaf_hash

BEGAN = datetime(2026, 9, 14, 9, tzinfo=UTC)
EVERY = 10  # entries from one checkpoint to the next
DETECTORS = ("database", "checkpoint", "witness", "receipt", "itself")


@dataclass(frozen=True)
class Keys:
    """Someone who signs: the public key that others know, and the hand that holds the private one."""

    public: VerifierKey
    sign: Callable[[bytes], bytes]


def keys(rng: random.Random, name: str, kind: int) -> Keys:
    private = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Keys(VerifierKey(name, kind, public), private.sign)


@dataclass(frozen=True)
class Truth:
    """What happened: the entries, the checkpoints that were published, and what is remembered outside."""

    log: Keys
    witness: Keys
    entries: tuple[StoredEntry, ...]
    checkpoints: tuple[str, ...]  # each signed by the log and cosigned by the witness
    remembered: Checkpoint  # the newest that the witness saw
    receipts: tuple[Receipt, ...]  # in families' hands
    erased: tuple[int, int]  # a part that was erased, properly
    gone: StoredPart  # and what it had said

    @property
    def safe(self) -> int:
        """How many entries some outside memory covers: after them the declared window begins."""
        return max(self.remembered.size, *(receipt.index + 1 for receipt in self.receipts), 0)


@dataclass(frozen=True)
class Shown:
    """What the service shows once it has been tampered with. `touched`: the first place that differs from the truth."""

    entries: tuple[StoredEntry, ...]
    head: Range
    checkpoint: str
    touched: int
    receipt: Receipt | None = None  # something handed to a person
    proof: tuple[str, bytes] | None = None  # a proof file and the leaf it is about


def part(words: str, subjects: Sequence[str], rng: random.Random) -> StoredPart:
    plain = NewSegment(Claim.OBSERVATION, "sam", tuple(subjects), {"words": words}).plain()
    return _committed(canonical(plain), rng.randbytes(SALT_BYTES), tuple(sorted(subjects)))


def _committed(body: bytes, salt: bytes, subjects: tuple[str, ...]) -> StoredPart:
    return StoredPart(commitment(salt, body), salt, body, subjects)


def entry(kind: str, parts: Sequence[StoredPart], at: datetime, rng: random.Random) -> StoredEntry:
    """An entry that is not in any log yet: `chained` gives it its place."""
    header = canonical(NewEntry(kind, "sam", ()).header(at)).decode()
    return StoredEntry(0, kind, "sam", moment_text(at), header, rng.randbytes(SALT_BYTES), b"", b"", tuple(parts))


def chained(entries: Sequence[StoredEntry], start: int = 0) -> tuple[StoredEntry, ...]:
    """The same entries, each given its place and sealed to all before it, from `start` on."""
    grown, done = range_of(entries[:start]), list(entries[:start])
    for each in entries[start:]:
        contents = contents_commitment([part.commitment for part in each.parts])
        header = commitment(each.header_salt, each.header.encode())
        prev = grown.root()
        leaf = leaf_hash(leaf_bytes(seq=grown.size, prev=prev, header=header, contents=contents))
        done.append(replace(each, seq=grown.size, prev=prev, leaf_hash=leaf))
        grown.append(leaf)
    return tuple(done)


def range_of(entries: Sequence[StoredEntry]) -> Range:
    grown = Range()
    for each in entries:
        grown.append(each.leaf_hash)
    return grown


def signed(log: Keys, entries: Sequence[StoredEntry], witness: Keys | None = None, at: int = 0) -> str:
    """The checkpoint of these entries, cosigned when there is a witness."""
    note = sign_checkpoint(Checkpoint(log.public.name, len(entries), range_of(entries).root()), log.public, log.sign)
    return str(note.also([cosign(note, witness.public, witness.sign, 1_700_000_000 + at)] if witness else []))


def a_truth(seed: int) -> Truth:
    """A log of 15 to 35 entries, one part of it erased, a receipt in some families' hands."""
    rng = random.Random(seed)
    log, witness = keys(rng, "log-5a7b9c01", ED25519), keys(rng, "witness-1", COSIGNATURE)
    made = [entry("record.made", _parts(n, rng), BEGAN + timedelta(minutes=n), rng) for n in range(rng.randint(14, 34))]
    gone = made[3].parts[0]
    made[3] = replace(made[3], parts=(replace(gone, salt=None, body=None), *made[3].parts[1:]))
    made.insert(rng.randint(5, 9), _erasure((3, 0), gone.subjects, rng))
    entries = chained(made)
    sizes = range(EVERY, len(entries) + 1, EVERY)
    points = tuple(signed(log, entries[:size], witness, size) for size in sizes)
    receipts = tuple(
        make(log.public, log.sign, index=each.seq, at=BEGAN, leaf=each.leaf_hash)
        for each in entries
        if rng.random() < 0.1
    )
    remembered = open_checkpoint(points[-1], log.public, [witness.public]).checkpoint
    return Truth(log, witness, entries, points, remembered, receipts, (3, 0), gone)


def _parts(n: int, rng: random.Random) -> list[StoredPart]:
    return [
        part(f"{n}.{i} {rng.random()}", rng.sample(("amina", "rosa", "jordan"), 1 + i), rng) for i in range(1 + n % 2)
    ]


def _erasure(place: tuple[int, int], subjects: tuple[str, ...], rng: random.Random) -> StoredEntry:
    plain = NewSegment(Claim.FACT, "sam", subjects, {"parts": [list(place)]}).plain()
    said = _committed(canonical(plain), rng.randbytes(SALT_BYTES), subjects)
    return entry(ERASURE, [said], BEGAN, rng)


def reworded(held: StoredPart, words: str) -> StoredPart:
    """A part that says something else, committed to anew."""
    assert held.body is not None
    assert held.salt is not None
    body = json.loads(held.body) | {"content": {"words": words}}
    return _committed(canonical(body), held.salt, held.subjects)


def found_by(truth: Truth, shown: Shown, detectors: Sequence[str] = DETECTORS) -> frozenset[str]:
    """Which of these ways find something wrong."""
    return frozenset(name for name in detectors if FINDS[name](truth, shown))


def _database(_truth: Truth, shown: Shown) -> bool:
    """Whoever has the database checks it against itself."""
    return not check(shown.entries, shown.head).holds


def _checkpoint(truth: Truth, shown: Shown) -> bool:
    """Whoever knows the log's public key checks the newest checkpoint that the service shows."""
    try:
        point = open_checkpoint(shown.checkpoint, truth.log.public).checkpoint
    except NoteWrong:
        return True
    return not _has(shown.entries, point)


def _witness(truth: Truth, shown: Shown) -> bool:
    """A witness holds the log to the newest checkpoint that it remembers."""
    return not _has(shown.entries, truth.remembered)


def _has(entries: Sequence[StoredEntry], point: Checkpoint) -> bool:
    return len(entries) >= point.size and range_of(entries[: point.size]).root() == point.root


def _receipt(truth: Truth, shown: Shown) -> bool:
    """Families hold the log to the receipts in their hands."""
    return any(not _is_in(shown.entries, held) for held in truth.receipts)


def _is_in(entries: Sequence[StoredEntry], held: Receipt) -> bool:
    return held.index < len(entries) and entries[held.index].leaf_hash == held.leaf


def _itself(truth: Truth, shown: Shown) -> bool:
    """What was handed to a person is checked by itself: signature, way up to the root, witnesses."""
    if shown.receipt:
        return not (shown.receipt.is_by(truth.log.public) and _is_in(shown.entries, shown.receipt))
    try:
        if shown.proof:
            text, leaf = shown.proof
            verify_proof(text, leaf, truth.log.public, [truth.witness.public], need=1)
    except NoteWrong:
        return True
    return False


FINDS: dict[str, Callable[[Truth, Shown], bool]] = {
    "database": _database,
    "checkpoint": _checkpoint,
    "witness": _witness,
    "receipt": _receipt,
    "itself": _itself,
}
