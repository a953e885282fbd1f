"""Sealing a part: its salt and words under a key of its own, tied to what the entry commits to."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.ledger.entry import SALT_BYTES

NONCE = bytes(12)  # each key seals once, so the nonce need not differ


class CannotOpen(ValueError):
    """The key does not open this, or it is not what was sealed."""


def seal(key: bytes, salt: bytes, body: bytes, commitment: bytes) -> bytes:
    """AES-256-GCM of salt ‖ body under a key used for nothing else; `commitment` is bound to it."""
    return AESGCM(key).encrypt(NONCE, salt + body, commitment)


def unseal(key: bytes, sealed: bytes, commitment: bytes) -> tuple[bytes, bytes]:
    """The salt and the body. :raise CannotOpen: when the key, the bytes or the commitment are not those it was for."""
    try:
        plain = AESGCM(key).decrypt(NONCE, sealed, commitment)
    except InvalidTag:
        raise CannotOpen from None
    return plain[:SALT_BYTES], plain[SALT_BYTES:]
