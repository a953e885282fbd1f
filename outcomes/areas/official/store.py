"""Taking official tables in, and reading of them what is about some places: through the commissioner's way in too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from outcomes.areas.official.models import ReleaseOfficialFigureRow, ReleaseOfficialRow
from outcomes.areas.official.table import OfficialFigure, Said, read, together
from outcomes.areas.reading import Sheet, refuse
from outcomes.areas.store import Origin

POPULATION = "population"  # the key of the table of children by authority


@dataclass(frozen=True)
class Reference:
    """What one official table says of some places, in its newest period. `rows`: as published, in its order."""

    key: str
    title: str
    source: str
    licence: str
    published_on: date
    period: int
    rows: tuple[Said, ...]


@dataclass(frozen=True)
class Population:
    """Children and young people aged 0 to 17 in some authorities together, by an official estimate."""

    number: Decimal
    year: int
    title: str
    source: str
    licence: str
    published_on: date


def take_in(session: Session, sheet: Sheet, key: str, title: str, published_on: date, origin: Origin) -> int:
    """Take in an official table, all of it or nothing, and give how many figures. :raise FileWrong:"""
    said, wrong = read(sheet.header, list(sheet.rows()))
    refuse(sheet.name, wrong)
    about = {"key": key, "title": title, "published_on": published_on, "file": sheet.name, "sha256": sheet.sha256}
    made = ReleaseOfficialRow(**about, source=origin.source, licence=origin.licence, loaded_on=origin.on)
    session.add(made)
    session.flush()
    session.execute(insert(ReleaseOfficialFigureRow), [_row(made.id, at, each) for at, each in enumerate(said)])
    return len(said)


def _row(official_id: int, position: int, each: Said) -> dict[str, object]:
    place = {"level": each.level, "area_code": each.area_code, "area_name": each.area_name, "period": each.period}
    words = {"characteristic": each.characteristic, "breakdown": each.breakdown, "indicator": each.indicator}
    return {"official_id": official_id, "position": position, "text": each.figure.text} | place | words


def tables(session: Session) -> list[ReleaseOfficialRow]:
    """Every official table that was taken in, in the order it was."""
    return list(session.scalars(select(ReleaseOfficialRow).order_by(ReleaseOfficialRow.id)))


def references(session: Session, codes: Iterable[str]) -> tuple[Reference, ...]:
    """What each official table says of these places in its newest period, populations aside; only those that do."""
    wanted = sorted(set(codes))
    found = []
    for table in _newest(session):
        if table.key != POPULATION and (period := _newest_period(session, table.id)):
            rows = tuple(_said(session, table.id, wanted, period))
            about = (table.key, table.title, table.source, table.licence, table.published_on)
            found += [Reference(*about, period, rows)] if rows else []
    return tuple(found)


def population(session: Session, codes: Iterable[str], year: int | None = None) -> Population | None:
    """How many aged 0 to 17 live in these authorities, in that year or the newest; None where one is not known."""
    wanted = sorted(set(codes))
    table = next((each for each in _newest(session) if each.key == POPULATION), None)
    period = year or (_newest_period(session, table.id) if table else None)
    if table is None or period is None or not wanted:
        return None
    figures = {each.area_code: each.figure for each in _said(session, table.id, wanted, period)}
    number = together([figures.get(code) for code in wanted])
    about = (table.title, table.source, table.licence, table.published_on)
    return None if number is None else Population(number, period, *about)


def _newest(session: Session) -> Sequence[ReleaseOfficialRow]:
    newest = select(func.max(ReleaseOfficialRow.id)).group_by(ReleaseOfficialRow.key)
    chosen = select(ReleaseOfficialRow).where(ReleaseOfficialRow.id.in_(newest))
    return session.scalars(chosen.order_by(ReleaseOfficialRow.key)).all()


def _newest_period(session: Session, table_id: int) -> int | None:
    of = ReleaseOfficialFigureRow.official_id == table_id
    return session.scalar(select(func.max(ReleaseOfficialFigureRow.period)).where(of))


def _said(session: Session, table_id: int, codes: Sequence[str], period: int) -> list[Said]:
    row = ReleaseOfficialFigureRow
    of = (row.official_id == table_id, row.area_code.in_(codes), row.period == period)
    found = session.scalars(select(row).where(*of).order_by(row.position))
    return [
        Said(
            each.level,
            each.area_code,
            each.area_name,
            each.period,
            each.characteristic,
            each.breakdown,
            each.indicator,
            OfficialFigure(each.text),
        )
        for each in found
    ]
