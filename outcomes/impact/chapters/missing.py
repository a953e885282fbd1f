"""Who is missing: everybody the services knew, what became of each, and the same by group."""

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import COUNTED, STATUS
from outcomes.impact.book import Book
from outcomes.impact.chapters.rows import Row, rows_of
from outcomes.impact.charts.flow import Flow, Stage, flow
from outcomes.impact.charts.paper import Paper
from outcomes.impact.labels import LABELS

TABLE = "coverage"
IN_PARTS = "coverage_in_parts"  # in its place, where no count of the missing was safe


@dataclass(frozen=True)
class Missing:
    """The chapter: who was known, who is in the figure, every reason in between, and the chart of it."""

    known: PublishedFigure
    counted: PublishedFigure | None
    rows: tuple[Row, ...]
    flow: Flow


@dataclass(frozen=True)
class Known:
    """The same in a line: known and counted; or, where those are not told, how many in a hundred are counted."""

    known: PublishedFigure | None
    counted: PublishedFigure | None
    part: PublishedFigure | None


@dataclass(frozen=True)
class ByGroup:
    """Known and counted for each group of one dimension."""

    table: str
    label: str
    rows: tuple[tuple[str, PublishedFigure | None, PublishedFigure | None], ...]


def missing(book: Book, paper: Paper) -> Missing | None:
    """The chapter, or None where the release does not say who is missing."""
    known, rows = book.figure(TABLE), rows_of(book, TABLE)
    if known is None:
        return None
    stages = [Stage(row.name, row.people, row.key == COUNTED) for row in rows]
    counted = book.figure(TABLE, {STATUS: COUNTED}) or book.figure("headline")
    return Missing(known, counted, rows, flow(Stage(LABELS["known"], known, True), stages, paper))


def known_of(book: Book) -> Known:
    """How many the services knew and how many of them are in the figures, as a line beside others says it."""
    part = book.figure(IN_PARTS, {STATUS: COUNTED}, Statistic.PART)
    return Known(book.figure(TABLE), book.figure(TABLE, {STATUS: COUNTED}), part)


def in_parts(book: Book) -> tuple[tuple[str, PublishedFigure], ...]:
    """How many in a hundred of those who were known, for each thing that can have become of them; often none."""
    table = book.table(IN_PARTS)
    rows = book.dimension(STATUS).listed() if table is not None else ()
    found = ((row.label, book.figure(IN_PARTS, {STATUS: row.key}, Statistic.PART)) for row in rows)
    return tuple((label, figure) for label, figure in found if figure is not None)


def by_group(book: Book) -> Iterator[ByGroup]:
    """Who is missing by group, one table for each way the release splits them."""
    for table in book.tables:
        if table.key.startswith(f"{TABLE}_by_"):
            dim = book.dimension(next(each for each in table.dims if each != STATUS))
            rows = tuple(
                (
                    group.label,
                    book.figure(table.key, {dim.key: group.key}),
                    book.figure(table.key, {dim.key: group.key, STATUS: COUNTED}),
                )
                for group in dim.listed()
            )
            yield ByGroup(table.key, dim.label, rows)
