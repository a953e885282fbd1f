"""The log's own key: its name, which says nothing about whose log it is, and what it signs."""

import random
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from survey.ledger import receipt
from survey.ledger.checkpoint import Checkpoint, sign_checkpoint
from survey.ledger.note import COSIGNATURE, ED25519, Note, NoteWrong, VerifierKey, bytes_of, is_key_name
from survey.ledger.receipt import Receipt

SEED_BYTES = 32
FILE_HEAD = "signing-key/1"


@dataclass(frozen=True)
class SigningKey:
    """A name and the 32 secret bytes. Its text is what the key file holds; it is written nowhere else."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name})"

    def file(self) -> str:
        return f"{FILE_HEAD}\n{self.name}\n{b64encode(self.seed).decode()}\n"


def new_key(rng: random.Random, name: str | None = None) -> SigningKey:
    """A new key, for a new log unless it is to go on signing an old one."""
    return SigningKey(name or f"log-{rng.randbytes(4).hex()}", rng.randbytes(SEED_BYTES))


def read_key_file(text: str) -> SigningKey:
    """The key from its file. :raise NoteWrong: when the file holds no such key."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[0] != FILE_HEAD or lines[3] or not is_key_name(lines[1]):
        raise NoteWrong("A key file is three lines: signing-key/1, a name, the key.")
    seed = bytes_of(lines[2])
    if len(seed) != SEED_BYTES:
        raise NoteWrong("A signing key is 32 bytes.")
    return SigningKey(lines[1], seed)


class Signer:
    """Signs for one log, or for one witness. The key is fetched when it is first needed, and then held."""

    def __init__(self, load: Callable[[], SigningKey], kind: int = ED25519) -> None:
        assert kind in (ED25519, COSIGNATURE)
        self._load = load
        self._kind = kind

    @cached_property
    def _held(self) -> SigningKey:
        return self._load()

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._held.seed)

    @cached_property
    def key(self) -> VerifierKey:
        """The public half, to hand to anyone."""
        return VerifierKey(self._held.name, self._kind, self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        return self._private.sign(message)

    def receipt(self, *, index: int, at: datetime, leaf: bytes) -> Receipt:
        """A receipt for one entry: the same every time it is asked for."""
        return receipt.make(self.key, self.sign, index=index, at=at, leaf=leaf)

    def checkpoint(self, size: int, root: bytes) -> Note:
        """The signed head of the log at this size."""
        return sign_checkpoint(Checkpoint(self.key.name, size, root), self.key, self.sign)
