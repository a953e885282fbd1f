"""Who got what of a record, what changed of it since, and how far each has been told, so that all of them are."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0025_put_right"
down_revision = "0024_who_in_the_family_sees_what"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty: who got what is sealed in the entries. `sayso ledger rebuild` fills them for shares from before."""
    op.create_table(
        "share_recipient",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32)),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("sent_seq", sa.BigInteger),
        sa.Column("told_up_to", sa.BigInteger),
        sa.Column("told_at", UtcDateTime),
        sa.Column("asked_at", UtcDateTime),
        sa.Column("settled_up_to", sa.BigInteger),
        sa.Column("settled_seq", sa.BigInteger),
        sa.Column("is_impossible", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_share_recipient"),
        sa.CheckConstraint("(told_up_to IS NULL) = (told_at IS NULL)", name="ck_share_recipient_told_on_a_day"),
        sa.CheckConstraint(
            "(settled_up_to IS NULL) = (settled_seq IS NULL)", name="ck_share_recipient_settled_by_an_entry"
        ),
    )
    op.create_index("ix_share_recipient_person_id", "share_recipient", ["person_id"])
    op.create_index("ix_share_recipient_organisation_id", "share_recipient", ["organisation_id"])
    _what_they_have()


def _what_they_have() -> None:
    op.create_table(
        "share_part",
        sa.Column("share_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("root_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("share_seq", "root_seq", "ordinal", name="pk_share_part"),
    )
    op.create_index("ix_share_part_root", "share_part", ["root_seq", "ordinal"])
    op.create_table(
        "share_change",
        sa.Column("share_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("cause_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("root_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("because", sa.String(10), nullable=False),
        sa.Column("old_seq", sa.BigInteger),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("share_seq", "cause_seq", "root_seq", "ordinal", name="pk_share_change"),
        sa.CheckConstraint(
            "because IN ('corrected', 'erased', 'held', 'unverified', 'stands', 'said', 'unsaid')",
            name="ck_share_change_known_change",
        ),
    )
    op.create_index("ix_share_change_cause", "share_change", ["cause_seq"])
    op.create_index("ix_share_change_old", "share_change", ["old_seq"])


def downgrade() -> None:
    for table in ("share_change", "share_part", "share_recipient"):
        op.drop_table(table)
