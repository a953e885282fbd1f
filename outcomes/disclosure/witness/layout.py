"""People and the groups a plan is about as the arrays that the search works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from outcomes.disclosure.cells import Cell
from outcomes.disclosure.people import NOBODY, Family, families_of
from outcomes.disclosure.programme import AREAS, COUNTED, STATUS, Programme, Record
from outcomes.disclosure.witness.kernel import NOWHERE, Layout

Key = tuple[int, "list[_Place]", list[int]]  # a table: its first cell, its places, how far apart their groups are
Signature = tuple[tuple[str, tuple[str, ...] | None], ...]  # dimensions, and the set asked for where it is several


@dataclass(frozen=True)
class Laid:
    """The arrays, and what their numbers stand for. `people`: a row each, then some who are nobody."""

    layout: Layout
    people: Any
    families: tuple[Family, ...]
    number: Mapping[Cell, int]

    @property
    def cells(self) -> int:
        """How many cells there are, those of no plan among them."""
        return len(self.layout.table_of)


@dataclass(frozen=True)
class _Place:
    """One family in the key of a table: the group of each of its values, -1 for those the table is not about."""

    family: int
    groups: tuple[int, ...]
    size: int


def lay_out(records: Sequence[Record], programme: Programme, cells: Sequence[Cell]) -> Laid:
    """Return people and cells as arrays. A record outside every category of a dimension is a KeyError."""
    families = families_of(programme, cells)
    people = _people(records, families)
    tables: dict[Signature, list[int]] = {}
    for index, cell in enumerate(cells):
        tables.setdefault(tuple((dim, keys if len(keys) > 1 else None) for dim, keys in cell.where), []).append(index)
    number: dict[Cell, int] = {}
    keys, base = [], 0
    for indices in tables.values():
        places = _places(families, cells[indices[0]])
        steps = _steps(places)
        for index in indices:
            groups = [place.groups[_holding(families[place.family], cells[index])] for place in places]
            number[cells[index]] = base + sum(group * step for group, step in zip(groups, steps, strict=True))
        keys.append((base, places, steps))
        base += int(np.prod([place.size for place in places], dtype=np.int64))
    return Laid(
        _layout(families, people, keys, base, (_listed(families, programme), _of_everybody(families, cells))),
        people,
        families,
        number,
    )


def _holding(family: Family, cell: Cell) -> int:
    """The first value of a family that fulfils what a cell asks of it."""
    where = dict(cell.where)
    return next(i for i, value in enumerate(family.values) if _fulfils(family, value, where))


def _fulfils(family: Family, value: Sequence[str], where: Mapping[str, tuple[str, ...]]) -> bool:
    if value == ("",):
        return False  # nobody
    return all(key in where.get(dim, (key,)) for dim, key in zip(family.dims, value, strict=True))


def _places(families: Sequence[Family], cell: Cell) -> list[_Place]:
    """What the cells of a table ask of each family: one category, or to be in a set."""
    where = dict(cell.where)
    found = []
    for at, family in enumerate(families):
        asked = [(place, dim) for place, dim in enumerate(family.dims) if dim in where]
        if not asked and at > 0:
            continue
        names: dict[tuple[str, ...], int] = {}
        groups = []
        for value in family.values:
            sets = {dim: where[dim] for _, dim in asked if len(where[dim]) > 1}
            if not _fulfils(family, value, sets):
                groups.append(-1)
                continue
            name = tuple("" if dim in sets else value[place] for place, dim in asked)
            groups.append(names.setdefault(name, len(names)))
        found.append(_Place(at, tuple(groups), len(names)))
    return found


def _steps(places: Sequence[_Place]) -> list[int]:
    steps, size = [], 1
    for place in reversed(places):
        steps.append(size)
        size *= place.size
    return steps[::-1]


def _people(records: Sequence[Record], families: Sequence[Family]) -> Any:
    people = np.zeros((len(records) + NOBODY, len(families)), dtype=np.int32)
    everybody = [record.at for record in records]
    for column, family in enumerate(families):
        one = len(family.dims) == 1
        index = {value[0] if one else value: number for number, value in enumerate(family.values)}
        values = map(index.__getitem__, map(itemgetter(*family.dims), everybody))
        people[: len(records), column] = np.fromiter(values, dtype=np.int32, count=len(records))
    people[len(records) :] = people[[i * 7 % len(records) for i in range(NOBODY)]]
    people[len(records) :, 0] = len(families[0].values) - 1
    return people


def _layout(families: Sequence[Family], people: Any, keys: Sequence[Key], cells: int, listed: Sequence[Any]) -> Layout:
    most, widest = max(len(places) for _, places, _ in keys), max(len(family.values) for family in families)
    shape = (len(keys), max(1, most))
    family, step, size = np.full(shape, -1), np.ones(shape, dtype=np.int64), np.ones(shape, dtype=np.int64)
    group = np.full((*shape, widest), -1, dtype=np.int64)
    for table, (_, places, steps) in enumerate(keys):
        for at, place in enumerate(places):
            family[table, at], step[table, at], size[table, at] = place.family, steps[at], place.size
            group[table, at, : len(place.groups)] = place.groups
    bases = [base for base, _, _ in keys]
    tables, part = _parts(family, step, group, len(families))
    table_of = np.repeat(np.arange(len(keys)), np.diff([*bases, cells]))
    pooled, pool_of = _pools(families)
    return Layout(
        family=family,
        step=step,
        size=size,
        group=group,
        base=np.array(bases, dtype=np.int64),
        table_of=table_of,
        tables=tables,
        part=part,
        values=np.array([len(each.values) for each in families], dtype=np.int64),
        possible=_possible(families, people, widest, *listed),
        pooled=pooled,
        pool_of=pool_of,
        pool=_pool_of_cells(keys, cells, pooled, pool_of),
        **ordered(people, pooled, pool_of),
    )


def _parts(family: Any, step: Any, group: Any, families: int) -> tuple[Any, Any]:
    """For each family, the tables that ask about it, and what each of its values adds to a person's place there."""
    asking = [[(t, at) for t, at in zip(*np.nonzero(family == each), strict=True)] for each in range(families)]
    most = max(1, *(len(each) + 1 for each in asking))
    tables = np.full((families, most), -1, dtype=np.int64)
    part = np.zeros((families, most, group.shape[2]), dtype=np.int64)
    for each, found in enumerate(asking):
        for k, (table, at) in enumerate(found):
            tables[each, k] = table
            part[each, k] = np.where(group[table, at] < 0, NOWHERE, group[table, at] * step[table, at])
    return tables, part


