"""A person's own words beside an entry: whose they are, who helped, and which have been taken away. Pure.

Words that were taken away stay in the log, sealed to nobody's page: the entry that took them says only that it did.
"""

import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.ledger.entry import Recorded

ADDED = "statement.added"
REMOVED = "statement.removed"
HELPED = "statement.helped"  # apart from the words: who helped goes to fewer people than they do
LONGEST_NAME = 120  # letters


class How(StrEnum):
    """What whoever helped is to the person."""

    FRIEND = "friend"  # or someone of the family
    ADVOCATE = "advocate"


@dataclass(frozen=True)
class Helper:
    """Someone who helped to say it, named by the person."""

    name: str
    how: How

    def facts(self) -> dict[str, str]:
        """As an entry holds it."""
        return {"name": self.name, "how": self.how.value}


def content_of(words: str) -> dict[str, str]:
    """Words as an entry holds them: exactly. The ledger writes every text in one normal form; what that would change
    about their letters is kept beside it, byte for byte.
    """
    if unicodedata.is_normalized("NFC", words):
        return {"words": words}
    return {"words": words, "exact": b64encode(words.encode()).decode()}


def words_of(entry: Recorded) -> str:
    """Their words, byte for byte as they were sent."""
    return words_in(entry.content)


def words_in(content: Mapping[str, Any]) -> str:
    """The same, of a part's content."""
    exact = content.get("exact")
    return b64decode(exact).decode() if exact else str(content["words"])


def helper_of(content: Mapping[str, Any]) -> Helper | None:
    """Who helped with it, as the entry holds it; None when nobody is named."""
    kept = content.get("helper")
    if not isinstance(kept, Mapping) or kept.get("how") not in set(How) or not kept.get("name"):
        return None
    return Helper(str(kept["name"]), How(kept["how"]))


def taken_away(entries: Iterable[Recorded]) -> frozenset[int]:
    """The places of the words that were taken away."""
    return frozenset(entry.links["removes"] for entry in entries if entry.kind == REMOVED)


def standing(entries: Iterable[Recorded]) -> list[Recorded]:
    """The words that stand beside something now, oldest first: each once, and none that was taken away or erased."""
    everything = list(entries)
    gone = taken_away(everything)
    said = {e.seq: e for e in everything if e.kind == ADDED and e.seq not in gone and not e.has_erased_parts}
    return [said[seq] for seq in sorted(said)]
