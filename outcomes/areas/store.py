"""Places and which lies in which: taking lists in, rolling up on codes, bands of deprivation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import func, insert, select, tuple_
from sqlalchemy.orm import Session

from outcomes.areas.deprivation import band, share_of_most_deprived
from outcomes.areas.lookup import KINDS, Row, columns_of, read
from outcomes.areas.models import (
    LEVELS,
    AreaDeprivation,
    AreaList,
    AreaPlace,
    AreaSameCode,
    AreaWithin,
)
from outcomes.areas.reading import Sheet, refuse
from survey.errors import DomainError
from survey.people.models import Area

OGL = "Open Government Licence v3.0"
AT_ONCE = 500  # values in one question, under the limit of every database


class NoWay(DomainError):
    """No list leads from these places to those, and none is made up."""


@dataclass(frozen=True)
class Origin:
    """Where a file comes from, as whoever loads it says."""

    source: str
    licence: str
    on: date


# Taking lists in


def take_in(session: Session, sheet: Sheet, kind_key: str, vintage: int, origin: Origin, index_year: int = 0) -> int:
    """Take in a list of places, all of it or nothing, and give how many rows. :raise FileWrong: what is wrong."""
    kind = KINDS[kind_key]
    columns, wrong = columns_of(kind, sheet.header, vintage)
    refuse(sheet.name, wrong)
    rows, wrong = read(kind, columns, sheet.rows())
    refuse(sheet.name, wrong or _against_what_is_there(session, rows))
    about = {"kind": kind.key, "vintage": vintage, "file": sheet.name, "sha256": sheet.sha256, "rows": len(rows)}
    made = AreaList(**about, source=origin.source, licence=origin.licence, loaded_on=origin.on)
    session.add(made)
    session.flush()
    _add_places(session, rows)
    if kind.figures:
        _add_deprivation(session, rows, made.id, index_year or vintage)
    else:
        _add_within(session, rows, made.id)
    return len(rows)


def _against_what_is_there(session: Session, rows: list[Row]) -> list[str]:
    """A place of the same year and code that another list calls otherwise."""
    names = _names(session, {(spot.level, spot.vintage) for row in rows for spot in row.places})
    found = []
    for row in rows:
        for spot in row.places:
            name = names.get((spot.level, spot.vintage, spot.code), spot.name)
            if name != spot.name:
                asked = f"“{name}”, as {spot.code} of {spot.vintage} is called in a list loaded before"
                found.append(f"row {row.number}: “{spot.name}”. Expected: {asked}.")
    return found


def _names(session: Session, sets: Iterable[tuple[str, int]]) -> dict[tuple[str, int, str], str]:
    wanted = tuple_(AreaPlace.level, AreaPlace.vintage).in_(sorted(sets))
    rows = session.execute(select(AreaPlace.level, AreaPlace.vintage, AreaPlace.code, AreaPlace.name).where(wanted))
    return {(level, vintage, code): name for level, vintage, code, name in rows}


def _add_places(session: Session, rows: list[Row]) -> None:
    there = _names(session, {(spot.level, spot.vintage) for row in rows for spot in row.places})
    new = {(spot.level, spot.vintage, spot.code): spot.name for row in rows for spot in row.places}
    add = [
        {"level": level, "vintage": vintage, "code": code, "name": name}
        for (level, vintage, code), name in new.items()
        if (level, vintage, code) not in there
    ]
    if add:
        session.execute(insert(AreaPlace), add)


def _add_within(session: Session, rows: list[Row], list_id: int) -> None:
    links: dict[tuple[str, int, str, str, int], str] = {}
    for row in rows:
        for spot, up in pairwise(row.places):
            links[(spot.level, spot.vintage, spot.code, up.level, up.vintage)] = up.code
    there = _links(session, {(key[0], key[1], key[3], key[4]) for key in links})
    clash = [key for key, above in links.items() if there.get(key, above) != above]
    if clash:
        level, vintage, code, _above, _year = clash[0]
        refuse("the list", [f"{level} {code} of {vintage} lies elsewhere by a list loaded before."])
    columns = ("level", "vintage", "code", "above_level", "above_vintage")
    add = [
        dict(zip(columns, key, strict=True)) | {"above_code": above, "list_id": list_id}
        for key, above in links.items()
        if key not in there
    ]
    if add:
        session.execute(insert(AreaWithin), add)


def _links(session: Session, steps: Iterable[tuple[str, int, str, int]]) -> dict[tuple[str, int, str, str, int], str]:
    step = (AreaWithin.level, AreaWithin.vintage, AreaWithin.above_level, AreaWithin.above_vintage)
    columns = (AreaWithin.level, AreaWithin.vintage, AreaWithin.code, AreaWithin.above_level, AreaWithin.above_vintage)
    rows = session.execute(select(*columns, AreaWithin.above_code).where(tuple_(*step).in_(sorted(steps))))
    return {(level, vintage, code, above, year): above_code for level, vintage, code, above, year, above_code in rows}


def _add_deprivation(session: Session, rows: list[Row], list_id: int, index_year: int) -> None:
    if session.scalar(select(AreaDeprivation.code).where(AreaDeprivation.index_year == index_year).limit(1)):
        refuse("the list", [f"the index of {index_year} is loaded already."])
    add = [
        {
            "index_year": index_year,
            "code": row.places[0].code,
            "vintage": row.places[0].vintage,
            "authority_code": row.places[1].code,
            "rank": row.figures["imd_rank"],
            "decile": row.figures["imd_decile"],
            "list_id": list_id,
        }
        for row in rows
    ]
    session.execute(insert(AreaDeprivation), add)


def lists(session: Session) -> list[AreaList]:
    """Every list that was taken in, in the order it was."""
    return list(session.scalars(select(AreaList).order_by(AreaList.id)))


# Rolling up, on codes and years


def above(
    session: Session, level: str, vintage: int, to_level: str, to_vintage: int, *, past: frozenset[int] = frozenset()
) -> dict[str, str]:
    """The place that each place lies in, by lists that say so. :raise NoWay: when none leads there.

    `past`: years of this level that the way has come through.
    """
    if (level, vintage) == (to_level, to_vintage):
        here = select(AreaPlace.code).where(AreaPlace.level == level, AreaPlace.vintage == vintage)
        return {code: code for code in session.scalars(here)}
    steps = _steps(session, level, vintage)
    if (to_level, to_vintage) in steps:
        return _step(session, level, vintage, to_level, to_vintage)
    for mid_level, mid_vintage in sorted(steps, key=lambda each: (LEVELS.index(each[0]), each[1])):
        been = past | {vintage} if mid_level == level else frozenset[int]()
        if mid_level == level and mid_vintage in been:
            continue
        try:
            rest = above(session, mid_level, mid_vintage, to_level, to_vintage, past=been)
        except NoWay:
            continue
        first = _step(session, level, vintage, mid_level, mid_vintage)
        return {code: rest[mid] for code, mid in first.items() if mid in rest}
    raise NoWay(
        f"No list leads from the {level} of {vintage} to the {to_level} of {to_vintage}. Load one, or, where a code "
        f"in both years is the same place, say so: sayso areas same-code."
    )


def _steps(session: Session, level: str, vintage: int) -> set[tuple[str, int]]:
    """Where one step leads: up by a list, or across to a year that was said to share its codes."""
    here = (AreaWithin.level == level, AreaWithin.vintage == vintage)
    up = session.execute(select(AreaWithin.above_level, AreaWithin.above_vintage).where(*here).distinct())
    same = (AreaSameCode.level == level, AreaSameCode.vintage == vintage)
    across = session.scalars(select(AreaSameCode.other_vintage).where(*same))
    return {(up_level, year) for up_level, year in up} | {(level, year) for year in across}


def _step(session: Session, level: str, vintage: int, to_level: str, to_vintage: int) -> dict[str, str]:
    if level == to_level:
        return {code: code for code in _in_both(session, level, vintage, to_vintage)}
    of = (AreaWithin.level == level, AreaWithin.vintage == vintage)
    to = (AreaWithin.above_level == to_level, AreaWithin.above_vintage == to_vintage)
    return {code: up for code, up in session.execute(select(AreaWithin.code, AreaWithin.above_code).where(*of, *to))}


def _codes(session: Session, level: str, vintage: int) -> set[str]:
    return set(session.scalars(select(AreaPlace.code).where(AreaPlace.level == level, AreaPlace.vintage == vintage)))


def _in_both(session: Session, level: str, vintage: int, other: int) -> list[str]:
    return sorted(_codes(session, level, vintage) & _codes(session, level, other))


def roll_up(counts: Mapping[str, int], into: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """Counts by the place that holds each, and how many were of places that nothing holds."""
    found: Counter[str] = Counter()
    for code, count in counts.items():
        found[into.get(code, "")] += count
    return {code: count for code, count in found.items() if code}, found[""]


def say_same_code(session: Session, level: str, vintage: int, other: int) -> AreaSameCode:
    """From now on a code in both years is the same place. Codes in one year only lead nowhere. :raise NoWay:"""
    here, there = _codes(session, level, vintage), _codes(session, level, other)
    if vintage == other or not here & there:
        raise NoWay(f"No {level} code is in the lists of both {vintage} and {other}.")
    both = {"in_both": len(here & there), "only_here": len(here - there)}
    return session.merge(AreaSameCode(level=level, vintage=vintage, other_vintage=other, **both))


def same_codes(session: Session) -> list[AreaSameCode]:
    """Every year that was said to share its codes with another."""
    order = (AreaSameCode.level, AreaSameCode.vintage, AreaSameCode.other_vintage)
    return list(session.scalars(select(AreaSameCode).order_by(*order)))


# Deprivation


def bands(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """The band of deprivation of each ward or small area that people live in; nothing where it is not known."""
    wanted = set(codes)
    ranks = {code: (rank, year) for code, rank, year in _ranks(session)}
    if not ranks:
        return dict.fromkeys(wanted, "")
    most = max(rank for rank, _year in ranks.values())
    inside = _small_areas(session, wanted, next(year for _rank, year in ranks.values()))
    found = {}
    for code in wanted:
        parts = inside.get(code) or [code]
        known = [ranks[part][0] for part in parts if part in ranks]
        found[code] = band(known, len(parts), most)
    return found


def _ranks(session: Session) -> list[tuple[str, int, int]]:
    newest = select(func.max(AreaDeprivation.index_year)).scalar_subquery()
    columns = (AreaDeprivation.code, AreaDeprivation.rank, AreaDeprivation.vintage)
    return [(*row,) for row in session.execute(select(*columns).where(AreaDeprivation.index_year == newest))]


def _small_areas(session: Session, wards: set[str], vintage: int) -> dict[str, list[str]]:
    """The small areas of each ward that people live in, where their year is the index's, or was said to share codes."""
    of = select(Area.code, Area.vintage).where(Area.level == "ward", Area.code.in_(wards), Area.vintage.is_not(None))
    years = {code: year for code, year in session.execute(of)}
    shared = {each.vintage for each in same_codes(session) if each.level == "lsoa" and each.other_vintage == vintage}
    found: dict[str, dict[int, list[str]]] = {}
    inside = (AreaWithin.level == "lsoa", AreaWithin.above_level == "ward", AreaWithin.vintage.in_(shared | {vintage}))
    columns = (AreaWithin.code, AreaWithin.vintage, AreaWithin.above_code, AreaWithin.above_vintage)
    for code, year, ward, ward_year in session.execute(select(*columns).where(*inside)):
        if years.get(ward) == ward_year:
            found.setdefault(ward, {}).setdefault(year, []).append(code)
    return {ward: by_year[max(by_year)] for ward, by_year in found.items()}


def most_deprived(session: Session, authority: str) -> tuple[int, int, Decimal]:
    """How many small areas of an authority are in England's most deprived tenth, of how many, and the percentage."""
    newest = select(func.max(AreaDeprivation.index_year)).scalar_subquery()
    of = (AreaDeprivation.authority_code == authority, AreaDeprivation.index_year == newest)
    return share_of_most_deprived(session.scalars(select(AreaDeprivation.decile).where(*of)))
