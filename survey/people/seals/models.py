"""Seals as far as they have come, and what each keeps from whom: projections, codes and days without words."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class SealRow(Base):
    """One seal. Projection of seal.*"""

    __tablename__ = "seal"
    __table_args__ = (
        CheckConstraint("mode IN ('stub', 'silent')", name="known_mode"),
        CheckConstraint(
            "authority IN ('social_work', 'child_abuse', 'wishes', 'court', 'third_party', 'crime')",
            name="known_authority",
        ),
        CheckConstraint("(viewer_id = person_id) = names_child", name="from_the_child_only_by_name"),
        CheckConstraint("review_days BETWEEN 1 AND 90", name="looked_at_again_in_time"),
        CheckConstraint("second_by IS NULL OR second_by <> first_by", name="two_sign"),
        CheckConstraint("(second_by IS NULL) = (signed_at IS NULL)", name="signed_has_a_time"),
        CheckConstraint("(renewal_by IS NULL) = (renewal_on IS NULL)", name="renewal_has_a_day"),
        CheckConstraint("renewal_days IS NULL OR renewal_days BETWEEN 1 AND 90", name="renewed_in_time"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_seq: Mapped[int] = mapped_column(BigInteger, index=True)  # what it covers, as first written
    person_id: Mapped[str] = mapped_column(String(32), index=True)  # whose record it is in
    viewer_id: Mapped[str] = mapped_column(String(32), index=True)  # from whom
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)  # who answers for it
    mode: Mapped[str] = mapped_column(String(6))
    authority: Mapped[str] = mapped_column(String(12))
    about_viewer: Mapped[bool]  # some of it is in fact about whom it is kept from
    names_child: Mapped[bool]  # its own test names the child
    since: Mapped[datetime]
    review_days: Mapped[int]
    review_on: Mapped[date] = mapped_column(Date)
    test_seq: Mapped[int] = mapped_column(BigInteger)  # the entry that says the test that stands
    first_by: Mapped[str] = mapped_column(String(32))
    second_by: Mapped[str | None] = mapped_column(String(32))
    signed_at: Mapped[datetime | None]
    renewal_seq: Mapped[int | None] = mapped_column(BigInteger)
    renewal_by: Mapped[str | None] = mapped_column(String(32))
    renewal_days: Mapped[int | None]
    renewal_on: Mapped[date | None] = mapped_column(Date)
    asked_seq: Mapped[int | None] = mapped_column(BigInteger)  # they asked for a fresh look
    ended_seq: Mapped[int | None] = mapped_column(BigInteger)


class SealedPlace(Base):
    """One place that is kept from one person. Projection of seal.* and of what hangs on what is sealed."""

    __tablename__ = "sealed_place"

    viewer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    seal_seq: Mapped[int] = mapped_column(BigInteger, index=True)


class SealRound(Base):
    """When an organisation last looked at all that it keeps back. Projection of seal.checked."""

    __tablename__ = "seal_round"

    organisation_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
