"""The second thing: three words or a PIN that only the person knows. What may be chosen, and the hash we keep. Pure.

Four numbers are few: the hash is keyed with the server's secret, so that a stolen table alone cannot be searched, and
wrong tries are counted per person in the database.
"""

import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from survey.digits import in_digits
from survey.errors import DomainError, LinkEnded

IDLE = timedelta(minutes=30)
TRIES_BEFORE_LOCK = 20  # wrong ones since it last opened: then only a worker can help
TRIES_IN_A_WHILE = 5  # wrong ones in ten minutes
LONGEST = 200
SALT_BYTES = 16
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 16 MB and about 50 ms


class How(StrEnum):
    """What kind of second thing it is."""

    PIN = "pin"
    WORDS = "words"


class TooEasy(DomainError):
    """This is too easy to guess. Pick another."""


class TooShort(DomainError):
    """Pick three words, or four numbers or more."""


class RecordClosed(LinkEnded):
    """The record was closed, or nobody used it for half an hour."""


def plain(typed: str) -> str:
    """What was typed, so that capitals, spaces and dashes do not matter; a PIN is its digits alone."""
    text = " ".join(unicodedata.normalize("NFKC", typed[:LONGEST]).casefold().replace("-", " ").split())
    digits = in_digits(text.replace(" ", ""))
    return digits if digits.isdecimal() else text


def how(secret: str) -> How:
    """PIN or words. :raise TooShort:"""
    if secret.isdecimal() and len(secret) >= 4:
        return How.PIN
    if len([word for word in secret.split() if len(word) > 1]) >= 3:
        return How.WORDS
    raise TooShort


def require_not_easy(secret: str, born: str | None) -> None:
    """:raise TooEasy: for one number or word over and over, numbers in a row, or the year they were born in."""
    parts = list(secret) if secret.isdecimal() else secret.split()
    steps = {ord(b) - ord(a) for a, b in pairwise(secret)} if secret.isdecimal() else set()
    year = born[:4] if born else None
    if len(set(parts)) == 1 or steps in ({1}, {-1}) or (year and secret.isdecimal() and year in secret):
        raise TooEasy


def slow_hash(secret: str, salt: bytes, pepper: str) -> bytes:
    """scrypt over the secret keyed with the server's own."""
    keyed = hmac.digest(pepper.encode(), b"second thing:" + secret.encode("utf-8", "surrogatepass"), "sha256")
    return hashlib.scrypt(keyed, salt=salt, n=COST["n"], r=COST["r"], p=COST["p"], dklen=COST["dklen"])


def is_same(typed: str, salt: bytes, kept: bytes, pepper: str) -> bool:
    """Whether what was typed is what was chosen, in constant time."""
    return hmac.compare_digest(slow_hash(plain(typed), salt, pepper), kept)


def door_mark(person_id: str) -> bytes:
    """Whom wrong tries are counted against."""
    return hashlib.sha256(b"second thing:" + person_id.encode()).digest()


def sealed(token: str, key: str) -> bytes:
    """The link's token under a key that is used once: only who holds the key gets their other pages back from it."""
    return _masked(token.encode(), key)


def unsealed(kept: bytes, key: str) -> str:
    """The link's token again."""
    return _masked(kept, key).decode("ascii", "replace")


def _masked(text: bytes, key: str) -> bytes:
    mask = hashlib.shake_256(b"link under:" + key.encode()).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, mask, strict=True))


def is_idle(last_used: datetime, now: datetime) -> bool:
    """Whether an opened record has been left alone too long."""
    return now - last_used >= IDLE
