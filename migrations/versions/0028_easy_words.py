"""Easy words: whether someone answering wants them, and beside which saved pages they stood."""

import sqlalchemy as sa
from alembic import op

revision = "0028_easy_words"
down_revision = "0027_their_say_after"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("sitting", "page_answers"):
        op.add_column(table, sa.Column("easy", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ("page_answers", "sitting"):
        with op.batch_alter_table(name) as table:
            table.drop_column("easy")
