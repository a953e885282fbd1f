"""Reading the whole ledger as its tables hold it, and checking it: nothing is trusted but read.

The driver's own cursor, a few thousand entries at a time and no mapper between: a million entries in a third of the
time that mapped rows take (docs/speed.md).
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from survey.keys import SCHEMA, key_store
from survey.ledger.checking import StoredEntry, StoredPart, Verdict, check
from survey.ledger.checkpoint import open_checkpoint
from survey.ledger.checkpoints.models import CheckpointRow
from survey.ledger.log_key.store import all_keys
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.note import NoteWrong
from survey.ledger.sealing import CannotOpen, unseal
from survey.ledger.tree import Range

BATCH = 2000
Progress = Callable[[int, int], None]  # entries checked so far, and in all

_ENTRIES = (
    "SELECT seq, kind, actor, {at}, header, header_salt, prev, leaf_hash FROM entry "
    "WHERE seq >= {start:d} AND seq < {stop:d} ORDER BY seq"
)
_PARTS = (
    "SELECT s.entry_seq, s.ordinal, s.key_id, s.commitment, c.sealed FROM segment s "
    "LEFT JOIN segment_content c ON c.entry_seq = s.entry_seq AND c.ordinal = s.ordinal "
    "WHERE s.entry_seq >= {start:d} AND s.entry_seq < {stop:d} ORDER BY s.entry_seq, s.ordinal"
)
_SUBJECTS = (
    "SELECT entry_seq, ordinal, person_id FROM segment_subject "
    "WHERE entry_seq >= {start:d} AND entry_seq < {stop:d} ORDER BY person_id"
)
_AT = {  # a time as canonical text, as `moment_text` writes it
    "sqlite": "substr(at, 1, 10) || 'T' || substr(at, 12, 12) || 'Z'",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
}


def verify(session: Session, progress: Progress | None = None) -> Verdict:
    """Check the whole ledger as the tables and the key store hold it now, against the heads that were signed."""
    _at_one_moment(session)
    held, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
    head = Range(held, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])
    signed = {size: root for size, root in session.execute(select(CheckpointRow.size, CheckpointRow.root))}
    newest = session.scalars(select(CheckpointRow).order_by(CheckpointRow.size.desc()).limit(1)).one_or_none()
    if newest and (why := _forged(session, newest)):
        return Verdict(False, held, head.root().hex(), newest.size, why)
    with _without_sweeping():
        return check(as_stored(session, progress), head, signed)


def _at_one_moment(session: Session) -> None:
    """On PostgreSQL, see the ledger as it was when the check began: others go on recording. SQLite always does."""
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _forged(session: Session, newest: CheckpointRow) -> str | None:
    """What is wrong with the newest signed head as it is stored. The others are held to what the entries come to."""
    for key in all_keys(session):
        with suppress(NoteWrong):
            said = open_checkpoint(newest.note, key).checkpoint
            if (said.size, said.root) == (newest.size, newest.root):
                return None
    return "The newest signed head is not one that this log signed."


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Millions of small things are made, none in a circle: looking for circles would be a quarter of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def as_stored(session: Session, progress: Progress | None = None) -> Iterator[StoredEntry]:
    """Every row of the ledger as it stands, in order."""
    last = session.execute(select(func.max(Entry.seq))).scalar()
    total = 0 if last is None else last + 1
    with key_store(session).engine.connect() as keys:
        people: dict[str, bytes] = {}
        for start in range(0, total, BATCH):
            yield from _between(session.connection(), _Keys(keys, people), start, start + BATCH)
            if progress:
                progress(min(start + BATCH, total), total)


def stored_between(session: Session, start: int, stop: int) -> Iterator[StoredEntry]:
    """The rows of the entries from `start` to before `stop`, as they stand."""
    with key_store(session).engine.connect() as keys:
        yield from _between(session.connection(), _Keys(keys, {}), start, stop)


def _between(connection: Connection, keys: "_Keys", start: int, stop: int) -> Iterator[StoredEntry]:
    places = {"start": start, "stop": stop}
    parts, nothing = _parts(connection, keys, places), list[StoredPart]()
    for row in _rows(connection, _ENTRIES.format(at=_AT[connection.dialect.name], **places)):
        seq, kind, actor, at, header, header_salt, prev, leaf = row
        yield StoredEntry(seq, kind, actor, at, header, header_salt, prev, leaf, parts.get(seq, nothing))


def _rows(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[Any]:
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _parts(connection: Connection, keys: "_Keys", places: dict[str, int]) -> dict[int, list[StoredPart]]:
    about: dict[tuple[int, int], list[str]] = {}
    for seq, ordinal, person in _rows(connection, _SUBJECTS.format(**places)):
        about.setdefault((seq, ordinal), []).append(person)
    rows = _rows(connection, _PARTS.format(**places))
    opens = keys.of([row[2] for row in rows if row[4] is not None])
    parts: dict[int, list[StoredPart]] = {}
    for seq, ordinal, key_id, commitment, sealed in rows:
        salt, body = _opened(opens.get(key_id), sealed, commitment)
        part = StoredPart(commitment, salt, body, tuple(about.get((seq, ordinal), ())))
        parts.setdefault(seq, []).append(part)
    return parts


def _opened(key: bytes | None, sealed: bytes | None, commitment: bytes) -> tuple[bytes | None, bytes | None]:
    if key is None or sealed is None:
        return None, None
    try:
        return unseal(key, sealed, commitment)
    except CannotOpen:
        return None, None


class _Keys:
    """What `KeyStore.open` gives, for thousands of parts at a time; each person's own key is fetched once."""

    def __init__(self, connection: Connection, people: dict[str, bytes]) -> None:
        self._connection, self._people = connection, people
        self._here = "" if connection.dialect.name == "sqlite" else f"{SCHEMA}."

    def of(self, key_ids: list[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        wrapped = self._among("key_id, person_id, wrapped", "segment_key", "key_id", key_ids)
        owners = {person for _, person, _ in wrapped if person not in self._people}
        self._people.update(self._among("person_id, key", "person_key", "person_id", list(owners)))
        for key_id, person, held in wrapped:
            if key_id not in found and person in self._people:
                with suppress(InvalidUnwrap):  # a key that was tampered with opens nothing, and that is found
                    found[key_id] = aes_key_unwrap(self._people[person], held)
        return found

    def _among(self, columns: str, table: str, key: str, values: list[Any]) -> list[Any]:
        if not values:
            return []
        asked = f"SELECT {columns} FROM {self._here}{table} WHERE {key}"  # noqa: S608 - our own names
        if self._here:
            return _rows(self._connection, f"{asked} = ANY(%s)", [values])
        return _rows(self._connection, f"{asked} IN ({','.join('?' * len(values))})", values)
