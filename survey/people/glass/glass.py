"""Broken glass: who opened whose record without working with them, why, and until when. Pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OPEN_FOR = timedelta(minutes=60)
LEAST_WORDS, LEAST_LETTERS = 4, 15  # of a reason: a sentence, not a word


class Reason(StrEnum):
    """The plain choices; their own words stand beside it, because the young person reads both."""

    SAFETY = "safety"  # someone could be hurt
    AWAY = "away"  # their worker is away, and it cannot wait
    ASKED = "asked"  # the young person asked for it
    OTHER = "other"


@dataclass(frozen=True)
class Glass:
    """One broken glass. `seq`: the entry that says so."""

    seq: int
    worker_id: str
    person_id: str
    reason: Reason
    words: str
    at: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.at <= moment < self.until


@dataclass(frozen=True)
class Match:
    """Someone whose name was looked for: who works with them can be asked first."""

    person_id: str
    name: str
    workers: tuple[str, ...]  # names
    is_mine: bool


LEAST_OF_A_NAME, MOST_MATCHES = 2, 10


def is_a_sentence(words: str) -> bool:
    """Whether this says something: four words, fifteen letters."""
    return len(words.split()) >= LEAST_WORDS and sum(each.isalpha() for each in words) >= LEAST_LETTERS


def plain(name: str) -> str:
    """A name as it is looked for: without case or accents, so that Zoe finds Zoë."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def matching(typed: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of those in whose name a word begins as typed; none at all when there are too many to show."""
    wanted = plain(typed).split()
    if sum(map(len, wanted)) < LEAST_OF_A_NAME:
        return []
    found = [each for each, name in names if _has(plain(name).split(), wanted)]
    return found if len(found) <= MOST_MATCHES else []


def _has(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)
