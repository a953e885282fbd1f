"""The records as arrays for the search: what each person is, which cells hold them, and what a change of one moves.

Dimensions that refine each other (ward, borough, region) are one family: a person who changes ward changes all of them.
A few extra people are nobody (in no cell), so that the number of people can change as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from outcomes.disclosure.cells import Cell, fits
from outcomes.disclosure.programme import STATUS, Dimension, Programme, Record

NOBODY = 12  # extra people who are in no cell


@dataclass(frozen=True)
class Family:
    """Dimensions that go together, and every combination of categories there can be."""

    dims: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    holds: Any  # (values, cells): whether a value fulfils what a cell asks of these dimensions
    asked: Any  # indices of the cells that ask anything of them


@dataclass
class People:
    """Everybody by family, and for each cell how many of its conditions they fail (0: they are in it)."""

    families: tuple[Family, ...]
    codes: Any  # (people, families)
    fails: Any  # (people, cells)
    counts: Any  # (cells,)
    nobody: int  # how many at the end are nobody

    def move(self, person: int, family: int, value: int) -> None:
        """Make one person something else."""
        kin = self.families[family]
        change = kin.holds[self.codes[person, family]].astype(np.int8) - kin.holds[value].astype(np.int8)
        before = self.fails[person] == 0
        self.fails[person] += change
        self.counts += (self.fails[person] == 0).astype(np.int64) - before
        self.codes[person, family] = value


def families_of(programme: Programme, cells: Sequence[Cell]) -> tuple[Family, ...]:
    """Give the families of every dimension that any of these cells asks about; STATUS first."""
    dimensions = {each.key: each for each in programme.dimensions}
    used = {dim for cell in cells for dim in cell.dims} | {STATUS}
    groups: dict[str, list[str]] = {}
    for key in dimensions:
        if key in used:
            groups.setdefault(_top(key, dimensions), []).append(key)
    groups = {STATUS: groups.pop(STATUS)} | groups
    return tuple(_family(tuple(dims), dimensions, cells) for dims in groups.values())


def _top(key: str, dimensions: dict[str, Dimension]) -> str:
    above = dimensions[key].within
    return _top(above, dimensions) if above in dimensions else key


def _family(dims: tuple[str, ...], dimensions: dict[str, Dimension], cells: Sequence[Cell]) -> Family:
    rows = product(*([category.key for category in dimensions[dim].categories] for dim in dims))
    values = [row for row in rows if _possible(dict(zip(dims, row, strict=True)), dimensions)]
    where = [dict(cell.where) for cell in cells]
    asked = [any(dim in each for dim in dims) or dims[0] == STATUS for each in where]
    holds = [
        [all(key in each.get(dim, (key,)) for dim, key in zip(dims, row, strict=True)) for each in where]
        for row in values
    ]
    if dims[0] == STATUS:  # nobody has a status of their own, which is in no cell
        values.append(("",))
        holds.append([False] * len(cells))
    return Family(dims, tuple(values), np.array(holds, dtype=bool), np.flatnonzero(asked))


def _possible(at: dict[str, str], dimensions: dict[str, Dimension]) -> bool:
    return all(fits(dim, dimensions[dim].within, dimensions, at) for dim in at if dimensions[dim].within in at)


def people_of(records: Sequence[Record], programme: Programme, cells: Sequence[Cell]) -> People:
    """Lay out the records for these cells."""
    families = families_of(programme, cells)
    everybody = [*records, *(records[i * 7 % len(records)] for i in range(NOBODY if records else 0))]
    codes = np.zeros((len(everybody), len(families)), dtype=np.int32)
    fails = np.zeros((len(everybody), len(cells)), dtype=np.int8)
    for place, family in enumerate(families):
        index = {value: number for number, value in enumerate(family.values)}
        codes[:, place] = [index[tuple(record.at[dim] for dim in family.dims)] for record in everybody]
        if place == 0:
            codes[len(records) :, 0] = len(family.values) - 1
        fails += ~family.holds[codes[:, place]]
    return People(families, codes, fails, (fails == 0).sum(axis=0), len(everybody) - len(records))
