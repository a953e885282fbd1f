"""What every download of a release is made from: the published tables as rows, with their names and symbols."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outcomes.disclosure.figure import HIDDEN, published
from outcomes.impact.release import Sheet

SYMBOLS = {
    HIDDEN: "Hidden so that no one can be picked out. Nought to nine, or a number that would give one of those away.",
    "few": "Under ten.",
    "nearly all": "All but fewer than ten.",
}
NOTES = (
    "This says what young people told us. It does not say what caused it.",
    "These are the young people who answered. They are not all young people in the area.",
    "Counts are rounded to the nearest 5, so they may not add up. Percentages come from the rounded counts.",
    "Saying no is a choice. A high or low number here is not a mark for a service.",
)


@dataclass(frozen=True)
class Book:
    """A release as it is downloaded. `rules` is the rulebook it was made by."""

    number: int
    title: str
    place: str
    opens_on: date
    closes_on: date
    published_on: date
    programme: str
    rules: dict[str, str | int | float]
    sheets: tuple[Sheet, ...]

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Return (table, row, label, statistic, value) of every published figure, in the order of the page."""
        for sheet in self.sheets:
            for line in sheet.lines:
                for statistic, figure in line.figures.items():
                    yield sheet.key, line.key, line.label, statistic.value, published(figure).text
