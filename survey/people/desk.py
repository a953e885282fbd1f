"""A worker's own young people: who is due, one person's page, a new person, their family, links that let people in."""

from datetime import datetime

from babel.dates import get_month_names
from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.desk_pages import go, has_page, me, only_for, render
from survey.errors import AlreadyDone
from survey.house import house
from survey.i18n import day_words, ngettext
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people import store
from survey.people.caseload import line as caseload_line
from survey.people.caseload import store as caseload_store
from survey.people.forms import KIN, NewFamilyForm, NewPersonForm
from survey.people.invitation import in_fours
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.person import Kind, age_on
from survey.people.qr import qr_code
from survey.people.relation import Relation
from survey.people.role import Role

people_desk = Blueprint("people_desk", __name__, url_prefix="/people")

# What a worker can do with one young person; features above people own these pages, and each exists only if they do.
PERSON_PAGES = (
    ("goals_desk.review", _l("Goals: choose or rate together")),
    ("records_desk.new", _l("Write a note")),
    ("records_desk.list", _l("What is written")),
    ("sharing_desk.new", _l("Pass something on, or decide not to")),
    ("responses_desk.answers", _l("See their answers")),
    ("people_desk.invite", _l("Make a link")),
    ("kiosk_desk.together", _l("Answer questions together")),
    ("consent_desk.choices", _l("Choices made on paper or aloud")),
    ("records_desk.key", _l("They forgot their words or PIN")),
)
GLASS_PAGES = (  # through broken glass: reading, and nothing else
    ("goals_desk.review", _l("Goals")),
    ("records_desk.list", _l("What is written")),
)


@people_desk.get("/")
@only_for(Role.PRACTITIONER)
def caseload() -> str:
    """Everyone this worker works with, those with something waiting first. The look at their goals is recorded."""
    lines, now = see(house(), me(), caseload_store.list_of()), house().clock()
    ordered = caseload_line.in_order(lines, local_day(now))
    due = [line for line in ordered if line.is_due(local_day(now))]
    only_due = request.args.get("show") == "week"
    shown = due if only_due else ordered
    rows = [
        {"line": line, "due": _due_words(line, now), "urgent": line in due, "next": _next_step(line, line in due)}
        for line in shown
    ]
    counts = {"due": len(due), "all": len(ordered)}
    return render("people/desk/caseload.html", rows=rows, counts=counts, only_due=only_due)


def _next_step(line: caseload_line.Line, is_due: bool) -> tuple[str, str] | None:
    """What to do with them now, in a word and a tap; None when nothing waits, or where there are no goals."""
    if line.goal is None and has_page("goals_desk.new"):
        return _("Choose together"), url_for("goals_desk.new", person_id=line.person_id)
    if line.goal and is_due and has_page("goals_desk.rate"):
        return _("Rate together"), url_for("goals_desk.rate", person_id=line.person_id, goal=line.goal.goal)
    return None


def _due_words(line: caseload_line.Line, now: datetime) -> str:
    if line.goal is None:
        return _("On your list since %(day)s", day=day_words(line.added_at))
    if line.goal.latest is None:
        return _("First rating is due")
    day = datetime.combine(line.goal.due, datetime.min.time())
    if line.goal.due < local_day(now):
        return _("Rating was due %(day)s", day=day_words(day))
    if line.is_due(local_day(now)):
        return _("Rating due %(day)s", day=day_words(day))
    return _("Nothing due until %(day)s", day=day_words(day))


@people_desk.get("/<person_id>")
@only_for(Role.PRACTITIONER, Role.MANAGER)
def person(person_id: str) -> str:
    """One young person: who they are, their family, and what can be done with them. The look is recorded first."""
    here = house()
    found = see(here, me(), caseload_store.page_of(person_id))
    with here.database.reading() as session:
        wards = dict(caseload_store.wards(session))
    kin = [(relative, str(KIN[Relation(relation.kind)]), relation.seq) for relation, relative in found.family]
    pages_here = PERSON_PAGES if found.glass is None else GLASS_PAGES
    return render(
        "people/desk/person.html",
        who=found.who,
        rows=_facts(found.who, wards, here.clock()),
        family=kin,
        goal=found.goal,
        glass=found.glass,
        actions=[(page, str(words)) for page, words in pages_here if has_page(page)],
    )


def _facts(who: Person, wards: dict[str, str], now: datetime) -> list[tuple[str, str]]:
    rows = []
    if who.born:
        born = datetime.strptime(who.born, "%Y-%m").replace(tzinfo=now.tzinfo)
        age = age_on(who.born, local_day(now))
        rows.append((_("Age"), ngettext("%(num)s year", "%(num)s years", age)))
        rows.append((_("Born"), f"{_month_names()[born.month - 1]} {born.year}"))
    if who.area_code:
        rows.append((_("Lives in"), wards.get(who.area_code, who.area_code)))
    rows.append((_("Known here since"), day_words(who.added_at, year=True)))
    return rows


def _month_names() -> list[str]:
    names = get_month_names("wide", context="stand-alone", locale=pages.language().locale)
    return [names[month] for month in range(1, 13)]


# A new young person, and their family


