"""The groups of people that a programme could say something about: each once, however many tables show it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from operator import itemgetter, methodcaller

from outcomes.disclosure.programme import STATUS, Dimension, Programme, Record, Table

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """Everybody who is, in each dimension of `where`, in one of these categories."""

    where: Where

    @property
    def dims(self) -> tuple[str, ...]:
        """The dimensions that matter to who is in it."""
        return tuple(dim for dim, _ in self.where)

    def holds(self, at: Mapping[str, str]) -> bool:
        """Say whether somebody with these categories is in it."""
        return all(at[dim] in categories for dim, categories in self.where)


@dataclass(frozen=True)
class Position:
    """A place in a table, and the group of people it is about."""

    table: Table
    at: tuple[tuple[str, str], ...]
    cell: Cell


class Layout:
    """Every position of a programme, and the groups behind them."""

    def __init__(self, programme: Programme) -> None:
        """Lay out `programme`."""
        self.programme = programme
        self.dimensions = {each.key: each for each in programme.dimensions}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Every position of every table, in the order they are published."""
        return tuple(place for table in self.programme.tables for place in self._positions(table))

    def _positions(self, table: Table) -> Iterator[Position]:
        rows = [(None, *(category.key for category in self.dimensions[dim].listed())) for dim in table.dims]
        for chosen in product(*rows):
            at = tuple((dim, key) for dim, key in zip(table.dims, chosen, strict=True) if key is not None)
            cell = self.cell(table, dict(at))
            if cell is not None:
                yield Position(table, at, cell)

    def cell(self, table: Table, at: Mapping[str, str]) -> Cell | None:
        """Give the group at a position; None where nobody can be (a ward of another borough)."""
        where: dict[str, tuple[str, ...]] = {dim: (key,) for dim, key in at.items()}
        if table.among:
            where[STATUS] = (table.among,)
        if table.share in table.dims and table.share not in at:
            where[table.share] = tuple(each.key for each in self.dimensions[table.share].listed())
        return self.named(where)

    def rest(self, position: Position) -> Cell | None:
        """Give who is in the margin of the share, but not in this category of it; None where that is no outcome."""
        share, at = position.table.share, dict(position.at)
        if share not in at or share == STATUS:
            return None
        others = tuple(each.key for each in self.dimensions[share].listed() if each.key != at[share])
        found = self.cell(position.table, {dim: key for dim, key in at.items() if dim != share})
        return self.named(dict(found.where) | {share: others}) if found and others else None

    def named(self, where: Mapping[str, Sequence[str]]) -> Cell | None:
        """Give a group its one name: without what goes without saying."""
        kept = {dim: tuple(sorted(keys)) for dim, keys in where.items() if not self._everybody(dim, keys)}
        for dim in list(kept):
            above = self.dimensions[dim].within
            if above in kept and len(kept[dim]) == 1:
                parent = next(each.parent for each in self.dimensions[dim].categories if each.key == kept[dim][0])
                if parent and parent not in kept[above]:
                    return None
                if parent:
                    del kept[above]
        return Cell(tuple(sorted(kept.items())))

    def _everybody(self, dim: str, keys: Sequence[str]) -> bool:
        return {each.key for each in self.dimensions[dim].categories} <= set(keys)


def fits(one: str, other: str, dimensions: Mapping[str, Dimension], at: Mapping[str, str]) -> bool:
    """Say whether the category of `one` lies in that of `other`, where one refines the other."""
    if dimensions[one].within != other:
        return True
    parent = next(each.parent for each in dimensions[one].categories if each.key == at[one])
    return parent in ("", at[other])


def check(records: Iterable[Record], dimensions: Mapping[str, Dimension]) -> None:
    """Refuse records that are not in exactly one known category of every dimension."""
    keys = {key: {each.key for each in dimension.categories} for key, dimension in dimensions.items()}
    everybody = [record.at for record in records]
    for dim, known in keys.items():
        if not known.issuperset(map(methodcaller("get", dim), everybody)):
            raise ValueError(f"Every record needs a category of {dim!r} that the programme knows.")
    for dim, above in ((dim, dimensions[dim].within) for dim in keys if dimensions[dim].within in keys):
        for pair in set(map(itemgetter(dim, above), everybody)):
            if not fits(dim, above, dimensions, dict(zip((dim, above), pair, strict=True))):
                raise ValueError(f"A record lies in a {dim} that is not in its {above}.")


def count(records: Sequence[Record], cells: Iterable[Cell]) -> dict[Cell, int]:
    """Count everybody in every cell, reading the records once for each set of dimensions."""
    by_dims: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        by_dims.setdefault(cell.dims, []).append(cell)
    found: dict[Cell, int] = {}
    everybody = [record.at for record in records]
    for dims, group in by_dims.items():
        tally = _tally(everybody, dims)
        for cell in group:
            found[cell] = sum(tally[keys] for keys in product(*(keys for _, keys in cell.where)))
    return found


def _tally(everybody: Sequence[Mapping[str, str]], dims: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    """Count everybody by their categories of some dimensions: of a million, so without a step of ours for each."""
    if not dims:
        return Counter({(): len(everybody)})
    tally = Counter(map(itemgetter(*dims), everybody))
    return tally if len(dims) > 1 else Counter({(key,): count for key, count in tally.items()})
