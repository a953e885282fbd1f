"""Proofs that an entry is in the log, and that an older log is the beginning of a newer one (RFC 9162 §2.1).

Making a proof needs the hashes of whole subtrees, by height and place: a `Node` gives them, from leaf hashes at hand
or from tiles (256 hashes each, the shape of C2SP tlog-tiles), so that a million entries need a handful of tiles.
Checking trusts nothing: no size of zero, no hash that is not 32 bytes, no hash too many or too few.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeGuard

from survey.ledger.tree import node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
HASH_BYTES = 32
LONGEST = 63  # hashes in any proof about fewer than 2^63 entries

Node = Callable[[int, int], bytes]  # (height, place) -> the root over the leaves [place·2^height, (place+1)·2^height)
Tile = Callable[[int, int], Sequence[bytes]]  # (level, place) -> up to 256 hashes, each a whole tile of the level below


class NoSuchProof(ValueError):
    """There is no such entry or no such size to prove anything about."""


# making


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The hashes beside the way from entry `index` up to the root of the first `size`. :raise NoSuchProof:"""
    if not 0 <= index < size:
        raise NoSuchProof
    beside = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            beside.append((middle, stop))
            stop = middle
        else:
            beside.append((start, middle))
            start = middle
    return [range_root(*each, node) for each in reversed(beside)]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The hashes that show the first `old` entries to be the beginning of the first `new`. :raise NoSuchProof:"""
    if not 0 < old <= new:
        raise NoSuchProof
    beside = []
    start, stop, untouched = 0, new, True  # untouched: the part looked at begins where the old tree begins
    while old != stop:
        middle = start + _split(stop - start)
        if old <= middle:
            beside.append((middle, stop))
            stop = middle
        else:
            beside.append((start, middle))
            start, untouched = middle, False
    if not untouched:
        beside.append((start, stop))
    return [range_root(*each, node) for each in reversed(beside)]


def range_root(start: int, stop: int, node: Node) -> bytes:
    """The root over the leaves [start, stop), from the whole subtrees in it; `start` as a split of a tree gives it."""
    whole = list(_whole_subtrees(start, stop))
    root = node(*whole.pop())
    while whole:
        root = node_hash(node(*whole.pop()), root)
    return root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _whole_subtrees(start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        height = (stop - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def from_leaves(leaves: Sequence[bytes]) -> Node:
    """Nodes from all leaf hashes, for small logs and for holding the tiles to."""

    def node(height: int, place: int) -> bytes:
        return whole_root(leaves[place << height : (place + 1) << height])

    return node


def from_tiles(tile: Tile) -> Node:
    """Nodes from tiles: level 0 holds leaf hashes, each level above the roots of the whole tiles below."""

    def node(height: int, place: int) -> bytes:
        level, inner = divmod(height, TILE_HEIGHT)
        first = place << inner
        number, offset = divmod(first, TILE_WIDTH)
        return whole_root(tile(level, number)[offset : offset + (1 << inner)], wanted=1 << inner)

    return node


def whole_root(hashes: Sequence[bytes], wanted: int | None = None) -> bytes:
    """The root over a power of two of hashes. :raise NoSuchProof: when there are not that many."""
    row = list(hashes)
    if not row or len(row) & (len(row) - 1) or wanted not in (None, len(row)):
        raise NoSuchProof
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


# checking


def is_included(*, index: int, size: int, leaf: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows the leaf hash to be entry `index` of the tree of `size` with this root (§2.1.3.2)."""
    if not (_is_number(index) and _is_number(size) and index < size and _are_hashes([leaf, root, *path])):
        return False
    place, last, found = index, size - 1, leaf
    for hash_ in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(hash_, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, hash_)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(*, old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows the tree of `old` to be the beginning of the tree of `new` (§2.1.4.2).

    Of a tree of nothing nothing can be shown: `old` 0 is refused; who allows it, says so where it is allowed.
    """
    if not (_is_number(old) and _is_number(new) and 0 < old <= new):
        return False
    if not _are_hashes([old_root, new_root, *path]):
        return False
    if old == new:  # nothing to climb: the two are the same or they are not
        return not path and old_root == new_root
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    return _climb(old - 1, new - 1, hashes) == (old_root, new_root)


def _climb(place: int, last: int, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """The old and new roots that a consistency path comes to; None when it has a hash too many or too few."""
    if not hashes:
        return None
    while place & 1:
        place, last = place >> 1, last >> 1
    old_root = new_root = hashes[0]
    for hash_ in hashes[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old_root, new_root = node_hash(hash_, old_root), node_hash(hash_, new_root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new_root = node_hash(new_root, hash_)
        place, last = place >> 1, last >> 1
    return (old_root, new_root) if last == 0 else None


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _are_hashes(values: Sequence[object]) -> bool:
    return len(values) <= LONGEST + 2 and all(isinstance(v, bytes) and len(v) == HASH_BYTES for v in values)
