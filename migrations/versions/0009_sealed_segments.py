"""What a part says is sealed under a key of its own, kept elsewhere, so that it can be erased and the ledger hold."""

import random

import sqlalchemy as sa
from alembic import context, op

from survey.keys import KEY_BYTES, KEY_ID_BYTES, KeyStore, NewKey
from survey.ledger.entry import commitment
from survey.ledger.sealing import seal, unseal
from survey.schema import append_only, goes_only_when_erased

revision = "0009_sealed_segments"
down_revision = "0008_releases"
branch_labels = None
depends_on = None

BATCH = 1000


def upgrade() -> None:
    op.execute("CREATE TABLE plain_segment AS SELECT entry_seq, ordinal, body, salt FROM segment")
    op.execute("CREATE TABLE plain_subject AS SELECT person_id, entry_seq, ordinal FROM segment_subject")
    op.drop_table("segment_subject")
    op.drop_table("segment")
    _segment(
        sa.Column("key_id", sa.LargeBinary(16), nullable=False),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint("key_id", name="uq_segment_key_id"),
    )
    _content()
    _subject()
    _seal_what_was_plain(context.config.attributes["keys"])
    op.execute("INSERT INTO segment_subject SELECT person_id, entry_seq, ordinal FROM plain_subject")
    op.drop_table("plain_subject")
    op.drop_table("plain_segment")
    _guard("segment", "segment_subject")
    for statement in goes_only_when_erased("segment_content", op.get_bind().dialect.name):
        op.execute(statement)


def _guard(*tables: str) -> None:
    for table in tables:
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def _segment(*columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        "segment",
        sa.Column("entry_seq", sa.BigInteger, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_segment_entry_seq_entry"),
        sa.PrimaryKeyConstraint("entry_seq", "ordinal", name="pk_segment"),
    )


def _content() -> None:
    op.create_table(
        "segment_content",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_seq", "ordinal"],
            ["segment.entry_seq", "segment.ordinal"],
            name="fk_segment_content_entry_seq_segment",
        ),
        sa.PrimaryKeyConstraint("entry_seq", "ordinal", name="pk_segment_content"),
    )
    op.create_table(
        "erased_segment",
        sa.Column("entry_seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("by_seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("entry_seq", "ordinal", name="pk_erased_segment"),
    )


def _subject() -> None:
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


def _seal_what_was_plain(keys: KeyStore) -> None:
    bind, rng, last = op.get_bind(), random.SystemRandom(), -1
    subjects: dict[tuple[int, int], list[str]] = {}
    for person, seq, ordinal in bind.execute(sa.text("SELECT person_id, entry_seq, ordinal FROM plain_subject")):
        subjects.setdefault((seq, ordinal), []).append(person)
    page = sa.text(
        "SELECT entry_seq, ordinal, body, salt FROM plain_segment "
        "WHERE entry_seq > :last AND entry_seq <= :last + :batch ORDER BY entry_seq, ordinal"
    )
    end = bind.execute(sa.text("SELECT max(entry_seq) FROM plain_segment")).scalar()
    while end is not None and last < end:
        made = []
        for seq, ordinal, body, salt in bind.execute(page, {"last": last, "batch": BATCH}).all():
            new = NewKey(rng.randbytes(KEY_ID_BYTES), rng.randbytes(KEY_BYTES), tuple(subjects.get((seq, ordinal), ())))
            made.append(new)
            _keep(bind, seq, ordinal, body.encode(), bytes(salt), new)
        keys.add(made, rng)
        last += BATCH


def _keep(bind: sa.Connection, seq: int, ordinal: int, body: bytes, salt: bytes, new: NewKey) -> None:
    committed = commitment(salt, body)
    place = {"s": seq, "o": ordinal}
    bind.execute(
        sa.text("INSERT INTO segment (entry_seq, ordinal, key_id, commitment) VALUES (:s, :o, :k, :c)"),
        place | {"k": new.key_id, "c": committed},
    )
    bind.execute(
        sa.text("INSERT INTO segment_content (entry_seq, ordinal, sealed) VALUES (:s, :o, :x)"),
        place | {"x": seal(new.key, salt, body, committed)},
    )


def downgrade() -> None:
    """Everything plain again. What was erased stays erased, and then there is no way back."""
    bind, keys = op.get_bind(), context.config.attributes["keys"]
    if bind.execute(sa.text("SELECT count(*) FROM erased_segment")).scalar():
        raise RuntimeError("Parts of this ledger were erased: it cannot go back to a time before that was possible.")
    rows = bind.execute(
        sa.text(
            "SELECT s.entry_seq, s.ordinal, s.key_id, s.commitment, c.sealed FROM segment s "
            "JOIN segment_content c ON c.entry_seq = s.entry_seq AND c.ordinal = s.ordinal"
        )
    ).all()
    opened = keys.open([bytes(row.key_id) for row in rows])
    op.execute("CREATE TABLE plain_subject AS SELECT person_id, entry_seq, ordinal FROM segment_subject")
    for table in ("segment_subject", "segment_content", "segment", "erased_segment"):
        op.drop_table(table)
    _segment(sa.Column("body", sa.Text, nullable=False), sa.Column("salt", sa.LargeBinary(32), nullable=False))
    _subject()
    for row in rows:
        salt, body = unseal(opened[bytes(row.key_id)], bytes(row.sealed), bytes(row.commitment))
        bind.execute(
            sa.text("INSERT INTO segment (entry_seq, ordinal, body, salt) VALUES (:s, :o, :b, :t)"),
            {"s": row.entry_seq, "o": row.ordinal, "b": body.decode(), "t": salt},
        )
    op.execute("INSERT INTO segment_subject SELECT person_id, entry_seq, ordinal FROM plain_subject")
    op.drop_table("plain_subject")
    _guard("segment", "segment_subject")
