"""Young people set goals in their own words and rate them: what they came to is kept beside what they said."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0007_goals"
down_revision = "0006_scores"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("own_words", sa.Boolean, nullable=False),
        sa.Column("set_by", sa.String(32), nullable=False),
        sa.Column("set_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("closing_words", sa.Text),
        sa.Column("framework", sa.String(40), nullable=False),
        sa.Column("cluster", sa.String(40)),
        sa.Column("grouped_by", sa.String(32), nullable=False),
        sa.Column("replaces", sa.BigInteger),
        sa.CheckConstraint("state IN ('live', 'achieved', 'changed', 'paused', 'dropped')", name="ck_goal_known_state"),
        sa.CheckConstraint("(state = 'live') = (closed_at IS NULL)", name="ck_goal_closed_has_a_time"),
        sa.PrimaryKeyConstraint("id", name="pk_goal"),
    )
    op.create_index("ix_goal_person_id_state", "goal", ["person_id", "state"])
    op.create_table(
        "rating",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("goal_id", sa.BigInteger, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("words", sa.Text),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name="ck_rating_from_0_to_10"),
        sa.PrimaryKeyConstraint("seq", name="pk_rating"),
    )
    op.create_index("ix_rating_goal_id", "rating", ["goal_id", "seq"])


def downgrade() -> None:
    op.drop_table("rating")
    op.drop_table("goal")
