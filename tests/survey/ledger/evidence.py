"""A small invented history with its receipts, proofs, checkpoints, openings and a record, for the verifiers."""

import json
import random
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from survey.ledger import checkpoint, opening, proof, receipt
from survey.ledger.canonical import canonical
from survey.ledger.checkpoint import Checkpoint, ProofFile
from survey.ledger.entry import Claim, NewEntry, NewSegment, contents_commitment, leaf_bytes
from survey.ledger.note import COSIGNATURE, ED25519, Note, Sign, VerifierKey
from survey.ledger.opening import Hidden, Piece
from survey.ledger.tree import EMPTY_ROOT, Range, leaf_hash, root_of

START = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
WORDS = ("Moved to Café Zoë’s street.", "Ne parle qu’à Lena. \U0001f600", 'Said “\\"no\\"”\n\tand left.', "a", "")


@dataclass(frozen=True)
class Signer:
    """A key and who holds it."""

    key: VerifierKey
    sign: Sign

    @classmethod
    def make(cls, rng: random.Random, name: str, kind: int) -> "Signer":
        private = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return cls(VerifierKey(name, kind, public), private.sign)


@dataclass
class History:
    """A log of so many invented entries, its signer and two witnesses."""

    size: int
    seed: int = 1
    log: Signer = field(init=False)
    witnesses: list[Signer] = field(init=False)
    entries: list[tuple[bytes, Piece, list[Piece]]] = field(init=False, default_factory=list)
    leaves: list[bytes] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.log = Signer.make(self.rng, "log-1a2b3c4d", ED25519)
        self.witnesses = [Signer.make(self.rng, name, COSIGNATURE) for name in ("w1.example", "w2.example")]
        grown = Range()
        for seq in range(self.size):
            header, parts = self._pieces(seq)
            self.entries.append((grown.root(), header, parts))
            contents = contents_commitment([part.commitment for part in parts])
            leaf = leaf_bytes(seq=seq, prev=grown.root(), header=header.commitment, contents=contents)
            self.leaves.append(leaf_hash(leaf))
            grown.append(self.leaves[-1])

    def _pieces(self, seq: int) -> tuple[Piece, list[Piece]]:
        segments = tuple(
            NewSegment(Claim.OPINION, f"{seq:032x}", (f"{part:032x}",), {"words": self.rng.choice(WORDS), "n": part})
            for part in range(self.rng.choice((1, 1, 2, 3)))
        )
        entry = NewEntry("note.made", f"{seq:032x}", segments, links={"corrects": seq} if seq else {})
        header = canonical(entry.header(self.at(seq))).decode()
        bodies = [canonical(segment.plain()).decode() for segment in segments]
        return Piece(self.rng.randbytes(32), header), [Piece(self.rng.randbytes(32), body) for body in bodies]

    def at(self, seq: int) -> datetime:
        return START + timedelta(seconds=seq)

    @cached_property
    def keys(self) -> list[VerifierKey]:
        return [witness.key for witness in self.witnesses]

    def checkpoint(self, size: int | None = None, *, root: bytes | None = None) -> str:
        size = self.size if size is None else size
        found = root or (root_of(self.leaves[:size]) if size else EMPTY_ROOT)
        note = checkpoint.sign_checkpoint(Checkpoint(self.log.key.name, size, found), self.log.key, self.log.sign)
        cosigned = [checkpoint.cosign(note, each.key, each.sign, 1789387200) for each in self.witnesses]
        return str(Note(note.text, (*note.signatures, *cosigned)))

    def proof(self, seq: int, size: int | None = None) -> str:
        size = size or self.size
        path = proof.inclusion(seq, size, proof.from_leaves(self.leaves[:size]))
        return str(ProofFile(seq, tuple(path), self.checkpoint(size)))

    def between(self, old: int, new: int | None = None) -> str:
        new = new or self.size
        hashes = proof.consistency(old, new, proof.from_leaves(self.leaves[:new]))
        return "".join(b64encode(each).decode() + "\n" for each in hashes)

    def receipt(self, seq: int) -> receipt.Receipt:
        return receipt.make(self.log.key, self.log.sign, index=seq, at=self.at(seq), leaf=self.leaves[seq])

    def opening(self, seq: int, *, hidden: tuple[int, ...] = (), header: bool = True) -> str:
        prev, head, parts = self.entries[seq]
        shown = [Hidden(each.commitment) if i in hidden else each for i, each in enumerate(parts)]
        top = head if header else Hidden(head.commitment)
        return opening.to_text(opening.make(seq=seq, prev=prev, header=top, parts=shown, proof=self.proof(seq)))

    def record(self, seqs: range) -> str:
        payload = canonical({"v": 1, "entries": [{"opening": json.loads(self.opening(seq))} for seq in seqs]})
        signature = b64encode(self.log.sign(payload)).decode()
        held = {"v": 1, "payload": b64encode(payload).decode(), "signature": signature, "vkey": str(self.log.key)}
        inside = f'<script type="application/json" id="record">{json.dumps(held)}</script>'
        return f"<!doctype html><title>Record</title><p>What is written.</p>{inside}"
