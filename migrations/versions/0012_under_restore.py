"""While a backup is being restored a mark stands in the database, and nothing is served."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0012_under_restore"
down_revision = "0011_receipts_kept"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "under_restore",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("backup", sa.String(64), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_under_restore_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_under_restore"),
    )


def downgrade() -> None:
    op.drop_table("under_restore")
