"""A map of wards: each with its number in the table beside it, in a class of a scale that is fixed beforehand.

A place whose figure is hidden is hatched; why it is hidden does not show. The shapes come from the area itself, made
coarse once (outcomes/areas); nothing of a figure can move them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from outcomes.disclosure.figure import PublishedFigure, published

PERCENT_CLASSES = (0, 25, 50, 75)  # lowest of each class, in per cent who reached
PEOPLE_CLASSES = (10, 25, 50, 100)  # lowest of each class, in young people in the figure
Box = tuple[float, float, float, float]
SHAPES = {"wide": 3 / 2, "": 1.0, "tall": 2 / 3}  # of a map, by how wide it is for its height
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Place:
    """One place: its code, and the figure that decides its class."""

    code: str
    figure: PublishedFigure | None


@dataclass(frozen=True)
class Area:
    """One place as drawn. `shade` 0 is hatched; `number` is its row in the table."""

    number: int
    path: str
    shade: int


@dataclass(frozen=True)
class Label:
    """A name on the map, in the middle of what it names."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class WardMap:
    """The whole map: where to look (`view`), its areas, their labels, and what each shade means.

    It is a square, or wide, or tall, as the area is: its outline is known to everybody.
    """

    view: str
    shape: str
    areas: tuple[Area, ...]
    labels: tuple[Label, ...]
    legend: tuple[tuple[int, str], ...]
    source: str


def shade_of(figure: PublishedFigure | None, classes: Sequence[int]) -> int:
    """The class of a figure from 1 up; 0 where a symbol stands for it."""
    number = None if figure is None else published(figure).number
    return 0 if number is None else sum(number >= least for least in classes)


def ward_map(
    places: Sequence[Place],
    shapes: Mapping[str, str],
    classes: Sequence[int],
    legend: Sequence[str],
    source: str,
    within: Mapping[str, str] | None = None,
) -> WardMap | None:
    """Return the map of those places that have a shape, or None where none has. :raise TypeError: for raw numbers.

    `shapes`: SVG path data by code. `legend`: words for what is hidden, then for each class. Each place carries its
    number in the table; or, with `within`, the name of what holds it stands once over all of those together.
    """
    drawn = [(i, place, box_of(shapes[place.code])) for i, place in enumerate(places, 1) if place.code in shapes]
    if not drawn:
        return None
    shape, frame = _frame([box for _, _, box in drawn])
    areas = tuple(Area(number, shapes[at.code], shade_of(at.figure, classes)) for number, at, _ in drawn)
    held: dict[str, list[Box]] = {}
    for number, place, box in drawn:
        held.setdefault(within[place.code] if within else str(number), []).append(box)
    labels = tuple(_label(name, _around(boxes), frame) for name, boxes in held.items())
    view = " ".join(f"{each:g}" for each in frame)
    return WardMap(view, shape, areas, labels, tuple(enumerate(legend)), source)


def _label(name: str, box: Box, frame: Box) -> Label:
    across, down = (box[0] + box[2]) / 2 - frame[0], (box[1] + box[3]) / 2 - frame[1]
    return Label(name, round(100 * across / frame[2], 1), round(100 * down / frame[3], 1))


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def box_of(path: str) -> Box:
    """The box around a path of absolute points."""
    numbers = [float(each) for each in _NUMBER.findall(path)]
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def _frame(boxes: Sequence[Box]) -> tuple[str, Box]:
    """Where to look: left, top, width and height, a little larger than the boxes, in the shape that fits best."""
    left, top, right, foot = _around(boxes)
    wide, high = max(right - left, 1.0) * 1.02, max(foot - top, 1.0) * 1.02
    shape, ratio = min(SHAPES.items(), key=lambda each: abs(log(each[1] * high / wide)))
    width = max(wide, high * ratio)
    height = width / ratio
    corner = ((left + right - width) / 2, (top + foot - height) / 2)
    return shape, (round(corner[0], 1), round(corner[1], 1), round(width, 1), round(height, 1))
