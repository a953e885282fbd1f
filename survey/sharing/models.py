"""Shares and requests for data as far as they have come: projections, codes and days without words. Links are keys."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class ShareRow(Base):
    """One share, or a decision not to share. Projection of share.*"""

    __tablename__ = "share"
    __table_args__ = (
        CheckConstraint("stage IN ('proposed', 'sent', 'received', 'refused', 'not_shared')", name="known_stage"),
        CheckConstraint(
            "authority IN ('consent', 'statutory_duty', 'section_47', 'court', 'vital', 'safeguarding', 'other', "
            "'none')",  # none: it was decided not to share
            name="known_authority",
        ),
        CheckConstraint(
            "stage NOT IN ('sent', 'received') OR (agreed_by IS NOT NULL AND agreed_by <> proposed_by)",
            name="sent_after_another_agreed",
        ),
        CheckConstraint(
            "agreed_by IS NULL OR (authority = 'consent') = (agreed_by = person_id)", name="consent_is_their_own"
        ),
        CheckConstraint("tell_within BETWEEN 0 AND 90", name="told_or_looked_at_within_90_days"),
        CheckConstraint("(sent_seq IS NULL) = (agreed_by IS NULL)", name="sent_is_kept"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)  # whose record it is from
    stage: Mapped[str] = mapped_column(String(12))
    authority: Mapped[str] = mapped_column(String(16))
    to_organisation: Mapped[str] = mapped_column(String(120))
    proposed_by: Mapped[str] = mapped_column(String(32))
    proposed_at: Mapped[datetime]
    agreed_by: Mapped[str | None] = mapped_column(String(32))  # the person themself, or a second member of staff
    sent_seq: Mapped[int | None] = mapped_column(BigInteger)  # which versions went, and what stood beside them
    tell_on: Mapped[date] = mapped_column(Date)
    tell_within: Mapped[int] = mapped_column(SmallInteger)  # days from when that day was decided
    waits: Mapped[bool]  # someone decided not to tell yet: a person looks again on that day, never a clock
    put_off_seq: Mapped[int | None] = mapped_column(BigInteger)  # the last time somebody else looked, and why not yet
    told_seq: Mapped[int | None] = mapped_column(BigInteger)
    stopped_seq: Mapped[int | None] = mapped_column(BigInteger)  # taken back: its links open nothing more
    request_seq: Mapped[int | None] = mapped_column(BigInteger)  # the request for data that it answers


class RequestRow(Base):
    """One request for data. Projection of request.*"""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint("result IN ('granted', 'narrowed', 'refused')", name="known_result"),
        CheckConstraint("asker IN ('police', 'home_office', 'court', 'commissioner', 'agency')", name="known_asker"),
        CheckConstraint(
            "decided_by IS NULL OR (weighed_by IS NOT NULL AND decided_by <> weighed_by AND result IS NOT NULL)",
            name="two_decide",
        ),
        CheckConstraint(
            "decided_by IS NULL OR compulsory OR result = 'refused' OR is_reasoned", name="necessary_or_compelled"
        ),
        CheckConstraint(
            "person_id IS NOT NULL OR result IS NULL OR result = 'refused'", name="about_nobody_is_refused"
        ),
        CheckConstraint("tell_within BETWEEN 0 AND 90", name="told_or_looked_at_within_90_days"),
        CheckConstraint("told_seq IS NULL OR decided_by IS NOT NULL", name="told_after_decided"),
        CheckConstraint("put_off_by IS NULL OR put_off_by <> delay_by", name="two_put_off"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str | None] = mapped_column(String(32), index=True)  # None: about nobody known here, or a group
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    asker: Mapped[str] = mapped_column(String(12))
    compulsory: Mapped[bool]
    received_at: Mapped[datetime]
    weighed_seq: Mapped[int | None] = mapped_column(BigInteger)  # the first of the two, and what they would do
    weighed_by: Mapped[str | None] = mapped_column(String(32))
    result: Mapped[str | None] = mapped_column(String(10))
    is_reasoned: Mapped[bool]  # why it is necessary is said in words
    decided_by: Mapped[str | None] = mapped_column(String(32))
    decided_at: Mapped[datetime | None]
    tell_on: Mapped[date] = mapped_column(Date)
    tell_within: Mapped[int] = mapped_column(SmallInteger)  # days from when that day was decided
    waits: Mapped[bool]  # a person looks on that day, never a clock: not decided yet, or put off by two
    delay_seq: Mapped[int | None] = mapped_column(BigInteger)  # the first of two who would tell later
    delay_by: Mapped[str | None] = mapped_column(String(32))
    put_off_seq: Mapped[int | None] = mapped_column(BigInteger)
    put_off_by: Mapped[str | None] = mapped_column(String(32))
    told_seq: Mapped[int | None] = mapped_column(BigInteger)
    told_at: Mapped[datetime | None]


class ShareLink(Base):
    """The way in for someone who was sent a share and has no account here. Only the hash is kept."""

    __tablename__ = "share_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    share_seq: Mapped[int] = mapped_column(BigInteger, index=True)
    ends_at: Mapped[datetime]
