"""Whom an entry is about is asked by its place too: a whole check would else read the table again and again."""

from alembic import op

revision = "0018_subjects_by_place"
down_revision = "0017_passed_on"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_segment_subject_place", "segment_subject", ["entry_seq", "ordinal"])


def downgrade() -> None:
    op.drop_index("ix_segment_subject_place", "segment_subject")
