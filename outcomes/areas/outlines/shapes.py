"""Wards from GeoJSON as paths of a drawing: placed on a plane, made simpler, in whole units with north up.

Pure. A map says where; it is not for measuring. Longitudes are drawn shorter by the cosine of the middle latitude.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

LONG_SIDE = 1000  # units
TOLERANCE = 0.8  # units: what may be lost of a line, less than a screen shows
CODE_NAMES = ("area_code", "WD22CD", "WD23CD", "WD24CD", "wd22cd", "wd24cd", "code")
NAME_NAMES = ("area_name", "WD22NM", "WD23NM", "WD24NM", "wd22nm", "wd24nm", "name")
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Shape:
    """One ward: its code, its name and its path."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Drawn:
    """A map: the box that its paths are in, and the paths."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def draw(geojson: Any) -> tuple[Drawn | None, list[str]]:
    """The map of a feature collection, or what is wrong with it."""
    features = geojson.get("features") if isinstance(geojson, dict) else None
    if not isinstance(features, list) or not features:
        return None, ["no list of features. Expected: a GeoJSON FeatureCollection of wards."]
    wrong: list[str] = []
    wards: dict[str, tuple[str, list[Ring]]] = {}
    for at, feature in enumerate(features, 1):
        try:
            code, name, rings = _ward(feature)
        except (KeyError, TypeError, ValueError) as error:
            wrong.append(f"feature {at}: {error}. Expected: a ward with a code, a name and an outline in degrees.")
            continue
        if code in wards:
            wrong.append(f"feature {at}: “{code}” a second time. Expected: each ward once.")
        wards[code] = (name, rings)
    return (None, wrong) if wrong else (_on_paper(wards), [])


def _ward(feature: Any) -> tuple[str, str, list[Ring]]:
    properties = feature["properties"]
    code = next((str(properties[key]) for key in CODE_NAMES if properties.get(key)), "")
    name = next((str(properties[key]) for key in NAME_NAMES if properties.get(key)), "")
    if not code or not name or len(code) > 12 or len(name) > 120:
        raise ValueError("no code or no name")
    geometry = feature["geometry"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"a {geometry['type']}")
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    rings = [[(float(each[0]), float(each[1])) for each in ring] for polygon in polygons for ring in polygon]
    if not rings or any(len(ring) < 4 or not all(_on_earth(point) for point in ring) for ring in rings):
        raise ValueError("an outline that is none")
    return code, name, rings


def _on_earth(point: Point) -> bool:
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def _on_paper(wards: dict[str, tuple[str, list[Ring]]]) -> Drawn:
    points = [point for _name, rings in wards.values() for ring in rings for point in ring]
    west, south = min(x for x, _y in points), min(y for _x, y in points)
    east, north = max(x for x, _y in points), max(y for _x, y in points)
    narrow = cos(radians((south + north) / 2))
    across, up = (east - west) * narrow, north - south
    unit = LONG_SIDE / max(across, up)

    def place(point: Point) -> Point:
        return (point[0] - west) * narrow * unit, (north - point[1]) * unit

    shapes = (Shape(code, name, _path([[place(p) for p in r] for r in rings])) for code, (name, rings) in wards.items())
    return Drawn(max(1, round(across * unit)), max(1, round(up * unit)), tuple(shapes))


def _path(rings: Sequence[Ring]) -> str:
    """Each ring simplified and in whole units; one too small to see becomes a square of one unit."""
    return "".join(_closed(ring) for ring in rings)


def _closed(ring: Ring) -> str:
    kept = list(_whole(simplified(ring[:-1] if ring[0] == ring[-1] else ring)))
    if len(kept) < 3:
        x, y = kept[0]
        kept = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    first, *rest = kept
    return f"M{first[0]} {first[1]}L{' '.join(f'{x} {y}' for x, y in rest)}Z"


def _whole(ring: Sequence[Point]) -> Iterator[tuple[int, int]]:
    last = None
    for x, y in ring:
        here = round(x), round(y)
        if here != last:
            yield here
        last = here


def simplified(line: Ring, tolerance: float = TOLERANCE) -> Ring:
    """The line with the points left out that it can do without (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    away = [_distance(point, line[0], line[-1]) for point in line[1:-1]]
    farthest = max(range(len(away)), key=away.__getitem__)
    if away[farthest] <= tolerance:
        return [line[0], line[-1]]
    cut = farthest + 1
    return simplified(line[: cut + 1], tolerance)[:-1] + simplified(line[cut:], tolerance)


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if not length else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return float(((ax + share * (bx - ax) - px) ** 2 + (ay + share * (by - ay) - py) ** 2) ** 0.5)
