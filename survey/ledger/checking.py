"""Checking a ledger: every hash again, from the first entry on, and what is wrong with the first that fails."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from survey.ledger.entry import commitment, contents_commitment, leaf_bytes
from survey.ledger.tree import Range, leaf_hash


@dataclass(frozen=True)
class StoredEntry:
    """An entry exactly as the tables hold it, with its parts and the subjects listed for each."""

    seq: int
    kind: str
    actor: str | None
    at: str  # RFC 3339, as canonical text
    header: str
    header_salt: bytes
    prev: bytes
    leaf_hash: bytes
    bodies: tuple[str, ...]
    salts: tuple[bytes, ...]
    subjects: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Verdict:
    """Whether the ledger holds; if not, the first bad entry and why, in words."""

    holds: bool
    size: int
    root: str
    first_bad: int | None = None
    why: str | None = None


def check(stored: Iterable[StoredEntry], head: Range) -> Verdict:
    """Every entry checked in order, and the head that the ledger claims held to what they come to."""
    grown = Range()
    for entry in stored:
        if why := what_is_wrong(entry, grown):
            return Verdict(False, grown.size, grown.root().hex(), grown.size, why)
        grown.append(entry.leaf_hash)
    if (grown.size, grown.peaks) != (head.size, head.peaks):
        why = (
            f"The ledger says it has {head.size} entries; {grown.size} are here and agree. The end was cut or changed."
        )
        return Verdict(False, grown.size, grown.root().hex(), grown.size, why)
    return Verdict(True, grown.size, grown.root().hex())


def what_is_wrong(entry: StoredEntry, before: Range) -> str | None:
    """The first thing wrong with one entry, given all before it; None when nothing is."""
    if entry.seq != before.size:
        return f"Entry {before.size} is missing; the next one here is {entry.seq}."
    if entry.prev != before.root():
        return "It does not follow from the entries before it."
    if entry.leaf_hash != _leaf_of(entry):
        return "What it says is not what was sealed."
    return _columns_differ(entry)


def _leaf_of(entry: StoredEntry) -> bytes:
    contents = contents_commitment(
        [commitment(salt, body.encode()) for salt, body in zip(entry.salts, entry.bodies, strict=True)]
    )
    header = commitment(entry.header_salt, entry.header.encode())
    return leaf_hash(leaf_bytes(seq=entry.seq, prev=entry.prev, header=header, contents=contents))


def _columns_differ(entry: StoredEntry) -> str | None:
    header: dict[str, Any] = json.loads(entry.header)
    if (header["kind"], header["actor"], header["at"]) != (entry.kind, entry.actor, entry.at):
        return "Its kind, person or time is not what was sealed."
    sealed = tuple(tuple(json.loads(body)["subjects"]) for body in entry.bodies)
    return None if sealed == entry.subjects else "Whom it is about is not what was sealed."
