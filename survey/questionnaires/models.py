"""The round: a questionnaire, open to an organisation's young people from one day to another."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class Round(Base):
    """One time of asking. Reference data: it says nothing about a person."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("wave >= 1", name="wave_from_one"),
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        CheckConstraint("change_until IS NULL OR opens_on <= change_until", name="opens_before_changes_end"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # a short code: harbour-autumn
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    questionnaire: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]  # the wording that was asked, for ever
    title: Mapped[str] = mapped_column(String(120))
    wave: Mapped[int]  # 1, 2…: which time of asking
    opens_on: Mapped[date] = mapped_column(Date)  # first day
    closes_on: Mapped[date] = mapped_column(Date)  # last day
    change_until: Mapped[date | None] = mapped_column(Date)  # last day to change what was sent; None: `closes_on`
    basis: Mapped[str] = mapped_column(String(40))  # consent; for an imported round, what its holder declared
