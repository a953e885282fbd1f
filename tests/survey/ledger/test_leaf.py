"""The leaf is written out by hand for speed; it is what RFC 8785 would write."""

from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.canonical import LARGEST, canonical
from survey.ledger.entry import leaf_bytes
from survey.ledger.tree import leaf_hash

HASHES = st.binary(min_size=32, max_size=32)
GOLDEN = "27f7398f5f75f142765995c89df1b5c838f480b91aa9f7f76db2267381d38250"


@given(st.integers(0, LARGEST), HASHES, HASHES, HASHES)
def test_a_leaf_is_canonical(seq: int, prev: bytes, header: bytes, contents: bytes) -> None:
    leaf = {"v": 1, "alg": "sha256", "seq": seq, "prev": prev.hex(), "hc": header.hex(), "cc": contents.hex()}
    assert leaf_bytes(seq=seq, prev=prev, header=header, contents=contents) == canonical(leaf)


def test_a_leaf_has_one_form_for_ever() -> None:
    leaf = leaf_bytes(seq=7, prev=b"\x01" * 32, header=b"\x02" * 32, contents=b"\x03" * 32)
    assert leaf_hash(leaf).hex() == GOLDEN
