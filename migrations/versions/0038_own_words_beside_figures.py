"""Own words beside a release, each by its own Yes: where each stands, and apart from that the words for pages."""

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE

revision = "0038_own_words_beside_figures"
down_revision = "0037_years_bands_and_closings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("source_seq", sa.BigInteger, nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("read_seq", sa.BigInteger),
        sa.Column("offered_after", sa.BigInteger, nullable=False),
        sa.Column("ready_after", sa.BigInteger),
        sa.Column("release_id", sa.BigInteger),
        sa.Column("place", sa.Integer),
        sa.CheckConstraint("state IN ('offered', 'asked', 'ready', 'shown', 'declined')", name="ck_quote_known_state"),
        sa.PrimaryKeyConstraint("seq", name="pk_quote"),
    )
    op.create_index("ix_quote_person_id", "quote", ["person_id"])
    op.create_index("ix_quote_source_seq", "quote", ["source_seq"])
    op.create_table(
        "release_quote",
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("said", sa.JSON),
        sa.PrimaryKeyConstraint("release_id", "place", name="pk_release_quote"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT ON release_quote TO {RELEASES_ROLE}")


def downgrade() -> None:
    op.drop_table("release_quote")
    op.drop_table("quote")
