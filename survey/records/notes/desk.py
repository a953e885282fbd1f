"""The staff side of notes: writing one in parts, and reading them."""

from collections.abc import Iterable

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError
from survey.house import house
from survey.i18n import gettext as _
from survey.ledger.entry import Claim
from survey.pages import language
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.records import store
from survey.records.account.account import Card
from survey.records.account.shown import show
from survey.records.account.telling import Reader
from survey.records.account.tellings import kinds
from survey.records.clock import local_day
from survey.records.forms import NoteForm, one_of
from survey.records.notes.note import LABELLED, Draft, about_whom, happened_at, segments
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
    """The form, in which a part can be about those who are named and nobody else."""
    for field in (*(part.form.about for part in form.parts), form.strength_about):
        field.validators = [one_of(value for value, _names in _whom(person, family))]
    return form


def _new_page(form: NoteForm, person: Person, family: list[Person], heard: Iterable[Heard] = ()) -> str:
    does = {"blames": _("blames."), "labels": _("labels."), "hides": _("hides what happened.")}
    nudges = [(each.phrase, does[each.does], each.better) for each in heard]
    whom = _whom(person, family)
    return render(
        "records/desk/new.html", form=_with_choices(form, person, family), person=person, whom=whom, nudges=nudges
    )


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
    typed = [(part.form.claim.data or "", part.form.about.data or "", part.form.words.data) for part in form.parts]
    drafts = [Draft(Claim(claim), tuple(about.split(",")), words or "") for claim, about, words in typed]
    about = tuple((form.strength_about.data or "").split(","))
    return [*drafts, Draft(Claim.OBSERVATION, about, form.strength.data or "", is_strength=True)]


def _save(form: NoteForm, drafts: list[Draft], person: Person, family: list[Person]) -> AnyResponse | tuple[str, int]:
    here = house()
    try:
        parts = segments(drafts, me().person_id)
        happened = happened_at(form.happened_on.data, local_day(here.clock()))
    except DomainError as error:
        field = form.happened_on if "day" in str(error) else form.parts[0].form.words
        field.errors = [str(error)]
        return _new_page(form, person, family), 422
    with here.database.writing() as session:
        store.make_note(session, me().person_id, parts, happened_at=happened, now=here.clock(), rng=here.rng)
    return go("records_desk.list", person_id=person.id)
