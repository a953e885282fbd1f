"""Tables of places, each by code and the year of its boundaries. They say nothing about a person.

`area` (survey.people) holds the places that people live in; these hold the lists that places come from, kept apart by
year: a code in two years is two rows, and nothing leads from one to the other but a list that says so.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base

LEVELS = ("lsoa", "ward", "borough", "upper", "region")  # smallest first; upper: a county, or the borough again


class AreaList(Base):
    """A file of places that was loaded: what, of which year, from where, under which licence."""

    __tablename__ = "area_list"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    vintage: Mapped[int] = mapped_column(Integer)
    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(120))
    loaded_on: Mapped[date] = mapped_column(Date)


class AreaPlace(Base):
    """One place, as the boundaries of one year have it."""

    __tablename__ = "area_place"
    __table_args__ = (CheckConstraint(f"level IN {LEVELS}", name="known_level"),)

    level: Mapped[str] = mapped_column(String(10), primary_key=True)
    vintage: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class AreaWithin(Base):
    """That one place lies in another: both by code and year, because one list said so."""

    __tablename__ = "area_within"
    __table_args__ = (Index("ix_area_within_above", "above_level", "above_vintage", "above_code"),)

    level: Mapped[str] = mapped_column(String(10), primary_key=True)
    vintage: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    above_level: Mapped[str] = mapped_column(String(10), primary_key=True)
    above_vintage: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    above_code: Mapped[str] = mapped_column(String(12))
    list_id: Mapped[int] = mapped_column(ForeignKey("area_list.id"))


class AreaDeprivation(Base):
    """Where a small area (LSOA) stands among all of England: rank 1 is the most deprived."""

    __tablename__ = "area_deprivation"
    __table_args__ = (CheckConstraint("decile BETWEEN 1 AND 10", name="ten_deciles"),)

    index_year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    vintage: Mapped[int] = mapped_column(Integer)  # of the small areas it speaks of
    authority_code: Mapped[str] = mapped_column(String(12), index=True)
    rank: Mapped[int] = mapped_column(Integer)
    decile: Mapped[int] = mapped_column(Integer)
    list_id: Mapped[int] = mapped_column(ForeignKey("area_list.id"))


class AreaSameCode(Base):
    """That someone said: where a code is in both years, it is the same place. Nothing is matched without this."""

    __tablename__ = "area_same_code"
    __table_args__ = (CheckConstraint("vintage <> other_vintage", name="two_years"),)

    level: Mapped[str] = mapped_column(String(10), primary_key=True)
    vintage: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    other_vintage: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    in_both: Mapped[int] = mapped_column(Integer)
    only_here: Mapped[int] = mapped_column(Integer)  # codes of `vintage` that the other year does not know


class OrganisationArea(Base):
    """An authority in which an organisation works: it may span several."""

    __tablename__ = "organisation_area"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
