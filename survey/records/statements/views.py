"""One's own words beside an entry: adding them, writing them anew, and taking them away again."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.digits import number_named
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.ledger.entry import Recorded
from survey.records.contesting.forms import SideForm
from survey.records.looks.views import records
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.statements import store
from survey.records.statements.statement import words_of
from survey.records.statements.telling import said
from survey.records.views import account, one, page, voice
from survey.request_log import unlogged

__all__ = ["records"]


@records.get("/<lang>/records/open/<key>/<int:seq>/side")
@unlogged
def side(key: str, seq: int) -> str:
    """Write their own words beside an entry, without challenging it; `again`: in place of words of theirs."""
    here = in_open_record(key)
    again = _again(here, number_named(request.args.get("again")))
    form = SideForm(words=words_of(again) if again else "")
    return page("records/side.html", here, card=one(here, seq), form=form, again=again)


@records.post("/<lang>/records/open/<key>/<int:seq>/side")
def add_side(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Keep their words beside it, exactly. The words that they take the place of go."""
    here = form_of_open_record(key)
    card, form = one(here, seq), SideForm(request.form)
    again = _again(here, number_named(request.args.get("again")))
    if not form.validate():
        return page("records/side.html", here, card=card, form=form, again=again), 422
    words = form.words.data or ""
    how: dict[str, Any] = {"now": house().clock(), "rng": house().rng}
    if again is None or words != words_of(again):
        with house().database.writing() as session:
            if again is not None:
                store.take_away(session, here.person_id, again.seq, **how)
            store.add_statement(session, here.person_id, card.seq, words, helper=form.helped_by, **how)
    return pages.go("records.mine", key=key, at=card.seq, _anchor=f"entry-{card.seq}")


def _again(here: OpenRecord, seq: int | None) -> Recorded | None:
    """The words of theirs that are written anew. Words that went meanwhile are simply added. :raise NotThere:"""
    if seq is None:
        return None
    try:
        with house().database.reading() as session:
            return store.standing_at(session, here.person_id, seq)
    except AlreadyDone:
        return None


@records.get("/<lang>/records/open/<key>/words/<int:seq>/away")
@unlogged
def take_away(key: str, seq: int) -> str:
    """Asked once: what taking words away does, and what it cannot do."""
    here = in_open_record(key)
    with house().database.reading() as session:
        statement = _standing(here, seq)
        _material, reader = account(session, here)
    return page("records/statements/take_away.html", here, said=said(statement, None, reader, voice()))


@records.post("/<lang>/records/open/<key>/words/<int:seq>/away")
def taken_away(key: str, seq: int) -> AnyResponse:
    """From now they are on no page, in no new copy and in no share."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        store.take_away(session, here.person_id, seq, now=house().clock(), rng=house().rng)
    return pages.go("records.mine", key=key)


def _standing(here: OpenRecord, seq: int) -> Recorded:
    statement = _again(here, seq)
    if statement is None:
        raise NotThere
    return statement
