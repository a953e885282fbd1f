"""An entry as whoever got it reads it now: its version, what it used to say when they got it, and what may not be used.

Pure. They read the parts that were passed on to them and no other, the person's own words beside them, and never who
challenged or why something was changed: that is for whom it is about.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from survey.records.account.account import Card, Version
from survey.records.account.shown import Shown, show
from survey.records.account.shown_lines import ShownLine, show_lines
from survey.records.account.telling import Reader, Voice, told
from survey.records.account.versions import replaced
from survey.records.challenge import Because
from survey.sharing.share import Place


class Mark(StrEnum):
    """Why what was passed on may not be used, or not without a thought."""

    STOPPED = "stopped"  # the share was taken back
    CONTESTED = "contested"
    WRONG = "wrong"  # taken out of use, and there is no new version
    UNVERIFIED = "unverified"
    RELEASED = "released"  # contested, and a senior lets it be used meanwhile


MARKS = {
    Because.CHALLENGED.value: Mark.CONTESTED,
    Because.PUT_RIGHT.value: Mark.WRONG,
    Because.CANNOT_VERIFY.value: Mark.UNVERIFIED,
}


@dataclass(frozen=True)
class Got:
    """One entry of a share. Without words: `mark` says why, or `erased` that they are gone."""

    card: Shown
    lines: tuple[ShownLine, ...]
    version: str
    mark: str
    put_right: str
    was: tuple[ShownLine, ...]
    erased: str


def shown_to_them(
    card: Card, places: Collection[Place], reader: Reader, voice: Voice, now: datetime, *, stopped: bool, released: bool
) -> Got | None:
    """One card as they may read it; None when nothing of it was passed on to them."""
    ordinals = {ordinal for seq, ordinal in places if card.has(seq)}  # of this entry, not of another
    had = min(seq for seq, _ordinal in places if card.has(seq))
    narrowed = _narrowed(card, ordinals, had)
    if not narrowed.now.parts:
        return None
    shown = show(replace(narrowed, older=()), reader, voice, now)
    mark = _mark(card, stopped=stopped, released=released)
    hidden = mark is not None and mark is not Mark.RELEASED
    changes = () if stopped else replaced(narrowed)
    return Got(
        card=shown,
        lines=() if hidden else shown.lines,
        version=_version(narrowed, voice),
        mark=mark_words(mark, voice) if mark else "",
        put_right=voice.say("This was put right on %(day)s.", day=voice.day(changes[0][1].entry.at)) if changes else "",
        was=_lines(changes[-1][0], narrowed, reader, voice) if changes else (),
        erased=_erased(card, ordinals, voice),
    )


def _narrowed(card: Card, ordinals: Collection[int], had: int) -> Card:
    """The parts that were passed on, from the version that was passed on; and nothing that is not theirs to know."""

    def only(version: Version) -> Version:
        return Version(version.entry, tuple(part for part in version.parts if part.ordinal in ordinals))

    older = tuple(only(version) for version in card.older if version.entry.seq >= had)
    public = replace(card, cases=(), looks=(), gone=(), told=(), helped={}, took_away=(), held=None)
    return replace(public, now=only(card.now), older=older)


def _lines(version: Version, card: Card, reader: Reader, voice: Voice) -> tuple[ShownLine, ...]:
    parts = tuple(part for part in version.parts if not part.erased)
    return show_lines(told(version.entry, parts, reader, voice).lines, card.first, reader, voice)


def _mark(card: Card, *, stopped: bool, released: bool) -> Mark | None:
    if stopped:
        return Mark.STOPPED
    mark = MARKS.get(card.held or "")
    return Mark.RELEASED if mark and released else mark


def mark_words(mark: Mark, voice: Voice) -> str:
    """Why it may not be used, or what to mind."""
    _ = voice.say
    return {
        Mark.STOPPED: _("We took this back. Do not use it."),
        Mark.CONTESTED: _("Someone says this is not right. We look into it. Do not use it till you hear from us."),
        Mark.WRONG: _("This must not be used any more."),
        Mark.UNVERIFIED: _("We can’t show that this is true. Do not use it."),
        Mark.RELEASED: _(
            "Someone says this is not right. You may use it to keep someone safe. Use it for nothing else."
        ),
    }[mark]


def _version(card: Card, voice: Voice) -> str:
    """Which version it is, and of which day."""
    _ = voice.say
    changes = replaced(card)
    entry = changes[0][1].entry if changes else card.now.entry
    return _("As it stands since %(day)s.", day=voice.day(entry.at))


def _erased(card: Card, ordinals: Collection[int], voice: Voice) -> str:
    """That some of it was erased: they are asked to do the same."""
    _ = voice.say
    gone = [part for part in card.now.parts if part.ordinal in ordinals and part.erased]
    if not gone or not card.gone:
        return ""
    return _("This was erased on %(day)s. Please erase your copy too.", day=voice.day(card.gone[-1].at))
