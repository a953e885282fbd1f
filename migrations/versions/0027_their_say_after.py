"""Their say after sending: change it until a day, delete it, suggest what to ask, vote, and hear what came of it."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0027_their_say_after"
down_revision = "0026_the_same_save_twice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sitting", sa.Column("changing_since", UtcDateTime))
    op.execute(  # as its own column's constraint: on SQLite others refer to this table, so that it cannot be made anew
        "ALTER TABLE round ADD COLUMN change_until DATE "
        "CONSTRAINT ck_round_opens_before_changes_end CHECK (change_until IS NULL OR opens_on <= change_until)"
    )
    op.create_table(
        "past_answers",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("root_seq", sa.BigInteger, nullable=False),
        sa.Column("by_seq", sa.BigInteger, nullable=False),
        sa.Column("because", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("entry_seq", name="pk_past_answers"),
        sa.CheckConstraint("because IN ('changed', 'deleted')", name="ck_past_answers_known_reason"),
    )
    op.create_index("ix_past_answers_root_seq", "past_answers", ["root_seq"])
    op.create_index("ix_past_answers_by_seq", "past_answers", ["by_seq"])
    _board()
    op.create_table(
        "round_answer",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("said_at", UtcDateTime, nullable=False),
        sa.Column("is_change", sa.Boolean, nullable=False),
        sa.Column("withdrawn_seq", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_round_answer"),
    )
    op.create_index("ix_round_answer_round_id", "round_answer", ["round_id"])


def _board() -> None:
    op.create_table(
        "board_suggestion",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("looked_seq", sa.BigInteger),
        sa.Column("will_ask_seq", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_board_suggestion"),
        sa.CheckConstraint(
            "state IN ('waiting', 'shown', 'not_shown', 'taken_back')", name="ck_board_suggestion_known_state"
        ),
        sa.CheckConstraint(
            "will_ask_seq IS NULL OR state IN ('shown', 'taken_back')", name="ck_board_suggestion_asked_once_shown"
        ),
    )
    op.create_index("ix_board_suggestion_person_id", "board_suggestion", ["person_id"])
    op.create_index("ix_board_suggestion_round_id_state", "board_suggestion", ["round_id", "state"])
    op.create_table(
        "board_vote",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("suggestion_seq", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_board_vote"),
        sa.UniqueConstraint("suggestion_seq", "person_id", name="uq_board_vote_suggestion_seq"),
    )
    op.create_index("ix_board_vote_person_id", "board_vote", ["person_id"])


def downgrade() -> None:
    for table in ("round_answer", "board_vote", "board_suggestion", "past_answers"):
        op.drop_table(table)
    op.drop_column("round", "change_until")
    op.drop_column("sitting", "changing_since")
