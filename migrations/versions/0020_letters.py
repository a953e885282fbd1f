"""Letters that leave the house: where each stands, so that none is sent twice and none is lost."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0020_letters"
down_revision = "0019_what_went_and_until_when"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.BigInteger, nullable=False),
        sa.Column("once", sa.String(80), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("written_at", UtcDateTime, nullable=False),
        sa.Column("next_try", UtcDateTime, nullable=False),
        sa.Column("sending_since", UtcDateTime),
        sa.Column("over_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("once", name="uq_letter_once"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped')", name="ck_letter_known_state"
        ),
        sa.CheckConstraint("(state = 'sending') = (sending_since IS NOT NULL)", name="ck_letter_sending_since"),
    )
    op.create_index("ix_letter_state_next_try", "letter", ["state", "next_try"])
    op.create_index("ix_letter_kind_about", "letter", ["kind", "about"])


def downgrade() -> None:
    op.drop_table("letter")
