"""A witness's memory: one SQLite file of its own. What it signs is durable in it before the answer leaves."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from survey.ledger.checkpoint import Checkpoint, cosign
from survey.ledger.note import Note, Signature, read_note
from survey.ledger.signing import Signer
from survey.ledger.witness.witness import Logs, Remembered, judge, read_asked

_TABLE = (
    "CREATE TABLE head (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, "
    "note TEXT NOT NULL, at INTEGER NOT NULL)"
)


class NoMemory(Exception):
    """The witness's memory is not there. Without it, it would sign a history that it has forgotten."""


@dataclass(frozen=True)
class Witness:
    """A key, a memory, the logs it watches, and a clock."""

    signer: Signer
    memory: Path
    logs: Logs
    clock: Callable[[], datetime]

    def sign(self, body: bytes) -> tuple[Note, Signature]:
        """Look, remember, then sign: the checkpoint as it came and our line under it. :raise Refused: :raise NoMemory:

        Two who ask at once wait for each other here, in whatever processes they are: the file's write lock is held
        from the look at what is remembered until the new head is on the disk.
        """
        asked, point = read_asked(body, self.logs)
        note = read_note(asked.checkpoint)
        with closing(_opened(self.memory)) as memory:
            memory.execute("BEGIN IMMEDIATE")
            try:
                judge(asked, point, _remembered(memory, point.origin))
                seconds = int(self.clock().timestamp())
                line = cosign(note, self.signer.key, self.signer.sign, seconds)
                _remember(memory, point, str(note.also([line])), seconds)
            except BaseException:
                memory.execute("ROLLBACK")
                raise
            memory.execute("COMMIT")
        return note, line

    def newest(self, origin: str) -> str | None:
        """The newest head of a log that this witness signed, with its line."""
        with closing(_opened(self.memory)) as memory:
            row = memory.execute("SELECT note FROM head WHERE origin = ?", (origin,)).fetchone()
        return row[0] if row else None

    def size_of(self, origin: str) -> int:
        """How many entries of a log this witness remembers."""
        with closing(_opened(self.memory)) as memory:
            return _remembered(memory, origin).size


def new_memory(path: Path) -> None:
    """An empty memory, for a new witness. :raise FileExistsError:"""
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as memory:
        memory.execute(_TABLE)


def _opened(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise NoMemory(NoMemory.__doc__)
    memory = sqlite3.connect(path, timeout=15, isolation_level=None)
    memory.execute("PRAGMA synchronous=FULL")
    return memory


def _remembered(memory: sqlite3.Connection, origin: str) -> Remembered:
    row = memory.execute("SELECT size, root FROM head WHERE origin = ?", (origin,)).fetchone()
    return Remembered(*row) if row else Remembered()


def _remember(memory: sqlite3.Connection, point: Checkpoint, note: str, seconds: int) -> None:
    memory.execute(
        "INSERT INTO head (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE "
        "SET size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at",
        (point.origin, point.size, point.root, note, seconds),
    )
