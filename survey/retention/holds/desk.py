"""The staff side of holds: which stand, placing one, lifting one. A data lead or a manager does; the person sees it."""

from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.records.views import voice
from survey.retention.erasure import Fate
from survey.retention.forms import AUTHORITIES, HoldForm, StopForm
from survey.retention.hold import Authority, ReviewTooFar
from survey.retention.holds import store
from survey.retention.parts.desk import WHO, named_parts, retention_desk
from survey.retention.seen.store import hold_of, holding_here, record_kept

__all__ = ["retention_desk"]


@retention_desk.get("/holds")
@only_for(*WHO)
def holds() -> str:
    """The holds that stand here, the one to look at next first."""
    today = local_day(house().clock())
    found = see(house(), me(), holding_here())
    rows = [
        {
            "seq": each.seq,
            "name": found.names.get(each.person_id, ""),
            "by": found.names.get(each.placed_by, ""),
            "whole": each.entry_seq is None,
            "authority": dict(AUTHORITIES)[each.authority.value],
            "review_on": voice().due(each.review_on),
            "overdue": each.is_overdue(today),
        }
        for each in found.holds
    ]
    return render("retention/desk/holds.html", rows=rows)


@retention_desk.get("/people/<person_id>/hold")
@only_for(*WHO)
def hold(person_id: str) -> str:
    """A hold to place. The look is recorded first."""
    who, form = _form(person_id)
    return render("retention/desk/hold.html", who=who, form=form, authorities=AUTHORITIES)


def _form(person_id: str) -> tuple[object, HoldForm]:
    kept = see(house(), me(), record_kept(person_id))
    found = named_parts([part for part in kept.parts if part.fate is Fate.ALONE], kept.names)
    lines = {line["value"].partition(".")[0]: f"{line['what']}, {line['day']}" for line in found}
    return kept.who, HoldForm().use(list(lines.items()))


@retention_desk.post("/people/<person_id>/hold")
@only_for(*WHO)
def place(person_id: str) -> AnyResponse | tuple[str, int]:
    """Place it: from now nothing that it covers is erased."""
    here, member = house(), me()
    who, form = _form(person_id)
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                store.place(
                    session,
                    person_id,
                    entry_seq=form.entry_seq,
                    authority=Authority(form.authority.data or ""),
                    words=form.words.data or "",
                    review_on=form.review_on.data or local_day(here.clock()),
                    by=member.person_id,
                    now=here.clock(),
                    rng=here.rng,
                )
            return go("retention_desk.holds")
        except ReviewTooFar:
            form.review_on.errors = [_("Name a day to look at it again, after today and within 90 days.")]
    return render("retention/desk/hold.html", who=who, form=form, authorities=AUTHORITIES), 422


@retention_desk.get("/holds/<int:seq>/lift")
@only_for(*WHO)
def lift(seq: int) -> str:
    """One hold to lift, and why it was placed."""
    return _lift(seq, StopForm())


def _lift(seq: int, form: StopForm) -> str:
    found = see(house(), me(), hold_of(seq))
    (one,) = found.holds
    about = {"name": found.names.get(one.person_id, ""), "by": found.names.get(one.placed_by, ""), "words": found.words}
    return render("retention/desk/lift.html", hold=one, form=form, day=voice().day(one.placed_at), **about)


@retention_desk.post("/holds/<int:seq>/lift")
@only_for(*WHO)
def end_hold(seq: int) -> AnyResponse | tuple[str, int]:
    """Lift it, and say why."""
    form, here, member = StopForm(), house(), me()
    if not form.validate_on_submit():
        return _lift(seq, form), 422
    with here.database.writing() as session:
        store.hold_here(session, seq, member.organisation_id)
        store.lift(session, seq, member.person_id, form.words.data or "", now=here.clock(), rng=here.rng)
    return go("retention_desk.holds")