def _listed(families: Sequence[Family], programme: Programme) -> list[Any]:
    """For each family, which of its values are shown in tables."""
    shown = {each.key: {category.key for category in each.listed()} for each in programme.dimensions}
    return [
        np.array(
            [all(key in shown[dim] for dim, key in zip(family.dims, value, strict=True)) for value in family.values]
        )
        for family in families
    ]


def _of_everybody(families: Sequence[Family], cells: Sequence[Cell]) -> list[bool]:
    """Which families are asked of people who are not counted as well: what the services know of everybody."""
    asked = {dim for cell in cells if dict(cell.where).get(STATUS) != (COUNTED,) for dim in cell.dims}
    return [bool(asked & set(family.dims)) for family in families]


def _possible(
    families: Sequence[Family], people: Any, widest: int, listed: Sequence[Any], of_everybody: Sequence[bool]
) -> Any:
    """What goes with each status: what somebody of it has, and what is listed; with nobody, everything.

    Whoever is counted may be in any listed category, even where nobody is: that nobody is, is not told. Of whoever is
    not, no cell asks for what the services do not know of everybody, so that may be anything: it stands for nothing.
    """
    statuses, counted = len(families[0].values), families[0].values.index((COUNTED,))
    possible = np.zeros((statuses, len(families), widest), dtype=np.bool_)
    for column, shown in enumerate(listed):
        possible[people[:, 0], column, people[:, column]] = True
        possible[:, column, : len(shown)] |= shown | (not of_everybody[column])
        if not of_everybody[column]:
            possible[counted, column, : len(shown)] = shown
            possible[counted, column, people[people[:, 0] == counted, column]] = True
    possible[statuses - 1] = True
    return possible


def _pools(families: Sequence[Family]) -> tuple[int, Any]:
    """The family of places, and which authority each of its values lies in (the coarsest place but one)."""
    for at, family in enumerate(families):
        places = [dim for dim in family.dims if dim in AREAS]
        if places:
            by = places.index("borough") if "borough" in places else 0
            names: dict[str, int] = {}
            return at, np.array([names.setdefault(value[by], len(names)) for value in family.values], dtype=np.int64)
    return -1, np.zeros(1, dtype=np.int64)


def _pool_of_cells(keys: Sequence[Key], cells: int, pooled: int, pool_of: Any) -> Any:
    """The group that a cell's people can come from: those of its authority, where it says which and something else."""
    pool = np.full(cells, -1, dtype=np.int64)
    for number, (base, places, steps) in enumerate(keys):
        end = keys[number + 1][0] if number + 1 < len(keys) else cells
        for place, step in zip(places, steps, strict=True):
            if place.family != pooled or len(places) < 2:
                continue
            pools = [{int(pool_of[v]) for v, g in enumerate(place.groups) if g == each} for each in range(place.size)]
            of_group = np.array([next(iter(each)) if len(each) == 1 else -1 for each in pools])
            pool[base:end] = of_group[(np.arange(end - base) // step) % place.size]
    return pool


def ordered(people: Any, pooled: int, pool_of: Any) -> dict[str, Any]:
    """People by the pool they are drawn from, and where each pool begins."""
    if pooled < 0:
        return {"start": np.array([0, len(people)], dtype=np.int64), "order": np.arange(len(people), dtype=np.int64)}
    pools = pool_of[people[:, pooled]]
    counts = np.bincount(pools, minlength=int(pool_of.max()) + 1)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return {"start": start, "order": np.argsort(pools, kind="stable").astype(np.int64)}
