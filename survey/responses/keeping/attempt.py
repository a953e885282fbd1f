"""One attempt to save a page: its key, and the saved answers that its form was made from.

A script may send an attempt again, late or twice: the key says that it is the same one, the mark whether someone has
answered the page since. A tap on a plain form has neither: it is made now, by a person, and counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from survey.errors import NotThere

KEY = re.compile(r"[0-9a-f]{32}")  # 128 bits of chance, made on the phone
MARK = re.compile(r"(\d{1,13})\.(\d{1,9})")
KEYS_KEPT = 8  # of each page, the newest first: a later duplicate of any of them is known
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Attempt:
    """What a save says of itself. `begun`: the sitting it belongs to; `seen`: the version its form was made from.

    `easy`: the form asked in easy words.
    """

    key: str = ""
    seen: int = 0
    begun: datetime | None = None
    easy: bool = False


@dataclass(frozen=True)
class Kept:
    """What became of a save. `is_beaten`: something else is saved, and this is not.

    `version`: what the next form of this page may say it has seen; 0 where something newer was saved since.
    """

    version: int
    is_beaten: bool = False


TAPPED = Attempt()


def kept(attempt: Attempt, version: int, attempts: str) -> Kept:
    """What became of an attempt, by the page's version and its newest attempts after it was made."""
    if attempts.startswith(attempt.key):
        return Kept(version)
    return Kept(0, is_beaten=attempt.key not in attempts)


def mark(begun: datetime | None, version: int) -> str:
    """What a form carries so that its save can be held to it: the sitting by its start, and the page's version."""
    return f"{(begun - START) // timedelta(milliseconds=1)}.{version}" if begun else ""


def attempt_of(form: Mapping[str, str]) -> Attempt:
    """How a form was sent. :raise NotThere: for a key or a mark that we never make."""
    easy = form.get("easy") == "1"
    key, seen = form.get("key", ""), MARK.fullmatch(form.get("seen", ""))
    if not key:
        return Attempt(easy=easy)
    if seen is None or not KEY.fullmatch(key):
        raise NotThere
    return Attempt(key, int(seen[2]), START + timedelta(milliseconds=int(seen[1])), easy)
