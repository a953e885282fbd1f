"""What stands beside a release: signed readings, questions for the next analysis, promises; and a group's link."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE
from survey.times import UtcDateTime

revision = "0036_what_readers_say"
down_revision = "0035_places_by_year"
branch_labels = None
depends_on = None

BESIDE = ("release_reading", "release_question", "release_promise")


def upgrade() -> None:
    _reading()
    _question()
    _promise()
    op.create_table(
        "reading_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("release_id", sa.BigInteger, nullable=False),
        sa.Column("signed_as", sa.String(120), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.Column("words", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_reading_session"),
        sa.UniqueConstraint("key_hash", name="uq_reading_session_key_hash"),
    )
    op.create_index("ix_reading_session_made_by", "reading_session", ["made_by"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT ON {', '.join(BESIDE)} TO {RELEASES_ROLE}")


def _beside(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("release_id", sa.BigInteger, nullable=False),
        *columns,
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_release_id", name, ["release_id"])


def _reading() -> None:
    known = "signed_for IN ('young_people', 'practitioners', 'analysts', 'commissioners')"
    together = "(signed_for = 'young_people') = (how <> 'themselves')"
    _beside(
        "release_reading",
        sa.Column("signed_for", sa.String(16), nullable=False),
        sa.Column("signed_as", sa.String(120), nullable=False),
        sa.Column("signed_by", sa.String(32), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.CheckConstraint(known, name="ck_release_reading_known_group"),
        sa.CheckConstraint("how IN ('themselves', 'with_them', 'session')", name="ck_release_reading_known_how"),
        sa.CheckConstraint(together, name="ck_release_reading_young_people_with_someone"),
    )


def _question() -> None:
    _beside(
        "release_question",
        sa.Column("asked_as", sa.String(20), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_as", sa.String(20), nullable=False),
        sa.Column("answered_on", sa.Date),
        sa.Column("carried", sa.Boolean, nullable=False),
    )


def _promise() -> None:
    _beside(
        "release_promise",
        sa.Column("made_as", sa.String(20), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("state_words", sa.Text, nullable=False),
        sa.Column("state_on", sa.Date),
        sa.CheckConstraint("state IN ('open', 'kept', 'dropped')", name="ck_release_promise_known_state"),
    )


def downgrade() -> None:
    for table in ("reading_session", *BESIDE):
        op.drop_table(table)
