"""Proofs that must be accepted and, for the most part, proofs that must be refused: our own, of the kinds that the
public Certificate Transparency vectors try. Wrong places and sizes, swapped and missing roots, hashes too short, too
many or too few, on the wrong side or in the wrong order, garbage before and after, and sizes of zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from survey.ledger.proof import consistency, from_leaves, inclusion
from survey.ledger.tree import EMPTY_ROOT, leaf_hash, node_hash, root_of

LEAVES = [leaf_hash(f"entry {place}".encode()) for place in range(70)]
OTHER = sha256(b"something else").digest()
PLACES = ((0, 1), (0, 2), (1, 2), (0, 7), (3, 7), (6, 7), (5, 8), (2, 5), (64, 65), (37, 70))  # entry, size
GROWTHS = ((1, 1), (1, 8), (6, 8), (2, 5), (5, 5), (4, 7), (8, 9), (64, 65), (6, 70))  # sizes, old and new


@dataclass(frozen=True)
class Inclusion:
    """A leaf, where it is said to be, and what is to show it."""

    what: str
    leaf: bytes
    place: int
    size: int
    path: tuple[bytes, ...]
    root: bytes
    holds: bool = False


@dataclass(frozen=True)
class Growth:
    """An older and a newer tree, and what is to show that the newer begins with the older."""

    what: str
    old: int
    old_root: bytes
    new: int
    new_root: bytes
    path: tuple[bytes, ...]
    holds: bool = False


def bent_paths(path: tuple[bytes, ...], *roots: bytes) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """A path with something wrong in it."""
    for name, hash_ in (("an empty hash", b""), ("a strange hash", OTHER), *(("a root", root) for root in roots)):
        yield f"{name} after", (*path, hash_)
        yield f"{name} before", (hash_, *path)
    yield "a hash twice", (*path, *path[-1:]) if path else (OTHER, OTHER)
    for i, each in enumerate(path):
        yield f"hash {i} with bit 4 changed", (*path[:i], bytes([each[0] ^ 16, *each[1:]]), *path[i + 1 :])
        yield f"hash {i} too short", (*path[:i], each[:31], *path[i + 1 :])
        yield f"hash {i} too long", (*path[:i], each + b"\0", *path[i + 1 :])
        yield f"hash {i} left out", path[:i] + path[i + 1 :]
    if len(path) > 1:
        yield "the wrong way round", path[::-1]
        yield "no path", ()


def inclusions() -> list[Inclusion]:
    """Every kind, for small and uneven trees."""
    found = []
    for place, size in PLACES:
        path = tuple(inclusion(place, size, from_leaves(LEAVES[:size])))
        good = Inclusion("as it should be", LEAVES[place], place, size, path, root_of(LEAVES[:size]), True)
        bad = replace(good, holds=False)
        found.append(good)
        found += [replace(bad, what=f"place {each}", place=each) for each in (place - 1, place + 1, place ^ 2, 1 << 40)]
        found += [replace(bad, what=f"size {each}", size=each) for each in (size * 2, size // 2, 0) if each != size]
        found += [replace(bad, what="another leaf", leaf=OTHER), replace(bad, what="half a leaf", leaf=good.leaf[:16])]
        found += [replace(bad, what="no leaf", leaf=b""), replace(bad, what="no root", root=b"")]
        found += [replace(bad, what="another root", root=OTHER), replace(bad, what="the empty root", root=EMPTY_ROOT)]
        found += [replace(bad, what=what, path=each) for what, each in bent_paths(path, good.root, good.leaf)]
        for taller in (node_hash(OTHER, good.root), node_hash(good.root, OTHER)):
            found.append(replace(bad, what="a storey too many, and the root of it", path=(*path, OTHER), root=taller))
        if size > 1:
            found.append(replace(bad, what="leaf and root swapped", leaf=good.root, root=good.leaf))
    for leaf, root in ((b"", EMPTY_ROOT), (b"", b""), (OTHER, EMPTY_ROOT), (OTHER, b""), (OTHER, OTHER)):
        found += [Inclusion("in a tree of nothing", leaf, 0, 0, path, root) for path in ((), (OTHER,), (b"",))]
    return found


def growths() -> list[Growth]:
    """Every kind, from one leaf on."""
    found = []
    for old, new in GROWTHS:
        path = tuple(consistency(old, new, from_leaves(LEAVES[:new])))
        good = Growth("as it should be", old, root_of(LEAVES[:old]), new, root_of(LEAVES[:new]), path, True)
        bad = replace(good, holds=False)
        found.append(good)
        found += [
            replace(bad, what=f"old size {each}", old=each)
            for each in (old - 1, old + 1, old ^ 2, 0)
            if each != new or old == new
        ]
        found += [replace(bad, what=f"new size {each}", new=each) for each in (new * 2, new // 2, 0)]
        found += [replace(bad, what="another old root", old_root=OTHER), replace(bad, what="no old root", old_root=b"")]
        found += [replace(bad, what="another new root", new_root=OTHER), replace(bad, what="no new root", new_root=b"")]
        found += [replace(bad, what=what, path=each) for what, each in bent_paths(path, good.old_root, good.new_root)]
        for taller in (lambda root: node_hash(OTHER, root), lambda root: node_hash(root, OTHER)):
            roots = {"old_root": taller(good.old_root), "new_root": taller(good.new_root)}
            found.append(replace(bad, what="a storey too many, and the roots of it", path=(*path, OTHER), **roots))
            roots["old_root"] = good.old_root
            found.append(replace(bad, what="a storey too many on the newer", path=(*path, OTHER), **roots))
        if old != new:
            found.append(replace(bad, what="roots swapped", old_root=good.new_root, new_root=good.old_root))
            found.append(replace(bad, what="sizes swapped", old=new, new=old))
    for sizes in ((0, 0), (0, 1), (1, 0), (2, 1), (-1, 1)):
        for roots in ((EMPTY_ROOT, EMPTY_ROOT), (EMPTY_ROOT, LEAVES[0]), (b"", b""), (OTHER, OTHER)):
            found += [
                Growth("of nothing", sizes[0], roots[0], sizes[1], roots[1], path) for path in ((), (EMPTY_ROOT,))
            ]
    found.append(Growth("equal and too short", 1, b"short", 1, b"short", ()))
    found.append(Growth("equal and not the same", 1, LEAVES[0], 1, LEAVES[1], ()))
    return found
