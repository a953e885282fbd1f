"""Outlines of wards, simplified for a screen. Named release… so that the commissioner's way in may read them."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base


class ReleaseMapRow(AppendOnly, Base):
    """One map: the box its shapes are drawn in, and whose outlines they are."""

    __tablename__ = "release_map"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    vintage: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(120))
    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    loaded_on: Mapped[date] = mapped_column(Date)


class ReleaseMapShapeRow(AppendOnly, Base):
    """One ward's outline as the path of a drawing."""

    __tablename__ = "release_map_shape"

    map_id: Mapped[int] = mapped_column(ForeignKey("release_map.id"), primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    path: Mapped[str] = mapped_column(Text)
