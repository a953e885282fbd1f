"""Which answers a service watches and who is told; and what was raised, until someone said what was done."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0030_watched_answers"
down_revision = "0029_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch_route",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("questionnaire", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("proposed_by", sa.String(32), nullable=False),
        sa.Column("confirmed_by", sa.String(32)),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("test_seq", sa.BigInteger),
        sa.Column("tested_at", UtcDateTime),
        sa.Column("tested_by", sa.String(32)),
        sa.Column("proven_at", UtcDateTime),
        sa.Column("proven_seq", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_watch_route"),
        sa.CheckConstraint("(proven_at IS NULL) = (proven_seq IS NULL)", name="ck_watch_route_answers_a_test"),
    )
    op.create_index("ix_watch_route_of", "watch_route", ["organisation_id", "questionnaire", "version"])
    op.create_table(
        "alert",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("route_seq", sa.BigInteger, nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("answers_seq", sa.BigInteger, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("taken_by", sa.String(32)),
        sa.Column("taken_at", UtcDateTime),
        sa.Column("closed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("seq", name="pk_alert"),
        sa.CheckConstraint("step >= 0", name="ck_alert_step_from_zero"),
        sa.CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="ck_alert_taken_by_someone"),
        sa.CheckConstraint("closed_at IS NULL OR taken_at IS NOT NULL", name="ck_alert_taken_before_closed"),
    )
    op.create_index("ix_alert_organisation_id", "alert", ["organisation_id"])
    op.create_index("ix_alert_person_id", "alert", ["person_id"])


def downgrade() -> None:
    op.drop_table("alert")
    op.drop_table("watch_route")
