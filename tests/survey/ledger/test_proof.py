"""Proofs: every one that is made holds, from leaves and from tiles; whatever is not one is refused."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.proof import (
    TILE_WIDTH,
    NoSuchProof,
    consistency,
    from_leaves,
    from_tiles,
    inclusion,
    is_consistent,
    is_included,
    whole_root,
)
from survey.ledger.tree import EMPTY_ROOT, Range, leaf_hash, node_hash, root_of
from tests.survey.ledger.known_keys import LEAVES
from tests.survey.ledger.test_tree import LEAVES as STANDARD
from tests.survey.ledger.test_tree import ROOTS

NODE = from_leaves(LEAVES)
SIZES = st.integers(1, len(LEAVES))


def root(size: int) -> bytes:
    grown = Range()
    for leaf in LEAVES[:size]:
        grown.append(leaf)
    return grown.root()


@given(SIZES, st.data())
def test_every_entry_is_shown_to_be_in_every_later_log(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = inclusion(index, size, NODE)
    assert is_included(index=index, size=size, leaf=LEAVES[index], root=root(size), path=path)
    assert not is_included(index=index, size=size, leaf=LEAVES[index - 1], root=root(size), path=path) or size == 1


@given(SIZES, SIZES)
def test_every_older_log_is_shown_to_be_the_beginning_of_a_newer(one: int, other: int) -> None:
    old, new = sorted((one, other))
    path = consistency(old, new, NODE)
    assert is_consistent(old=old, old_root=root(old), new=new, new_root=root(new), path=path)
    assert not is_consistent(old=old, old_root=root(old)[::-1], new=new, new_root=root(new), path=path)


def test_proofs_of_the_standard() -> None:
    """RFC 6962 §2.1.3's shapes over the published vectors' eight leaves."""
    hashes = [leaf_hash(leaf) for leaf in STANDARD]
    node = from_leaves(hashes)
    assert [each.hex()[:8] for each in inclusion(5, 8, node)] == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert [each.hex()[:8] for each in inclusion(0, 8, node)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [each.hex()[:8] for each in consistency(6, 8, node)] == ["0ebc5d34", "ca854ea1", "d37ee418"]
    assert consistency(1, 1, node) == []
    assert is_included(index=5, size=8, leaf=hashes[5], root=bytes.fromhex(ROOTS[7]), path=inclusion(5, 8, node))


def tiled(leaves: Sequence[bytes], asked: list[tuple[int, int]]):
    """Tiles as the store keeps them: leaf hashes, then the roots of whole tiles."""
    levels = [list(leaves)]
    while len(levels[-1]) >= TILE_WIDTH:
        row = levels[-1]
        whole = len(row) // TILE_WIDTH
        levels.append([whole_root(row[i * TILE_WIDTH : (i + 1) * TILE_WIDTH]) for i in range(whole)])

    def tile(level: int, number: int) -> Sequence[bytes]:
        asked.append((level, number))
        return levels[level][number * TILE_WIDTH : (number + 1) * TILE_WIDTH]

    return from_tiles(tile)


@given(SIZES, st.data())
def test_tiles_give_the_same_proofs(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    node = tiled(LEAVES[:size], [])
    assert inclusion(index, size, node) == inclusion(index, size, NODE)
    assert consistency(index + 1, size, node) == consistency(index + 1, size, NODE)


def test_a_hundred_thousand_entries_need_a_handful_of_tiles() -> None:
    many = [LEAVES[i % 600][:28] + i.to_bytes(4) for i in range(100_003)]
    asked: list[tuple[int, int]] = []
    path = inclusion(31_234, len(many), tiled(many, asked))
    assert len(set(asked)) <= 6
    assert len(path) == 17


def test_a_tile_that_lacks_hashes_makes_no_proof() -> None:
    with pytest.raises(NoSuchProof):
        inclusion(3, 512, from_tiles(lambda level, number: LEAVES[:255]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5), (6, 5)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(NoSuchProof):
        inclusion(index, size, NODE)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5), (0, 0)])
def test_no_proof_between_logs_that_were_not(old: int, new: int) -> None:
    with pytest.raises(NoSuchProof):
        consistency(old, new, NODE)


GOOD = {"index": 5, "size": 11, "leaf": LEAVES[5], "root": root(11), "path": inclusion(5, 11, NODE)}
FITS = {"old": 6, "old_root": root(6), "new": 11, "new_root": root(11), "path": consistency(6, 11, NODE)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"size": 0, "index": 0, "path": [], "leaf": EMPTY_ROOT, "root": EMPTY_ROOT},
        {"size": -11},
        {"size": 8},
        {"size": 1 << 63},
        {"size": True, "index": False, "path": [], "root": LEAVES[5]},
        {"index": 4},
        {"index": 11},
        {"index": 7, "size": 1, "path": [], "root": LEAVES[5]},  # beyond the end of a log of one
        {"index": 0, "size": 1, "path": [], "leaf": b"", "root": b""},  # nothing is in nothing
        {"path": GOOD["path"][:1], "root": node_hash(LEAVES[4], LEAVES[5])},  # only part of the way up
        {"index": 4, "leaf": LEAVES[4][:31], "path": [LEAVES[4][31:] + LEAVES[5], *GOOD["path"][1:]]},  # cut elsewhere
        {"index": -6},
        {"leaf": b""},
        {"leaf": LEAVES[5] + b"\0"},
        {"leaf": LEAVES[4]},
        {"root": b""},
        {"root": EMPTY_ROOT},
        {"path": []},
        {"path": GOOD["path"][:-1]},
        {"path": GOOD["path"][::-1]},
        {"path": [*GOOD["path"], LEAVES[0]]},
        {"path": [b"", *GOOD["path"]]},
        {"path": [*GOOD["path"][:-1], b""]},
        {"path": [*GOOD["path"][:-1], GOOD["path"][-1][:31]]},
        {"path": [LEAVES[0]] * 70},
    ],
)
def test_what_is_not_a_proof_of_an_entry_is_refused(wrong) -> None:
    assert is_included(**GOOD)
    assert not is_included(**GOOD | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"old": 0},
        {"old": 0, "old_root": EMPTY_ROOT, "path": []},
        {"old": 0, "new": 0, "old_root": EMPTY_ROOT, "new_root": EMPTY_ROOT, "path": []},
        {"old": 12},
        {"old": 7},
        {"old": 11},
        {"old": -6},
        {"new": 17},
        {"new": 5},
        {"old_root": root(11)},
        {"old_root": b""},
        {"old_root": root(6)[:31]},
        {"new_root": root(6)},
        {"old": 4, "old_root": FITS["path"][2], "new": 7, "new_root": FITS["path"][2], "path": []},  # not the way up
        {"old": 1, "old_root": b"", "new": 2, "new_root": node_hash(b"", LEAVES[1]), "path": [LEAVES[1]]},
        {"path": []},
        {"path": FITS["path"][:-1]},
        {"path": FITS["path"][::-1]},
        {"path": [*FITS["path"], root(6)]},
        {"path": [b"", *FITS["path"]]},
        {"new": 6, "new_root": root(6)},  # the same log needs no hashes, and may have none
        {"new": 6, "new_root": root(11), "path": []},
    ],
)
def test_what_is_not_a_proof_between_logs_is_refused(wrong) -> None:
    assert is_consistent(**FITS)
    assert not is_consistent(**FITS | wrong)


def test_every_flipped_bit_is_seen() -> None:
    hashes = [GOOD["leaf"], GOOD["root"], *GOOD["path"]]
    for place in range(len(hashes) * 256):
        which, bit = divmod(place, 256)
        mutant = bytearray(hashes[which])
        mutant[bit // 8] ^= 1 << bit % 8
        changed = [*hashes[:which], bytes(mutant), *hashes[which + 1 :]]
        assert not is_included(index=5, size=11, leaf=changed[0], root=changed[1], path=changed[2:])


def test_the_definition_and_the_climb_agree() -> None:
    assert all(root(size) == root_of(LEAVES[:size]) for size in range(1, 40))
