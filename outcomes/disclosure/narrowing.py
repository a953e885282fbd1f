"""How much a number of people allows: the same programme, with fewer dimensions in its tables, or fewer tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outcomes.disclosure.programme import ACHIEVED, AREAS, HEADLINE, STATUS, Programme, Table
from outcomes.disclosure.rulebook import SMALLEST_FOR_CROSSED, SMALLEST_FOR_GROUPS, SMALLEST_FOR_THREE

TOTALS, ALONE = "totals", "headline"
MOST_LEFT_OUT = 3  # tables, one after another, before the next smaller programme is tried


@dataclass(frozen=True)
class Step:
    """A programme to try. `least` and `most`: what the choice of it says about the number of people."""

    programme: Programme
    least: int
    most: float
    left_out: int = 0

    def without(self, table: str) -> "Step | None":
        """Give the same programme without one table that could not be made safe; None where that is not tried."""
        tables = tuple(each for each in self.programme.tables if each.key != table)
        if table in ("", HEADLINE) or len(tables) < 2 or self.left_out >= MOST_LEFT_OUT:
            return None
        return replace(self, programme=replace(self.programme, tables=tables), left_out=self.left_out + 1)


def steps(programmes: Sequence[Programme], people: int) -> Iterator[Step]:
    """Give what may be tried for so many people, fullest first: each given programme, totals, the headline alone.

    That a fuller one was not safe says nothing about the number; that none was allowed does.
    """
    tried: list[tuple[Table, ...]] = []
    for programme in (*programmes, *(fallback(programmes[0], name) for name in (TOTALS, ALONE))):
        narrowed = narrow(programme, people)
        if narrowed.tables and narrowed.tables not in tried:
            tried.append(narrowed.tables)
            least = max(_least(table) for table in narrowed.tables)
            yield Step(narrowed, least, _most(programme, narrowed, people))


def _most(programme: Programme, narrowed: Programme, people: int) -> float:
    """Give the largest number of people for which the same tables would be tried."""
    sizes = (SMALLEST_FOR_GROUPS, SMALLEST_FOR_CROSSED, SMALLEST_FOR_THREE)
    return next((size - 1 for size in sizes if size > people and narrow(programme, size) != narrowed), float("inf"))


def fallback(programme: Programme, name: str) -> Programme:
    """Give the part of a programme without any groups (`totals`), or the headline alone."""
    tables = [table for table in programme.tables if table.key == HEADLINE or (name == TOTALS and _is_total(table))]
    return replace(programme, name=name, tables=tuple(tables))


def _is_total(table: Table) -> bool:
    return set(table.dims) <= {table.share, STATUS}


def narrow(programme: Programme, people: int) -> Programme:
    """Give the programme with every table cut to what this many people allow."""
    tables: dict[tuple[str, tuple[str, ...], str], Table] = {}
    for table in programme.tables:
        cut = _cut(table, people)
        if cut is not None:
            tables.setdefault((cut.key, cut.dims, cut.among), cut)
    return replace(programme, tables=tuple(tables.values()))


def _cut(table: Table, people: int) -> Table | None:
    """Leave a table as it is, take the share out of it (and the means of whoever is in it), or leave it out."""
    if people >= _least(table):
        return table
    without = replace(table, dims=tuple(dim for dim in table.dims if dim != table.share), share="", scales=())
    return without if without.dims and STATUS not in table.dims and people >= _least(without) else None


def _least(table: Table) -> int:
    """Give how many people a table needs: by how many dimensions it has, and how many of them are not places."""
    if table.key == HEADLINE and table.dims == (ACHIEVED,):
        return 0
    besides = sum(dim not in AREAS for dim in table.dims)
    if besides > 2:
        return SMALLEST_FOR_THREE
    return SMALLEST_FOR_CROSSED if len(table.dims) > 1 else SMALLEST_FOR_GROUPS
