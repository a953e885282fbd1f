"""Figures leave the house only as releases, frozen when their cohort closes, by a role that can read nothing else."""

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE
from survey.schema import append_only
from survey.times import UtcDateTime

revision = "0008_releases"
down_revision = "0007_goals"
branch_labels = None
depends_on = None

PUBLISHED = ("release", "release_table", "release_cell")


def upgrade() -> None:
    _cohorts()
    _releases()
    dialect = op.get_bind().dialect.name
    for table in PUBLISHED:
        for statement in append_only(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        _role_for_commissioners()


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _cohorts() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", _number(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("area_code", sa.String(12)),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(6), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.CheckConstraint("state IN ('open', 'closed')", name="ck_cohort_known_state"),
        sa.CheckConstraint("opens_on <= closes_on", name="ck_cohort_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_cohort_organisation_id_organisation"
        ),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name="fk_cohort_area_code_area"),
        sa.PrimaryKeyConstraint("id", name="pk_cohort"),
    )
    op.create_table(
        "cohort_member",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("entry_seq", name="pk_cohort_member"),
    )
    op.create_index("ix_cohort_member_cohort_id", "cohort_member", ["cohort_id"])


def _releases() -> None:
    op.create_table(
        "release",
        sa.Column("id", _number(), nullable=False),
        sa.Column("cohort_id", sa.BigInteger, nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("place", sa.String(250), nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("programme", sa.String(12), nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("cohort_id", name="uq_release_cohort_id"),
    )
    op.create_table(
        "release_table",
        sa.Column("release_id", _number(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_table_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", "position", name="pk_release_table"),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("table_position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(12), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("label", sa.String(250), nullable=False),
        sa.Column("text", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id", "table_position"],
            ["release_table.release_id", "release_table.position"],
            name="fk_release_cell_release_id_release_table",
        ),
        sa.PrimaryKeyConstraint("release_id", "table_position", "position", "measure", name="pk_release_cell"),
    )


def _role_for_commissioners() -> None:
    """A role nobody signs in as; ours takes it on for a commissioner's page. Another database here may have made it."""
    op.execute(
        f"DO $$ BEGIN CREATE ROLE {RELEASES_ROLE} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(f"GRANT SELECT ON {', '.join(PUBLISHED)} TO {RELEASES_ROLE}")
    op.execute(f"GRANT {RELEASES_ROLE} TO CURRENT_USER")


def downgrade() -> None:
    for table in ("release_cell", "release_table", "release", "cohort_member", "cohort"):
        op.drop_table(table)
