"""What someone hands in to be checked: a code they typed, a receipt they pasted or scanned, the file they saved."""

from enum import StrEnum

from survey.ledger.receipt import (
    BYTES,
    CODE_LENGTH,
    FILE_HEAD,
    Receipt,
    ReceiptUnreadable,
    Unreadable,
    from_bytes,
    read,
)

LONGEST = 4_000  # characters or bytes: a receipt as a file has 235


class Unreadably(StrEnum):
    """In which way it cannot be read; each has its sentence on the page."""

    NOTHING = "nothing"
    SHORT = "short"  # for a code
    LONG = "long"  # for a code
    PART = "part"  # of a receipt
    LETTERS = "letters"
    CHECK = "check"
    FILE = "file"


class CannotRead(ValueError):
    """What was handed in is neither a code nor a receipt; `why` says in which way, `letters` how many there were."""

    def __init__(self, why: Unreadably, letters: int = 0) -> None:
        super().__init__(why.value)
        self.why, self.letters = why, letters


def read_typed(typed: str) -> Receipt | bytes:
    """A receipt, or the start of the leaf hash that a code names. Small letters do as well. :raise CannotRead:"""
    text = typed.strip()
    if not text:
        raise CannotRead(Unreadably.NOTHING)
    is_file, letters = text.startswith(FILE_HEAD), sum(not each.isspace() and each != "-" for each in text)
    if len(text) > LONGEST:
        raise CannotRead(Unreadably.PART, letters)
    try:
        return read(text if is_file else text.upper())
    except ReceiptUnreadable as error:
        raise CannotRead(Unreadably.PART if is_file else _why(error.why, letters), letters) from error


def _why(why: Unreadable, letters: int) -> Unreadably:
    if letters > 2 * CODE_LENGTH:
        return Unreadably.PART
    if why is Unreadable.LENGTH:
        return Unreadably.SHORT if letters < CODE_LENGTH else Unreadably.LONG
    return Unreadably.LETTERS if why is Unreadable.LETTERS else Unreadably.CHECK


def read_file(held: bytes) -> Receipt | bytes:
    """A receipt from a file: as it was saved, or its bare bytes. :raise CannotRead:"""
    try:
        if len(held) == BYTES:
            return from_bytes(held)
        text = held.decode("utf-8-sig") if len(held) <= LONGEST else ""
        return read_typed(text)
    except (ReceiptUnreadable, UnicodeDecodeError, CannotRead) as error:
        raise CannotRead(Unreadably.FILE) from error
