"""Choosing, from the lists, the places that people can be said to live in; and where organisations work."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from outcomes.areas.models import AreaPlace, AreaWithin, OrganisationArea
from outcomes.areas.store import NoWay
from survey.people.models import Area, Organisation
from survey.people.store import organisation_of


def use(session: Session, vintage: int, authorities: Sequence[str]) -> tuple[int, int]:
    """Let people live in these authorities and their wards of this year: how many places are new, how many were there.

    A place that is there keeps its code; its name, what holds it and its year become those of the list. Nothing goes
    away: somebody may live there. :raise NoWay: when no list has such an authority with wards.
    """
    places: dict[str, tuple[AreaPlace, str]] = {}
    for code in authorities:
        borough = _place(session, "borough", vintage, code)
        wards = _wards(session, vintage, code)
        if borough is None or not wards:
            raise NoWay(f"No list says which wards of {vintage} lie in {code}. Load one of the kind ward-authority.")
        region = _region(session, code)
        places |= {region.code: (region, "")} if region else {}
        places[code] = (borough, region.code if region else "")
        places |= {ward.code: (ward, code) for ward in wards}
    new = sum(_put(session, place, parent) for place, parent in places.values())
    return new, len(places) - new


def _place(session: Session, level: str, vintage: int, code: str) -> AreaPlace | None:
    return session.get(AreaPlace, (level, vintage, code))


def _wards(session: Session, vintage: int, code: str) -> list[AreaPlace]:
    of = (AreaWithin.above_level == "borough", AreaWithin.above_vintage == vintage, AreaWithin.above_code == code)
    inside = select(AreaWithin.code).where(*of, AreaWithin.level == "ward", AreaWithin.vintage == vintage)
    here = (AreaPlace.level == "ward", AreaPlace.vintage == vintage, AreaPlace.code.in_(inside))
    return list(session.scalars(select(AreaPlace).where(*here).order_by(AreaPlace.code)))


def _region(session: Session, code: str) -> AreaPlace | None:
    """The region that holds an authority, by the newest list: its code changes when its boundaries do."""
    of = (AreaWithin.level == "borough", AreaWithin.code == code, AreaWithin.above_level == "region")
    step = select(AreaWithin).where(*of).order_by(AreaWithin.above_vintage.desc()).limit(1)
    found = session.scalars(step).first()
    return _place(session, "region", found.above_vintage, found.above_code) if found else None


def _put(session: Session, place: AreaPlace, parent: str) -> bool:
    there = session.get(Area, place.code)
    values = {"name": place.name, "level": place.level, "parent": parent or None, "vintage": place.vintage}
    if there is None:
        session.add(Area(code=place.code, **values))
    else:
        for name, value in values.items():
            setattr(there, name, value)
    session.flush()
    return there is None


def works_in(session: Session, organisation_id: str, codes: Sequence[str]) -> None:
    """Say in which authorities an organisation works, in place of what was said before. :raise NoWay:"""
    organisation_of(session, organisation_id)
    for code in codes:
        if getattr(session.get(Area, code), "level", "") != "borough":
            raise NoWay(f"Nobody here lives in an authority {code}. Let them: sayso areas use.")
    session.execute(delete(OrganisationArea).where(OrganisationArea.organisation_id == organisation_id))
    rows = [{"organisation_id": organisation_id, "area_code": code} for code in dict.fromkeys(codes)]
    if rows:
        session.execute(insert(OrganisationArea), rows)


def areas_of(session: Session, organisation_id: str) -> list[str]:
    """The codes of the authorities that an organisation works in; none said: none."""
    of = OrganisationArea.organisation_id == organisation_id
    return list(session.scalars(select(OrganisationArea.area_code).where(of).order_by(OrganisationArea.area_code)))


def where_they_work(session: Session) -> list[tuple[str, list[str]]]:
    """Each organisation with the names of the authorities it works in."""
    columns = (Organisation.id, Organisation.name, Area.name)
    joined = select(*columns).outerjoin(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
    rows = session.execute(joined.outerjoin(Area, Area.code == OrganisationArea.area_code).order_by(*columns[1:]))
    found: dict[str, tuple[str, list[str]]] = {}
    for organisation, name, area in rows:
        found.setdefault(organisation, (name, []))[1].extend([area] if area else [])
    return list(found.values())
