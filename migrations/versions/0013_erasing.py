"""Erasures that two people sign and the person sees coming, holds that stop them, and people of whom an id is left."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0013_erasing"
down_revision = "0012_under_restore"
branch_labels = None
depends_on = None

KINDS = "kind IN ('young_person', 'family', 'staff', 'imported'{})"
KNOWN = "ck_person_known_kind"


def upgrade() -> None:
    _kinds_of_people(KINDS.format(", 'erased'"))
    _erasures()
    _holds()


def _kinds_of_people(kinds: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(KNOWN, "person", type_="check")
        op.create_check_constraint(op.f(KNOWN), "person", kinds)
        return
    with op.batch_alter_table("person", recreate="always") as person:  # SQLite reads no checks back: the old one goes
        person.create_check_constraint(op.f(KNOWN), sa.text(kinds))


def _erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("why", sa.String(12), nullable=False),
        sa.Column("rule", sa.String(60)),
        sa.Column("asked_seq", sa.BigInteger),
        sa.Column("proposed_at", UtcDateTime, nullable=False),
        sa.Column("first_by", sa.String(32)),
        sa.Column("first_as", sa.String(12)),
        sa.Column("approved_seq", sa.BigInteger),
        sa.Column("approved_by", sa.String(32)),
        sa.Column("due_at", UtcDateTime),
        sa.Column("stopped_seq", sa.BigInteger),
        sa.Column("stopped_by", sa.String(32)),
        sa.Column("stopped_at", UtcDateTime),
        sa.Column("done_seq", sa.BigInteger),
        sa.CheckConstraint(
            "why IN ('asked', 'time_up', 'not_needed', 'never_ours', 'law')", name="ck_erasure_known_reason"
        ),
        sa.CheckConstraint("(approved_seq IS NULL) = (due_at IS NULL)", name="ck_erasure_approved_has_a_day"),
        sa.PrimaryKeyConstraint("seq", name="pk_erasure"),
    )
    op.create_index("ix_erasure_person_id", "erasure", ["person_id"])
    op.create_index("ix_erasure_asked_seq", "erasure", ["asked_seq"])
    op.create_index("ix_erasure_organisation_id_done_seq", "erasure", ["organisation_id", "done_seq"])
    op.create_table(
        "erasure_about",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("erasure_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "erasure_seq", name="pk_erasure_about"),
    )


def _holds() -> None:
    op.create_table(
        "hold",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("entry_seq", sa.BigInteger),
        sa.Column("authority", sa.String(12), nullable=False),
        sa.Column("placed_by", sa.String(32), nullable=False),
        sa.Column("placed_at", UtcDateTime, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("lifted_seq", sa.BigInteger),
        sa.CheckConstraint(
            "authority IN ('court', 'police', 'inquiry', 'claim', 'request', 'safeguarding')",
            name="ck_hold_known_authority",
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_hold"),
    )
    for column in ("person_id", "organisation_id", "entry_seq"):
        op.create_index(f"ix_hold_{column}", "hold", [column])


def downgrade() -> None:
    for table in ("hold", "erasure_about", "erasure"):
        op.drop_table(table)
    _kinds_of_people(KINDS.format(""))
