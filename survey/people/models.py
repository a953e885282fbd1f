"""People's tables. `person` and `relation` are projections of entries; links and wrong tries are keys, not records."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Organisation(Base):
    """A council team or a charity. Reference data: it says nothing about a person."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # a short code: harbour
    name: Mapped[str] = mapped_column(String(120))


class Area(Base):
    """A place that people live in, by code; names repeat between boroughs, codes never do."""

    __tablename__ = "area"
    __table_args__ = (CheckConstraint("level IN ('lsoa', 'ward', 'borough', 'region')", name="known_level"),)

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(10))
    parent: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    vintage: Mapped[int | None]  # the year of its boundaries, where a list said so


class Person(Base):
    """A person as last described. Projection of person.added and person.described."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind IN ('young_person', 'family', 'staff', 'imported', 'erased')", name="known_kind"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)  # the entry that added them
    kind: Mapped[str] = mapped_column(String(12), index=True)
    name: Mapped[str] = mapped_column(String(120))  # empty for imported
    born: Mapped[str | None] = mapped_column(String(7))  # YYYY-MM
    area_code: Mapped[str | None] = mapped_column(String(12))  # ward
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)  # who knows them
    described: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # in their own terms: gender, ethnicity…
    added_at: Mapped[datetime]


class RelationRow(Base):
    """How one person stands to another, from when to when. Projection of relation.made and relation.ended."""

    __tablename__ = "relation"
    __table_args__ = (
        Index("ix_relation_from", "from_id", "kind"),
        Index("ix_relation_to", "to_id", "kind"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12))
    from_id: Mapped[str] = mapped_column(String(32))
    to_id: Mapped[str] = mapped_column(String(32))
    sees: Mapped[list[str]] = mapped_column(JSON)  # parts granted to `from` about `to`
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Link(Base):
    """A key to a person's own pages. Only hashes are kept; the making of each is an entry."""

    __tablename__ = "link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    round_id: Mapped[str | None] = mapped_column(String(40))
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Code(Base):
    """A short code that can be exchanged once for a link."""

    __tablename__ = "code"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    round_id: Mapped[str | None] = mapped_column(String(40))
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WrongTry(Base):
    """One wrong try at a door (a code, a second thing, a sign-in), for counting. `who` is a keyed hash, no address."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index("ix_wrong_try_door_who_at", "door", "who", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    who: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]
