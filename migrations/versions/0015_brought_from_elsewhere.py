"""What someone brings from another Sayso is here once: which entry of which log, made from the entries that keep it."""

import sqlalchemy as sa
from alembic import op

revision = "0015_brought_from_elsewhere"
down_revision = "0014_signed_heads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brought_entry",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("log", sa.String(200), nullable=False),
        sa.Column("was", sa.String(32), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_brought_entry"),
        sa.UniqueConstraint("person_id", "leaf_hash", name="uq_brought_entry_person_id"),
    )
    op.create_index("ix_brought_entry_log_was", "brought_entry", ["log", "was"])


def downgrade() -> None:
    op.drop_table("brought_entry")
