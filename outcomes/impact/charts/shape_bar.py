"""A shape: everybody in one bar, split in the order of the definition. What is hidden has no length and no gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published
from outcomes.impact.charts.paper import Paper

GAP, EDGE = 0.6, 0.3  # per cent between two parts, and at each end
ROOM_FOR_NUMBER = 9.0  # a part shorter than this has its number in the table alone


@dataclass(frozen=True)
class Part:
    """One part of the bar. `index`: its place among all parts, hidden ones too, which is its colour and its pattern."""

    start: float
    length: float
    number_at: float
    text: str
    index: int


def shape_bar(parts: Sequence[PublishedFigure], paper: Paper) -> list[Part]:
    """Return a part for each that is shown, together as wide as the chart. :raise TypeError: for raw numbers."""
    shown = [(index, published(part)) for index, part in enumerate(parts) if published(part).number is not None]
    whole = sum(float(part.number or 0) for _, part in shown)
    room = 100 - 2 * EDGE - GAP * (len(shown) - 1)
    placed, start = [], EDGE
    for index, part in shown:
        length = room * float(part.number or 0) / whole if whole else 0.0
        at, long = paper.box(start, length)
        text = part.text if length >= ROOM_FOR_NUMBER else ""
        placed.append(Part(at, long, round(at + long / 2, 2), text, index))
        start += length + GAP
    return placed
