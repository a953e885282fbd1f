"""A phone without signal sends a saved page later, perhaps twice: each page knows its version and its newest keys."""

import sqlalchemy as sa
from alembic import op

revision = "0026_the_same_save_twice"
down_revision = "0025_put_right"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page_answers", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("page_answers", sa.Column("attempts", sa.String(264), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("page_answers") as table:
        table.drop_column("attempts")
        table.drop_column("version")
