"""What was shown for a relation, by whose say it opens what, what a court stops; and goals that family may see."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0024_who_in_the_family_sees_what"
down_revision = "0023_every_step_of_a_challenge"
branch_labels = None
depends_on = None

SEQ = {"autoincrement": False, "nullable": False}


def upgrade() -> None:
    _evidence()
    _grants()
    _restrictions()
    _understanding()
    with op.batch_alter_table("goal") as goal:
        goal.add_column(sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false()))


def _evidence() -> None:
    op.create_table(
        "relation_evidence",
        sa.Column("relation_seq", sa.BigInteger, **SEQ),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("responsibility", sa.Boolean, nullable=False),
        sa.Column("shown", sa.String(20), nullable=False),
        sa.Column("checked_by", sa.String(32)),
        sa.Column("checked_at", UtcDateTime, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
        sa.PrimaryKeyConstraint("relation_seq", name="pk_relation_evidence"),
        sa.CheckConstraint(
            "shown IN ('birth_certificate', 'court_order', 'letter', 'said', 'none')",
            name="ck_relation_evidence_known_evidence",
        ),
        sa.CheckConstraint(
            "NOT responsibility OR shown NOT IN ('said', 'none')",
            name="ck_relation_evidence_responsibility_was_shown",
        ),
        sa.CheckConstraint(
            "since IS NULL OR until IS NULL OR until >= since",
            name="ck_relation_evidence_in_order",
        ),
    )


def _grants() -> None:
    op.create_table(
        "relation_grant",
        sa.Column("relation_seq", sa.BigInteger, **SEQ),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("sees", sa.JSON, nullable=False),
        sa.Column("said_by", sa.String(16), nullable=False),
        sa.Column("note_seq", sa.BigInteger),
        sa.Column("until", sa.Date),
        sa.PrimaryKeyConstraint("relation_seq", name="pk_relation_grant"),
        sa.CheckConstraint("said_by IN ('theirs', 'best_interests')", name="ck_relation_grant_known_say"),
        sa.CheckConstraint(
            "(said_by = 'best_interests') = (note_seq IS NOT NULL AND until IS NOT NULL)",
            name="ck_relation_grant_decided_for_them_rests_on_a_note",
        ),
    )


def _restrictions() -> None:
    op.create_table(
        "relation_restriction",
        sa.Column("seq", sa.BigInteger, **SEQ),
        sa.Column("relation_seq", sa.BigInteger, nullable=False),
        sa.Column("from_id", sa.String(32), nullable=False),
        sa.Column("to_id", sa.String(32), nullable=False),
        sa.Column("stops_record", sa.Boolean, nullable=False),
        sa.Column("stops_home", sa.Boolean, nullable=False),
        sa.Column("stops_contact", sa.Boolean, nullable=False),
        sa.Column("order_on", sa.Date, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("lifted_at", UtcDateTime),
        sa.PrimaryKeyConstraint("seq", name="pk_relation_restriction"),
        sa.CheckConstraint(
            "stops_record OR stops_home OR stops_contact",
            name="ck_relation_restriction_stops_something",
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="ck_relation_restriction_in_order"),
    )
    op.create_index("ix_relation_restriction_pair", "relation_restriction", ["from_id", "to_id"])


def _understanding() -> None:
    op.create_table(
        "understanding",
        sa.Column("seq", sa.BigInteger, **SEQ),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("relation_seq", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("assessor", sa.String(32)),
        sa.Column("used_seq", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_understanding"),
        sa.CheckConstraint("outcome IN ('understands', 'does_not')", name="ck_understanding_known_outcome"),
        sa.CheckConstraint(
            "used_seq IS NULL OR outcome = 'does_not'",
            name="ck_understanding_used_where_they_did_not",
        ),
    )
    op.create_index("ix_understanding_person_id", "understanding", ["person_id"])


def downgrade() -> None:
    with op.batch_alter_table("goal") as goal:
        goal.drop_column("shared")
    for table in ("understanding", "relation_restriction", "relation_grant", "relation_evidence"):
        op.drop_table(table)
