"""What was passed on about me, and what I am asked to agree to."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.records.account.account import cards
from survey.records.account.shown import show
from survey.records.account.store import material_of, reader_of
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page, voice
from survey.sharing import store
from survey.sharing.getting.views import holding, sharing
from survey.sharing.share import Stage
from survey.sharing.standing.store import asked_of, entry_of, share_at, shares_about

__all__ = ["sharing"]


# Their own page, in an opened record


@sharing.get("/<lang>/sharing/mine/<key>")
def mine(key: str) -> str:
    """What someone would like to pass on, to say Yes or No to; and what was passed on so far."""
    here = in_open_record(key)
    with house().database.reading() as session:
        asked = [(row.seq, share_at(session, row.seq)[1], row.proposed_by) for row in asked_of(session, here.person_id)]
        material = material_of(session, here.person_id, viewer=here.person_id)
        reader = reader_of(session, here.person_id, material)
        known = [row for row in shares_about(session, here.person_id) if row.told_seq is not None]
        done = [(row, entry_of(session, row.seq).content) for row in known if row.stage != Stage.PROPOSED.value]
    mine = cards(material, here.person_id, {})
    now = house().clock()
    waiting = [
        (seq, share, reader.name(by), [show(each, reader, voice(), now) for each in holding(mine, share.parts)])
        for seq, share, by in asked
    ]
    rows = [(row, facts, voice().day(row.proposed_at), _where(row.stage)) for row, facts in done]
    return page("sharing/mine.html", here, waiting=waiting, rows=rows)


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
