"""Shared screens and who sits at one now. Keys, not records: who made and ended one is in the entries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import Base


class SharedScreen(Base):
    """A screen with an address of its own: for anyone with a code, or for one person with their worker, for a while."""

    __tablename__ = "shared_screen"
    __table_args__ = (
        CheckConstraint("kind IN ('kiosk', 'together')", name="known_kind"),
        CheckConstraint("(kind = 'kiosk') = (address IS NOT NULL)", name="kiosk_has_an_address"),
        CheckConstraint(
            "(kind = 'together') = (person_id IS NOT NULL AND round_id IS NOT NULL AND ends_at IS NOT NULL)",
            name="together_with_one_person",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    address: Mapped[str | None] = mapped_column(String(40))  # of a kiosk: it opens no more than the page for codes does
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(80))  # where it stands; empty where it is handed over
    organisation_id: Mapped[str] = mapped_column(String(40), index=True)
    made_by: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime]
    person_id: Mapped[str | None] = mapped_column(String(32), index=True)
    round_id: Mapped[str | None] = mapped_column(String(40))
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SharedSitting(Base):
    """Someone at a shared screen: their link, which ends when nobody has touched the screen for a while."""

    __tablename__ = "shared_sitting"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    screen_id: Mapped[int] = mapped_column(ForeignKey("shared_screen.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(String(32))
    began_at: Mapped[datetime]
