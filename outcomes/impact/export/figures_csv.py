"""`figures.csv`: every published figure of a release, one to a row, with its place in columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from outcomes.disclosure.published import ALL, Published
from outcomes.impact.book import Book
from outcomes.impact.export.words import harmless, marker_of

BEFORE = ("release", "table", "measure", "wave", "statistic")
AFTER = ("value", "marker")


def header(book: Book) -> tuple[str, ...]:
    """The columns: one for each dimension of the release between where a figure stands and what it says."""
    return (*BEFORE, *(each.key for each in book.dimensions), *AFTER)


def figures_csv(book: Book) -> str:
    """The file. Its bytes depend on the published release alone."""
    return as_csv(header(book), (row(book, each) for each in book.figures))


def row(book: Book, each: Published) -> tuple[str, ...]:
    """One figure as a row: a number in `value`, or a symbol in `marker`, never both."""
    marker = marker_of(each.figure)
    at = (each.at.get(dimension.key, ALL) for dimension in book.dimensions)
    stands = (str(book.number), each.table, each.measure, each.wave, each.statistic.value)
    return (*stands, *at, "" if marker else each.figure.text, marker)


def as_csv(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Rows as CSV (RFC 4180). What begins like a formula and is no number is kept from being one."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in each] for each in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return cell if _is_number(cell) else harmless(cell)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal() and cell.isascii()
