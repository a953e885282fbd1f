"""A log and two witnesses whose keys everyone knows, for tests: their signatures are the same every time."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from survey.ledger.note import COSIGNATURE, ED25519, Sign, VerifierKey
from survey.ledger.tree import leaf_hash


def known(seed: int, name: str, kind: int) -> tuple[VerifierKey, Sign]:
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return VerifierKey(name, kind, private.public_key().public_bytes_raw()), private.sign


LOG, SIGN = known(1, "log-0badcafe", ED25519)
WITNESS, COSIGN = known(2, "witness.example/w1", COSIGNATURE)
OTHER, COSIGN_OTHER = known(3, "other.example/w2", COSIGNATURE)
LEAVES = [leaf_hash(b"%d" % number) for number in range(600)]
