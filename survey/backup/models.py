"""The mark of a restore that has not finished. While it stands, nothing is served."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class UnderRestore(Base):
    """One row while a backup is being restored; none when all is well."""

    __tablename__ = "under_restore"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    backup: Mapped[str] = mapped_column(String(64))  # SHA-256 of its manifest
    step: Mapped[str] = mapped_column(String(10))  # begun, loaded
    begun_at: Mapped[datetime]
