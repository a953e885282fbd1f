"""Leaf version 1, frozen: from values to the root, by the ledger, by the file people take away, and by hand."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from survey.checks.offline import verify
from survey.ledger.canonical import canonical
from survey.ledger.entry import VERSION, commitment, contents_commitment, leaf_bytes
from survey.ledger.tree import EMPTY_ROOT, Range, leaf_hash

GOLDEN: dict[str, Any] = json.loads(Path(__file__).with_name(f"vectors_v{VERSION}.json").read_text("utf-8"))
PIECES = [GOLDEN["header"], *GOLDEN["segments"]]


def test_values_have_these_bytes() -> None:
    assert [canonical(each["value"]).decode() for each in PIECES] == [each["text"] for each in PIECES]


def test_bytes_have_these_commitments() -> None:
    for each in PIECES:
        salt, text = bytes.fromhex(each["salt"]), each["text"].encode()
        assert commitment(salt, text).hex() == each["commitment"] == sha256(salt + text).hexdigest()
        assert verify.committed(each["salt"], each["text"]).hex() == each["commitment"]


def test_parts_have_this_commitment_together() -> None:
    parts = [bytes.fromhex(each["commitment"]) for each in GOLDEN["segments"]]
    assert contents_commitment(parts).hex() == GOLDEN["cc"]
    assert verify.root_of([verify.of_leaf(each) for each in parts]).hex() == GOLDEN["cc"]
    left, right = (sha256(b"\0" + each).digest() for each in parts)
    assert sha256(b"\1" + left + right).hexdigest() == GOLDEN["cc"]


def test_entries_have_these_leaves_and_this_root() -> None:
    grown, sealed = Range(), {name: bytes.fromhex(GOLDEN[where]) for name, where in (("contents", "cc"),)}
    sealed["header"] = bytes.fromhex(GOLDEN["header"]["commitment"])
    assert EMPTY_ROOT.hex() == GOLDEN["empty_root"]
    for each in GOLDEN["entries"]:
        leaf = leaf_bytes(seq=each["seq"], prev=bytes.fromhex(each["prev"]), **sealed)
        assert (leaf.decode(), leaf_hash(leaf).hex()) == (each["leaf"], each["leaf_hash"])
        assert grown.root().hex() == each["prev"]
        grown.append(leaf_hash(leaf))
    assert grown.root().hex() == GOLDEN["root"]
    assert verify.root_of([bytes.fromhex(each["leaf_hash"]) for each in GOLDEN["entries"]]).hex() == GOLDEN["root"]


def test_a_leaf_says_nothing_of_anyone() -> None:
    assert set(json.loads(GOLDEN["entries"][0]["leaf"])) == {"v", "alg", "seq", "prev", "hc", "cc"}
