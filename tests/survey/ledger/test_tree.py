"""The tree: the growing edge gives the same root as the definition, and order and place both matter."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.tree import EMPTY_ROOT, Range, leaf_hash, node_hash, root_of

LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = [  # the published test vectors of RFC 6962's reference implementation
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_standard(size: int) -> None:
    grown = Range()
    for leaf in LEAVES[:size]:
        grown.append(leaf_hash(leaf))
    assert grown.root().hex() == ROOTS[size - 1]
    assert root_of([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_nothing_has_the_root_of_nothing() -> None:
    assert Range().root() == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_is_never_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_growing_gives_the_same_root_as_the_definition(hashes: list[bytes]) -> None:
    grown = Range()
    for each in hashes:
        grown.append(each)
    assert grown.root() == root_of(hashes)
    assert Range(grown.size, grown.peaks).root() == grown.root()


def test_peaks_that_do_not_fit_the_size_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Range(3, [b"x" * 32])
