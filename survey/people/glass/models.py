"""The table of broken glass: a projection of `glass.broken`."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class GlassRow(Base):
    """Who may open whose page without working with them, and until when. The reason stays in the entry."""

    __tablename__ = "glass"
    __table_args__ = (Index("ix_glass_worker_person", "worker_id", "person_id"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    worker_id: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[str] = mapped_column(String(32))
    organisation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    at: Mapped[datetime]
    until: Mapped[datetime]