@people_desk.get("/new")
@only_for(Role.PRACTITIONER)
def new() -> str:
    """A young person whom this worker begins to work with."""
    return render("people/desk/new.html", form=_new_person_form())


def _new_person_form() -> NewPersonForm:
    here = house()
    with here.database.reading() as session:
        wards = caseload_store.wards(session)
    return NewPersonForm().use(_month_names(), wards, local_day(here.clock()))


@people_desk.post("/new")
@only_for(Role.PRACTITIONER)
def add() -> AnyResponse | tuple[str, int]:
    """Record them, and go to their page."""
    form, here, worker = _new_person_form(), house(), me()
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                person_id = caseload_store.begin_with(
                    session,
                    worker_id=worker.person_id,
                    organisation_id=worker.organisation_id,
                    name=form.name.data or "",
                    born=form.born,
                    area_code=form.area.data or None,
                    now=here.clock(),
                    rng=here.rng,
                )
            return go("people_desk.person", person_id=person_id)
        except AlreadyDone:
            form.name.errors = [_("Someone of this name and month of birth is on your list already.")]
    return render("people/desk/new.html", form=form), 422


@people_desk.get("/<person_id>/family")
@only_for(Role.PRACTITIONER)
def family(person_id: str) -> str:
    """Someone of the family, whom the young person wants in."""
    who = see(house(), me(), caseload_store.named(person_id))
    return render("people/desk/family.html", form=NewFamilyForm(), who=who)


@people_desk.post("/<person_id>/family")
@only_for(Role.PRACTITIONER)
def add_family(person_id: str) -> AnyResponse | tuple[str, int]:
    """Record them and how they stand to the young person. They see nothing until it is said what they may."""
    form, here, worker = NewFamilyForm(), house(), me().person_id
    with here.database.reading() as session:
        store.require_on_caseload(session, worker, person_id)
    if not form.validate_on_submit():
        who = see(here, me(), caseload_store.named(person_id))
        return render("people/desk/family.html", form=form, who=who), 422
    name, kind = form.name.data or "", Relation(form.kind.data)
    with here.database.writing() as session:
        tie = caseload_store.add_relative(session, person_id, name, kind, by=worker, now=here.clock(), rng=here.rng)
    return go("people_desk.relation", person_id=person_id, seq=tie)


# Links


@people_desk.get("/<person_id>/invite")
@only_for(Role.PRACTITIONER)
def invite(person_id: str) -> str:
    """Before a link is made: for which questions, if any."""
    here = house()
    now, who = here.clock(), see(here, me(), caseload_store.someone_near(person_id))
    with here.database.reading() as session:
        rounds = _rounds_for(session, who, me().organisation_id, now)
        links = caseload_store.links_that_work(session, person_id, now)
    return render("people/desk/invite.html", who=who, rounds=rounds, links=links, days=here.settings.link_days)


def _rounds_for(session: Session, who: Person, organisation_id: str | None, now: datetime) -> list[tuple[str, str]]:
    """The rounds that a link for this person can lead to: families are asked none."""
    if who.kind != Kind.YOUNG_PERSON.value:
        return []
    return [(each.round_id, each.title) for each in caseload_line.rounds(session, organisation_id, local_day(now))]


@people_desk.post("/<person_id>/invite")
@only_for(Role.PRACTITIONER)
def make_link(person_id: str) -> str:
    """Make a link, a square code and a short code, and show them once.

    Shown in the answer to the form itself, not after a redirect: only hashes are kept, so the next page could not
    know the link, and an address or a cookie must not hold it. Sent again, it makes another link; that harms no one.
    """
    here, worker = house(), me()
    now, settings = here.clock(), here.settings
    who = see(here, worker, caseload_store.someone_near(person_id))
    with here.database.writing() as session:
        offered = dict(_rounds_for(session, who, worker.organisation_id, now))
        chosen = request.form.get("round", "")
        made = store.invite(
            session,
            person_id,
            by=worker.person_id,
            days=settings.link_days,
            secret_key=settings.secret_key,
            round_id=chosen if chosen in offered else None,
            now=now,
            rng=here.rng,
        )
    link = f"{settings.base_url.rstrip('/')}/go/{made.token}"
    shown = {"link": link, "code": in_fours(made.code), "square": qr_code(link), "site": settings.base_url.rstrip("/")}
    return render("people/desk/link.html", who=who, days=settings.link_days, round=offered.get(chosen), **shown)


@people_desk.post("/<person_id>/end-links")
@only_for(Role.PRACTITIONER)
def end_links(person_id: str) -> AnyResponse:
    """A lost phone, a wrong number: every link and code of this person stops working now."""
    here = house()
    with here.database.writing() as session:
        caseload_store.require_near(session, me().person_id, person_id)
        store.end_links(session, person_id, here.clock())
    return go("people_desk.invite", person_id=person_id)


# The organisation


@people_desk.get("/organisation")
@only_for(Role.MANAGER)
def organisation() -> str:
    """Who works here with how many young people. No young person is on this page."""
    with house().database.reading() as session:
        workers = caseload_store.workers_of(session, me().organisation_id)
        named = caseload_store.organisation_name(session, me().organisation_id)
    return render("people/desk/organisation.html", workers=workers, organisation=named)
