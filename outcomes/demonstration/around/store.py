"""Outlines of the made-up wards, made-up official tables, and where organisations work: all through their own doors."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from outcomes.areas.lived.store import works_in
from outcomes.areas.official import store as official
from outcomes.areas.outlines import store as outlines
from outcomes.areas.reading import sheet_of
from outcomes.areas.store import OGL, Origin
from outcomes.demonstration.area import BOROUGHS, WARDS
from survey.days import local_day

OFFICE = "An office that does not exist (made up for the demonstration)"
AGES = "time_period,geographic_level,new_la_code,la_name,age,number\n" + "".join(
    f"2025,Local authority,{code},{name},Ages 0 to 17,{number}\n"
    for (code, name), number in zip(BOROUGHS, (24310, 19860), strict=True)
)
CARE = (
    "time_period,geographic_level,new_la_code,la_name,breakdown,children_count,children_percent\n"
    "2025,Local authority,X08000001,Eastmere,Lives with foster carers,118,71\n"
    "2025,Local authority,X08000001,Eastmere,Lives with family or friends,48,29\n"
    "2025,Local authority,X08000002,Calderbourne,Lives with foster carers,62,c\n"
    "2025,Local authority,X08000002,Calderbourne,Lives with family or friends,c,c\n"
)
WORK_IN = {"harbour": ("X08000001",), "lantern": ("X08000002",), "eastmere": ("X08000001", "X08000002")}
COLUMNS, WIDE, HIGH = 4, 0.05, 0.03  # wards across, and a ward in degrees


def load_around(session: Session, at: datetime) -> None:
    """Load all of it, as a data lead does by command."""
    origin = Origin(OFFICE, OGL, local_day(at))
    wards = sheet_of("made-up-wards.geojson", json.dumps(_wards()).encode())
    outlines.take_in(session, wards, 2025, origin)
    for key, title, text in (
        ("population", "Children and young people by authority", AGES),
        ("in_care", "Where children in care live", CARE),
    ):
        official.take_in(session, sheet_of(f"made-up-{key}.csv", text.encode()), key, title, date(2025, 10, 1), origin)
    for organisation, codes in WORK_IN.items():
        works_in(session, organisation, codes)


def _wards() -> dict[str, object]:
    """Four columns of three wards: one borough in the west, one in the east, with crooked bounds that they share."""
    features = [
        {
            "type": "Feature",
            "properties": {"area_code": code, "area_name": name},
            "geometry": {"type": "Polygon", "coordinates": [list(_ring(at % 6 // 3 + at // 6 * 2, at % 3))]},
        }
        for at, (code, name, _borough, _share) in enumerate(WARDS)
    ]
    return {"type": "FeatureCollection", "features": features}


def _ring(column: int, row: int) -> Iterator[tuple[float, float]]:
    for right, up in ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0)):
        x, y = column + right, row + up
        crooked = ((7 * x + 3 * y) % 5 - 2) / 12
        yield -3.0 + WIDE * (x + crooked * (0 < x < COLUMNS)), 54.0 + HIGH * (y + crooked / 2)
