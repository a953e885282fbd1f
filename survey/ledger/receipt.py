"""A receipt: 117 signed bytes that a person keeps. It names no service, no person and nothing that was said.

version 1 ‖ log 4 ‖ index 8 ‖ time 8 (milliseconds since 1970) ‖ leaf hash 32 ‖ Ed25519 signature 64 of the first 53.
As text it is base32 (a QR code packs that tightly), as a code 26 letters and digits that can be read out.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from survey.ledger.note import SIGNATURE_BYTES, Sign, VerifierKey, is_signed

VERSION = 1
BYTES = 117
SIGNED_BYTES = 53
TEXT_LENGTH = 188
CODE_LENGTH = 26
CODE_BYTES = 16
CHECK_BITS = 2
GROUPS = (5, 5, 5, 5, 6)
FILE_HEAD = "receipt/1"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(StrEnum):
    """Why a receipt or a code cannot be read."""

    LENGTH = "length"
    LETTERS = "letters"
    CHECK = "check"
    VERSION = "version"
    FORM = "form"


SENTENCES = {
    Unreadable.LENGTH: "Part of it is missing, or there is too much.",
    Unreadable.LETTERS: "There is a letter or sign in it that no receipt has.",
    Unreadable.CHECK: "One of its letters is not right. Look at it again.",
    Unreadable.VERSION: "It is not a kind of receipt that is known here.",
    Unreadable.FORM: "This file is not a receipt.",
}


class ReceiptUnreadable(ValueError):
    """What was typed or read is not a receipt; `why` says in which way."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(SENTENCES[why])
        self.why = why


@dataclass(frozen=True)
class Receipt:
    """What a log promised: at this time, this leaf was entry number `index`."""

    log_id: bytes
    index: int
    at_ms: int
    leaf: bytes
    signature: bytes

    @property
    def at(self) -> datetime:
        return _EPOCH + timedelta(milliseconds=self.at_ms)

    @property
    def code(self) -> str:
        return code_of(self.leaf)

    def signed_part(self) -> bytes:
        return _signed_part(self.log_id, self.index, self.at_ms, self.leaf)

    def is_by(self, log: VerifierKey) -> bool:
        """Whether the log with this key made it."""
        return self.log_id == log.key_id and is_signed(self.signed_part(), self.signature, log.public)

    def __bytes__(self) -> bytes:
        return self.signed_part() + self.signature

    def __str__(self) -> str:
        """188 letters and digits: what a QR code holds."""
        return b32encode(bytes(self)).decode().rstrip("=")

    def file(self) -> str:
        """A small file to keep, which says nothing about anyone."""
        return f"{FILE_HEAD}\ncode {self.code}\ndata {self}\n"


def make(log: VerifierKey, sign: Sign, *, index: int, at: datetime, leaf: bytes) -> Receipt:
    """A receipt for one entry, signed by the log."""
    at_ms = (at - _EPOCH) // timedelta(milliseconds=1)
    return Receipt(log.key_id, index, at_ms, leaf, sign(_signed_part(log.key_id, index, at_ms, leaf)))


def _signed_part(log_id: bytes, index: int, at_ms: int, leaf: bytes) -> bytes:
    return bytes([VERSION]) + log_id + index.to_bytes(8) + at_ms.to_bytes(8) + leaf


def from_bytes(held: bytes) -> Receipt:
    """A receipt from its 117 bytes. Who signed it is not yet known. :raise ReceiptUnreadable:"""
    if len(held) != BYTES:
        raise ReceiptUnreadable(Unreadable.LENGTH)
    at_ms = int.from_bytes(held[13:21])
    if held[0] != VERSION or at_ms > _LATEST_MS:
        raise ReceiptUnreadable(Unreadable.VERSION)
    return Receipt(held[1:5], int.from_bytes(held[5:13]), at_ms, held[21:53], held[SIGNED_BYTES:])


_LATEST_MS = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)


def from_text(text: str) -> Receipt:
    """A receipt from what a QR code held; spaces and line ends between are passed over. :raise ReceiptUnreadable:"""
    letters = "".join(text.split())
    if len(letters) != TEXT_LENGTH:
        raise ReceiptUnreadable(Unreadable.LENGTH)
    if not letters.isascii():
        raise ReceiptUnreadable(Unreadable.LETTERS)
    try:
        held = b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise ReceiptUnreadable(Unreadable.LETTERS) from error
    receipt = from_bytes(held)
    if str(receipt) != letters:  # spare bits at the end that are not zero: not how we write it
        raise ReceiptUnreadable(Unreadable.LETTERS)
    return receipt


def from_file(text: str) -> Receipt:
    """A receipt from its file; the code in it must be its own. :raise ReceiptUnreadable:"""
    words = re.split("[ \r\n\t]+", text.strip("\ufeff \r\n\t"))  # no other space: a changed bit makes one of a line end
    if len(words) != 5 or (words[0], words[1], words[3]) != (FILE_HEAD, "code", "data"):
        raise ReceiptUnreadable(Unreadable.FORM)
    receipt = from_text(words[4])
    if words[2] != receipt.code:
        raise ReceiptUnreadable(Unreadable.CHECK)
    return receipt


def read(text: str) -> Receipt | bytes:
    """Whatever a person has: a file, the text of a QR code, or a code (the first 16 bytes of the leaf hash).

    :raise ReceiptUnreadable: with why.
    """
    if text.strip("\ufeff").lstrip().startswith(FILE_HEAD):
        return from_file(text)
    letters = [each for each in text if not each.isspace() and each != "-"]
    return from_text(text) if len(letters) > 2 * CODE_LENGTH else read_code(text)


# the code


def code_of(leaf: bytes) -> str:
    """26 letters and digits in groups, from the first 16 bytes of the leaf hash and two bits that catch most slips."""
    return code_of_start(leaf[:CODE_BYTES])


def code_of_start(start: bytes) -> str:
    """The code of a leaf hash that starts so."""
    number = int.from_bytes(start) << CHECK_BITS | _check_bits(start)
    letters = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))
    ends = [sum(GROUPS[: i + 1]) for i in range(len(GROUPS))]
    return "-".join(letters[end - width : end] for end, width in zip(ends, GROUPS, strict=True))


def read_code(text: str) -> bytes:
    """The first 16 bytes of the leaf hash that a code names, however it was typed. :raise ReceiptUnreadable:"""
    letters = "".join(each for each in text.upper() if not each.isspace() and each not in "-\u2010\u2011\u2012\u2013")
    letters = letters.translate(_LOOKALIKES)
    if any(each not in CROCKFORD for each in letters):
        raise ReceiptUnreadable(Unreadable.LETTERS)
    if len(letters) != CODE_LENGTH:
        raise ReceiptUnreadable(Unreadable.LENGTH)
    number = 0
    for each in letters:
        number = number << 5 | CROCKFORD.index(each)
    start = (number >> CHECK_BITS).to_bytes(CODE_BYTES)
    if number & (1 << CHECK_BITS) - 1 != _check_bits(start):
        raise ReceiptUnreadable(Unreadable.CHECK)
    return start


def _check_bits(start: bytes) -> int:
    return sha256(start).digest()[0] >> 8 - CHECK_BITS


assert SIGNED_BYTES + SIGNATURE_BYTES == BYTES
