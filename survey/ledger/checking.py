"""Checking a ledger: every hash again, from the first entry on, and what is wrong with the first that fails."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from survey.ledger.entry import commitment, contents_commitment, leaf_bytes
from survey.ledger.tree import Range, leaf_hash

MOMENT = len('"2026-11-21T09:30:00.000Z"')
NOTHING_SIGNED: Mapping[int, bytes] = MappingProxyType({})
SIGNED_OTHERWISE = "From it on something was changed after it was signed: a signed head says otherwise."
ERASURE = "erasure.done"  # the kind of entry that explains a part nobody can read


@dataclass(slots=True)  # not frozen: a million are made in one check, and that would be a tenth of it
class StoredPart:
    """A part as the tables hold it: what was committed to, and its salt and body where they can be opened."""

    commitment: bytes
    salt: bytes | None
    body: bytes | None
    subjects: tuple[str, ...]


@dataclass(slots=True)
class StoredEntry:
    """An entry exactly as the tables hold it."""

    seq: int
    kind: str
    actor: str | None
    at: str  # RFC 3339, as canonical text
    header: str
    header_salt: bytes
    prev: bytes
    leaf_hash: bytes
    parts: Sequence[StoredPart]


@dataclass(frozen=True)
class Verdict:
    """Whether the ledger holds; if not, the first bad entry and why, in words."""

    holds: bool
    size: int
    root: str
    first_bad: int | None = None
    why: str | None = None


class Shut:
    """The parts met so far that cannot be read. Each needs a later entry saying that it was erased."""

    def __init__(self) -> None:
        self.unexplained: set[tuple[int, int]] = set()
        self.explained: set[tuple[int, int]] = set()

    def see(self, entry: StoredEntry) -> str | None:
        """Take note of an entry that is itself sound; what is wrong with what it says was erased, if anything."""
        for ordinal, part in enumerate(entry.parts):
            if part.body is None:
                self.unexplained.add((entry.seq, ordinal))
        if entry.kind != ERASURE or not entry.parts or entry.parts[0].body is None:
            return None
        for seq, ordinal in json.loads(entry.parts[0].body)["content"]["parts"]:
            if (seq, ordinal) in self.unexplained:
                self.unexplained.remove((seq, ordinal))
                self.explained.add((seq, ordinal))
            elif (seq, ordinal) not in self.explained:
                return f"It says that part {ordinal} of entry {seq} was erased, and that part can be read."
        return None


def check(stored: Iterable[StoredEntry], head: Range, signed: Mapping[int, bytes] = NOTHING_SIGNED) -> Verdict:
    """Every entry checked in order, every silence explained, and the head held to what they all come to.

    `signed`: the root of each head that was signed, by its size. Whoever makes the whole chain anew cannot sign these.
    """
    grown, shut, agreed = Range(), Shut(), 0
    for entry in stored:
        if why := what_is_wrong(entry, grown) or shut.see(entry):
            return _no(grown, grown.size, why)
        if entry.seq in signed:
            if signed[entry.seq] != entry.prev:
                return _no(grown, agreed, f"{SIGNED_OTHERWISE} ({entry.seq} entries)")
            agreed = entry.seq
        grown.append(entry.leaf_hash)
    if shut.unexplained:
        seq, ordinal = min(shut.unexplained)
        return _no(grown, seq, f"Part {ordinal} of it cannot be read, and no entry says that it was erased.")
    if (grown.size, grown.peaks) != (head.size, head.peaks) or max(signed, default=0) > grown.size:
        said = max(head.size, *signed, 0)
        why = f"The ledger says it has {said} entries; {grown.size} are here and agree. The end was cut or changed."
        return _no(grown, grown.size, why)
    if signed.get(grown.size, root := grown.root()) != root:
        return _no(grown, agreed, f"{SIGNED_OTHERWISE} ({grown.size} entries)")
    return Verdict(True, grown.size, root.hex())


def _no(grown: Range, first_bad: int, why: str) -> Verdict:
    return Verdict(False, grown.size, grown.root().hex(), first_bad, why)


def what_is_wrong(entry: StoredEntry, before: Range) -> str | None:
    """The first thing wrong with one entry, given all before it; None when nothing is."""
    if entry.seq != before.size:
        return f"Entry {before.size} is missing; the next one here is {entry.seq}."
    if entry.prev != before.root():
        return "It does not follow from the entries before it."
    if entry.leaf_hash != _leaf_of(entry):
        return "What it says is not what was sealed."
    return _parts_differ(entry) or _columns_differ(entry)


def _leaf_of(entry: StoredEntry) -> bytes:
    parts = entry.parts
    one = len(parts) == 1  # as nearly all are: their small tree is one leaf
    contents = leaf_hash(parts[0].commitment) if one else contents_commitment([part.commitment for part in parts])
    header = commitment(entry.header_salt, entry.header.encode())
    return leaf_hash(leaf_bytes(seq=entry.seq, prev=entry.prev, header=header, contents=contents))


def _parts_differ(entry: StoredEntry) -> str | None:
    for part in entry.parts:
        if part.body is None or part.salt is None:
            continue
        if commitment(part.salt, part.body) != part.commitment:
            return "What it says is not what was sealed."
        if not _ends_with(part.body, part.subjects) and tuple(json.loads(part.body)["subjects"]) != part.subjects:
            return "Whom it is about is not what was sealed."
    return None


def _ends_with(body: bytes, subjects: tuple[str, ...]) -> bool:
    """Whether the text itself says so, its last member being these plain names. When not, it is read properly."""
    names = '","'.join(subjects)
    end = f',"subjects":["{names}"]}}' if subjects else ',"subjects":[]}'
    return all(map(str.isalnum, subjects)) and body.endswith(end.encode())


def _begins_with(header: str, actor: str | None, at: str, kind: str) -> bool:
    """Whether the text itself says so, its first members being these plain words. When not, it is read properly."""
    who = "null" if actor is None else f'"{actor}"' if actor.isalnum() else "?"
    start, then = f'{{"actor":{who},"at":"{at}","effective_at":', f',"kind":"{kind}","links":'
    if not header.startswith(start) or not kind.replace(".", "a").replace("_", "a").isalnum():
        return False
    place = len(start)
    return header.startswith(then, place + (len("null") if header.startswith("null", place) else MOMENT))


def _columns_differ(entry: StoredEntry) -> str | None:
    if _begins_with(entry.header, entry.actor, entry.at, entry.kind):
        return None
    header: dict[str, Any] = json.loads(entry.header)
    if (header["kind"], header["actor"], header["at"]) != (entry.kind, entry.actor, entry.at):
        return "Its kind, person or time is not what was sealed."
    return None
