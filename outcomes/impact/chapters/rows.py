"""The rows of a published table, in the order of its definition, each with what the release says of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import ACHIEVED, YES, Category
from outcomes.impact.book import Book
from outcomes.impact.charts.interval_dots import Group


@dataclass(frozen=True)
class Row:
    """One group: its people, and who of them reached an outcome; or one part of a table, and its share of it."""

    key: str
    name: str
    at: Mapping[str, str]
    people: PublishedFigure | None
    reached: PublishedFigure | None = None
    percent: PublishedFigure | None = None
    low: PublishedFigure | None = None
    high: PublishedFigure | None = None
    whole: PublishedFigure | None = None  # where the row is a part of its table: everybody in the table

    @property
    def group(self) -> Group:
        """The row as a chart of ranges takes it."""
        return Group(self.name, self.low, self.percent, self.high)

    @property
    def ends(self) -> tuple[float, float] | None:
        """The ends of its range, or None where none is shown."""
        low, high = (None if each is None else each.number for each in (self.low, self.high))
        return None if low is None or high is None else (float(low), float(high))


def people_of(book: Book, table: str, at: Mapping[str, str] | None = None) -> PublishedFigure | None:
    """How many there are at one place of a table; its counts carry what the table is about."""
    found = book.table(table)
    return None if found is None else book.figure(table, at, measure=found.measure)


def row_of(book: Book, table: str, at: Mapping[str, str], key: str = "", name: str = "") -> Row:
    """What a table says at one place: its people, and the share of them that reached, or their share of the table."""
    found = book.table(table)
    share = found.share if found is not None else ""
    people = people_of(book, table, at)
    if share in at:
        whole = people_of(book, table, {dim: each for dim, each in at.items() if dim != share})
        percent, low, high = _shares(book, table, at)
        return Row(key, name, dict(at), people, None, percent, low, high, whole)
    there = {**at, ACHIEVED: YES}
    return Row(key, name, dict(at), people, people_of(book, table, there), *_shares(book, table, there))


def _shares(book: Book, table: str, at: Mapping[str, str]) -> Iterator[PublishedFigure | None]:
    found = book.table(table)
    measure = "" if found is None else found.measure
    for statistic in (Statistic.PERCENT, Statistic.PERCENT_LOW, Statistic.PERCENT_HIGH):
        yield book.figure(table, at, statistic, measure=measure)


def rows_of(book: Book, table: str, dim: str = "") -> tuple[Row, ...]:
    """A row for every listed group of a table's first dimension; none where the release has no such table."""
    found = book.table(table)
    if found is None:
        return ()
    dim = dim or found.dims[0]
    return tuple(row_of(book, table, {dim: each.key}, each.key, each.label) for each in book.dimension(dim).listed())


def crossed_rows(book: Book, table: str, dims: tuple[str, str]) -> Iterator[tuple[Category, tuple[Row, ...]]]:
    """The rows of a table of two dimensions, under each group of the first."""
    first, second = (book.dimension(each) for each in dims)
    for outer in first.listed():
        inner = (({first.key: outer.key, second.key: each.key}, each) for each in second.listed())
        yield outer, tuple(row_of(book, table, at, each.key, each.label) for at, each in inner)


def apart(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Every two groups whose ranges do not meet, in the order of the definition: all that can be told apart."""
    shown = [(row, row.ends) for row in rows if row.ends is not None]
    return [
        (one, two)
        for (one, first), (two, second) in combinations(shown, 2)
        if first and second and (first[1] < second[0] or second[1] < first[0])
    ]
