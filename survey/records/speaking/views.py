"""An advocate’s pages: saying for a young person that an entry is not right. What they open is a look, and recorded."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.house import house
from survey.people.looks.look import Onlooker
from survey.people.looks.store import see
from survey.people.store import person_of
from survey.records import store
from survey.records.account.account import Card
from survey.records.account.shown import show
from survey.records.challenge import Kind
from survey.records.contesting.forms import ChallengeForm
from survey.records.contesting.views import choices, due_words, records
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.seen.store import Read, one_granted
from survey.records.speaking.store import speaks_for
from survey.records.views import page, voice
from survey.request_log import unlogged

__all__ = ["records"]


@records.get("/<lang>/records/open/<key>/about/<person_id>/<int:seq>/challenge")
@unlogged
def speak_up(key: str, person_id: str, seq: int) -> str:
    """The entry as they may see it, the nine kinds, and room for what they say for the young person."""
    here = in_open_record(key)
    read, card = _seen(here, person_id, seq)
    return _page(here, read, card, ChallengeForm())


def _seen(here: OpenRecord, person_id: str, seq: int) -> tuple[Read, Card]:
    """One entry about whom they speak for. :raise NotThere: when they may not speak, or may not see it."""
    _require_voice(here, person_id)
    read = see(house(), Onlooker(here.person_id), one_granted(person_id, seq))
    return read, read.cards[0]


def _require_voice(here: OpenRecord, person_id: str) -> None:
    with house().database.reading() as session:
        if person_id not in speaks_for(session, here.person_id, local_day(house().clock())):
            raise NotThere


def _page(here: OpenRecord, read: Read, card: Card, form: ChallengeForm) -> str:
    shown = show(card, read.reader, voice(), house().clock())
    said = choices(card, here)
    return page("records/challenge.html", here, card=shown, form=form, due=due_words(), name=read.person.name, **said)


@records.post("/<lang>/records/open/<key>/about/<person_id>/<int:seq>/challenge")
def say_for(key: str, person_id: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Hold the entry back from now. The young person sees who said it, and can take it back."""
    here = form_of_open_record(key)
    read, card = _seen(here, person_id, seq)
    form = ChallengeForm(request.form)
    if not form.validate():
        return _page(here, read, card, form), 422
    words = form.words.data or ""
    parts = form.parts_of([part.ordinal for part in card.now.parts])
    how: dict[str, Any] = {"by": here.person_id, "parts": parts, "now": house().clock(), "rng": house().rng}
    with house().database.writing() as session:
        kind = Kind(form.kind.data or "")
        store.raise_challenge(session, person_id, card.seq, kind, words if words.strip() else "", **how)
    return pages.go("records.spoke_up", key=key, person_id=person_id)


@records.get("/<lang>/records/open/<key>/about/<person_id>/told")
@unlogged
def spoke_up(key: str, person_id: str) -> str:
    """We have it; from here it is the young person's."""
    here = in_open_record(key)
    _require_voice(here, person_id)
    with house().database.reading() as session:
        name = person_of(session, person_id).name
    return page("records/speaking/told.html", here, name=name, person_id=person_id, due=due_words())
