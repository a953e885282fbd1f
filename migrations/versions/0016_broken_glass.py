"""In an emergency a worker opens a page that is not of their caseload, for an hour: who may, and until when."""

import sqlalchemy as sa
from alembic import op

from survey.database import UtcDateTime

revision = "0016_broken_glass"
down_revision = "0015_brought_from_elsewhere"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glass",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("worker_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_glass"),
    )
    op.create_index("ix_glass_worker_person", "glass", ["worker_id", "person_id"])
    op.create_index("ix_glass_organisation_id", "glass", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("glass")
