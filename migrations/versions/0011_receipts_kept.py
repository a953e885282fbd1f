"""How someone wants to keep their receipts is theirs to say: made from what they chose, read by no page but theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0011_receipts_kept"
down_revision = "0010_what_was_agreed_to"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt_keeping",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("keeping", sa.String(8), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.CheckConstraint("keeping IN ('phone', 'paper', 'trusted', 'none')", name="ck_receipt_keeping_known_keeping"),
        sa.PrimaryKeyConstraint("person_id", name="pk_receipt_keeping"),
    )


def downgrade() -> None:
    op.drop_table("receipt_keeping")
