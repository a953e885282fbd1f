"""What an entry used to say, to this reader: versions in which a part that is theirs to see said something else. Pure.

A correction of someone else's part makes a new version of the whole entry. To this reader nothing changed, so nothing
is told: it would give away that there was something to put right about the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded
from survey.records.account.account import Card, Version
from survey.records.account.shown_lines import ShownLine, show_lines
from survey.records.account.telling import Reader, Voice, told

Said = tuple[tuple[int, str, str | None, object, object, bool], ...]
Pair = tuple[Version, Version]


@dataclass(frozen=True)
class ShownVersion:
    """What it used to say."""

    lines: tuple[ShownLine, ...]
    until: str
    facts: tuple[tuple[str, str], ...] = ()  # of answers: each question with what was said to it


def replaced(card: Card) -> tuple[Pair, ...]:
    """Each older version that said something else to them, with the one that took its place; the newest first."""
    chain: Sequence[Version] = (card.now, *card.older)
    pairs = zip(chain[1:], chain, strict=False)
    return tuple((old, new) for old, new in pairs if old.parts and _said(old) != _said(new))


def _said(version: Version) -> Said:
    return tuple(
        (
            each.ordinal,
            each.claim.value,
            each.author,
            each.content.get("words"),
            each.content.get("answers"),
            each.erased,
        )
        for each in version.parts
    )


def show_older(card: Card, reader: Reader, voice: Voice) -> tuple[ShownVersion, ...]:
    """What it used to say, who changed it and when, and why if that is the reader's to know."""
    return tuple(_show(old, new.entry, card, reader, voice) for old, new in replaced(card))


def _show(old: Version, new: Recorded, card: Card, reader: Reader, voice: Voice) -> ShownVersion:
    _ = voice.say
    says = told(old.entry, old.parts, reader, voice)
    lines = show_lines(says.lines, card.first, reader, voice)
    who, day = reader.name(new.actor), voice.day(new.at)
    until = _("%(who)s changed it on %(day)s.", who=who, day=day)
    if reader.is_me(new.actor):
        until = _("You changed it on %(day)s.", day=day)
    for case in card.cases:  # the reason may repeat what was said in the challenge: it is for who said it
        if case.decision and case.decision.links.get("by") == new.seq:
            why = case.decision.content["reason"]
            until = _("%(who)s changed it on %(day)s. Why: %(why)s", who=who, day=day, why=why)
    return ShownVersion(lines, until, says.facts)


def changed_lately(found: Sequence[Card], since: datetime, viewer: str) -> list[tuple[Card, Recorded]]:
    """Cards that say something else to this reader since a moment, by another's hand; with what changed them."""
    changes = [(card, pairs[0][1].entry) for card in found if (pairs := replaced(card))]
    return [(card, new) for card, new in changes if new.at >= since and new.actor != viewer]
