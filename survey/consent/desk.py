"""Choices at the desk: one made on paper or aloud, written down with the young person; and a Yes found to be none.

A worker is never shown how a choice stands: that is the young person's. The words to read out are the whole card.
"""

from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.consent import store
from survey.consent.carers.views import rules_here
from survey.consent.decision import Answer, after
from survey.consent.evidence import Evidence, Medium
from survey.consent.forms import AloudForm, FindForm, FoundForm
from survey.consent.found import store as findings
from survey.consent.found.store import Found
from survey.consent.found.uses import What, Why
from survey.consent.notice import Notice
from survey.consent.purpose import Purpose, card_for, purpose_named
from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import day_words, ngettext
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.caseload.store import named
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import require_on_caseload

consent_desk = Blueprint("consent_desk", __name__, url_prefix="/consent")

FINDERS = (Role.MANAGER, Role.DATA_LEAD)
MEDIA = ((Medium.SPOKEN.value, _l("I read it out to them")), (Medium.PAPER.value, _l("They read it on paper")))
FOUND = (
    (Why.NOT_INFORMED.value, _l("They were not told what it meant")),
    (Why.PRESSURED.value, _l("They were pushed to say Yes")),
    (Why.WRONG_PERSON.value, _l("Someone else said it")),
)


# On paper or aloud


@consent_desk.get("/<person_id>")
@only_for(Role.PRACTITIONER)
def choices(person_id: str) -> str:
    """The choices there are. None says how it stands."""
    who = see(house(), me(), named(person_id))
    with house().database.reading() as session:
        notices = [_notice(session, person_id, purpose, Medium.SPOKEN.value) for purpose in Purpose]
    return render("consent/desk/choices.html", who=who, notices=notices, saved="saved" in request.args)


def _notice(session: Session, person_id: str, purpose: Purpose, medium: str) -> Notice:
    """The whole card, to read out: the same whether or not a Yes stands."""
    how: dict[str, Any] = {"language": pages.language().code, "say": _, "medium": medium, "aloud": True}
    return store.notice_for(session, person_id, purpose, rules=rules_here(), now=house().clock(), **how)


@consent_desk.get("/<person_id>/<purpose>")
@only_for(Role.PRACTITIONER)
def aloud(person_id: str, purpose: str) -> str:
    """One card to read out, and what to write down."""
    who = see(house(), me(), named(person_id))
    with house().database.reading() as session:
        notice = _notice(session, person_id, purpose_named(purpose), Medium.SPOKEN.value)
    return _aloud_page(who, notice, AloudForm())


def _aloud_page(who: Person, notice: Notice, form: AloudForm, error: str = "") -> str:
    media = [(value, str(words)) for value, words in MEDIA]
    answers = [(Answer.YES.value, _("Yes")), (Answer.NO.value, _("No")), (Answer.LATER.value, _("Not sure yet"))]
    return render(
        "consent/desk/aloud.html", who=who, notice=notice, form=form, media=media, answers=answers, error=error
    )


@consent_desk.post("/<person_id>/<purpose>")
@only_for(Role.PRACTITIONER)
def record(person_id: str, purpose: str) -> AnyResponse | tuple[str, int]:
    """Record what the young person said, for them and under the worker's name. Nothing more than they said."""
    form, here, worker, wanted = AloudForm(), house(), me().person_id, purpose_named(purpose)
    medium = form.medium.data if form.medium.data in {value for value, _words in MEDIA} else Medium.SPOKEN.value
    who = see(here, me(), named(person_id))
    with here.database.writing() as session:
        require_on_caseload(session, worker, person_id)
        notice = _notice(session, person_id, wanted, medium)
        if not form.validate_on_submit():
            return _aloud_page(who, notice, form), 422
        if form.notice.data != notice.sha256:
            return _aloud_page(who, notice, form, _("This card has changed. Read the new words out, then save.")), 409
        before = store.standing(session, person_id).get(wanted)
        renews = before is not None and before.renews(local_day(here.clock()))
        state = after(before.state if before else None, Answer(str(form.choice.data)), renews=renews)
        evidence = Evidence(form.there, form.words.data or "", form.understanding.data or "")
        how: dict[str, Any] = {"notice": notice, "by": worker, "evidence": evidence, "rules": rules_here()}
        store.decide(session, person_id, wanted, state, now=here.clock(), rng=here.rng, **how)
    return go("consent_desk.choices", person_id=person_id, saved=1)


