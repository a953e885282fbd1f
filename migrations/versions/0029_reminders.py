"""Someone may ask to be reminded: how, the code that shows a phone is theirs, and each reminder once."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0029_reminders"
down_revision = "0028_easy_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminding",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("via", sa.String(8), nullable=False),
        sa.Column("lang", sa.String(12), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("confirmed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("seq", name="pk_reminding"),
        sa.CheckConstraint("via IN ('text', 'email')", name="ck_reminding_known_way"),
    )
    op.create_index("ix_reminding_person_id", "reminding", ["person_id"])
    op.create_table(
        "reminder_code",
        sa.Column("asked_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("asked_seq", name="pk_reminder_code"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("asked_seq", sa.BigInteger, nullable=False),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("link_hash", sa.LargeBinary(32)),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("person_id", "round_id", "number", name="uq_reminder_once"),
        sa.CheckConstraint("number >= 1", name="ck_reminder_from_one"),
    )
    op.create_index("ix_reminder_person_id", "reminder", ["person_id"])


def downgrade() -> None:
    for table in ("reminder", "reminder_code", "reminding"):
        op.drop_table(table)
