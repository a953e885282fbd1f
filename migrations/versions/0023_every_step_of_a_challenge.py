"""A challenge keeps each of its steps, whose calendar its days are, and the one clock that runs for it."""

import json

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0023_every_step_of_a_challenge"
down_revision = "0022_sealed"
branch_labels = None
depends_on = None

CHECKS = {
    "one_clock": (
        "(state IN ('raised', 'acknowledged', 'reviewing', 'paused', 'escalated'))"
        " = (clock IS NOT NULL AND clock IN ('answer', 'review', 'regulator'))"
        " AND (clock IS NULL OR clock <> 'telling' OR state IN ('decided', 'remedied'))"
        " AND (clock IS NULL OR clock IN ('answer', 'review', 'regulator', 'telling'))"
    ),
    "one_pause": "(paused_seq IS NOT NULL) = (state = 'paused')",
    "known_state": (
        "state IN ('raised', 'acknowledged', 'reviewing', 'paused', 'decided', 'remedied', 'told', 'closed', "
        "'withdrawn', 'escalated')"
    ),
}
LINKS = {"acknowledged": "acknowledges", "decided": "decides", "withdrawn": "withdraws"}


def upgrade() -> None:
    op.create_table(
        "challenge_step",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("challenge_seq", sa.BigInteger, nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("by_id", sa.String(32)),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("what", sa.String(20)),
        sa.CheckConstraint(
            "step IN ('acknowledged', 'reviewing', 'paused', 'resumed', 'extended', 'decided', 'remedied', 'told', "
            "'closed', 'withdrawn', 'escalated')",
            name="ck_challenge_step_known_step",
        ),
        sa.CheckConstraint(
            "step NOT IN ('paused', 'decided', 'escalated') OR what IS NOT NULL", name="ck_challenge_step_says_what"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_challenge_step"),
    )
    op.create_index("ix_challenge_step_challenge_seq", "challenge_step", ["challenge_seq"])
    once = sa.text("step = 'extended'")
    op.create_index(
        "ix_challenge_step_extended_once",
        "challenge_step",
        ["challenge_seq"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
    _take_steps()
    op.drop_index("ix_challenge_organisation_open", "challenge")
    with op.batch_alter_table("challenge") as changed:
        changed.add_column(sa.Column("nation", sa.String(20), nullable=False, server_default="england"))
        changed.add_column(sa.Column("state", sa.String(12), nullable=False, server_default="raised"))
        changed.add_column(sa.Column("clock", sa.String(10), server_default="answer"))
        changed.add_column(sa.Column("paused_seq", sa.BigInteger))
    op.execute("UPDATE challenge SET state = 'acknowledged' WHERE acknowledged_by IS NOT NULL")
    op.execute("UPDATE challenge SET state = 'decided', clock = 'telling' WHERE outcome IS NOT NULL")
    op.execute("UPDATE challenge SET clock = NULL WHERE outcome = 'not_changed'")
    op.execute("UPDATE challenge SET state = 'withdrawn', clock = NULL WHERE withdrawn_seq IS NOT NULL")
    with op.batch_alter_table("challenge") as changed:
        for name in ("nation", "state"):
            changed.alter_column(name, existing_type=sa.String(20), existing_nullable=False, server_default=None)
        changed.alter_column("clock", existing_type=sa.String(10), server_default=None)
        for name in ("acknowledged_by", "decided_by", "withdrawn_seq"):
            changed.drop_column(name)
        for check, words in CHECKS.items():
            changed.create_check_constraint(f"ck_challenge_{check}", words)
    op.create_index("ix_challenge_organisation_open", "challenge", ["organisation_id", "clock"])


def _take_steps() -> None:
    """What was acknowledged, decided and taken back, from the entries that say so."""
    here = op.get_bind()
    names = ("seq", "challenge_seq", "step", "by_id", "at", "what")
    kinds = {"at": UtcDateTime}
    step = sa.table("challenge_step", *(sa.column(name, kinds.get(name)) for name in names))
    entry = sa.table("entry", *(sa.column(name, kinds.get(name)) for name in ("seq", "kind", "actor", "at", "header")))
    raised = {seq: outcome for seq, outcome in here.execute(sa.text("SELECT seq, outcome FROM challenge")).all()}
    for name, link in LINKS.items():
        found = sa.select(entry.c.seq, entry.c.actor, entry.c.at, entry.c.header)
        for seq, actor, at, header in here.execute(found.where(entry.c.kind == f"challenge.{name}")).all():
            of = json.loads(header)["links"][link]
            if of in raised:
                what = raised[of] if name == "decided" else None
                row = {"seq": seq, "challenge_seq": of, "step": name, "by_id": actor, "at": at, "what": what}
                here.execute(sa.insert(step), row)


def downgrade() -> None:
    op.drop_index("ix_challenge_organisation_open", "challenge")
    with op.batch_alter_table("challenge") as changed:
        for check in CHECKS:
            changed.drop_constraint(f"ck_challenge_{check}", type_="check")
        for name in ("nation", "state", "clock", "paused_seq"):
            changed.drop_column(name)
        for name in ("acknowledged_by", "decided_by"):
            changed.add_column(sa.Column(name, sa.String(32)))
        changed.add_column(sa.Column("withdrawn_seq", sa.BigInteger))
    said = "SELECT {} FROM challenge_step WHERE challenge_seq = challenge.seq AND step = '{}' ORDER BY seq DESC LIMIT 1"
    for column, what, step in (
        ("acknowledged_by", "by_id", "acknowledged"),
        ("decided_by", "by_id", "decided"),
        ("withdrawn_seq", "seq", "withdrawn"),
    ):
        op.execute(f"UPDATE challenge SET {column} = ({said.format(what, step)})")
    op.create_index("ix_challenge_organisation_open", "challenge", ["organisation_id", "outcome"])
    op.drop_table("challenge_step")
