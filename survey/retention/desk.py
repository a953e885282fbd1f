"""The staff side of erasing: what waits for whom, signing, and stopping. Two people sign."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import StaffMember, go, me, only_for, render
from survey.errors import NotAllowed
from survey.house import house
from survey.i18n import lazy_gettext as _l
from survey.people.looks.store import see
from survey.records.views import voice
from survey.retention import store
from survey.retention.doing.store import holds_against
from survey.retention.erasure import (
    Erasure,
    NotOwnWork,
    NotTwice,
    NotWithoutDataLead,
    NotYours,
    State,
    authors_of,
    require_signer,
)
from survey.retention.forms import WHYS, SignForm, StopForm
from survey.retention.parts.desk import WHO, named_parts
from survey.retention.parts.store import parts_at
from survey.retention.proposing.desk import retention_desk
from survey.retention.seen.store import erasure_of, waiting_here

__all__ = ["retention_desk"]

REASONS = dict(WHYS)
REFUSED = {
    NotYours: _l("Erasing takes a data lead and a manager, or two data leads."),
    NotTwice: _l("You have signed this already. Someone else has to decide."),
    NotOwnWork: _l("You wrote some of this, or it is about you. Someone else has to decide."),
    NotWithoutDataLead: _l("One of the two has to be a data lead."),
}


@retention_desk.errorhandler(NotYours)
@retention_desk.errorhandler(NotTwice)
@retention_desk.errorhandler(NotOwnWork)
@retention_desk.errorhandler(NotWithoutDataLead)
def not_by_you(error: NotAllowed) -> tuple[str, int]:
    """Refused, with the reason: it says nothing that the page before did not."""
    return render("retention/desk/not_by_you.html", sentence=REFUSED[type(error)]), 403


# What waits


@retention_desk.get("/", endpoint="list")
@only_for(*WHO)
def list_erasures() -> str:
    """What will be erased and when, what waits for a signature, what people asked for, and what was done."""
    found = see(house(), me(), waiting_here())
    with house().database.reading() as session:
        rows = [_row(session, each, me(), found.names, house().clock()) for each in found.erasures]
    return render(
        "retention/desk/list.html",
        open=[row for row in rows if row["is_open"]],
        over=[row for row in rows if not row["is_open"]],
        asked=[(found.names.get(each.person_id, ""), each.person_id, each.seq) for each in found.asked],
    )


def _row(
    session: Session, erasure: Erasure, member: StaffMember, names: dict[str, str], now: datetime
) -> dict[str, Any]:
    return {
        "seq": erasure.seq,
        "name": names.get(erasure.person_id, ""),
        "whole": erasure.whole,
        "count": len(erasure.parts),
        "why": REASONS[erasure.why.value],
        "rule": erasure.rule,
        "first": names.get(erasure.first_by or ""),
        "second": names.get(erasure.approved_by or ""),
        "by_person": erasure.stopped_by == erasure.person_id,
        "state": erasure.state.value,
        "is_open": erasure.is_open,
        "day": voice().day(erasure.due_at) if erasure.due_at else "",
        "late": erasure.is_due(now),
        "waits": bool(holds_against(session, erasure, {seq for seq, _ in erasure.parts})) if erasure.is_open else False,
        "refused": _refused(session, erasure, member) if erasure.state is State.PROPOSED else None,
    }


def _refused(session: Session, erasure: Erasure, member: StaffMember) -> str | None:
    """Why the reader may not sign; None when they may."""
    try:
        authors = authors_of(parts_at(session, erasure.parts))
        require_signer(erasure, authors, member.person_id, member.roles)
    except NotAllowed as refused:
        return str(REFUSED[type(refused)])
    return None


# One erasure


@retention_desk.get("/<int:seq>")
@only_for(*WHO)
def one(seq: int) -> str:
    """One erasure: what goes, why, who signed, what stands in the way. The look is recorded first."""
    return _one(seq, SignForm(), StopForm())


def _one(seq: int, sign: SignForm, stop: StopForm) -> str:
    found = see(house(), me(), erasure_of(seq))
    with house().database.reading() as session:
        row = _row(session, found.erasure, me(), found.names, house().clock())
    return render(
        "retention/desk/one.html",
        row=row,
        words=found.words,
        going=named_parts(found.going, found.names),
        held=found.held,
        contested=found.contested,
        sign=sign,
        stop=stop,
    )


@retention_desk.post("/<int:seq>/approve")
@only_for(*WHO)
def approve(seq: int) -> AnyResponse | tuple[str, int]:
    """Sign. With the second signature the person sees it coming, for fourteen days."""
    form, here, member = SignForm(), house(), me()
    if not form.validate_on_submit():
        return _one(seq, form, StopForm(formdata=None)), 422
    with here.database.writing() as session:
        store.erasure_here(session, seq, member.organisation_id)
        words = form.words.data or ""
        store.approve(session, seq, member.person_id, member.roles, words=words, now=here.clock(), rng=here.rng)
    return go("retention_desk.one", seq=seq)


@retention_desk.post("/<int:seq>/stop")
@only_for(*WHO)
def stop(seq: int) -> AnyResponse | tuple[str, int]:
    """Keep it after all, and say why."""
    form, here, member = StopForm(), house(), me()
    if not form.validate_on_submit():
        return _one(seq, SignForm(formdata=None), form), 422
    with here.database.writing() as session:
        store.erasure_here(session, seq, member.organisation_id)
        store.stop(session, seq, member.person_id, form.words.data or "", now=here.clock(), rng=here.rng)
    return go("retention_desk.one", seq=seq)
