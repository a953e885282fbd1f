"""The window: how much of the newest could still be changed, by someone with all our keys, and nobody could tell. Pure.

Each leaf holds the root over all before it, so whoever remembers one entry or one head protects everything up to it.
What no witness has signed and no receipt has left the building with is the window.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

RECEIPTS = "receipts"


@dataclass(frozen=True)
class Memory:
    """Somebody outside who could tell: receipts in people's hands, or a witness by its name."""

    who: str
    size: int
    at: datetime
    trouble: str | None = None

    @property
    def is_receipts(self) -> bool:
        return self.who == RECEIPTS

    @property
    def name(self) -> str:
        """A witness's name, without its key."""
        return self.who.partition("+")[0]


@dataclass(frozen=True)
class Window:
    """How much nobody outside could vouch for."""

    size: int  # entries in the log
    remembered: int  # of these, entries that somebody outside would see changed
    entries: int  # the rest: the window
    minutes: int  # since the oldest of the rest was written; 0 when there is none
    since: datetime | None  # when that was
    last: Memory | None  # who remembers most; None when nobody outside keeps anything
    memories: tuple[Memory, ...]  # everyone, who remembers most first

    @property
    def is_shut(self) -> bool:
        return self.entries == 0

    @property
    def nobody_outside(self) -> bool:
        """Whether nobody outside keeps anything: then the window is the whole log."""
        return self.last is None


def window_of(size: int, memories: Iterable[Memory], oldest: datetime | None, now: datetime) -> Window:
    """The window of a log of `size`. `oldest` is when the first entry was written that nobody outside remembers."""
    ranked = tuple(sorted(memories, key=lambda each: (-each.size, each.who)))
    remembered = min(remembered_size(ranked), size)
    last = ranked[0] if remembered else None
    open_entries = size - remembered
    since = oldest if open_entries else None
    minutes = max(int((now - since).total_seconds() // 60), 0) if since else 0
    return Window(size, remembered, open_entries, minutes, since, last, ranked)


def remembered_size(memories: Iterable[Memory]) -> int:
    """The most that anyone outside remembers."""
    return max((each.size for each in memories), default=0)
