"""Telling an entry in plain words. Each kind has its teller here, or in the feature above that makes them. Pure.

`@tells("goal.set")` registers one. A teller gets the entry, the parts that the reader may see, who reads, and a voice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from survey.ledger.entry import Claim, Recorded, RecordedSegment


@dataclass(frozen=True)
class Reader:
    """Who reads whose record, and the names they know people by."""

    viewer: str
    person: str
    names: Mapping[str, str]
    organisations: Mapping[str, str] = field(default_factory=dict)
    workers: frozenset[str] = frozenset()
    linked: Mapping[int, Recorded] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)  # of staff, as they are now
    kin: Mapping[str, str] = field(default_factory=dict)  # how relatives stand to the person; on their own page only
    yes: frozenset[str] = frozenset()  # purposes to which their Yes stands; on their own page only

    @property
    def is_own(self) -> bool:
        return self.viewer == self.person

    def is_me(self, person: str | None) -> bool:
        return person == self.viewer

    def name(self, person: str | None) -> str:
        """Their name; empty when there is none to say."""
        return self.names.get(person or "", "")


@dataclass(frozen=True)
class Voice:
    """How the page speaks: its words in its language, and its dates."""

    say: Callable[..., str]
    many: Callable[..., str]
    day: Callable[[datetime], str]
    due: Callable[[date], str]
    month: Callable[[date], str]
    language: str = "en"


@dataclass(frozen=True)
class Line:
    """Words to show as they were said or written, with how sure anyone is and whose they are."""

    words: str
    claim: Claim
    author: str | None = None
    subjects: tuple[str, ...] = ()
    source: str = ""  # whose words and how they know, where a teller knows better than the names of people here
    ordinal: int | None = None  # which part of the entry it is


@dataclass(frozen=True)
class Told:
    """An entry in plain words: what it is, a sentence, more facts by name, and words as they were said."""

    heading: str
    sentence: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()


Parts = Sequence[RecordedSegment]
Teller = Callable[[Recorded, Parts, Reader, Voice], Told]
_tellers: dict[str, Teller] = {}


def tells(*kinds: str) -> Callable[[Teller], Teller]:
    """Register how entries of these kinds are told."""

    def register(teller: Teller) -> Teller:
        for kind in kinds:
            if kind in _tellers:
                raise ValueError(f"{kind} already has its words.")
            _tellers[kind] = teller
        return teller

    return register


def is_told(kind: str) -> bool:
    """Whether this kind has words of its own."""
    return kind in _tellers


def kinds_told() -> frozenset[str]:
    """Every kind that has words of its own."""
    return frozenset(_tellers)


def told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """The entry in plain words. A kind without a teller is still told: nothing is hidden for want of words."""
    left = [part for part in parts if not part.erased]
    if entry.segments and entry.segments[0].erased:
        return _what_is_left(left, voice)
    return _tellers.get(entry.kind, _something)(entry, left, reader, voice)


def _what_is_left(left: Parts, voice: Voice) -> Told:
    """An entry whose first part was erased: the words of the others, if they have any."""
    _ = voice.say
    lines = tuple(line for part in left if (line := line_of(part)))
    return Told("" if lines else _("Erased"), lines=lines)


def _something(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    _ = voice.say
    lines = tuple(line for part in parts if (line := line_of(part)))
    return Told(_("Something was saved"), _("This was saved about you."), lines=lines)


def line_of(part: RecordedSegment) -> Line | None:
    """The words of a part, if it has any."""
    words = part.content.get("words")
    if not isinstance(words, str) or not words:
        return None
    return Line(words, part.claim, part.author, part.subjects, ordinal=part.ordinal)
