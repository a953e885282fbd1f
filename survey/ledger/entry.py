"""What an entry is: a header, segments with their subjects and claims, and the leaf that seals it to all before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from survey.ledger.canonical import moment_text
from survey.ledger.tree import leaf_hash, root_of

VERSION = 1
ALGORITHM = "sha256"
SALT_BYTES = 32
OUTLIVES = ("erasure.", "hold.")  # kinds whose first part outlives the keys of those whom it is about


class Claim(StrEnum):
    """How sure anyone may be of a segment, and whose it is."""

    FACT = "fact"
    OBSERVATION = "observation"
    OPINION = "opinion"
    THEIR_WORDS = "their_words"


@dataclass(frozen=True)
class NewSegment:
    """One part of an entry: what it claims, by whom, about whom. Content is plain JSON values, no floats."""

    claim: Claim
    author: str | None
    subjects: tuple[str, ...]
    content: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        """The segment as it is committed to."""
        return {
            "claim": self.claim.value,
            "author": self.author,
            "subjects": sorted(self.subjects),
            "content": dict(self.content),
        }


@dataclass(frozen=True)
class NewEntry:
    """Something that happened, about to be recorded. `links` name earlier entries, e.g. {"corrects": 12}."""

    kind: str
    actor: str | None
    segments: tuple[NewSegment, ...]
    effective_at: datetime | None = None
    on_behalf_of: str | None = None
    reason: str | None = None
    links: Mapping[str, int] = field(default_factory=dict)

    @property
    def owners(self) -> tuple[tuple[str, ...], ...]:
        """Whose keys open each part: its subjects'. What must be readable when theirs are gone is nobody's."""
        theirs = [tuple(sorted(set(segment.subjects))) for segment in self.segments]
        return ((), *theirs[1:]) if theirs and self.kind.startswith(OUTLIVES) else tuple(theirs)

    def header(self, at: datetime) -> dict[str, Any]:
        """The header as it is committed to, written at `at`."""
        return {
            "kind": self.kind,
            "actor": self.actor,
            "at": moment_text(at),
            "effective_at": moment_text(self.effective_at) if self.effective_at else None,
            "on_behalf_of": self.on_behalf_of,
            "reason": self.reason,
            "links": dict(self.links),
        }


@dataclass(frozen=True)
class RecordedSegment:
    """A segment as the ledger holds it. Of an erased one only its place and its subjects are left."""

    ordinal: int
    claim: Claim
    author: str | None
    subjects: tuple[str, ...]
    content: dict[str, Any]
    erased: bool = False


@dataclass(frozen=True)
class Recorded:
    """An entry as the ledger holds it: projections and pages read this."""

    seq: int
    kind: str
    actor: str | None
    at: datetime
    effective_at: datetime | None
    on_behalf_of: str | None
    reason: str | None
    links: dict[str, int]
    segments: tuple[RecordedSegment, ...]

    @property
    def content(self) -> dict[str, Any]:
        """The first segment's content: all of it, for entries of one part."""
        return self.segments[0].content

    @property
    def has_erased_parts(self) -> bool:
        """Whether anything of it is gone."""
        return any(segment.erased for segment in self.segments)

    @property
    def subjects(self) -> frozenset[str]:
        """Everyone whom any part is about."""
        return frozenset(person for segment in self.segments for person in segment.subjects)

    @property
    def subject(self) -> str:
        """The one person whom the first part is about. :raise ValueError: when it is not exactly one."""
        (person,) = self.segments[0].subjects
        return person


def commitment(salt: bytes, canonical_bytes: bytes) -> bytes:
    """SHA-256(salt ‖ canonical bytes). Salts are 32 random bytes, so equal content never looks equal."""
    return sha256(salt + canonical_bytes).digest()


def contents_commitment(commitments: list[bytes]) -> bytes:
    """`cc`: the small Merkle root over segment commitments, so one part can later be shown or erased alone."""
    return root_of([leaf_hash(each) for each in commitments])


def leaf_bytes(*, seq: int, prev: bytes, header: bytes, contents: bytes) -> bytes:
    """The leaf: only hashes and a place. No name, time, kind or person is in it (facts: ledger §3.2).

    Written out as RFC 8785 would write it (tests hold it to that): hex, one number, keys in order.
    """
    return (
        f'{{"alg":"{ALGORITHM}","cc":"{contents.hex()}","hc":"{header.hex()}",'
        f'"prev":"{prev.hex()}","seq":{seq},"v":{VERSION}}}'
    ).encode()
