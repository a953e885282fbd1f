"""Tables of cohorts and releases. `cohort_member` is a projection; `release` and its tables only grow.

A role of the database, and on SQLite an authorizer, lets commissioners' pages read tables named release… and no other.
No release table holds anything that was not published.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from outcomes.impact.bandings import USUAL
from survey.database import AppendOnly, Base

_ID = BigInteger().with_variant(Integer, "sqlite")


class Cohort(Base):
    """A period whose young people are counted together, once. It says nothing about any of them."""

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed')", name="known_state"),
        CheckConstraint("opens_on <= closes_on", name="ends_after_start"),
        CheckConstraint("kind IN ('cohort', 'year')", name="known_kind"),
        CheckConstraint("kind = 'cohort' OR year_id IS NULL", name="no_year_in_a_year"),
    )

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), default="cohort")  # or a year: the planned parent of its quarters
    year_id: Mapped[int | None] = mapped_column(_ID, ForeignKey("cohort.id"), index=True)  # the year it is a quarter of
    banding: Mapped[str] = mapped_column(String(20), default=USUAL)  # bands of age, fixed when it is opened
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


class CohortHistogram(Base):
    """How many had each score, while a cohort is being closed. Gone in the transaction that publishes it."""

    __tablename__ = "cohort_histogram"

    cohort_id: Mapped[int] = mapped_column(_ID, ForeignKey("cohort.id"), primary_key=True, autoincrement=False)
    scale: Mapped[str] = mapped_column(String(120), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    score: Mapped[str] = mapped_column(String(40), primary_key=True)  # empty: no score
    people: Mapped[int] = mapped_column(Integer)


class CohortClosing(Base):
    """A closing that somebody asked for, and how far it has come. It says nothing about anybody."""

    __tablename__ = "cohort_closing"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'stopped', 'done')", name="known_state"),
        CheckConstraint("(state = 'done') = (release_id IS NOT NULL)", name="done_with_a_release"),
    )

    cohort_id: Mapped[int] = mapped_column(_ID, ForeignKey("cohort.id"), primary_key=True, autoincrement=False)
    asked_by: Mapped[str | None] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    seconds: Mapped[int] = mapped_column(Integer)  # the time limit, after which a smaller programme is taken
    state: Mapped[str] = mapped_column(String(8))
    stage: Mapped[str] = mapped_column(String(12))
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    heard_at: Mapped[datetime]  # of a running one: the last sign of life
    why: Mapped[str] = mapped_column(Text)  # of a stopped one: a sentence
    release_id: Mapped[int | None] = mapped_column(BigInteger)


class ReleaseRow(AppendOnly, Base):
    """What was published about one cohort, on one day. `edition`: above 1 for an erratum."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("cohort_id", "edition"),
        CheckConstraint("kind IN ('cohort', 'year')", name="known_kind"),
        CheckConstraint("edition >= 1", name="editions_from_one"),
    )

    id: Mapped[int] = mapped_column(_ID, primary_key=True)
    cohort_id: Mapped[int] = mapped_column(BigInteger)
    edition: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[str] = mapped_column(String(8), default="cohort")  # or a year: the planned parent of its quarters
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(250))  # whom it is about: an organisation, a borough; empty: everyone
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    published_on: Mapped[date] = mapped_column(Date)
    programme: Mapped[str] = mapped_column(String(40))
    rules: Mapped[dict[str, str | int | float]] = mapped_column(JSON)  # the rulebook it was made by


class _OfRelease(AppendOnly):
    """A row of one release, in its order."""

    release_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("release.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class ReleaseTableRow(_OfRelease, Base):
    """One table of a release: by which dimensions, about whom."""

    __tablename__ = "release_table"

    key: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(250))
    dims: Mapped[list[str]] = mapped_column(JSON)
    among: Mapped[str] = mapped_column(String(40))
    share: Mapped[str] = mapped_column(String(120))
    scales: Mapped[list[str]] = mapped_column(JSON)
    measure: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text)


class ReleaseDimensionRow(_OfRelease, Base):
    """One dimension of a release and its categories, fixed before anybody was counted."""

    __tablename__ = "release_dimension"

    key: Mapped[str] = mapped_column(String(120))
    label: Mapped[str] = mapped_column(String(250))
    within: Mapped[str] = mapped_column(String(120))
    categories: Mapped[list[list[Any]]] = mapped_column(JSON)  # key, label, parent, listed


class ReleaseScaleRow(_OfRelease, Base):
    """One scale of a release: its ends, which way is better, and the fixed deviation that its ranges are made with."""

    __tablename__ = "release_scale"

    key: Mapped[str] = mapped_column(String(120))
    label: Mapped[str] = mapped_column(String(250))
    lowest: Mapped[str] = mapped_column(String(20))
    highest: Mapped[str] = mapped_column(String(20))
    higher_is_better: Mapped[bool]
    reference_sd: Mapped[float | None] = mapped_column(Float)
    source: Mapped[str] = mapped_column(Text)
    waves: Mapped[list[str]] = mapped_column(JSON)


class ReleaseFigureRow(_OfRelease, Base):
    """One published figure, as the text that was published, and where it stands."""

    __tablename__ = "release_figure"

    table_key: Mapped[str] = mapped_column(String(120))
    measure: Mapped[str] = mapped_column(String(120))
    wave: Mapped[str] = mapped_column(String(12))
    statistic: Mapped[str] = mapped_column(String(16))
    at: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(String(20))


class ReleaseReportRow(AppendOnly, Base):
    """The audit that let a release out: what was tried, how many groups were attacked. No true count is in it."""

    __tablename__ = "release_report"

    release_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("release.id"), primary_key=True, autoincrement=False)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReleaseWithdrawnRow(AppendOnly, Base):
    """A release that was taken from view, when and why. Its figures are shown no more; that it was there is."""

    __tablename__ = "release_withdrawn"

    release_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("release.id"), primary_key=True, autoincrement=False)
    withdrawn_on: Mapped[date] = mapped_column(Date)
    why: Mapped[str] = mapped_column(String(500))
    replaced_by: Mapped[int | None] = mapped_column(BigInteger)  # an erratum
