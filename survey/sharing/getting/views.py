"""The page of whoever gets a share: what was passed on, as it stands now, and a way to say that they have it."""

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
from survey.records.views import voice
from survey.sharing.forms import GotItForm
from survey.sharing.getting import store
from survey.sharing.in_the_record import authority_words  # and every telling registers itself
from survey.sharing.putting_right import store as putting_right  # noqa: F401
from survey.sharing.putting_right import telling  # noqa: F401 - its tellings register themselves
from survey.sharing.share import Place, Share, Stage
from survey.sharing.standing.store import share_at

sharing = Blueprint("sharing", __name__)

PASSED_ON = ("record.made", "record.corrected", "statement.added")
NOBODY_HERE = ""  # whoever gets a share is nobody in the ledger: no "you" in what they read


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
    material = material_of(session, person_id, PASSED_ON, viewer=NOBODY_HERE)
    reader = reader_of(session, NOBODY_HERE, material)
    found = []
    for card in holding(cards(material, person_id, {}), share.parts):
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


def holding(found: list[Card], parts: tuple[Place, ...]) -> list[Card]:
    """The cards on which these parts stand."""
    places = {seq for seq, _ordinal in parts}
    return [card for card in found if any(card.has(seq) for seq in places)]
