"""People say what is not right in their record, it is held back from that moment, and a second thing opens it."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0005_records"
down_revision = "0004_rounds_and_sittings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _challenges()
    _keys()


def _challenges() -> None:
    op.create_table(
        "challenge",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("entry_seq", sa.BigInteger),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.Column("acknowledged_by", sa.String(32)),
        sa.Column("decided_seq", sa.BigInteger),
        sa.Column("decided_by", sa.String(32)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("withdrawn_seq", sa.BigInteger),
        sa.CheckConstraint(
            "outcome IN ('corrected', 'partly', 'not_changed', 'cannot_verify')", name="ck_challenge_known_outcome"
        ),
        sa.CheckConstraint("(outcome IS NULL) = (decided_seq IS NULL)", name="ck_challenge_decided_has_outcome"),
        sa.PrimaryKeyConstraint("seq", name="pk_challenge"),
    )
    op.create_index("ix_challenge_entry_seq", "challenge", ["entry_seq"])
    op.create_index("ix_challenge_person_id", "challenge", ["person_id"])
    op.create_index("ix_challenge_organisation_open", "challenge", ["organisation_id", "outcome"])
    op.create_table(
        "restriction",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("because", sa.String(20), nullable=False),
        sa.Column("by_seq", sa.BigInteger, nullable=False),
        sa.CheckConstraint(
            "because IN ('challenged', 'put_right', 'cannot_verify')", name="ck_restriction_known_reason"
        ),
        sa.PrimaryKeyConstraint("entry_seq", name="pk_restriction"),
    )


def _keys() -> None:
    op.create_table(
        "second_thing",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("kept", sa.LargeBinary(32), nullable=False),
        sa.Column("tries_from", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_second_thing"),
    )
    op.create_table(
        "opening",
        sa.Column("key_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("link", sa.LargeBinary(64), nullable=False),
        sa.Column("last_used", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_opening"),
    )
    op.create_index("ix_opening_person_id", "opening", ["person_id"])


def downgrade() -> None:
    for table in ("opening", "second_thing", "restriction", "challenge"):
        op.drop_table(table)
