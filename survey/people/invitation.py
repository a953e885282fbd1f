"""Links and short codes: their form, and the hashes that are all we keep of them."""

import base64
import hashlib
import hmac
import random
import re
from functools import cache

from survey.digits import in_digits
from survey.errors import LinkEnded

TOKEN_VERSION = "1"  # noqa: S105 - a version, not a secret
SHARED = "2"  # the version of a link that is open on a screen which others use too: it ends when nobody touches it
TOKEN = re.compile(r"^[12][A-Za-z0-9_-]{32}$")
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, O or I: they are misread
CODE_LENGTH = 8


def new_token(rng: random.Random, version: str = TOKEN_VERSION) -> str:
    """A fresh link token: the version, then 192 random bits. The hash covers both."""
    return version + base64.urlsafe_b64encode(rng.randbytes(24)).decode()


def token_hash(token: str) -> bytes:
    """SHA-256 of the token. :raise LinkEnded: when it cannot be one of ours."""
    if not TOKEN.match(token):
        raise LinkEnded
    return hashlib.sha256(token.encode()).digest()


def new_code(rng: random.Random) -> str:
    """A short code to type: eight letters and numbers, 40 bits, used once."""
    return "".join(rng.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """What was typed, without spaces or dashes, in capitals."""
    return re.sub(r"[\s-]", "", in_digits(typed)).upper()


def code_hash(code: str, secret_key: str) -> bytes:
    """HMAC of the code: 40 bits can be guessed from a plain hash, not from one keyed by the server's secret."""
    return hmac.digest(secret_key.encode(), b"code:" + plain_code(code).encode(), "sha256")


def address_hash(address: str, secret_key: str) -> bytes:
    """HMAC of a network address, for counting wrong tries without keeping the address."""
    return hmac.digest(secret_key.encode(), b"address:" + address.encode(), "sha256")


def form_key(token: str, secret_key: str) -> str:
    """The hidden field that ties a form to its link, so that no other site can send it."""
    keyed = _keyed(secret_key).copy()
    keyed.update(token.encode())
    return keyed.hexdigest()[:32]


@cache
def _keyed(secret_key: str) -> hmac.HMAC:
    """An HMAC that has read the secret, to go on from: each page has a key, and each save checks one."""
    return hmac.new(secret_key.encode(), b"form:", "sha256")


def is_form_key(given: str, token: str, secret_key: str) -> bool:
    """Whether a sent form belongs to this link."""
    return hmac.compare_digest(given.encode(), form_key(token, secret_key).encode())


def in_fours(code: str) -> str:
    """A short code as people read it out: 7Q4M KX2P."""
    return f"{code[:4]} {code[4:]}"
