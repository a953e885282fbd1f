"""Signed notes (C2SP signed-note): a text, then lines of signatures; the keys that check them; a witness's own kind.

Read strictly, because what has two spellings can be changed without being noticed: base64 is canonical, numbers have
no leading zero, a line ends in a newline. A signature by a key nobody asked about is passed over, as the form says.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = 0x01  # a log's own signature
COSIGNATURE = 0x04  # a witness's, with the time it was made
SIGNATURE_BYTES = 64
LARGEST_NOTE = 100_000  # characters
MOST_SIGNATURES = 64
DASH = "\u2014"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")

Sign = Callable[[bytes], bytes]


class NoteWrong(ValueError):
    """This is not a signed note, or a signature in it is not what it says."""


@dataclass(frozen=True)
class VerifierKey:
    """Whose signatures are checked, and of which kind: a name and a public key."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise NoteWrong("A key's name is not empty and has no space and no plus sign.")
        if self.kind not in (ED25519, COSIGNATURE) or len(self.public) != 32:
            raise NoteWrong("Only Ed25519 keys of a log or of a witness are read here.")

    @property
    def key_id(self) -> bytes:
        """Four bytes that say which key: not proof of anything."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        """The vkey text, to hand to others."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"


@dataclass(frozen=True)
class Signature:
    """One line of a note: who says they signed, with which key, and what they wrote."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        return f"{DASH} {self.name} {b64encode(self.key_id + self.signature).decode()}\n"

    def is_of(self, key: VerifierKey) -> bool:
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(each.line() for each in self.signatures)}"

    def also(self, more: Iterable[Signature]) -> "Note":
        """The same note with more signatures under it, none twice."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *more))))


def read_key(vkey: str) -> VerifierKey:
    """A key from its vkey text. :raise NoteWrong: when it is not one, or its id does not fit."""
    parts = vkey.split("+", 2)
    if len(parts) != 3:
        raise NoteWrong("A key is written as name+number+key.")
    body = bytes_of(parts[2])
    key = VerifierKey(parts[0], body[0] if body else 0, body[1:])
    if key.key_id.hex() != parts[1]:
        raise NoteWrong("The key's number does not fit its name and key. Part of it was changed or left out.")
    return key


def read_note(text: str) -> Note:
    """A note from its text. :raise NoteWrong: when it has not the form of one."""
    if len(text) > LARGEST_NOTE or any(ord(each) < 0x20 and each != "\n" for each in text):
        raise NoteWrong("A note is short plain text.")
    body, gap, lines = text.rpartition("\n\n")
    if not gap or not body or not lines.endswith("\n"):
        raise NoteWrong("A note is a text, an empty line, and lines of signatures.")
    signatures = read_signatures(lines)
    if not signatures:
        raise NoteWrong("A note without a signature says nothing.")
    return Note(body + "\n", signatures)


def read_signatures(lines: str) -> tuple[Signature, ...]:
    """Signature lines alone, as a witness answers with. :raise NoteWrong:"""
    found = tuple(_signature(line) for line in lines.split("\n")[:-1])
    if not lines.endswith("\n") or len(found) > MOST_SIGNATURES:
        raise NoteWrong("Signature lines each end in a newline, and are not that many.")
    return found


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH or not is_key_name(parts[1]):
        raise NoteWrong("A signature line is a dash, a name and a signature.")
    blob = bytes_of(parts[2])
    if len(blob) < 5:
        raise NoteWrong("A signature is longer than that.")
    return Signature(parts[1], blob[:4], blob[4:])


def sign_note(text: str, key: VerifierKey, sign: Sign) -> Signature:
    """A log's signature under a text."""
    return Signature(key.name, key.key_id, sign(text.encode()))


def cosign_note(text: str, key: VerifierKey, sign: Sign, seconds: int) -> Signature:
    """A witness's signature under a text: at this time it was the newest that fits all it had seen before."""
    return Signature(key.name, key.key_id, seconds.to_bytes(8) + sign(_cosigned(text, seconds)))


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def verified(note: Note, keys: Iterable[VerifierKey]) -> dict[VerifierKey, int | None]:
    """Which of these keys signed, and when a witness did (seconds since 1970).

    :raise NoteWrong: when a line says it is by one of them and is not.
    """
    found: dict[VerifierKey, int | None] = {}
    for key in keys:
        for line in note.signatures:
            if line.is_of(key):
                found[key] = _checked(note.text, line, key)
    return found


def _checked(text: str, line: Signature, key: VerifierKey) -> int | None:
    seconds, message, signature = None, text.encode(), line.signature
    if key.kind == COSIGNATURE:
        seconds, signature = int.from_bytes(line.signature[:8]), line.signature[8:]
        message = _cosigned(text, seconds)
    if (seconds or 0) >= 1 << 63 or not is_signed(message, signature, key.public):
        raise NoteWrong(f"The signature of {key.name} is not right.")
    return seconds


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether this Ed25519 signature over the message is by this key."""
    if len(signature) != SIGNATURE_BYTES or len(public) != 32:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_key_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(each.isspace() or ord(each) < 0x20 for each in name)


def bytes_of(text: str) -> bytes:
    """Canonical base64, read. :raise NoteWrong: when it is written any other way than we would write it."""
    try:
        found = b64decode(text.encode("ascii"), validate=True)
    except ValueError as error:
        raise NoteWrong("That is not base64.") from error
    if b64encode(found).decode() != text:
        raise NoteWrong("That is not how base64 is written.")
    return found


def number_of(text: str) -> int:
    """A whole number without leading zeros, below 2^63. :raise NoteWrong:"""
    if not _NUMBER.fullmatch(text) or int(text) >= 1 << 63:
        raise NoteWrong("That is not a whole number as it is written here.")
    return int(text)
