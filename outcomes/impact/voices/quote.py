"""One quote, as far as it has come, and what may be said of whose it is: one coarse thing at most. Pure.

Never automatic: the young person says Yes to these words; a person reads them; if a word was changed, or one thing
about them is to stand beside it, the young person says Yes to exactly that. It goes with a later release, not the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from outcomes.disclosure.rulebook import SMALLEST_COUNT
from outcomes.impact.book import Book

LONGEST = 400  # letters: a quote, not a story
SHORTEST = 8
SKIPPED = 1  # releases between saying Yes and being shown


class State(StrEnum):
    """Where a quote is. Taken back, it is nowhere."""

    OFFERED = "offered"  # they said Yes; nobody has read it yet
    ASKED = "asked"  # it reads differently now, or says one thing about them: their Yes to that is awaited
    READY = "ready"  # it goes with a later release
    SHOWN = "shown"
    DECLINED = "declined"


class Trait(StrEnum):
    """The one thing that may be said of whose words they are."""

    AGE = "age"
    BOROUGH = "borough"


@dataclass(frozen=True)
class Said:
    """That one thing: of which dimension, which group."""

    trait: Trait
    group: str

    @property
    def ages(self) -> tuple[int, int]:
        """From which age to which, where it is an age."""
        low, high = self.group.split("-")
        return int(low), int(high)


def may_be_said(book: Book, said: Said | None) -> Said | None:
    """What may be said in this release: nothing, unless it publishes that group, by itself, as ten or more."""
    if said is None or said.trait.value not in {each.key for each in book.dimensions}:
        return None
    figure = book.figure(said.trait.value, {said.trait.value: said.group})
    if figure is None or figure.number is None or figure.number < SMALLEST_COUNT:
        return None
    return said


def is_due(number: int, offered_after: int, ready_after: int, releases: Sequence[int]) -> bool:
    """Whether a quote goes with this release: published after it was ready, and not the first since it was offered."""
    between = [each for each in releases if offered_after < each < number]
    return number > ready_after and len(between) >= SKIPPED


def is_quotable(words: str) -> bool:
    """Whether words are of a length to be quoted."""
    return SHORTEST <= len(words.strip()) <= LONGEST
