"""What is passed on and what is not, who asked for data and how that ended, and links for those who get a share."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0017_passed_on"
down_revision = "0016_broken_glass"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _shares()
    _requests()
    op.create_table(
        "share_link",
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("share_seq", sa.BigInteger, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_share_link"),
    )
    op.create_index("ix_share_link_share_seq", "share_link", ["share_seq"])


def _shares() -> None:
    op.create_table(
        "share",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("authority", sa.String(16), nullable=False),
        sa.Column("to_organisation", sa.String(120), nullable=False),
        sa.Column("proposed_by", sa.String(32), nullable=False),
        sa.Column("proposed_at", UtcDateTime, nullable=False),
        sa.Column("agreed_by", sa.String(32)),
        sa.Column("tell_on", sa.Date, nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("told_seq", sa.BigInteger),
        sa.CheckConstraint(
            "stage IN ('proposed', 'sent', 'received', 'refused', 'not_shared')", name="ck_share_known_stage"
        ),
        sa.CheckConstraint(
            "authority IN ('consent', 'statutory_duty', 'section_47', 'court', 'vital', 'safeguarding', 'other', "
            "'none')",
            name="ck_share_known_authority",
        ),
        sa.CheckConstraint(
            "stage NOT IN ('sent', 'received') OR (agreed_by IS NOT NULL AND agreed_by <> proposed_by)",
            name="ck_share_sent_after_another_agreed",
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_share"),
    )
    for column in ("person_id", "organisation_id"):
        op.create_index(f"ix_share_{column}", "share", [column])


def _requests() -> None:
    op.create_table(
        "data_request",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("asker", sa.String(12), nullable=False),
        sa.Column("compulsory", sa.Boolean, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("weighed_seq", sa.BigInteger),
        sa.Column("weighed_by", sa.String(32)),
        sa.Column("result", sa.String(10)),
        sa.Column("decided_by", sa.String(32)),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("tell_on", sa.Date),
        sa.Column("told_seq", sa.BigInteger),
        sa.CheckConstraint("result IN ('granted', 'narrowed', 'refused')", name="ck_data_request_known_result"),
        sa.CheckConstraint(
            "asker IN ('police', 'home_office', 'court', 'commissioner', 'agency')", name="ck_data_request_known_asker"
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR (weighed_by IS NOT NULL AND decided_by <> weighed_by AND result IS NOT NULL)",
            name="ck_data_request_two_decide",
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_data_request"),
    )
    for column in ("person_id", "organisation_id"):
        op.create_index(f"ix_data_request_{column}", "data_request", [column])


def downgrade() -> None:
    for table in ("share_link", "data_request", "share"):
        op.drop_table(table)
