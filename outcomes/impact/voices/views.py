"""A young person's own page of quotes, in their opened record: which words may be shown, and taking them back."""

from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from outcomes.impact.voices import store
from outcomes.impact.voices import telling as _telling  # its lines on the record register themselves
from outcomes.impact.voices.checking.store import place_name
from outcomes.impact.voices.quote import Said, State, Trait
from survey import pages
from survey.digits import number_named
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.people.person import Kind
from survey.people.store import person_of
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page
from survey.request_log import unlogged

__all__ = ["_telling", "voices"]
voices = Blueprint("voices", __name__, url_prefix="/<lang>/voices")


@voices.get("/<key>")
@unlogged
def mine(key: str) -> str:
    """Their own words that could be shown, and where each of those they said Yes to stands."""
    here = in_open_record(key)
    with house().database.reading() as session:
        _refuse_relatives(session, here.person_id)
        may = store.may_offer(session, here.person_id)
        quotes = store.quotes_of(session, here.person_id)
        offered = {(each.source.seq, each.source.item) for each in quotes}
        free = [each for each in store.sources(session, here.person_id) if (each.seq, each.item) not in offered]
        said = {each.seq: _said(each.said, session) for each in quotes}
    return page(
        "impact/voices/mine.html", here, may=may, quotes=quotes, free=free if may else [], said=said, State=State
    )


def _refuse_relatives(session: Session, person_id: str) -> None:
    """These are a young person's own words, and nobody else's page. :raise NotThere:"""
    if person_of(session, person_id).kind != Kind.YOUNG_PERSON.value:
        raise NotThere


def _said(said: Said | None, session: Session) -> str:
    if said is None:
        return _("It says no more about you.")
    if said.trait is Trait.AGE:
        return _("It says that you are %(low)s to %(high)s.", low=said.ages[0], high=said.ages[1])
    return _("It says that you live in %(place)s.", place=place_name(session, said.group))


@voices.post("/<key>")
@unlogged
def decide(key: str) -> AnyResponse:
    """Yes to some words, Yes to how they read now, or take them back: one tap each."""
    here = form_of_open_record(key)
    act, seq = request.form.get("act"), number_named(request.form.get("seq")) or 0
    at: dict[str, Any] = {"now": house().clock(), "rng": house().rng}
    with house().database.writing() as session:
        _refuse_relatives(session, here.person_id)
        try:
            if act == "yes":
                store.offer(session, here.person_id, seq, request.form.get("item", ""), **at)
            elif act == "agree":
                store.agree(session, here.person_id, seq, **at)
            elif act == "take_back":
                store.take_back(session, here.person_id, seq, **at)
        except (AlreadyDone, NotThere):
            pass  # tapped twice, or it is not there any more: the page says how it stands
    return pages.go("voices.mine", key=key)
