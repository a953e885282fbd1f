"""Kinder wording: words that blame or hide, and what to say instead. Shown after a save attempt; it never blocks. Pure.

Silent for a person's own words. Never counted, never reported by worker.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from survey.ledger.entry import Claim

FOLDER = Path(__file__).parent / "nudges"


@dataclass(frozen=True)
class Heard:
    """A phrase that was written, what it does, and an example of other words."""

    phrase: str
    does: str
    better: str


@dataclass(frozen=True)
class Nudge:
    """Words to listen for."""

    heard: re.Pattern[str]
    does: str
    better: str


@cache
def nudges(language: str) -> tuple[Nudge, ...]:
    """The list for a language; none where nobody has written one."""
    path = FOLDER / f"{language}.toml"
    if not path.is_file():
        return ()
    listed = tomllib.loads(path.read_text("utf-8"))
    return tuple(
        Nudge(re.compile(rf"\b(?:{'|'.join(map(re.escape, each['heard']))})\b", re.IGNORECASE), does, each["try"])
        for does, group in listed.items()
        for each in group
    )


def hear(parts: Iterable[tuple[Claim, str]], language: str) -> list[Heard]:
    """What was heard in these parts, each phrase once."""
    found: dict[str, Heard] = {}
    for claim, words in parts:
        if claim is Claim.THEIR_WORDS:
            continue
        for nudge in nudges(language):
            if match := nudge.heard.search(words):
                found.setdefault(match[0].lower(), Heard(match[0], nudge.does, nudge.better))
    return list(found.values())
