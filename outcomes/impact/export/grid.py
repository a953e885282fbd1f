"""The tables of a release as people lay them out: a row for each group, a column for each statistic, no empty cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Dimension, Table
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book
from outcomes.impact.export.words import NOT_APPLICABLE, measures_of, named, names_of, waves_of
from outcomes.impact.labels import WAVES

Cell = str | Decimal
EVERYBODY = "All"


@dataclass(frozen=True)
class Grid:
    """One table: unique headings, rows of the same length, a number or a symbol or words in each cell."""

    key: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def grids(book: Book) -> Iterator[Grid]:
    """Every table that has a figure, in the order of the release."""
    for table in book.tables:
        figures = list(book.of_table(table.key))
        if figures:
            yield _grid(book, table, figures)


def _grid(book: Book, table: Table, figures: list[Published]) -> Grid:
    dims = [book.dimension(key) for key in table.dims]
    statistics = [each for each in Statistic if any(figure.statistic is each for figure in figures)]
    timed, measured = (any(each.wave for each in figures), any(each.measure for each in figures))
    measures, waves, names = measures_of(book), waves_of(book), [names_of(book, each) for each in dims]
    by_row: dict[tuple[str, ...], dict[Statistic, PublishedFigure]] = {}
    for each in figures:
        place = (*(each.at.get(dim.key, "") for dim in dims), each.measure, each.wave)
        by_row.setdefault(place, {})[each.statistic] = each.figure
    extra = [name for name, there in (("Measure", measured), ("When", timed)) if there]
    heads = tuple(_unique([each.label for each in dims] + extra + [named(each) for each in statistics]))
    rows = []
    for place in _in_order(dims, by_row, figures):
        labels = [name.get(key, EVERYBODY) for name, key in zip(names, place, strict=False)]
        labels += [measures.get(place[-2], "People")] * measured + [waves.get(place[-1], "Both times")] * timed
        rows.append((*labels, *(cell_of(by_row[place].get(each)) for each in statistics)))
    return Grid(table.key, table.title, table.note, heads, tuple(rows))


def _in_order(
    dims: list[Dimension], by_row: Mapping[tuple[str, ...], object], figures: list[Published]
) -> list[tuple[str, ...]]:
    """Margins first, then the groups in the order they were decided in: never by what was found."""
    measures = list(dict.fromkeys(each.measure for each in figures))
    waves = ["", *WAVES, *sorted({each.wave for each in figures} - set(WAVES))]
    keys = [["", *(each.key for each in dim.listed())] for dim in dims]
    order = [{key: at for at, key in enumerate(each)} for each in (*keys, measures, waves)]
    return sorted(by_row, key=lambda place: [of[key] for of, key in zip(order, place, strict=True)])


def cell_of(figure: PublishedFigure | None) -> Cell:
    """What stands in a spreadsheet's cell: the number, or a symbol in brackets."""
    if figure is None:
        return f"[{NOT_APPLICABLE}]"
    return figure.number if figure.number is not None else f"[{figure.text.replace('_', ' ')}]"


def _unique(heads: list[str]) -> Iterator[str]:
    """Headings that differ, as a marked-up table asks."""
    seen: dict[str, int] = {}
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        yield head if seen[head] == 1 else f"{head} ({seen[head]})"
