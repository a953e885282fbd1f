"""Official tables as they were published. Named release… so that the commissioner's way in may read them."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base


class ReleaseOfficialRow(AppendOnly, Base):
    """A table that somebody else published. A later one with the same key takes its place on pages."""

    __tablename__ = "release_official"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), index=True)  # population, or a short name of the table
    title: Mapped[str] = mapped_column(String(250))
    source: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(120))
    published_on: Mapped[date] = mapped_column(Date)
    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    loaded_on: Mapped[date] = mapped_column(Date)


class ReleaseOfficialFigureRow(AppendOnly, Base):
    """One figure of such a table: the text that was published, a marker as a marker."""

    __tablename__ = "release_official_figure"
    __table_args__ = (Index("ix_release_official_figure_area", "official_id", "area_code"),)

    official_id: Mapped[int] = mapped_column(ForeignKey("release_official.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    level: Mapped[str] = mapped_column(String(10))
    area_code: Mapped[str] = mapped_column(String(12))
    area_name: Mapped[str] = mapped_column(String(120))
    period: Mapped[int] = mapped_column(Integer)
    characteristic: Mapped[str] = mapped_column(String(250))
    breakdown: Mapped[str] = mapped_column(String(250))
    indicator: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(20))
