"""Which organisations were told of an entry, as far as the person knows. Sharing, above, knows; here it is told.

Only what a person has been told of may be given here: what they do not know yet is on no card of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.records.account.telling import Voice

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


class Has(StrEnum):
    """What whoever was told has now."""

    SENT = "sent"  # nobody there has said yet that they have it
    RECEIVED = "received"
    OWED = "owed"  # it was put right since, and nobody has told them yet
    OLD = "old"  # it was put right since; they have been told, and have not said that they changed theirs
    LOST = "lost"  # it was put right since, and they cannot be told
    CORRECTED = "corrected"  # they say that they have what it says now


@dataclass(frozen=True)
class ToldTo:
    """One organisation that was told what an entry says: when, and what it has now."""

    organisation: str
    at: datetime
    has: Has = Has.SENT


Finder = Callable[["Session", str], Mapping[int, Sequence[ToldTo]]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Let a feature that passes things on say who was told of which entry of a person's, by the entry's place."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def told_to(session: Session, person_id: str) -> dict[int, tuple[ToldTo, ...]]:
    """By place, who was told of each entry of this person's; the newest first."""
    found: dict[int, list[ToldTo]] = defaultdict(list)
    for finder in _finders:
        for seq, told in finder(session, person_id).items():
            found[seq] += told
    return {seq: tuple(sorted(told, key=lambda each: each.at, reverse=True)) for seq, told in found.items()}


def told_words(told: ToldTo, voice: Voice) -> str:
    """Who, when, and what they have now, in a sentence or two."""
    _ = voice.say
    said = {"who": told.organisation, "day": voice.day(told.at)}
    return {
        Has.SENT: _("We told %(who)s on %(day)s.", **said),
        Has.RECEIVED: _("We told %(who)s on %(day)s. They have it.", **said),
        Has.OWED: _("We told %(who)s on %(day)s. They still have the old words. We will tell them.", **said),
        Has.LOST: _("We told %(who)s on %(day)s. They have the old words. We could not tell them.", **said),
        Has.OLD: _("We told %(who)s on %(day)s. They may still have the old words. We have asked them.", **said),
        Has.CORRECTED: _("We told %(who)s on %(day)s. They say they have put it right too.", **said),
    }[told.has]
