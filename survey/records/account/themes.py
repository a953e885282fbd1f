"""What entries are about, as people look for them: a theme for each kind. Pure.

A kind that no theme names is under "The rest": nothing is lost for want of a heading.
"""

from collections.abc import Mapping
from enum import StrEnum

from survey.records.account.telling import Voice


class Theme(StrEnum):
    """A heading of the record, in the order in which they are read."""

    NOTES = "notes"
    GOALS = "goals"
    ANSWERS = "answers"
    YOU = "you"
    CHOICES = "choices"
    SHARED = "shared"
    KEPT = "kept"
    KEYS = "keys"
    BROUGHT = "brought"
    REST = "rest"


THEME_OF: Mapping[str, Theme] = {
    "record": Theme.NOTES,
    "statement": Theme.NOTES,
    "challenge": Theme.NOTES,  # of no entry: something is missing
    "goal": Theme.GOALS,
    "answers": Theme.ANSWERS,
    "suggestion": Theme.ANSWERS,  # what they say we should have asked
    "together": Theme.ANSWERS,  # that a worker read to them and typed
    "round": Theme.ANSWERS,  # what came of it
    "person": Theme.YOU,
    "relation": Theme.YOU,
    "understanding": Theme.YOU,
    "consent": Theme.CHOICES,
    "quote": Theme.CHOICES,  # which of their words may be shown
    "reminders": Theme.CHOICES,
    "share": Theme.SHARED,
    "alert": Theme.SHARED,
    "request": Theme.SHARED,
    "glass": Theme.SHARED,
    "view": Theme.SHARED,
    "restriction": Theme.SHARED,  # that it was used while on hold
    "seal": Theme.SHARED,
    "erasure": Theme.KEPT,
    "hold": Theme.KEPT,
    "invitation": Theme.KEYS,
    "key": Theme.KEYS,
    "receipts": Theme.KEYS,
    "record.brought": Theme.BROUGHT,
}


def theme_of(kind: str) -> Theme:
    """Where an entry of this kind is looked for."""
    return THEME_OF.get(kind) or THEME_OF.get(kind.partition(".")[0], Theme.REST)


def theme_words(theme: Theme, voice: Voice, *, is_own: bool = True) -> str:
    """Its heading, on one's own page or on that of a relative."""
    _ = voice.say
    return {
        Theme.NOTES: _("Notes"),
        Theme.GOALS: _("Goals"),
        Theme.ANSWERS: _("Answers"),
        Theme.YOU: _("About you") if is_own else _("Who is who"),
        Theme.CHOICES: _("Choices"),
        Theme.SHARED: _("Who saw it or was told"),
        Theme.KEPT: _("How long we keep it"),
        Theme.KEYS: _("Links and keys"),
        Theme.BROUGHT: _("From another place"),
        Theme.REST: _("The rest"),
    }[theme]
