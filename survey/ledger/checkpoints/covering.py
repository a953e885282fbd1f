"""Looking again at what is about to be signed: every leaf since the last signed head, from what is stored. Pure.

A log that signs a head which does not fit what it stores can never be put right: that is how a public log died of one
flipped bit. So nothing is signed that was not read back and computed again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from survey.ledger.checking import StoredEntry, what_is_wrong
from survey.ledger.proof import TILE_HEIGHT, TILE_WIDTH
from survey.ledger.tree import Range, node_hash


class Disagrees(Exception):
    """What is stored is not what is to be signed. The sentence says where and how."""


@dataclass(frozen=True)
class Tile:
    """A whole tile's root, to be kept: its level, its place, the hash."""

    level: int
    idx: int
    hash: bytes


def cover(before: Range, stored: Iterable[StoredEntry], until: Range) -> list[Tile]:
    """Grow `before` by the entries as stored, and come to `until`; the tiles that became whole on the way.

    :raise Disagrees: at the first entry that is not what was sealed, or when the end is another.
    """
    grown, tiles = Range(before.size, before.peaks), list[Tile]()
    for entry in stored:
        if why := what_is_wrong(entry, grown):
            raise Disagrees(f"Entry {grown.size}: {why}")
        tiles += completed(grown, entry.leaf_hash)
        grown.append(entry.leaf_hash)
    if (grown.size, grown.peaks) != (until.size, until.peaks):
        raise Disagrees(f"The ledger says it has {until.size} entries; the {grown.size} that are here come to another.")
    return tiles


def completed(before: Range, leaf: bytes) -> list[Tile]:
    """The tiles that one more leaf makes whole: none, but after every 256th leaf one, after every 65,536th two."""
    tiles, carried, place, peaks = list[Tile](), leaf, before.size, list(before.peaks)
    level = 0
    while place & TILE_WIDTH - 1 == TILE_WIDTH - 1:
        for _ in range(TILE_HEIGHT):
            carried = node_hash(peaks.pop(), carried)
        place >>= TILE_HEIGHT
        tiles.append(Tile(level, place, carried))
        level += 1
    return tiles


def range_of(size: int, peaks: bytes) -> Range:
    """A range from the bytes that a row holds."""
    return Range(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])
