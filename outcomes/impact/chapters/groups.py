"""Differences: groups beside each other, each with the range it could be in; no rank, no claim where they overlap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outcomes.disclosure.programme import ACHIEVED, STATUS, Category, Table
from outcomes.impact.book import Book
from outcomes.impact.chapters.rows import Row, apart, crossed_rows, rows_of
from outcomes.impact.charts.interval_dots import IntervalDots, interval_dots
from outcomes.impact.charts.paper import Paper

OF_PEOPLE = ("age", "gender", "ethnicity")
OF_PLACES = ("region", "borough", "deprivation")


@dataclass(frozen=True)
class Groups:
    """One way of splitting: its rows, its chart, and which groups can be told apart."""

    key: str
    label: str
    rows: tuple[Row, ...]
    dots: IntervalDots | None
    pairs: tuple[tuple[Row, Row], ...]

    @property
    def ranges(self) -> int:
        """How many of its groups have a range: of two there is something to compare."""
        return sum(row.ends is not None for row in self.rows)


@dataclass(frozen=True)
class Crossed:
    """Two ways of splitting at once: the rows under each group of the first."""

    key: str
    title: str
    parts: tuple[tuple[Category, tuple[Row, ...]], ...]
    with_reached: bool


def groups(book: Book, keys: Iterable[str], paper: Paper) -> Iterator[Groups]:
    """Each of these ways of splitting that the release has, in the order given."""
    for key in keys:
        table = book.table(key)
        if table is None:
            continue
        rows = rows_of(book, key)
        dots = interval_dots([row.group for row in rows], paper) if ACHIEVED in table.dims else None
        yield Groups(key, book.dimension(key).label, rows, dots, tuple(apart(rows)))


def crossed(book: Book, among: Iterable[str]) -> Iterator[Crossed]:
    """Tables of two ways at once, both of them among these, or one of them."""
    wanted = frozenset(among)
    for table in book.tables:
        dims = ways_of(table)
        if len(dims) == 2 and wanted.issuperset(dims):
            parts = tuple(crossed_rows(book, table.key, (dims[0], dims[1])))
            yield Crossed(table.key, table.title, parts, ACHIEVED in table.dims)


def is_of_places(cross: Crossed) -> bool:
    """Whether one of its two ways is a place."""
    return any(cross.key.startswith(place) for place in OF_PLACES)


def boroughs(book: Book) -> list[Category]:
    """The boroughs whose wards this release shows, in its order."""
    if book.table("ward") is None or not any(each.key == "borough" for each in book.dimensions):
        return []
    held = {each.parent for each in book.dimension("ward").listed()}
    return [each for each in book.dimension("borough").listed() if each.key in held]


def ways_of(table: Table) -> tuple[str, ...]:
    """The ways a table splits people, whether they reached an outcome left aside; none for who is missing."""
    return () if STATUS in table.dims else tuple(dim for dim in table.dims if dim != ACHIEVED)


def wards_of(book: Book, borough: str) -> tuple[Row, ...]:
    """The rows of the wards that lie in one borough."""
    if book.table("ward") is None:
        return ()
    here = {each.key for each in book.dimension("ward").listed() if each.parent == borough}
    return tuple(row for row in rows_of(book, "ward") if row.key in here)
