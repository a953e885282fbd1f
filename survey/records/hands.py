"""Whose hands a challenge may be in: never those that wrote the entry, their line, whom it is about, or earlier ones.

Pure. A line goes both ways, all the way: who leads the author, who leads those, whom the author leads, and so on. It
is that of now and of every day since the entry was written: a manager who moved on last week is no freer to answer.
"""

from collections.abc import Collection, Iterable

from survey.ledger.entry import Recorded
from survey.records.challenge import Authors, Challenge
from survey.records.lifecycle import Step

HANDS_ON = (Step.ACKNOWLEDGED, Step.REVIEWING, Step.PAUSED, Step.RESUMED, Step.EXTENDED, Step.DECIDED)


class InLine(Authors):
    """You lead whoever wrote this, or they lead you. Someone outside that line has to answer."""


def authors_of(versions: Iterable[Recorded]) -> frozenset[str]:
    """Everyone who wrote any of it, or did it, in any of its versions."""
    found: set[str | None] = set()
    for entry in versions:
        found |= {entry.actor, entry.on_behalf_of, *(part.author for part in entry.segments)}
    return frozenset(each for each in found if each)


def earlier_hands(challenge: Challenge) -> frozenset[str]:
    """Who had it before it was last taken further: all of them are out. Nobody while it is the first time."""
    taken = challenge.taken(Step.ESCALATED)
    if not taken:
        return frozenset()
    before = (each for each in challenge.taken(*HANDS_ON) if each.seq < taken[-1].seq)
    return frozenset(each.by for each in before if each.by)


def require_other_hands(
    versions: Iterable[Recorded], reviewer: str, answered_before: Collection[str], line: Collection[str] = ()
) -> None:
    """:raise Authors: when the reviewer wrote any of it, did it, is whom it is about, or answered about it before.

    :raise InLine: when they are in the line of whoever wrote it, or of whoever answered before a review.
    """
    entries = list(versions)
    involved = set(answered_before) | authors_of(entries)
    if reviewer in involved.union(*(entry.subjects for entry in entries)):
        raise Authors
    if reviewer in line:
        raise InLine
