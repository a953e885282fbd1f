"""By whose hands answers came: on a phone of their own, on a shared screen, or read aloud and typed. Pure.

They are the young person's answers whoever typed. That someone else was there is part of what was answered.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

BY_THEMSELF: Mapping[str, str] = {}  # nothing is said of it


class How(StrEnum):
    """What is said of answers that did not come from their own phone."""

    KIOSK = "kiosk"  # a shared screen, by themself
    ALOUD = "aloud"  # read aloud and typed by someone who works with them


SELF, PAPER = "self", "paper"  # in a file of answers, the other two


def hands(how: str | None, helped_by: str | None) -> Mapping[str, str]:
    """As the entry holds it."""
    if how is None:
        return BY_THEMSELF
    return {"how": how} | ({"helped_by": helped_by} if helped_by else {})


def how_answered(content: Mapping[str, Any], by_themself: bool) -> str:
    """One word for a file of answers: self, kiosk, aloud, or paper, where someone else brought them in."""
    return str(content.get("how") or (SELF if by_themself else PAPER))


def helper_of(content: Mapping[str, Any]) -> str | None:
    """Who read aloud and typed; None where nobody did."""
    found = content.get("helped_by")
    return str(found) if found else None
