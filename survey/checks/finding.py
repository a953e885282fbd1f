"""What a check comes to, from what was handed in and what the log holds. It is told once, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.ledger.note import VerifierKey
from survey.ledger.receipt import Receipt
from survey.ledger.window.window import Window


class State(StrEnum):
    """How an entry stands in the log now."""

    AS_SEALED = "as_sealed"
    ERASED = "erased"  # some or all of it, by an entry that says so
    CHANGED = "changed"


@dataclass(frozen=True)
class Standing:
    """An entry that was found: its place and hash, when it was written, and whether it still is what was sealed."""

    seq: int
    leaf: bytes
    at: datetime
    state: State
    proof: str | None = None  # that a signed head holds it; None while it is too new


class Answer(StrEnum):
    """What the page says."""

    REAL = "real"
    ERASED = "erased"
    NOT_FOUND = "not_found"  # a code that names nothing here
    ELSEWHERE = "elsewhere"  # a receipt of another log
    NOT_OURS = "not_ours"  # says it is of this log, and this log did not sign it
    GONE = "gone"  # signed by this log, and not in it
    CHANGED = "changed"

    @property
    def is_serious(self) -> bool:
        """Whether the log has broken its word."""
        return self in (Answer.GONE, Answer.CHANGED)


_OF_STATE = {State.AS_SEALED: Answer.REAL, State.ERASED: Answer.ERASED, State.CHANGED: Answer.CHANGED}


def is_not_ours(receipt: Receipt, keys: Sequence[VerifierKey]) -> Answer | None:
    """What can be said of a receipt by the keys that ever signed this log alone; None when one of them signed it."""
    ours = [key for key in keys if key.key_id == receipt.log_id]
    if not ours:
        return Answer.ELSEWHERE
    return None if any(receipt.is_by(key) for key in ours) else Answer.NOT_OURS


def of_receipt(receipt: Receipt, found: Standing | None) -> Answer:
    """What a receipt that the log signed comes to, given what stands at its place now."""
    if found is None or found.leaf != receipt.leaf:
        return Answer.GONE
    return _OF_STATE[found.state]


def of_code(found: Standing | None) -> Answer:
    """What a code comes to. A code is signed by nobody: one that is not found may have been made up or mistyped."""
    return Answer.NOT_FOUND if found is None else _OF_STATE[found.state]


def signed_outside(window: Window, place: int) -> int:
    """How many witnesses have signed a head of the log that has the entry at this place in it."""
    return sum(not memory.is_receipts and memory.size > place for memory in window.memories)
