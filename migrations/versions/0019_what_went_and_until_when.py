"""A share keeps what went and when its telling was decided; a request can be put off by two, or be about nobody."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0019_what_went_and_until_when"
down_revision = "0018_subjects_by_place"
branch_labels = None
depends_on = None

LONGEST = 90
NEW = {
    "share": ("sent_seq", "tell_within", "put_off_seq", "stopped_seq", "request_seq"),
    "data_request": (
        *("is_reasoned", "tell_within", "waits", "delay_seq", "delay_by", "put_off_seq"),
        *("put_off_by", "told_at"),
    ),
}
CHECKS = {
    "share": {
        "consent_is_their_own": "agreed_by IS NULL OR (authority = 'consent') = (agreed_by = person_id)",
        "told_or_looked_at_within_90_days": "tell_within BETWEEN 0 AND 90",
        "sent_is_kept": "(sent_seq IS NULL) = (agreed_by IS NULL)",
    },
    "data_request": {
        "necessary_or_compelled": "decided_by IS NULL OR compulsory OR result = 'refused' OR is_reasoned",
        "about_nobody_is_refused": "person_id IS NOT NULL OR result IS NULL OR result = 'refused'",
        "told_or_looked_at_within_90_days": "tell_within BETWEEN 0 AND 90",
        "told_after_decided": "told_seq IS NULL OR decided_by IS NOT NULL",
        "two_put_off": "put_off_by IS NULL OR put_off_by <> delay_by",
    },
}


def upgrade() -> None:
    with op.batch_alter_table("share") as share:
        for name in ("sent_seq", "put_off_seq", "stopped_seq", "request_seq"):
            share.add_column(sa.Column(name, sa.BigInteger))
        share.add_column(sa.Column("tell_within", sa.SmallInteger))
    with op.batch_alter_table("data_request") as request:
        for name in ("delay_seq", "put_off_seq"):
            request.add_column(sa.Column(name, sa.BigInteger))
        for name in ("delay_by", "put_off_by"):
            request.add_column(sa.Column(name, sa.String(32)))
        request.add_column(sa.Column("tell_within", sa.SmallInteger))
        request.add_column(sa.Column("is_reasoned", sa.Boolean))
        request.add_column(sa.Column("waits", sa.Boolean))
        request.add_column(sa.Column("told_at", UtcDateTime))
    _fill_shares()
    _fill_requests()
    with op.batch_alter_table("share") as share:
        share.alter_column("tell_within", existing_type=sa.SmallInteger, nullable=False)
        _add_checks(share, "share")
    with op.batch_alter_table("data_request") as request:
        request.alter_column("person_id", existing_type=sa.String(32), nullable=True)
        request.alter_column("tell_on", existing_type=sa.Date, nullable=False)
        for name, kind in (("tell_within", sa.SmallInteger), ("is_reasoned", sa.Boolean), ("waits", sa.Boolean)):
            request.alter_column(name, existing_type=kind, nullable=False)
        _add_checks(request, "data_request")


def _add_checks(table: object, name: str) -> None:
    for check, words in CHECKS[name].items():
        table.create_check_constraint(f"ck_{name}_{check}", words)  # type: ignore[attr-defined]  # a batch


def _fill_shares() -> None:
    """What the entries say of the shares there are: which said Yes, and who looked again."""
    share = sa.table("share", *_typed("seq", "proposed_at", "tell_on", "tell_within"))
    kept = sa.select(share.c.seq, share.c.proposed_at, share.c.tell_on)
    for seq, at, on in op.get_bind().execute(kept).all():
        changed = {"tell_within": _within(on, at)}
        op.get_bind().execute(sa.update(share).where(share.c.seq == seq).values(changed))
    for kind, column in (("share.sent", "sent_seq"), ("share.put_off", "put_off_seq")):
        _link(kind, "share", column)


def _fill_requests() -> None:
    """Until one was decided a person had to look; what was weighed said why."""
    names = ("seq", "received_at", "tell_on", "tell_within", "weighed_seq", "is_reasoned", "decided_by", "waits")
    request = sa.table("data_request", *_typed(*names))
    kept = sa.select(*(request.c[name] for name in ("seq", "received_at", "tell_on", "weighed_seq", "decided_by")))
    for seq, at, on, weighed, decided in op.get_bind().execute(kept).all():
        on = on or (at + timedelta(days=LONGEST)).date()
        said = {"tell_on": on, "tell_within": _within(on, at), "is_reasoned": weighed is not None}
        values = said | {"waits": decided is None}
        op.get_bind().execute(sa.update(request).where(request.c.seq == seq).values(values))
    told = "UPDATE data_request SET told_at = (SELECT at FROM entry WHERE entry.seq = told_seq)"
    op.execute(told)


def _typed(*names: str) -> list[sa.ColumnClause[Any]]:
    kinds = {"received_at": UtcDateTime, "proposed_at": UtcDateTime, "tell_on": sa.Date}
    return [sa.column(name, kinds.get(name)) for name in names]


def _within(on: date, at: datetime) -> int:
    return max(0, min(LONGEST, (on - at.date()).days))


def _link(kind: str, to: str, column: str) -> None:
    """Name in each row the last entry of a kind that belongs to it."""
    for seq, link in _entries(kind, to):
        op.get_bind().execute(sa.text(f"UPDATE share SET {column} = {seq:d} WHERE seq = {link:d}"))


def _entries(kind: str, to: str) -> Iterator[tuple[int, int]]:
    found = op.get_bind().execute(
        sa.text("SELECT seq, header FROM entry WHERE kind = :kind ORDER BY seq"), {"kind": kind}
    )
    for seq, header in found.all():
        links: dict[str, Any] = json.loads(header)["links"]
        yield seq, links[to]


def downgrade() -> None:
    for table, columns in reversed(NEW.items()):
        with op.batch_alter_table(table) as changed:
            for check in CHECKS[table]:
                changed.drop_constraint(f"ck_{table}_{check}", type_="check")
            for column in columns:
                changed.drop_column(column)
    op.execute("DELETE FROM data_request WHERE person_id IS NULL")
    with op.batch_alter_table("data_request") as request:
        request.alter_column("person_id", existing_type=sa.String(32), nullable=False)
        request.alter_column("tell_on", existing_type=sa.Date, nullable=True)
