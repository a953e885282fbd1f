"""Consent gets a standing: one row to a person and purpose, so that "may we?" is one look and never a guess."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0003_consent_stands"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None

PURPOSES = "'take_part', 'link_answers', 'worker_sees', 'count_me', 'use_words', 'research'"
STATES = "'requested', 'deferred', 'refused', 'given', 'withdrawn'"


def upgrade() -> None:
    op.create_table(
        "consent_standing",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("named", sa.JSON, nullable=False),
        sa.CheckConstraint(f"purpose IN ({PURPOSES})", name="ck_consent_standing_known_purpose"),
        sa.CheckConstraint(f"state IN ({STATES})", name="ck_consent_standing_known_state"),
        sa.PrimaryKeyConstraint("person_id", "purpose", name="pk_consent_standing"),
    )
    op.create_index("ix_consent_standing_purpose_state", "consent_standing", ["purpose", "state"])


def downgrade() -> None:
    op.drop_table("consent_standing")
