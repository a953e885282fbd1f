"""What was passed on about me and what I am asked to agree to; and the page of whoever gets a share."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.people.store import names_of, person_of
from survey.records.account.account import Card, Version, cards
from survey.records.account.shown import Shown, show
from survey.records.account.store import material_of, reader_of
from survey.records.clock import local_day
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page, voice
from survey.sharing import store
from survey.sharing.forms import GotItForm
from survey.sharing.in_the_record import authority_words  # and every telling registers itself
from survey.sharing.share import Place, Share, Stage
from survey.sharing.standing.store import asked_of, entry_of, share_at, shares_about

sharing = Blueprint("sharing", __name__)

PASSED_ON = ("record.made", "record.corrected", "statement.added")
NOBODY_HERE = ""  # whoever gets a share is nobody in the ledger: no "you" in what they read


# Their own page, in an opened record


@sharing.get("/<lang>/sharing/mine/<key>")
def mine(key: str) -> str:
    """What someone would like to pass on, to say Yes or No to; and what was passed on so far."""
    here = in_open_record(key)
    with house().database.reading() as session:
        asked = [(row.seq, share_at(session, row.seq)[1], row.proposed_by) for row in asked_of(session, here.person_id)]
        material = material_of(session, here.person_id)
        reader = reader_of(session, here.person_id, material)
        known = [row for row in shares_about(session, here.person_id) if row.told_seq is not None]
        done = [(row, entry_of(session, row.seq).content) for row in known if row.stage != Stage.PROPOSED.value]
    mine = cards(material, here.person_id, {})
    now = house().clock()
    waiting = [
        (seq, share, reader.name(by), [show(each, reader, voice(), now) for each in _holding(mine, share.parts)])
        for seq, share, by in asked
    ]
    rows = [(row, facts, voice().day(row.proposed_at), _where(row.stage)) for row, facts in done]
    return page("sharing/mine.html", here, waiting=waiting, rows=rows)


def _holding(found: list[Card], parts: tuple[Place, ...]) -> list[Card]:
    """The cards on which these parts stand."""
    places = {seq for seq, _ordinal in parts}
    return [card for card in found if any(card.has(seq) for seq in places)]


def _where(stage: str) -> str:
    return {
        Stage.SENT: _("We told them. They have not said that they have it."),
        Stage.RECEIVED: _("They say they have it."),
        Stage.REFUSED: _("It did not go."),
        Stage.NOT_SHARED: _("We did not tell them."),
    }[Stage(stage)]


@sharing.post("/<lang>/sharing/mine/<key>/<int:seq>")
def answer(key: str, seq: int) -> AnyResponse:
    """Their Yes or No to one share. With a Yes it goes; whoever asked hands the link over."""
    here = form_of_open_record(key)
    agree = request.form.get("choice") == "yes"
    now, rng = house().clock(), house().rng
    with house().database.writing() as session:
        if seq not in {row.seq for row in asked_of(session, here.person_id)}:
            return pages.go("sharing.mine", key=key)  # answered already, or taken back
        store.answer(session, seq, by=here.person_id, agree=agree, now=now, rng=rng)
    return pages.go("sharing.mine", key=key)


# Whoever gets it


@sharing.get("/<lang>/sharing/got/<token>")
def got(token: str) -> str:
    """What was passed on, with whose opinion it is and the person's own words beside it. The look is recorded first."""
    return _got_page(token)


def _got_page(token: str, name: str = "", problem: str = "") -> str:
    here = house()
    now = here.clock()
    with here.database.writing() as session:
        seq, share = store.opened(session, token, now=now, rng=here.rng)
    with here.database.reading() as session:
        row, _share = share_at(session, seq)
        person = person_of(session, row.person_id)
        shown = _shown_to_them(session, row.person_id, share, now)
        lets = share.authority_words or authority_words(share.authority.value, voice())
        sender = names_of(session, [row.proposed_by]).get(row.proposed_by, "")
    known = {"name": person.name, "sender": sender, "lets": lets, "is_received": row.stage == Stage.RECEIVED.value}
    sent = {"share": share, "cards": shown, "day": voice().due(local_day(row.proposed_at))}
    return pages.render("sharing/got.html", typed=name, problem=problem, **known, **sent)


def _shown_to_them(session: Session, person_id: str, share: Share, now: datetime) -> list[Shown]:
    """The parts that were passed on and no other, as they stand now, with the person's own words beside them."""
    material = material_of(session, person_id, PASSED_ON)
    reader = reader_of(session, NOBODY_HERE, material)
    found = []
    for card in _holding(cards(material, person_id, {}), share.parts):
        ordinals = {ordinal for seq, ordinal in share.parts if card.has(seq)}  # of this entry, not of another
        parts = tuple(part for part in card.now.parts if part.ordinal in ordinals)
        if parts:
            alone = Version(card.now.entry, parts)
            found.append(show(replace(card, now=alone, older=(), cases=(), looks=()), reader, voice(), now))
    return found


@sharing.post("/<lang>/sharing/got/<token>")
def acknowledge(token: str) -> AnyResponse | tuple[str, int]:
    """They say that they have it."""
    pages.require_own_form(token)
    form, here = GotItForm(request.form), house()
    if not form.validate() or not (form.name.data or "").strip():
        return _got_page(token, form.name.data or "", _("Type your name, in 120 letters or fewer.")), 422
    with here.database.writing() as session:
        store.acknowledge(session, token, name=(form.name.data or "").strip(), now=here.clock(), rng=here.rng)
    return pages.go("sharing.got", token=token)
