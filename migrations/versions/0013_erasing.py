"""Erasures that two people sign and the person sees coming, holds that stop them, and people of whom an id is left."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0013_erasing"
down_revision = "0012_under_restore"
branch_labels = None
depends_on = None

FOUR = "kind IN ('young_person', 'family', 'staff', 'imported')"
FIVE = "kind IN ('young_person', 'family', 'staff', 'imported', 'erased')"


def upgrade() -> None:
    _kinds_of_people(FOUR, FIVE)
    _erasures()
    _holds()


def _kinds_of_people(before: str, now: str) -> None:
    """Change one CHECK. On SQLite, while other tables point here, by the text of the schema: no row is touched by it
    (sqlite.org/lang_altertable.html, section 7)."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_person_known_kind", "person", type_="check")
        op.create_check_constraint("ck_person_known_kind", "person", now)
        return
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = 1")
    changed = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'person'"
    connection.exec_driver_sql(changed, (before, now))
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = 0")


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
    _kinds_of_people(FIVE, FOUR)
