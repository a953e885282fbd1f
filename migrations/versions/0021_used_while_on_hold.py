"""A senior may let one entry be used while it is on hold: for what, until which day, and whether that was ended."""

import sqlalchemy as sa
from alembic import op

revision = "0021_used_while_on_hold"
down_revision = "0020_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restriction_override",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("entry_seq", sa.BigInteger, nullable=False),
        sa.Column("challenge_seq", sa.BigInteger, nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("use", sa.String(12), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("days", sa.SmallInteger, nullable=False),
        sa.Column("ended_seq", sa.BigInteger),
        sa.CheckConstraint("use IN ('danger', 'enquiry', 'plan')", name="ck_restriction_override_known_use"),
        sa.CheckConstraint("days BETWEEN 0 AND 14", name="ck_restriction_override_at_most_14_days"),
        sa.PrimaryKeyConstraint("seq", name="pk_restriction_override"),
    )
    for column in ("entry_seq", "organisation_id"):
        op.create_index(f"ix_restriction_override_{column}", "restriction_override", [column])


def downgrade() -> None:
    op.drop_table("restriction_override")
