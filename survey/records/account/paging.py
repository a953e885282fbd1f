"""A page of a record's cards: newest first, with an address that keeps its place, or a few of each theme. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from survey.records.account.account import Card
from survey.records.account.themes import Theme, theme_of

A_PAGE = 20  # cards; the others a tap away, so that a long record opens on a slow phone
A_FEW = 3  # of each theme, when there are more than a page of cards

T = TypeVar("T")


@dataclass(frozen=True)
class Slice:
    """The cards of one page, and where they stand among all that fit. `newer`, `older`: what those pages come after."""

    cards: tuple[Card, ...]
    first: int  # counted from 1
    total: int
    newer: int | None = None  # 0: the first page
    older: int | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.cards) - 1

    @property
    def is_all(self) -> bool:
        return len(self.cards) == self.total


def page_after(found: Sequence[Card], after: int | None = None, size: int = A_PAGE) -> Slice:
    """The page after one card, newest first. An address keeps its place when newer entries come."""
    start = sum(card.first.seq >= after for card in found) if after else 0
    return _slice(found, min(start, max(len(found) - 1, 0)), size)


def page_with(found: Sequence[Card], seq: int, size: int = A_PAGE) -> Slice:
    """The page on which an entry stands; the first, when it is on none."""
    place = next((n for n, card in enumerate(found) if card.has(seq)), 0)
    return _slice(found, place - place % size, size)


def _slice(found: Sequence[Card], start: int, size: int) -> Slice:
    cards = tuple(found[start : start + size])
    newer = None if start == 0 else 0 if start <= size else found[start - size - 1].first.seq
    older = cards[-1].first.seq if start + size < len(found) else None
    return Slice(cards, start + 1, len(found), newer, older)


@dataclass(frozen=True)
class Group:
    """The newest cards of one theme, and how many there are of it."""

    theme: Theme
    cards: tuple[Card, ...]
    total: int


def by_theme(found: Sequence[Card], size: int = A_PAGE, few: int = A_FEW) -> list[Group]:
    """The cards by theme; the newest few of each, when there are more than a page in all."""
    most = few if len(found) > size else size
    themes: dict[Theme, list[Card]] = {}
    for card in found:
        themes.setdefault(theme_of(card.first.kind), []).append(card)
    return [Group(theme, tuple(themes[theme][:most]), len(themes[theme])) for theme in Theme if theme in themes]


def on_offer(found: Iterable[Card], of: Callable[[Card], Iterable[T]]) -> list[T]:
    """What can be asked of these cards that fits at least one, each once."""
    return list(dict.fromkeys(each for card in found for each in of(card)))
