"""Keeping the outlines of wards, and reading those of some wards: through the commissioner's way in too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from outcomes.areas.outlines.models import ReleaseMapRow, ReleaseMapShapeRow
from outcomes.areas.outlines.shapes import draw
from outcomes.areas.reading import FileWrong, Sheet, refuse
from outcomes.areas.store import Origin


@dataclass(frozen=True)
class Outlines:
    """The outlines of some wards. `box`: width and height of the drawing; `shapes`: its paths, by ward."""

    box: tuple[int, int]
    shapes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    licence: str = ""


def take_in(session: Session, sheet: Sheet, vintage: int, origin: Origin) -> int:
    """Take in a map, all of it or nothing, and give how many wards it has. :raise FileWrong:"""
    try:
        geojson = json.loads(sheet.text)
    except ValueError as error:
        raise FileWrong(f"{sheet.name}: not JSON ({error}). Nothing was taken in.") from None
    drawn, wrong = draw(geojson)
    refuse(sheet.name, wrong)
    assert drawn
    about = {"vintage": vintage, "width": drawn.width, "height": drawn.height, "file": sheet.name}
    of = {"source": origin.source, "licence": origin.licence, "loaded_on": origin.on}
    made = ReleaseMapRow(**about, **of, sha256=sheet.sha256)
    session.add(made)
    session.flush()
    rows = [{"map_id": made.id, "code": each.code, "name": each.name, "path": each.path} for each in drawn.shapes]
    session.execute(insert(ReleaseMapShapeRow), rows)
    return len(rows)


def maps(session: Session) -> list[ReleaseMapRow]:
    """Every map that was taken in, in the order it was."""
    return list(session.scalars(select(ReleaseMapRow).order_by(ReleaseMapRow.id)))


def outlines(session: Session, codes: Iterable[str]) -> Outlines:
    """The outlines of these wards, all from one map: the newest of those that have most of them. None: no shapes."""
    of = ReleaseMapShapeRow.code.in_(sorted(set(codes)))
    found = func.count(ReleaseMapShapeRow.code)
    most = select(ReleaseMapShapeRow.map_id).where(of).group_by(ReleaseMapShapeRow.map_id)
    chosen = session.scalar(most.order_by(found.desc(), ReleaseMapShapeRow.map_id.desc()).limit(1))
    row = session.get(ReleaseMapRow, chosen) if chosen is not None else None
    if row is None:
        return Outlines((0, 0))
    shape = (ReleaseMapShapeRow.code, ReleaseMapShapeRow.path)
    here = session.execute(select(*shape).where(of, ReleaseMapShapeRow.map_id == row.id).order_by(shape[0]))
    return Outlines((row.width, row.height), {code: path for code, path in here}, row.source, row.licence)
