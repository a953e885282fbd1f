"""A service's staff, sessions, hours and cost of a period, so that they can be read beside what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0034_what_services_gave"
down_revision = "0033_who_may_read_what"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("amounts", sa.JSON, nullable=False),
        sa.CheckConstraint("opens_on <= closes_on", name="ck_activity_ends_after_start"),
        sa.PrimaryKeyConstraint("seq", name="pk_activity"),
        sa.UniqueConstraint("organisation_id", "opens_on", "closes_on", name="uq_activity_organisation_id"),
    )


def downgrade() -> None:
    op.drop_table("activity")
