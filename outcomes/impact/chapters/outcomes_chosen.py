"""The first chapters: who reached an outcome of their own choosing, how far they moved, and what they chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure
from outcomes.impact.book import Book
from outcomes.impact.chapters.rows import Row, people_of, row_of, rows_of
from outcomes.impact.charts.ladder import Chosen, Ladder, ladder
from outcomes.impact.charts.paper import Paper
from outcomes.impact.charts.shape_bar import Part, shape_bar


@dataclass(frozen=True)
class Shape:
    """How far they moved: everybody who could be compared, the parts, and the bar."""

    people: PublishedFigure | None
    rows: tuple[Row, ...]
    bar: Sequence[Part]

    @property
    def by_key(self) -> dict[str, str]:
        """What is shown of each of the four parts, for a sentence; nothing where the parts are others."""
        shown = {row.key: row.people.shown for row in self.rows if row.people is not None}
        return shown if shown.keys() == {"further", "same", "closer", "much_closer"} else {}


@dataclass(frozen=True)
class Goals:
    """What they chose, by kind of outcome, and the ladder of it."""

    rows: tuple[Row, ...]
    ladder: Ladder


def headline(book: Book) -> Row:
    """The headline: everybody in the figure, and who of them reached an outcome they chose."""
    return row_of(book, "headline", {})


def shape(book: Book, paper: Paper, table: str = "shape") -> Shape | None:
    """The shape of change, or None where the release has none."""
    rows = rows_of(book, table)
    if not rows:
        return None
    people = people_of(book, table)
    return Shape(people, rows, shape_bar([row.people for row in rows if row.people is not None], people, paper))


def goals(book: Book, paper: Paper) -> Goals | None:
    """The outcomes they chose, by kind, or None where the release has no such table."""
    rows, everybody = rows_of(book, "cluster"), headline(book).people
    if not rows or everybody is None:
        return None
    return Goals(rows, ladder([Chosen(row.name, row.people, row.reached) for row in rows], everybody, paper))