# A Yes that was none


@consent_desk.get("/found")
@only_for(*FINDERS)
def find() -> str | tuple[str, int] | AnyResponse:
    """Which entry it is about: its number stands on the receipt and on the page of the record."""
    if "number" not in request.args:
        return render("consent/desk/find.html", form=FindForm(meta={"csrf": False}))
    form = FindForm(request.args, meta={"csrf": False})
    if not form.validate():
        return render("consent/desk/find.html", form=form), 422
    try:
        with house().database.reading() as session:
            findings.the_yes(session, form.seq or 0, me().organisation_id)
    except NotThere:
        form.number.errors = [_("There is no Yes with this number that your organisation can look at.")]
        return render("consent/desk/find.html", form=form), 422
    return go("consent_desk.found", seq=form.seq)


@consent_desk.get("/found/<int:seq>")
@only_for(*FINDERS)
def found(seq: int) -> str:
    """The Yes, and what was done because of it. The look is recorded before it is shown; no name is."""
    return _found_page(_seen(seq), FoundForm())


def _seen(seq: int) -> Found:
    return see(house(), me(), findings.yes_at(seq))


def _found_page(yes: Found, form: FoundForm) -> str:
    card = card_for(yes.purpose)
    facts = [
        (_("What was asked"), yes.entry.content["notice"]["text"].partition("\n")[0] or _(card.question)),
        (_("When"), day_words(yes.entry.at, year=True)),
        (_("How"), _how(yes.entry.content["notice"]["medium"])),
        (_("These words"), yes.entry.content["notice"]["id"]),
    ]
    return render(
        "consent/desk/found.html",
        yes=yes,
        facts_of_it=facts,
        uses=_uses(yes),
        form=form,
        reasons=[(value, str(words)) for value, words in FOUND],
    )


def _how(medium: str) -> str:
    return {"paper": _("On paper"), "spoken": _("Out loud")}.get(medium, _("On a screen"))


def _uses(yes: Found) -> list[str]:
    """What was done because of it, counted: which look or count is in the entry."""
    many = {what: [use for use in yes.uses if use.what is what] for what in What}
    looks, closed, still_open = (len(many[what]) for what in (What.LOOK, What.CLOSED_COUNT, What.OPEN_COUNT))
    said = [
        (looks, ngettext("%(num)s look at their answers", "%(num)s looks at their answers", looks)),
        (closed, ngettext("%(num)s count that is out: it stays", "%(num)s counts that are out: they stay", closed)),
        (
            still_open,
            ngettext(
                "%(num)s count still open: they will not be in it",
                "%(num)s counts still open: they will not be in them",
                still_open,
            ),
        ),
    ]
    return [words for number, words in said if number]


@consent_desk.post("/found/<int:seq>")
@only_for(*FINDERS)
def say_found(seq: int) -> AnyResponse | tuple[str, int]:
    """Record that it was no Yes. It ends at once; the person reads why, and what had rested on it."""
    form, here = FoundForm(), house()
    if not form.validate_on_submit():
        return _found_page(_seen(seq), form), 422
    with here.database.writing() as session:
        yes = findings.the_yes(session, seq, me().organisation_id)
        why, words = Why(form.why.data or ""), form.words.data or ""
        findings.find_invalid(session, yes, why, words, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("consent_desk.found", seq=seq)
