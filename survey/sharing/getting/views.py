"""The page of whoever gets a share: what was passed on, as it stands now, and a way to say that they have it."""

from datetime import datetime

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import LinkEnded
from survey.house import house
from survey.i18n import gettext as _
from survey.people.store import names_of, person_of
from survey.records.account.account import Card, cards
from survey.records.account.store import material_of, reader_of
from survey.records.statements.statement import REMOVED
from survey.records.views import voice
from survey.sharing.getting import store
from survey.sharing.getting.forms import GotItForm
from survey.sharing.getting.shown import Got, shown_to_them
from survey.sharing.getting.store import Behind
from survey.sharing.in_the_record import authority_words  # and every telling registers itself
from survey.sharing.putting_right import telling  # noqa: F401 - its tellings register themselves
from survey.sharing.share import Place, Share
from survey.staying import is_staying

sharing = Blueprint("sharing", __name__)

PASSED_ON = ("record.made", "record.corrected", "statement.added", REMOVED)
NOBODY_HERE = ""  # whoever gets a share is nobody in the ledger: no "you" in what they read


@sharing.get("/<lang>/sharing/got/<token>")
def got(token: str) -> str | tuple[str, int]:
    """What was passed on, with whose opinion it is and the person's own words beside it. The look is recorded first."""
    try:
        return _got_page(token)
    except LinkEnded:
        here = house().settings
        reach = [each for each in (here.controller_contact, here.controller_email, here.controller_phone) if each]
        return pages.render("sharing/ended.html", token="", reach=reach), 410


def _got_page(token: str, name: str = "", problem: str = "") -> str:
    here = house()
    now = here.clock()
    with here.database.writing() as session:
        behind = store.opened(session, token, now=now, rng=here.rng)
    with here.database.reading() as session:
        shown = _what_they_have(session, behind, now)
    ask = {"typed": name, "problem": problem, "owed": bool(behind.recipient.owed), "up_to": behind.recipient.newest}
    said = {"is_received": behind.is_received, "is_stopped": behind.is_stopped, "organisation": behind.organisation}
    return pages.render("sharing/got.html", **shown, **ask, **said)


def _what_they_have(session: Session, behind: Behind, now: datetime) -> dict[str, object]:
    row, share = behind.row, behind.share
    if row is None or share is None or behind.is_erased:
        return {"share": None, "cards": [], "day": voice().due(behind.sent_on) if behind.sent_on else ""}
    lets = share.authority_words or authority_words(share.authority.value, voice())
    sender = names_of(session, [row.proposed_by]).get(row.proposed_by, "")
    person = person_of(session, row.person_id)
    known = {"name": person.name, "sender": sender, "lets": lets, "day": voice().due(local_day(row.proposed_at))}
    return {"share": share, "cards": _cards(session, row.person_id, behind, share, now)} | known


def _cards(session: Session, person_id: str, behind: Behind, share: Share, now: datetime) -> list[Got]:
    """The parts that were passed on and no other, as they stand now, with the person's own words beside them."""
    material = material_of(session, person_id, PASSED_ON, viewer=NOBODY_HERE)
    reader = reader_of(session, NOBODY_HERE, material)
    mine = holding(cards(material, person_id, {}), share.parts)
    free = store.released(session, (card.seq for card in mine), now)
    found = [
        shown_to_them(card, share.parts, reader, voice(), now, stopped=behind.is_stopped, released=card.seq in free)
        for card in mine
    ]
    return [each for each in found if each]


@sharing.post("/<lang>/sharing/got/<token>")
def acknowledge(token: str) -> AnyResponse | tuple[str, int]:
    """They say that they have it, and what changed of it, as far as the page that they send has shown."""
    pages.require_own_form(token)
    form, here = GotItForm(request.form), house()
    if not form.validate() or not form.name.data or not form.name.data.strip():
        problem = "" if is_staying() else _("Type your name, in 120 letters or fewer.")
        return _got_page(token, form.name.data or "", problem), 422
    name = form.name.data.strip()
    with here.database.writing() as session:
        store.acknowledge(session, token, name=name, up_to=form.shown, now=here.clock(), rng=here.rng)
    return pages.go("sharing.got", token=token)


def holding(found: list[Card], parts: tuple[Place, ...]) -> list[Card]:
    """The cards on which these parts stand."""
    places = {seq for seq, _ordinal in parts}
    return [card for card in found if any(card.has(seq) for seq in places)]
