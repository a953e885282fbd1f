"""What one person may not see for now: by what law, which two signed, until when; and the places that it keeps."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0022_sealed"
down_revision = "0021_used_while_on_hold"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("entry_seq", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("viewer_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("mode", sa.String(6), nullable=False),
        sa.Column("authority", sa.String(12), nullable=False),
        sa.Column("about_viewer", sa.Boolean, nullable=False),
        sa.Column("names_child", sa.Boolean, nullable=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.Column("review_days", sa.Integer, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("test_seq", sa.BigInteger, nullable=False),
        sa.Column("first_by", sa.String(32), nullable=False),
        sa.Column("second_by", sa.String(32)),
        sa.Column("signed_at", UtcDateTime),
        sa.Column("renewal_seq", sa.BigInteger),
        sa.Column("renewal_by", sa.String(32)),
        sa.Column("renewal_days", sa.Integer),
        sa.Column("renewal_on", sa.Date),
        sa.Column("asked_seq", sa.BigInteger),
        sa.Column("ended_seq", sa.BigInteger),
        sa.CheckConstraint("mode IN ('stub', 'silent')", name="ck_seal_known_mode"),
        sa.CheckConstraint(
            "authority IN ('social_work', 'child_abuse', 'wishes', 'court', 'third_party', 'crime')",
            name="ck_seal_known_authority",
        ),
        sa.CheckConstraint("(viewer_id = person_id) = names_child", name="ck_seal_from_the_child_only_by_name"),
        sa.CheckConstraint("review_days BETWEEN 1 AND 90", name="ck_seal_looked_at_again_in_time"),
        sa.CheckConstraint("second_by IS NULL OR second_by <> first_by", name="ck_seal_two_sign"),
        sa.CheckConstraint("(second_by IS NULL) = (signed_at IS NULL)", name="ck_seal_signed_has_a_time"),
        sa.CheckConstraint("(renewal_by IS NULL) = (renewal_on IS NULL)", name="ck_seal_renewal_has_a_day"),
        sa.CheckConstraint("renewal_days IS NULL OR renewal_days BETWEEN 1 AND 90", name="ck_seal_renewed_in_time"),
        sa.PrimaryKeyConstraint("seq", name="pk_seal"),
    )
    for column in ("entry_seq", "person_id", "viewer_id", "organisation_id"):
        op.create_index(f"ix_seal_{column}", "seal", [column])
    op.create_table(
        "sealed_place",
        sa.Column("viewer_id", sa.String(32), nullable=False),
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("seal_seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("viewer_id", "entry_seq", name="pk_sealed_place"),
    )
    for column in ("entry_seq", "seal_seq"):
        op.create_index(f"ix_sealed_place_{column}", "sealed_place", [column])
    op.create_table(
        "seal_round",
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_seal_round"),
    )


def downgrade() -> None:
    for table in ("seal_round", "sealed_place", "seal"):
        op.drop_table(table)
