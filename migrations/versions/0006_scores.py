"""Answers are scored: one row to a scale, and the files that came in whole are known again by their fingerprint."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0006_scores"
down_revision = "0005_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "score",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("scale", sa.String(40), nullable=False),
        sa.Column("measure_version", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40)),
        sa.Column("value", sa.Float),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("entry_seq", "measure", "scale", name="pk_score"),
    )
    op.create_index("ix_score_round_measure", "score", ["round_id", "measure", "scale"])
    op.create_index("ix_score_person", "score", ["person_id", "measure"])
    op.create_table(
        "imported_file",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("mapping", sa.String(40), nullable=False),
        sa.Column("basis_note", sa.String(1000), nullable=False),
        sa.Column("source", sa.String(1000), nullable=False),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("rows_left_out", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_imported_file"),
    )


def downgrade() -> None:
    op.drop_table("imported_file")
    op.drop_table("score")
