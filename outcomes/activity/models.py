"""What services gave: a projection. It says nothing about a young person."""

from datetime import date

from sqlalchemy import JSON, BigInteger, CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class ActivityRow(Base):
    """What one organisation gave in one period, as last recorded. Projection of activity.recorded."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("organisation_id", "opens_on", "closes_on"),
        CheckConstraint("opens_on <= closes_on", name="ends_after_start"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organisation_id: Mapped[str] = mapped_column(String(40))
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    amounts: Mapped[dict[str, str]] = mapped_column(JSON)  # by measure, as decimal text
