"""By whose hands answers came: on a phone of their own, on a shared screen, or read aloud and typed. Pure.

They are the young person's answers whoever typed. That someone else was there is part of what was answered.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

Say = Callable[..., str]

BY_THEMSELF: Mapping[str, str] = {}  # nothing is said of it


class How(StrEnum):
    """What is said of answers that did not come from their own phone."""

    KIOSK = "kiosk"  # a shared screen, by themself
    ALOUD = "aloud"  # read aloud and typed by someone who works with them


def hands(how: str | None, helped_by: str | None) -> Mapping[str, str]:
    """As the entry holds it."""
    if how is None:
        return BY_THEMSELF
    return {"how": how} | ({"helped_by": helped_by} if helped_by else {})


def hands_row(content: Mapping[str, Any], _: Say, who: str = "") -> tuple[tuple[str, str], ...]:
    """As they read it: a row, or none where they answered by themself. `who`: the helper's name, where it is known."""
    how = content.get("how")
    if how == How.KIOSK:
        return ((_("How you sent it"), _("On a screen that others use, too.")),)
    if how == How.ALOUD and who:
        return ((_("How you sent it"), _("%(who)s read it out and typed for you.", who=who)),)
    if how == How.ALOUD:
        return ((_("How you sent it"), _("Your worker read it out and typed for you.")),)
    return ()


def hands_row_for_staff(content: Mapping[str, Any], _: Say) -> tuple[tuple[str, str], ...]:
    """As staff read it."""
    words = {How.KIOSK.value: _("On a shared screen"), How.ALOUD.value: _("Read aloud and typed by a worker")}
    how = str(content.get("how") or "")
    return ((_("How it was sent"), words[how]),) if how in words else ()


def helper_of(content: Mapping[str, Any]) -> str | None:
    """Who read aloud and typed; None where nobody did."""
    found = content.get("helped_by") or content.get("helper")
    return str(found) if found else None
