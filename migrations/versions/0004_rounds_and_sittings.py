"""People are asked in rounds: a questionnaire open from day to day, and the draft of whoever is answering."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0004_rounds_and_sittings"
down_revision = "0003_consent_stands"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rounds()
    op.create_table(
        "sitting",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime),
        sa.Column("sent_seq", sa.BigInteger),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_sitting_round_id_round"),
        sa.PrimaryKeyConstraint("person_id", "round_id", name="pk_sitting"),
    )
    op.create_index("ix_sitting_round_id", "sitting", ["round_id"])
    op.create_table(
        "page_answers",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("page", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "round_id"],
            ["sitting.person_id", "sitting.round_id"],
            name="fk_page_answers_person_id_sitting",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "round_id", "page", name="pk_page_answers"),
    )


def _rounds() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("questionnaire", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.CheckConstraint("wave >= 1", name="ck_round_wave_from_one"),
        sa.CheckConstraint("opens_on <= closes_on", name="ck_round_opens_before_it_closes"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_round_organisation_id_organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
    )
    op.create_index("ix_round_organisation_id", "round", ["organisation_id"])


def downgrade() -> None:
    for table in ("page_answers", "sitting", "round"):
        op.drop_table(table)
