"""Consent tells eleven states apart, knows what parents said, and keeps the words of every notice that was used."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from survey.schema import append_only
from survey.times import UtcDateTime

revision = "0010_what_was_agreed_to"
down_revision = "0009_sealed_segments"
branch_labels = None
depends_on = None

PURPOSES = "'take_part', 'link_answers', 'worker_sees', 'count_me', 'use_words', 'research'"
FIVE = "'requested', 'deferred', 'refused', 'given', 'withdrawn'"
ELEVEN = (
    "'unknown', 'requested', 'deferred', 'refused', 'given', 'renewed', 'withdrawn', 'expired', 'terminated', "
    "'invalidated', 'revoked'"
)
SAME = ("person_id", "purpose", "state", "seq", "at", "version", "named")


def upgrade() -> None:
    _make_again(_new_standing, f"INSERT INTO consent_standing ({_names()}) SELECT {_names('state', 'false')} FROM kept")
    op.create_table(
        "consent_of_carer",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("decider_id", sa.String(32), nullable=False),
        sa.Column("relation_seq", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint(f"state IN ({ELEVEN})", name="ck_consent_of_carer_known_state"),
        sa.PrimaryKeyConstraint("person_id", "purpose", "decider_id", name="pk_consent_of_carer"),
    )
    op.create_index("ix_consent_of_carer_decider", "consent_of_carer", ["decider_id"])
    op.create_table(
        "notice_used",
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("face", sa.String(12), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "version", "face", "language", name="pk_notice_used"),
        sa.UniqueConstraint("id", name="uq_notice_used_id"),
    )
    for statement in append_only("notice_used", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("notice_used")
    op.drop_table("consent_of_carer")
    same = ", ".join(SAME)
    known = f"INSERT INTO consent_standing ({same}) SELECT {same} FROM kept WHERE state IN ({FIVE})"
    _make_again(_old_standing, known)


def _names(*more: str) -> str:
    return ", ".join((*SAME, *(more or ("effective", "needs_carer"))))


def _make_again(make: object, fill: str) -> None:
    """The same rows under new rules: a constraint cannot be changed in place on every database."""
    op.execute("CREATE TABLE kept AS SELECT * FROM consent_standing")
    op.drop_table("consent_standing")
    assert callable(make)
    make()
    op.execute(fill)
    op.drop_table("kept")


def _columns(width: int) -> Sequence[sa.Column[object]]:
    return (
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("state", sa.String(width), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("named", sa.JSON, nullable=False),
    )


def _new_standing() -> None:
    op.create_table(
        "consent_standing",
        *_columns(12),
        sa.Column("effective", sa.String(12), nullable=False),
        sa.Column("needs_carer", sa.Boolean, nullable=False),
        sa.Column("review_on", sa.Date),
        sa.Column("reason", sa.String(20)),
        sa.CheckConstraint(f"purpose IN ({PURPOSES})", name="ck_consent_standing_known_purpose"),
        sa.CheckConstraint(f"state IN ({ELEVEN})", name="ck_consent_standing_known_state"),
        sa.CheckConstraint(f"effective IN ({ELEVEN})", name="ck_consent_standing_known_effective"),
        sa.PrimaryKeyConstraint("person_id", "purpose", name="pk_consent_standing"),
    )
    op.create_index("ix_consent_standing_purpose_effective", "consent_standing", ["purpose", "effective"])


def _old_standing() -> None:
    op.create_table(
        "consent_standing",
        *_columns(10),
        sa.CheckConstraint(f"purpose IN ({PURPOSES})", name="ck_consent_standing_known_purpose"),
        sa.CheckConstraint(f"state IN ({FIVE})", name="ck_consent_standing_known_state"),
        sa.PrimaryKeyConstraint("person_id", "purpose", name="pk_consent_standing"),
    )
    op.create_index("ix_consent_standing_purpose_state", "consent_standing", ["purpose", "state"])
