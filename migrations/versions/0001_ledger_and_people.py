"""Everything begins with the ledger: entries that only grow, and the people they are about."""

import sqlalchemy as sa
from alembic import op

from survey.schema import append_only
from survey.times import UtcDateTime

revision = "0001_ledger_and_people"
down_revision = None
branch_labels = None
depends_on = None

HISTORY = ("entry", "segment", "segment_subject")


def upgrade() -> None:
    _ledger()
    _people()
    _keys()
    for table in HISTORY:
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def _ledger() -> None:
    op.create_table(
        "entry",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(32)),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("header_salt", sa.LargeBinary(32), nullable=False),
        sa.Column("prev", sa.LargeBinary(32), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(32), nullable=False),
        sa.CheckConstraint("seq >= 0", name="ck_entry_seq_from_zero"),
        sa.PrimaryKeyConstraint("seq", name="pk_entry"),
        sa.UniqueConstraint("leaf_hash", name="uq_entry_leaf_hash"),
    )
    op.create_index("ix_entry_actor", "entry", ["actor"])
    op.create_index("ix_entry_kind_at", "entry", ["kind", "at"])
    op.create_table(
        "segment",
        sa.Column("entry_seq", sa.BigInteger, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary(32), nullable=False),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_segment_entry_seq_entry"),
        sa.PrimaryKeyConstraint("entry_seq", "ordinal", name="pk_segment"),
    )
    op.create_table(
        "segment_subject",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_seq", "ordinal"],
            ["segment.entry_seq", "segment.ordinal"],
            name="fk_segment_subject_entry_seq_segment",
        ),
        sa.PrimaryKeyConstraint("person_id", "entry_seq", "ordinal", name="pk_segment_subject"),
    )
    head = op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("peaks", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_ledger_head_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_head"),
    )
    op.bulk_insert(head, [{"id": 1, "size": 0, "peaks": b""}])


def _people() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_table(
        "area",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("parent", sa.String(12)),
        sa.CheckConstraint("level IN ('ward', 'borough')", name="ck_area_known_level"),
        sa.ForeignKeyConstraint(["parent"], ["area.code"], name="fk_area_parent_area"),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("born", sa.String(7)),
        sa.Column("area_code", sa.String(12)),
        sa.Column("organisation_id", sa.String(40)),
        sa.Column("described", sa.JSON, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.CheckConstraint("kind IN ('young_person', 'family', 'staff', 'imported')", name="ck_person_known_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_kind", "person", ["kind"])
    op.create_index("ix_person_organisation_id", "person", ["organisation_id"])
    op.create_table(
        "relation",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("from_id", sa.String(32), nullable=False),
        sa.Column("to_id", sa.String(32), nullable=False),
        sa.Column("sees", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.PrimaryKeyConstraint("seq", name="pk_relation"),
    )
    op.create_index("ix_relation_from", "relation", ["from_id", "kind"])
    op.create_index("ix_relation_to", "relation", ["to_id", "kind"])


def _keys() -> None:
    for table, key, used in (("link", "token_hash", "ended_at"), ("code", "code_hash", "used_at")):
        op.create_table(
            table,
            sa.Column(key, sa.LargeBinary(32), nullable=False),
            sa.Column("person_id", sa.String(32), nullable=False),
            sa.Column("round_id", sa.String(40)),
            sa.Column("ends_at", UtcDateTime, nullable=False),
            sa.Column(used, UtcDateTime),
            sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
    op.create_table(
        "wrong_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("who", sa.LargeBinary(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_try"),
    )
    op.create_index("ix_wrong_try_door_who_at", "wrong_try", ["door", "who", "at"])


def downgrade() -> None:
    for table in ("wrong_try", "code", "link", "relation", "person", "area", "organisation"):
        op.drop_table(table)
    for table in ("ledger_head", "segment_subject", "segment", "entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION sayso_history_holds()")
