"""A row as one line of JSON, the same whichever database it came from, and back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Literal, TypeVar

T = TypeVar("T")

Kind = Literal["plain", "bytes", "time", "day"]  # plain: what JSON has words for

_WRITE: dict[Kind, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "bytes": lambda value: b64encode(value).decode(),
    "time": lambda value: value.astimezone(UTC).isoformat(timespec="milliseconds"),
    "day": lambda value: value.isoformat(),
}
_READ: dict[Kind, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "bytes": b64decode,
    "time": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def line(row: Sequence[Any], kinds: Sequence[Kind]) -> bytes:
    """One row, in the order of its columns, with its end of line."""
    values = [None if value is None else _WRITE[kind](value) for value, kind in zip(row, kinds, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(written: bytes, kinds: Sequence[Kind]) -> list[Any]:
    """The row of one line. :raise ValueError: when it is not one."""
    values = json.loads(written)
    return [None if value is None else _READ[kind](value) for value, kind in zip(values, kinds, strict=True)]


def some_at_a_time(things: Iterable[T], most: int) -> Iterator[list[T]]:
    """The same things, in lists of at most so many."""
    left = iter(things)
    while some := list(islice(left, most)):
        yield some
