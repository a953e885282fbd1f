"""What a witness signs and what it refuses (C2SP tlog-witness). Pure: its memory is handed in, its key is elsewhere.

A witness knows of each log one thing: the newest head it signed. It signs another only when the proof shows that the
head it remembers is the beginning of the new one, so that nobody can show it two histories.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from survey.ledger.checkpoint import Asked, Checkpoint, read_add_checkpoint, read_body
from survey.ledger.note import NoteWrong, VerifierKey, read_note, verified
from survey.ledger.proof import is_consistent
from survey.ledger.tree import EMPTY_ROOT

LARGEST_REQUEST = 200_000  # bytes

Logs = Mapping[str, Sequence[VerifierKey]]  # the keys of each log it watches, by the log's name


@dataclass(frozen=True)
class Remembered:
    """The newest head of a log that this witness signed."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class Refused(Exception):
    """It will not sign: with the status of the protocol, and a sentence. On a conflict, with the size it remembers."""

    def __init__(self, status: int, sentence: str, size: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.size = size


def logs_by_name(keys: Iterable[VerifierKey]) -> dict[str, list[VerifierKey]]:
    """The logs a witness watches, each with the key or keys that sign it."""
    found: dict[str, list[VerifierKey]] = {}
    for key in keys:
        found.setdefault(key.name, []).append(key)
    return found


def place_of_log(origin: str) -> str:
    """Where a witness serves what it remembers of a log."""
    return sha256(origin.encode()).hexdigest()


def read_asked(body: bytes, logs: Logs) -> tuple[Asked, Checkpoint]:
    """The request, its form and signature checked. :raise Refused: 400, 403 or 404"""
    try:
        asked = read_add_checkpoint(body.decode("utf-8"))
        note = read_note(asked.checkpoint)
    except (NoteWrong, UnicodeDecodeError) as error:
        raise Refused(400, f"This is not a request to a witness. {error}") from error
    keys = logs.get(note.text.partition("\n")[0])
    if keys is None:
        raise Refused(404, "This witness does not watch that log.")
    try:
        if not verified(note, keys):
            raise Refused(403, "That head is not signed by the log.")
    except NoteWrong as error:
        raise Refused(403, str(error)) from error
    try:
        point = read_body(note.text)
    except NoteWrong as error:
        raise Refused(422 if note.text.split("\n")[1] == "0" else 400, str(error)) from error
    if asked.old > point.size:
        raise Refused(400, "The head is older than what it says came before.")
    return asked, point


def judge(asked: Asked, point: Checkpoint, remembered: Remembered) -> None:
    """Whether the new head continues what is remembered. :raise Refused: 409 or 422"""
    if asked.old != remembered.size:
        raise Refused(409, f"This witness remembers {remembered.size} entries.", remembered.size)
    if asked.old == 0 and asked.path:
        raise Refused(422, "Before the first entry there is nothing to prove.")
    if asked.old == 0:
        if point.size == 0 and point.root != EMPTY_ROOT:
            raise Refused(422, "A log without entries has the root of nothing.")
        return
    if not is_consistent(
        old=remembered.size, old_root=remembered.root, new=point.size, new_root=point.root, path=asked.path
    ):
        raise Refused(422, "That head does not continue the one this witness signed. It was rewritten.")
