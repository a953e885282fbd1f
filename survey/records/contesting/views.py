"""Saying that an entry is not right, from its card, and that something is missing."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext
from survey.records import store
from survey.records.account.account import Card, cards, cards_of_looks
from survey.records.account.shown import show
from survey.records.account.tellings import kinds  # and every telling registers itself
from survey.records.challenge import Kind
from survey.records.clock import decide_by
from survey.records.contesting.forms import ChallengeForm, SideForm
from survey.records.contesting.kinds import in_order
from survey.records.contesting.progress.views import records
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import account, page, voice
from survey.request_log import unlogged

__all__ = ["records"]

PART_WORDS = 60  # characters of a part, to know it by


@records.get("/<lang>/records/open/<key>/<int:seq>/challenge")
@unlogged
def challenge(key: str, seq: int) -> str:
    """The entry again, nine plain kinds, and room for their own words."""
    here = in_open_record(key)
    return _challenge_page(here, _card(here, seq), ChallengeForm(kind=request.args.get("kind", "")))


def _card(here: OpenRecord, seq: int) -> Card:
    """One entry about the reader, or one look at them. :raise NotThere:"""
    with house().database.reading() as session:
        material, _reader = account(session, here)
    found = [card for card in cards(material, here.person_id, {}) if card.has(seq)]
    found = found or cards_of_looks(material, here.person_id, seq)
    if not found or here.person_id not in found[0].now.entry.subjects:
        raise NotThere
    return found[0]


def _challenge_page(here: OpenRecord, card: Card, form: ChallengeForm) -> str:
    with house().database.reading() as session:
        _material, reader = account(session, here)
    shown = show(card, reader, voice(), house().clock())
    return page("records/challenge.html", here, card=shown, form=form, due=due_words(), name="", **choices(card, here))


def choices(card: Card, here: OpenRecord) -> dict[str, Any]:
    """The nine kinds in the order that fits this entry, and its parts, where it has several."""
    words = kinds(gettext)
    ordered = in_order(card.now.entry.kind, {part.claim for part in card.now.parts})
    told = [(part.ordinal, str(part.content.get("words", ""))) for part in card.now.parts if not part.erased]
    parts = [(ordinal, _short(said)) for ordinal, said in told if said]
    return {"kinds": [(each.value, words[each.value]) for each in ordered], "parts": parts if len(parts) > 1 else []}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= PART_WORDS else f"{line[:PART_WORDS].rstrip()}…"


def due_words() -> str:
    """The day by which they hear, if they say it now."""
    return voice().due(decide_by(house().clock(), nation=house().settings.nation))


@records.post("/<lang>/records/open/<key>/<int:seq>/challenge")
def raise_challenge(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Hold the entry back from now, their words beside it."""
    here = form_of_open_record(key)
    card, form = _card(here, seq), ChallengeForm(request.form)
    if not form.validate():
        return _challenge_page(here, card, form), 422
    parts = form.parts_of([part.ordinal for part in card.now.parts])
    return _raise(here, card.seq, Kind(form.kind.data or ""), form, parts=parts)


@records.get("/<lang>/records/open/<key>/missing")
@unlogged
def missing(key: str) -> str:
    """Something is missing: there is no entry to point at."""
    return page("records/missing.html", in_open_record(key), form=SideForm(), due=due_words())


@records.post("/<lang>/records/open/<key>/missing")
def say_missing(key: str) -> AnyResponse | tuple[str, int]:
    """Tell us what is missing."""
    here, form = form_of_open_record(key), SideForm(request.form)
    if not form.validate():
        return page("records/missing.html", here, form=form, due=due_words()), 422
    return _raise(here, None, Kind.MISSING, form)


def _raise(
    here: OpenRecord, seq: int | None, kind: Kind, form: ChallengeForm | SideForm, parts: tuple[int, ...] = ()
) -> AnyResponse:
    said = form.words.data or ""
    how: dict[str, Any] = {"helper": form.helped_by, "parts": parts, "now": house().clock(), "rng": house().rng}
    with house().database.writing() as session:
        raised = store.raise_challenge(session, here.person_id, seq, kind, said if said.strip() else "", **how)
    return pages.go("records.state", key=here.key, seq=raised)
