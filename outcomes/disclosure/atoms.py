"""Every combination of categories there can be, cut into blocks: the unknowns of a linear program.

Not every dimension is crossed with every other. Dimensions that are never crossed need no common combinations: two
tables that agree where they overlap always come from people (for a decomposable model; Lauritzen 1996, chapter 3). So
the graph of crossings is made chordal, its cliques are the blocks, and neighbours must agree on what they share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from outcomes.disclosure.cells import Cell, fits
from outcomes.disclosure.programme import COUNTED, STATUS, Dimension, Programme

MOST_ATOMS = 20_000  # more are left to other auditors


@dataclass(frozen=True)
class Block:
    """Some dimensions, and every combination of their categories. `first`: the column of the first of them."""

    dims: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int

    def columns(self, where: dict[str, tuple[str, ...]]) -> list[int]:
        """Give the columns of the combinations that are in these categories."""
        asked = [(self.dims.index(dim), set(keys)) for dim, keys in where.items()]
        return [self.first + i for i, row in enumerate(self.rows) if all(row[at] in keys for at, keys in asked)]


@dataclass(frozen=True)
class Atoms:
    """`cells`: 0/1 rows of every cell over the columns; `agree`: rows that are nought where blocks agree."""

    cells: Any
    agree: Any
    columns: int


def atoms_of(programme: Programme, cells: Sequence[Cell]) -> Atoms | None:
    """Give the unknowns for these cells; None when there are too many for a linear program."""
    dimensions = {each.key: each for each in programme.dimensions}
    statuses = [each.key for each in dimensions[STATUS].categories]
    strata = [[COUNTED], [key for key in statuses if key != COUNTED]]
    rows: list[list[int]] = [[] for _ in cells]
    agree: list[list[tuple[int, float]]] = []
    columns = 0
    for stratum in (each for each in strata if each):
        wheres = [_within(dict(cell.where), stratum, len(statuses)) for cell in cells]
        for group in _blocks(dimensions, wheres, stratum):
            columns = _lay(group, columns, dimensions, stratum, wheres, rows, agree)
            if columns > MOST_ATOMS:
                return None
    return Atoms(_matrix([[(at, 1.0) for at in row] for row in rows], columns), _matrix(agree, columns), columns)


def _within(where: dict[str, tuple[str, ...]], stratum: list[str], every: int) -> dict[str, tuple[str, ...]] | None:
    """Give a cell's conditions inside one stratum of statuses; None when it holds nobody there."""
    kept = [key for key in where.get(STATUS, stratum) if key in stratum]
    rest = {dim: keys for dim, keys in where.items() if dim != STATUS}
    if not kept:
        return None
    return rest if len(kept) == len(stratum) else rest | {STATUS: tuple(kept)}


def _blocks(
    dimensions: dict[str, Dimension], wheres: Iterable[dict[str, tuple[str, ...]] | None], stratum: list[str]
) -> list[list[tuple[str, ...]]]:
    """Give the cliques of the crossings, in one group: neighbours agree on what they share, if only on the total."""
    crossed = {frozenset(where) for where in wheres if where is not None}
    used = {dim for dims in crossed for dim in dims}
    edges = {pair for dims in crossed for pair in combinations(sorted(dims), 2)}
    edges |= {(dim, dimensions[dim].within) for dim in used if dimensions[dim].within in used}
    near = {dim: {other for pair in edges if dim in pair for other in pair if other != dim} for dim in used}
    size = {dim: len(stratum) if dim == STATUS else len(dimensions[dim].categories) for dim in used}
    return [_cliques(near, size) or [()]]


def _cliques(near: dict[str, set[str]], size: dict[str, int]) -> list[tuple[str, ...]]:
    """Take out one dimension after another, the one with the smallest block first, joining its neighbours."""
    left, found = {dim: set(others) for dim, others in near.items()}, []
    while left:
        dim = min(left, key=lambda each: (_weight((each, *left[each]), size), each))
        found.append(frozenset((dim, *left[dim])))
        for one, other in combinations(left[dim], 2):
            left[one].add(other)
            left[other].add(one)
        for other in left.pop(dim):
            left[other].discard(dim)
    return [tuple(sorted(clique)) for clique in found if not any(clique < other for other in found)]


def _weight(dims: Iterable[str], size: dict[str, int]) -> int:
    return int(np.prod([size[dim] for dim in dims]))


def _lay(
    cliques: list[tuple[str, ...]],
    columns: int,
    dimensions: dict[str, Dimension],
    stratum: list[str],
    wheres: Sequence[dict[str, tuple[str, ...]] | None],
    rows: list[list[int]],
    agree: list[list[tuple[int, float]]],
) -> int:
    """Give each clique its columns, each cell its row, and each pair of neighbours its agreement."""
    blocks: list[Block] = []
    for dims in cliques:
        keys = [stratum if dim == STATUS else [each.key for each in dimensions[dim].categories] for dim in dims]
        if np.prod([len(each) for each in keys]) > 50 * MOST_ATOMS:
            return MOST_ATOMS + 1
        made = tuple(row for row in product(*keys) if _possible(dict(zip(dims, row, strict=True)), dimensions))
        blocks.append(Block(dims, made, columns))
        columns += len(made)
    for at, where in enumerate(wheres):
        if where is not None:
            block = next(each for each in blocks if set(where) <= set(each.dims))
            rows[at] += block.columns(where)
    for one, other in _tree(blocks):
        agree += _agreement(one, other)
    return columns


def _possible(at: dict[str, str], dimensions: dict[str, Dimension]) -> bool:
    return all(fits(dim, dimensions[dim].within, dimensions, at) for dim in at if dimensions[dim].within in at)


def _tree(blocks: list[Block]) -> Iterable[tuple[Block, Block]]:
    """Join the blocks to a tree by what they share most: for chordal graphs that is a junction tree (Prim's way)."""
    inside, outside = blocks[:1], blocks[1:]
    while outside:
        one, other = max(product(inside, outside), key=lambda pair: len(set(pair[0].dims) & set(pair[1].dims)))
        yield one, other
        inside.append(other)
        outside.remove(other)


def _agreement(one: Block, other: Block) -> list[list[tuple[int, float]]]:
    shared = sorted(set(one.dims) & set(other.dims))
    found: dict[tuple[str, ...], list[tuple[int, float]]] = {}
    for block, sign in ((one, 1.0), (other, -1.0)):
        places = [block.dims.index(dim) for dim in shared]
        for number, row in enumerate(block.rows):
            found.setdefault(tuple(row[at] for at in places), []).append((block.first + number, sign))
    return list(found.values())


def _matrix(rows: Sequence[Sequence[tuple[int, float]]], columns: int) -> Any:
    at = [(number, column, value) for number, row in enumerate(rows) for column, value in row]
    where = ([each[0] for each in at], [each[1] for each in at])
    return csr_matrix(([each[2] for each in at], where), shape=(len(rows), columns))
