"""One relation of a young person: what was shown for it, what it opens and by whose say, what a court stops."""

from datetime import date, datetime, time
from typing import Any

from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.people.forms import KIN
from survey.people.glass.desk import people_desk
from survey.people.looks.store import see
from survey.people.relation import Relation
from survey.people.relations import store
from survey.people.relations.forms import SHOWN, EndForm, EvidenceForm, LiftForm, RestrictForm, SeesForm
from survey.people.relations.seen.store import (
    OnShow,
    family_to_keep,
    needs_note,
    relation_of,
    relation_with_order,
    require_theirs,
)
from survey.people.relations.tie import By, NotProven, Outcome, Stops, TheirsToDecide
from survey.people.role import Role
from survey.people.store import end_relation

__all__ = ["people_desk"]

WHO = (Role.PRACTITIONER, Role.MANAGER)
Page = str | AnyResponse | tuple[str, int]


@people_desk.get("/<person_id>/relations")
@only_for(*WHO)
def relations(person_id: str) -> str:
    """Everyone of the family, for their worker and for a manager: an order may come while the worker is away."""
    found = see(house(), me(), family_to_keep(person_id))
    family = [(relative, str(KIN[Relation(row.kind)]), row.seq) for row, relative in found.family]
    return render("people/desk/relations.html", who=found.who, family=family)


@people_desk.get("/<person_id>/relations/<int:seq>")
@only_for(*WHO)
def relation(person_id: str, seq: int) -> str:
    """How it stands today, and what can be done. The look is recorded first."""
    found = see(house(), me(), relation_of(person_id, seq))
    return render(
        "people/desk/relation.html",
        it=found,
        kin=KIN[found.kind],
        shown=dict(SHOWN)[found.evidence.shown.value],
        sees=[words for part, words in _parts() if part in found.opens],
        stops=_stops(),
        is_manager=Role.MANAGER in me().roles,
        for_them=found.grant.by is By.BEST_INTERESTS,
        form=EndForm(),
        on=_on,
    )


def _on(day: date) -> str:
    return day_words(datetime.combine(day, time()), year=True)


def _parts() -> list[tuple[str, str]]:
    return [
        ("profile", _("Who the young person is")),
        ("goals", _("The goals they share")),
        ("notes", _("What staff write")),
        ("answers", _("Their answers")),
        ("speaks", _("They may say for them that something is not right")),
    ]


def _stops() -> dict[Stops, str]:
    return {
        Stops.RECORD: _("Seeing the record"),
        Stops.HOME: _("Knowing where the young person lives"),
        Stops.CONTACT: _("Contact"),
    }


# What was shown


@people_desk.route("/<person_id>/relations/<int:seq>/evidence", methods=["GET", "POST"])
@only_for(*WHO)
def evidence(person_id: str, seq: int) -> Page:
    """What was shown for it, and how long it holds."""
    here, found = house(), see(house(), me(), relation_of(person_id, seq))
    known = found.evidence
    form = EvidenceForm(
        shown=known.shown.value, responsibility=known.responsibility, since=known.since, until=known.until
    ).use(found.kind)
    if not form.is_submitted():
        return render("people/desk/evidence.html", it=found, form=form)
    if not form.validate():
        return render("people/desk/evidence.html", it=found, form=form), 422
    with here.database.writing() as session:
        require_theirs(session, me(), person_id, seq)
        store.show_evidence(session, seq, form.evidence, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("people_desk.relation", person_id=person_id, seq=seq)


# What it opens


@people_desk.route("/<person_id>/relations/<int:seq>/sees", methods=["GET", "POST"])
@only_for(*WHO)
def sees(person_id: str, seq: int) -> Page:
    """What the relative may see: as the young person says, or as is best where they do not understand this decision."""
    here, found = house(), see(house(), me(), relation_of(person_id, seq))
    form = SeesForm(**{f"sees_{part}": part in found.opens for part, _words in _parts()}).use(
        needs_note=needs_note(found.who, here.settings.nation, local_day(here.clock()))
    )
    if not form.is_submitted():
        return render("people/desk/sees.html", it=found, form=form, problem=None)
    problem = _decide(found, form) if form.validate() else ""
    if problem is None:
        return go("people_desk.relation", person_id=person_id, seq=seq)
    return render("people/desk/sees.html", it=found, form=form, problem=problem), 422


def _decide(found: OnShow, form: SeesForm) -> str | None:
    """Record it, with the note it rests on: in words, why it cannot be; None when it is."""
    here, worker, seq = house(), me(), found.seq
    outcome = Outcome.DOES_NOT if form.for_them else Outcome.UNDERSTANDS
    at: dict[str, Any] = {"by": worker.person_id, "now": here.clock(), "rng": here.rng}
    try:
        with here.database.writing() as session:
            require_theirs(session, worker, found.who.id, seq)
            note = store.note_understanding(session, seq, outcome, form.saw.data, **at) if form.saw.data else None
            if form.for_them and note is not None:
                nation = here.settings.nation
                store.decide_for_them(session, seq, form.grants, form.words.data or "", note, nation=nation, **at)
            else:
                store.grant(session, seq, form.grants, **at)
    except TheirsToDecide:
        return _("From 16 on this is theirs to decide, and so it is where we do not know how old they are.")
    except NotProven:
        return _("Nobody has seen shown that this person has parental responsibility. Record that first.")
    except DomainError as refused:
        return str(refused)
    return None


# What a court stops


@people_desk.route("/<person_id>/relations/<int:seq>/restrict", methods=["GET", "POST"])
@only_for(*WHO)
def restrict(person_id: str, seq: int) -> Page:
    """What an order stops. From the next request on nothing of the young person opens to them."""
    here, found = house(), see(house(), me(), relation_of(person_id, seq))
    form = RestrictForm(since=local_day(here.clock()))
    if not form.is_submitted():
        return render("people/desk/restrict.html", it=found, form=form)
    if not form.validate():
        return render("people/desk/restrict.html", it=found, form=form), 422
    with here.database.writing() as session:
        require_theirs(session, me(), person_id, seq)
        store.restrict(session, seq, form.order, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("people_desk.relation", person_id=person_id, seq=seq)


@people_desk.route("/<person_id>/relations/orders/<int:seq>/lift", methods=["GET", "POST"])
@only_for(Role.MANAGER)
def lift(person_id: str, seq: int) -> Page:
    """That an order is over: a manager says so, having seen it. Its last day alone opens nothing."""
    here = house()
    with here.database.reading() as session:
        tie = relation_with_order(session, person_id, seq)
    found, form = see(here, me(), relation_of(person_id, tie)), LiftForm()
    if not form.is_submitted():
        return render("people/desk/lift.html", it=found, form=form)
    if not form.validate():
        return render("people/desk/lift.html", it=found, form=form), 422
    with here.database.writing() as session:
        require_theirs(session, me(), person_id, tie)
        store.lift(session, seq, form.words.data or "", by=me().person_id, now=here.clock(), rng=here.rng)
    return go("people_desk.relation", person_id=person_id, seq=tie)


# Its end


@people_desk.post("/<person_id>/relations/<int:seq>/end")
@only_for(*WHO)
def end_of_relation(person_id: str, seq: int) -> AnyResponse:
    """It is over: what it opened is shut from the next request on."""
    here = house()
    with here.database.writing() as session:
        require_theirs(session, me(), person_id, seq)
        end_relation(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("people_desk.relations", person_id=person_id)
