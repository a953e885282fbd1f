"""A shape: everybody in one bar, split in the order of the definition. What is hidden is one hollow rest at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import HIDDEN, PublishedFigure, published
from outcomes.impact.charts.paper import Paper

GAP, EDGE = 0.6, 0.3  # per cent between two parts, and at each end
ROOM_FOR_NUMBER = 9.0  # a part shorter than this has its number in the table alone
REST = -1  # the index of all hidden parts together


@dataclass(frozen=True)
class Part:
    """One part of the bar. `index`: its place among all parts, which is its colour and its pattern; or REST."""

    start: float
    length: float
    number_at: float
    text: str
    index: int

    @property
    def is_rest(self) -> bool:
        """Whether this is what is hidden."""
        return self.index == REST


def shape_bar(parts: Sequence[PublishedFigure], whole: PublishedFigure | None, paper: Paper) -> list[Part]:
    """Return each part that is shown as its share of `whole`, and the rest; nothing where no part is shown.

    Without a rest, two parts of four would look like everybody. :raise TypeError: for raw numbers.
    """
    shown = [(index, published(part)) for index, part in enumerate(parts) if published(part).number is not None]
    sizes = [(index, float(part.number or 0), part.text) for index, part in shown]
    everybody = max(sum(size for _, size, _ in sizes), float((whole and published(whole).number) or 0))
    rest = everybody - sum(size for _, size, _ in sizes)
    if rest and shown and len(shown) < len(parts):
        sizes.append((REST, rest, f"[{HIDDEN}]"))
    filled = sum(size for _, size, _ in sizes)
    room = 100 - 2 * EDGE - GAP * (len(sizes) - 1)
    placed, start = [], EDGE
    for index, size, said in sizes:
        length = room * size / filled if filled else 0.0
        at, long = paper.box(start, length)
        text = said if length >= ROOM_FOR_NUMBER else ""
        placed.append(Part(at, long, round(at + long / 2, 2), text, index))
        start += length + GAP
    return placed
