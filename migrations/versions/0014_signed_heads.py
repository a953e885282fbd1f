"""The log's heads are signed, kept outside by others, and proofs are short: checkpoints, tiles, keys, cosignatures."""

import sqlalchemy as sa
from alembic import op

from survey.schema import append_only
from survey.times import UtcDateTime

revision = "0014_signed_heads"
down_revision = "0013_erasing"
branch_labels = None
depends_on = None

GROWS = ("checkpoint", "tile_root", "log_key", "cosignature", "signing_trouble")


def upgrade() -> None:
    _heads()
    _keys_and_witnesses()
    for table in GROWS:
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def _heads() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.Column("peaks", sa.LargeBinary, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoint"),
    )
    op.create_table(
        "tile_root",
        sa.Column("level", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("idx", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("level", "idx", name="pk_tile_root"),
    )
    op.create_table(
        "signing_trouble",
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("size", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("signed", sa.BigInteger, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("at", "size", name="pk_signing_trouble"),
    )


def _keys_and_witnesses() -> None:
    op.create_table(
        "log_key",
        sa.Column("from_size", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("vkey", sa.String(200), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("from_size", name="pk_log_key"),
        sa.UniqueConstraint("vkey", name="uq_log_key_vkey"),
    )
    op.create_table(
        "cosignature",
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("witness", sa.String(200), nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["size"], ["checkpoint.size"], name="fk_cosignature_size_checkpoint"),
        sa.PrimaryKeyConstraint("size", "witness", name="pk_cosignature"),
    )
    op.create_table(
        "outside_memory",
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("trouble", sa.Text),
        sa.PrimaryKeyConstraint("who", name="pk_outside_memory"),
    )


def downgrade() -> None:
    for table in ("outside_memory", "cosignature", "log_key", "signing_trouble", "tile_root", "checkpoint"):
        op.drop_table(table)
