"""Who in the family can see what: the young person picks it themself, part by part. No relative is told."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.digits import number_named
from survey.house import house
from survey.i18n import gettext as _
from survey.people.may_see import Part
from survey.people.relation import Relation
from survey.people.relations.store import grant
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.relatives.store import relatives_of, require_mine
from survey.records.speaking.views import records
from survey.records.views import page, voice
from survey.request_log import unlogged

__all__ = ["records"]

PICKABLE = (Part.PROFILE, Part.GOALS, Part.NOTES, Part.ANSWERS)
OF_ADVOCATES = (*PICKABLE, Part.SPEAKS)  # nobody else could use it


@records.get("/<lang>/records/open/<key>/family")
@unlogged
def relatives(key: str) -> str:
    """Each relative, and what they can see today."""
    here = in_open_record(key)
    with house().database.reading() as session:
        found = relatives_of(session, here.person_id, local_day(house().clock()))
    kin = {
        Relation.PARENT: _("a parent"),
        Relation.CARER: _("a carer"),
        Relation.SIBLING: _("a brother or sister"),
        Relation.ADVOCATE: _("someone who speaks up for you"),
    }
    parts = {
        Part.PROFILE: _("Who you are"),
        Part.GOALS: _("The goals you share"),
        Part.NOTES: _("What staff write"),
        Part.ANSWERS: _("Your answers"),
    }
    saved = number_named(request.args.get("saved"))
    choices = [(part.value, parts[part]) for part in PICKABLE]
    speaks = [(Part.SPEAKS.value, _("They can tell us for you that something is not right"))]
    shown = {"relatives": found, "kin": kin, "parts": choices, "speaks": speaks, "saved": saved}
    return page("records/relatives.html", here, day=voice().due, **shown)


@records.post("/<lang>/records/open/<key>/family/<int:seq>")
@unlogged
def pick_for_relative(key: str, seq: int) -> AnyResponse:
    """What this relative can see from now on: the parts that were ticked, or nothing at all in one tap."""
    here, wanted = form_of_open_record(key), request.form.getlist("sees")
    sees = [] if request.form.get("act") == "nothing" else [part.value for part in OF_ADVOCATES if part.value in wanted]
    with house().database.writing() as session:
        require_mine(session, here.person_id, seq)
        grant(session, seq, sees, by=here.person_id, now=house().clock(), rng=house().rng)
    return pages.go("records.relatives", key=key, saved=seq)
