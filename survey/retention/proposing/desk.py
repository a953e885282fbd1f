"""Proposing an erasure: whose record, what of it, and why; and the rules by which the service proposes."""

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.glass.glass import MOST_MATCHES
from survey.people.looks.store import see
from survey.people.models import Person
from survey.records.account.gone import Why
from survey.retention import store
from survey.retention.erasure import CannotGo, NothingToErase
from survey.retention.forms import SCOPES, WHYS, NameForm, ProposeForm
from survey.retention.holds.desk import retention_desk
from survey.retention.parts.desk import WHO, named_parts
from survey.retention.parts.store import person_here
from survey.retention.rule import Nation, RecordClass, Rule, rules_on
from survey.retention.seen.store import asked_for, people_kept, record_kept

__all__ = ["retention_desk"]

CLASSES = {
    RecordClass.ANSWERS: _l("Answers"),
    RecordClass.GOALS: _l("Goals"),
    RecordClass.NOTES: _l("Notes, and their words beside them"),
    RecordClass.CONSENT: _l("Evidence of consent"),
    RecordClass.LOOKS: _l("Who looked"),
    RecordClass.RECORD: _l("The whole record"),
}


# Proposing


@retention_desk.get("/people")
@only_for(*WHO)
def people() -> str:
    """Ask for a name: whose record it is that something should be erased of, held, or asked for."""
    return _people_page(NameForm())


@retention_desk.post("/people")
@only_for(*WHO)
def find() -> str | tuple[str, int]:
    """Those so called. Answered here and not at an address: a name must not stay in a history."""
    form = NameForm()
    if not form.validate_on_submit():
        return _people_page(form), 422
    return _people_page(form, see(house(), me(), people_kept(form.name.data or "")))


def _people_page(form: NameForm, found: list[Person] | None = None) -> str:
    return render("retention/desk/people.html", form=form, people=found, most=MOST_MATCHES)


@retention_desk.get("/people/<person_id>")
@only_for(*WHO)
def person(person_id: str) -> str:
    """What of one record could go: kinds, days and authors, and no words. The look is recorded first."""
    return _person(person_id, ProposeForm())


def _person(person_id: str, form: ProposeForm) -> str:
    kept = see(house(), me(), record_kept(person_id))
    form.scope.data = form.scope.data or "parts"
    lines = named_parts(kept.parts, kept.names)
    about = {"who": kept.who, "lines": lines, "held": kept.held, "before": kept.before}
    return render("retention/desk/person.html", form=form, scopes=SCOPES, whys=WHYS, **about)


@retention_desk.post("/people/<person_id>")
@only_for(*WHO)
def propose(person_id: str) -> AnyResponse | tuple[str, int]:
    """Propose it: whoever proposes signs first."""
    form, here, member = ProposeForm(), house(), me()
    if not form.validate_on_submit():
        return _person(person_id, form), 422
    try:
        with here.database.writing() as session:
            person_here(session, person_id, member.organisation_id)
            seq = store.propose(
                session,
                person_id,
                why=Why(form.why.data or ""),
                words=form.words.data or "",
                by=member.person_id,
                roles=member.roles,
                places=form.places,
                asked_seq=_asked_by(session, person_id),
                now=here.clock(),
                rng=here.rng,
            )
    except NothingToErase:
        form.parts.errors = [_("Pick what should be erased.")]
    except CannotGo:
        form.parts.errors = [_("That cannot be erased by itself, or someone has proposed it already.")]
    else:
        return go("retention_desk.one", seq=seq)
    return _person(person_id, form), 422


def _asked_by(session: Session, person_id: str) -> int | None:
    """The newest challenge by which this person asked for an erasure, if it waits."""
    mine = [each.seq for each in asked_for(session, me().organisation_id, set()) if each.person_id == person_id]
    return mine[-1] if mine else None


# The rules


@retention_desk.get("/rules")
@only_for(*WHO)
def rules() -> str:
    """The retention rules in force here, where each comes from, and which are still to be confirmed."""
    nation = Nation(house().settings.nation)
    found = list(rules_on(local_day(house().clock()), nation).values())
    kept = {rule.of.value: _how_long(rule) for rule in found}
    names = {of.value: str(words) for of, words in CLASSES.items()}
    return render("retention/desk/rules.html", rules=found, nation=nation.value, kept=kept, names=names)


def _how_long(rule: Rule) -> str:
    """A rule as staff read it: each of its days, of which the latest counts."""
    days = []
    if rule.years_after_written is not None:
        days.append(_("%(n)s years after it was written", n=rule.years_after_written))
    if rule.years_after_help is not None:
        days.append(_("%(n)s years after the last worker stopped", n=rule.years_after_help))
    if rule.until_age is not None:
        days.append(_("the month they turn %(n)s", n=rule.until_age))
    if not days:
        return _("It goes with the whole record.")
    return _("The latest of: %(days)s.", days="; ".join(days)) if len(days) > 1 else f"{days[0]}."
