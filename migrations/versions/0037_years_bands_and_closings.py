"""A cohort has bands of age of its own and may be a quarter of a year; closing one is long work that can be watched."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0037_years_bands_and_closings"
down_revision = "0036_what_readers_say"
branch_labels = None
depends_on = None


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("cohort") as table:
        table.add_column(sa.Column("kind", sa.String(8), nullable=False, server_default="cohort"))
        table.add_column(sa.Column("year_id", _number()))
        table.add_column(sa.Column("banding", sa.String(20), nullable=False, server_default="8-25"))
        table.create_check_constraint("ck_cohort_known_kind", "kind IN ('cohort', 'year')")
        table.create_check_constraint("ck_cohort_no_year_in_a_year", "kind = 'cohort' OR year_id IS NULL")
        table.create_foreign_key("fk_cohort_year_id_cohort", "cohort", ["year_id"], ["id"])
    op.create_index("ix_cohort_year_id", "cohort", ["year_id"])
    op.create_table(
        "cohort_histogram",
        sa.Column("cohort_id", _number(), autoincrement=False, nullable=False),
        sa.Column("scale", sa.String(120), nullable=False),
        sa.Column("wave", sa.String(12), nullable=False),
        sa.Column("score", sa.String(40), nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name="fk_cohort_histogram_cohort_id_cohort"),
        sa.PrimaryKeyConstraint("cohort_id", "scale", "wave", "score", name="pk_cohort_histogram"),
    )
    op.create_table(
        "cohort_closing",
        sa.Column("cohort_id", _number(), autoincrement=False, nullable=False),
        sa.Column("asked_by", sa.String(32)),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("release_id", sa.BigInteger),
        sa.CheckConstraint("state IN ('waiting', 'running', 'stopped', 'done')", name="ck_cohort_closing_known_state"),
        sa.CheckConstraint("(state = 'done') = (release_id IS NOT NULL)", name="ck_cohort_closing_done_with_a_release"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name="fk_cohort_closing_cohort_id_cohort"),
        sa.PrimaryKeyConstraint("cohort_id", name="pk_cohort_closing"),
    )


def downgrade() -> None:
    op.drop_table("cohort_closing")
    op.drop_table("cohort_histogram")
    op.drop_index("ix_cohort_year_id", "cohort")
    with op.batch_alter_table("cohort") as table:
        table.drop_constraint("fk_cohort_year_id_cohort", type_="foreignkey")
        table.drop_constraint("ck_cohort_known_kind", type_="check")
        table.drop_constraint("ck_cohort_no_year_in_a_year", type_="check")
        for name in ("kind", "year_id", "banding"):
            table.drop_column(name)
