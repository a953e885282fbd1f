"""Tables of cohorts and releases. `cohort_member` is a projection; `release` and its tables only ever grow.

A role of the database, and on SQLite an authorizer, lets commissioners' pages read tables named release… and no other.
No release table holds anything that was not published.
"""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base

_ID = BigInteger().with_variant(Integer, "sqlite")


class Cohort(Base):
    """A period whose young people are counted together, once. It says nothing about any of them."""

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed')", name="known_state"),
        CheckConstraint("opens_on <= closes_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))  # empty: every organisation
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))  # a borough; empty: everywhere
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(6))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CohortMember(Base):
    """An entry that a closed cohort used, so that no other ever does. Projection of cohort.closed."""

    __tablename__ = "cohort_member"

    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    cohort_id: Mapped[int] = mapped_column(BigInteger, index=True)


class ReleaseRow(AppendOnly, Base):
    """What was published about one cohort, on one day."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    cohort_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(250))  # whom it is about: an organisation, a borough; empty: everyone
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    published_on: Mapped[date] = mapped_column(Date)
    programme: Mapped[str] = mapped_column(String(12))
    rules: Mapped[dict[str, str | int | float]] = mapped_column(JSON)  # the rulebook it was made by


class ReleaseTableRow(AppendOnly, Base):
    """One table of a release."""

    __tablename__ = "release_table"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(20))


class ReleaseCellRow(AppendOnly, Base):
    """One published figure, as the text that was published."""

    __tablename__ = "release_cell"
    __table_args__ = (
        ForeignKeyConstraint(["release_id", "table_position"], ["release_table.release_id", "release_table.position"]),
    )

    release_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    table_position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    measure: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(250))
    text: Mapped[str] = mapped_column(String(12))
