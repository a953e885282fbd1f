"""A map of wards: each with its number in the table beside it, in a class of a scale that is fixed beforehand.

A place whose figure is hidden is hatched; why it is hidden does not show. The shapes come from the area itself, made
coarse once (outcomes/areas); nothing of a figure can move them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, published

SIDE = 1000.0  # the map is drawn in a square, so that places keep their shape at any width
PERCENT_CLASSES = (0, 25, 50, 75)  # lowest of each class, in per cent who reached
PEOPLE_CLASSES = (10, 25, 50, 100)  # lowest of each class, in young people in the figure
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Place:
    """One place: its code, and the figure that decides its class."""

    code: str
    figure: PublishedFigure | None


@dataclass(frozen=True)
class Area:
    """One place as drawn. `shade` 0 is hatched; `number` is its row in the table. x and y in per cent of the square."""

    number: int
    path: str
    shade: int
    x: float
    y: float


@dataclass(frozen=True)
class WardMap:
    """The whole map: where to look (`view`), its areas, and what each shade means."""

    view: str
    areas: tuple[Area, ...]
    legend: tuple[tuple[int, str], ...]
    source: str


def shade_of(figure: PublishedFigure | None, classes: Sequence[int]) -> int:
    """The class of a figure from 1 up; 0 where a symbol stands for it."""
    number = None if figure is None else published(figure).number
    return 0 if number is None else sum(number >= least for least in classes)


def ward_map(
    places: Sequence[Place], shapes: Mapping[str, str], classes: Sequence[int], legend: Sequence[str], source: str
) -> WardMap | None:
    """Return the map of those places that have a shape, or None where none has. :raise TypeError: for raw numbers.

    `shapes`: SVG path data by code. `legend`: words for what is hidden, then for each class.
    """
    drawn = [(i, place, box_of(shapes[place.code])) for i, place in enumerate(places, 1) if place.code in shapes]
    if not drawn:
        return None
    left, top, side = _square([box for _, _, box in drawn])
    areas = tuple(
        Area(
            number,
            shapes[place.code],
            shade_of(place.figure, classes),
            round(100 * ((box[0] + box[2]) / 2 - left) / side, 1),
            round(100 * ((box[1] + box[3]) / 2 - top) / side, 1),
        )
        for number, place, box in drawn
    )
    view = f"{left:g} {top:g} {side:g} {side:g}"
    return WardMap(view, areas, tuple(enumerate(legend)), source)


def box_of(path: str) -> tuple[float, float, float, float]:
    """The box around a path of absolute points."""
    numbers = [float(each) for each in _NUMBER.findall(path)]
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def _square(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float]:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    wide, high = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    side = max(wide, high, 1.0) * 1.02
    return round(left - (side - wide) / 2, 1), round(top - (side - high) / 2, 1), round(side, 1)
