"""Where a published figure stands: its table, the category of each dimension, and what it says of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes.disclosure.figure import PublishedFigure, Statistic

ALL = "All"  # the margin of a dimension, in every export


@dataclass(frozen=True)
class Published:
    """One figure with its place. A dimension that is not in `at` is its margin: everybody."""

    table: str
    figure: PublishedFigure
    at: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""
    wave: str = ""

    @property
    def statistic(self) -> Statistic:
        """What the figure counts or averages."""
        return self.figure.statistic

    @property
    def place(self) -> tuple[str, tuple[tuple[str, str], ...], str, str, Statistic]:
        """What no two figures of a release share."""
        return self.table, tuple(sorted(self.at.items())), self.measure, self.wave, self.statistic
