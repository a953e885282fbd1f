"""A release as it is read: published figures and the words around them, and nothing that was not published.

Pages, charts and exports take a Book; nobody makes figures for one but the disclosure engine and the release tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Dimension, Scale, Table
from outcomes.disclosure.published import Published

ADDED_UP = "added_up"  # the programme of a year that is the sum of what its quarters published


@dataclass(frozen=True)
class Book:
    """One published release. `rules`: the rulebook it was made by; `report`: the audit that let it out."""

    number: int
    title: str
    place: str
    opens_on: date
    closes_on: date
    published_on: date
    programme: str
    dimensions: tuple[Dimension, ...]
    tables: tuple[Table, ...]
    scales: tuple[Scale, ...]
    figures: tuple[Published, ...]
    rules: Mapping[str, str | int | float]
    report: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_added_up(self) -> bool:
        """Whether nobody was counted for it: each of its counts is a sum of published ones."""
        return self.programme == ADDED_UP

    @cached_property
    def _by_place(self) -> dict[object, PublishedFigure]:
        return {each.place: each.figure for each in self.figures}

    def figure(
        self,
        table: str,
        at: Mapping[str, str] | None = None,
        statistic: Statistic = Statistic.PEOPLE,
        *,
        measure: str = "",
        wave: str = "",
    ) -> PublishedFigure | None:
        """The figure at this place, or None where the release says nothing there."""
        return self._by_place.get((table, tuple(sorted((at or {}).items())), measure, wave, statistic))

    def table(self, key: str) -> Table | None:
        """The table with this key, or None where the programme left it out."""
        return next((table for table in self.tables if table.key == key), None)

    def dimension(self, key: str) -> Dimension:
        """The dimension with this key. :raise KeyError: when the release has none."""
        return {each.key: each for each in self.dimensions}[key]

    def of_table(self, key: str) -> Iterator[Published]:
        """Every figure of a table, in the order it was published."""
        return (each for each in self.figures if each.table == key)
