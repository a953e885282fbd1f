"""The staff side of notes: writing one in parts, and reading them."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError
from survey.house import house
from survey.i18n import gettext as _
from survey.ledger.entry import Claim
from survey.pages import language
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.people.seals.seal import Seal
from survey.records.account.account import Card
from survey.records.account.shown import show
from survey.records.account.telling import Reader
from survey.records.account.tellings import kinds
from survey.records.forms import one_of
from survey.records.notes import store as notes
from survey.records.notes.forms import DAYS, FIELD_OF, MODES, NoteForm, PartForm, laws, seal_from
from survey.records.notes.note import LABELLED, Draft, NotYet, about_whom, from_whom, happened_at
from survey.records.notes.nudge import Heard, hear
from survey.records.seen.store import household_of, notes_of
from survey.records.views import voice

records_desk = Blueprint("records_desk", __name__, url_prefix="/records")


# Reading


@records_desk.get("/<person_id>", endpoint="list")
@only_for(Role.PRACTITIONER, Role.MANAGER)
def list_notes(person_id: str) -> str:
    """The notes about one young person. The look is recorded before anything is shown."""
    read = see(house(), me(), notes_of(person_id))
    now = house().clock()
    shown = [(show(card, read.reader, voice(), now), held_words(card, read.reader)) for card in read.cards]
    return render("records/desk/list.html", person=read.person, cards=shown, glass=read.glass)


def held_words(card: Card, reader: Reader) -> str | None:
    """Why an entry is on hold, for staff; None when it is not."""
    case = card.open_case
    if case is not None:
        who, said = reader.name(case.challenge.person_id), kinds(_)[case.challenge.kind.value]
        due = voice().due(case.challenge.decide_by)
        return _("%(who)s says: %(said)s. An answer is due by %(day)s.", who=who, said=said, day=due)
    return _("This could not be shown to be true. It stays on hold.") if card.held else None


# Writing


@records_desk.get("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def new(person_id: str) -> str:
    """A note in parts: fact, what I saw, my opinion, their words."""
    person, family = _named(person_id)
    boxes = [{"claim": claim.value, "about": person.id} for claim in LABELLED]
    form = NoteForm(happened_on=local_day(house().clock()), parts=boxes)
    return _new_page(form, person, family)


def _named(person_id: str) -> tuple[Person, list[Person]]:
    """The young person, if this worker works with them, and the relatives who can be named. :raise NotThere:"""
    found = see(house(), me(), household_of(person_id))
    return found.person, found.family


def _whom(person: Person, family: list[Person]) -> list[tuple[str, str]]:
    return about_whom((person.id, person.name), [(each.id, each.name) for each in family])


def _with_choices(form: NoteForm, person: Person, family: list[Person]) -> NoteForm:
    """The form, in which a part can be about, or kept from, those who are named and nobody else."""
    for field in (*(part.form.about for part in form.parts), form.strength_about):
        field.validators = [one_of(value for value, _names in _whom(person, family))]
    for part in form.parts:
        part.form.kept_from.validators = [one_of(["", *(value for value, _names in _from_whom(person, family))])]
    return form


def _from_whom(person: Person, family: list[Person]) -> list[tuple[str, str]]:
    return from_whom((person.id, person.name), [(each.id, each.name) for each in family])


def _new_page(form: NoteForm, person: Person, family: list[Person], heard: Iterable[Heard] = ()) -> str:
    does = {"blames": _("blames."), "labels": _("labels."), "hides": _("hides what happened.")}
    nudges = [(each.phrase, does[each.does], each.better) for each in heard]
    whom = {"whom": _whom(person, family), "from_whom": _from_whom(person, family)}
    keeping = {"modes": MODES, "days": DAYS, "laws": laws(scotland=_in_scotland())}
    form = _with_choices(form, person, family)
    return render("records/desk/new.html", form=form, person=person, nudges=nudges, **whom, **keeping)


def _in_scotland() -> bool:
    return house().settings.nation == "scotland"


@records_desk.post("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def make(person_id: str) -> AnyResponse | str | tuple[str, int]:
    """Record the note; or add a box, or show what was heard in it, with all that was typed."""
    person, family = _named(person_id)
    form, act = _with_choices(NoteForm(), person, family), request.form.get("act", "save")
    if act == "add" and form.csrf_token.validate(form):
        form.parts.append_entry({"about": person.id})
        return _new_page(form, person, family)
    if not form.validate_on_submit():
        return _new_page(form, person, family), 422
    drafts = _drafts(form)
    heard = hear(((draft.claim, draft.words) for draft in drafts), language().code)
    if heard and act != "keep":
        return _new_page(form, person, family, heard)
    return _save(form, drafts, person, family)


def _drafts(form: NoteForm) -> list[Draft]:
    drafts = [_draft(part.form) for part in form.parts]
    about = tuple((form.strength_about.data or "").split(","))
    return [*drafts, Draft(Claim.OBSERVATION, about, form.strength.data or "", is_strength=True)]


def _draft(part: PartForm) -> Draft:
    kept_from = tuple(each for each in (part.kept_from.data or "").split(",") if each)
    about = tuple((part.about.data or "").split(","))
    return Draft(Claim(part.claim.data or ""), about, part.words.data or "", kept_from=kept_from)


def _seals(form: NoteForm, drafts: list[Draft], person: Person) -> list[Seal]:
    """One for everyone from whom a part that says something is kept. :raise DomainError: those in `FIELD_OF`."""
    viewers = {each for draft in drafts if draft.words.strip() for each in draft.kept_from}
    return [seal_from(form.kept.form, person.id, each, scotland=_in_scotland()) for each in sorted(viewers)]


def _save(form: NoteForm, drafts: list[Draft], person: Person, family: list[Person]) -> AnyResponse | tuple[str, int]:
    here = house()
    now, today = here.clock(), local_day(here.clock())
    try:
        seals = _seals(form, drafts, person)
        happened = happened_at(form.happened_on.data, today)
        with here.database.writing() as session:
            by: Any = {"happened_at": happened, "today": today, "now": now, "rng": here.rng}
            notes.write(session, me().person_id, person.id, drafts, seals, **by)
    except DomainError as error:
        _field_of(form, error).errors = [str(error)]
        return _new_page(form, person, family), 422
    return go("records_desk.list", person_id=person.id)


def _field_of(form: NoteForm, error: DomainError) -> Any:
    """The field that a refusal belongs to."""
    if type(error) in FIELD_OF:
        return form.kept.form[FIELD_OF[type(error)]]
    return form.happened_on if isinstance(error, NotYet) else form.parts[0].form.words
