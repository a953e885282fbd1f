"""The staff side of challenges: answers owed, answering one, and letting someone pick a new second thing."""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import names_of_staff, require_on_caseload
from survey.records import store
from survey.records.account.telling import Reader, told
from survey.records.account.tellings import kinds
from survey.records.answering.seen.store import Matter, matter_of, owed_here
from survey.records.challenge import Authors, Challenge, Incomplete, Outcome
from survey.records.correction import Answer, NewPart, is_note, outcomes_for
from survey.records.forms import AnswerForm, JustPressed
from survey.records.notes.desk import records_desk
from survey.records.opening import store as openings
from survey.records.seen.store import household_of
from survey.records.views import voice

__all__ = ["records_desk"]

DECIDED = {
    Outcome.CORRECTED: _l("They are right: we change it, or stop using it"),
    Outcome.PARTLY: _l("Part of it: we change some of it"),
    Outcome.NOT_CHANGED: _l("We do not change it"),
    Outcome.CANNOT_VERIFY: _l("We can’t show it is true, so we don’t use it"),
}
ANSWERERS = (Role.PRACTITIONER, Role.MANAGER)


# Answers owed


@records_desk.get("/owed")
@only_for(*ANSWERERS)
def owed() -> str:
    """What people say is not right and nobody here has answered, longest waiting first."""
    here = house()
    waiting = see(here, me(), owed_here())
    with here.database.reading() as session:
        helping = names_of_staff(session, (one.challenge.acknowledged_by for one in waiting))
        rows = [
            {
                "seq": each.seq,
                "name": name,
                "said": kinds(_)[each.kind.value],
                "due": voice().due(each.decide_by),
                "say_by": voice().due(each.acknowledge_by),
                "late": each.is_late(here.clock()),
                "with": helping.get(each.acknowledged_by or ""),
                "may": _may_answer(session, each),
            }
            for each, name in ((one.challenge, one.name) for one in waiting)
        ]
    return render("records/desk/owed.html", rows=rows)


@records_desk.errorhandler(Authors)
def not_by_you(_error: Authors) -> tuple[str, int]:
    """Refused, with the reason: it says nothing that the list of owed answers did not."""
    return render("records/desk/not_by_you.html"), 403


def _may_answer(session: Session, challenge: Challenge) -> bool:
    try:
        store.answerable(session, challenge.seq, me().person_id)
    except Authors:
        return False
    return True


# Answering


@records_desk.get("/owed/<int:seq>")
@only_for(*ANSWERERS)
def answer(seq: int) -> str:
    """The challenge, what it is about, their words, and the answer to write. The look is recorded first."""
    matter = see(house(), me(), matter_of(seq))
    parts = [{"claim": each.claim.value, "words": each.content.get("words", "")} for each in _parts(matter)]
    return _answer_page(matter, AnswerForm(parts=parts))


def _parts(matter: Matter) -> tuple[RecordedSegment, ...]:
    """The parts that can be written anew: those of a note."""
    return matter.entry.segments if matter.entry is not None and is_note(matter.entry) else ()


def _mine_to_answer(session: Session, seq: int) -> None:
    store.owed_here(session, seq, me().organisation_id)
    store.answerable(session, seq, me().person_id)


def _answer_page(matter: Matter, form: AnswerForm) -> str:
    challenge, entry, reader = matter.challenge, matter.entry, matter.reader
    about = [", ".join(filter(None, (reader.name(each) for each in part.subjects))) for part in _parts(matter)]
    is_private = entry is not None and entry.kind.startswith("answers.")  # theirs to show, not ours to open
    shown = told(entry, entry.segments, reader, voice()) if entry and not _parts(matter) and not is_private else None
    return render(
        "records/desk/answer.html",
        form=form,
        challenge=challenge,
        name=reader.name(challenge.person_id),
        said=kinds(_)[challenge.kind.value],
        due=voice().due(challenge.decide_by),
        has_it=reader.name(challenge.acknowledged_by),
        statements=[(each.content["words"], _side_of(each, reader)) for each in matter.statements],
        about=about,
        author=reader.name(entry.actor) if entry else "",
        when=voice().day(entry.at) if entry else "",
        shown=shown,
        is_private=is_private,
        outcomes=[(each.value, str(DECIDED[each])) for each in outcomes_for(entry)],
        just_pressed=JustPressed(),
    )


def _side_of(statement: Recorded, reader: Reader) -> str:
    return _("What %(who)s says, %(day)s", who=reader.name(statement.actor), day=voice().day(statement.at))


@records_desk.post("/owed/<int:seq>")
@only_for(*ANSWERERS)
def decide(seq: int) -> AnyResponse | tuple[str, int]:
    """Record the answer, and the new version when it is put right."""
    form, here = AnswerForm(), house()
    if form.validate_on_submit():
        parts = {
            n: NewPart(each.form.words.data or "", Claim(each.form.claim.data or ""))
            for n, each in enumerate(form.parts)
        }
        written = Answer(Outcome(form.outcome.data or ""), form.reason.data or "", parts)
        try:
            with here.database.writing() as session:
                _mine_to_answer(session, seq)
                store.decide(session, seq, me().person_id, written, now=here.clock(), rng=here.rng)
            return go("records_desk.owed")
        except Incomplete as incomplete:
            form.outcome.errors = [str(incomplete)]
    return _answer_page(see(here, me(), matter_of(seq)), form), 422


@records_desk.post("/owed/<int:seq>/have")
@only_for(*ANSWERERS)
def have(seq: int) -> AnyResponse:
    """Say that you have it: the person sees your name."""
    here = house()
    with here.database.writing() as session:
        _mine_to_answer(session, seq)
        store.acknowledge(session, seq, me().person_id, now=here.clock(), rng=here.rng)
    return go("records_desk.answer", seq=seq)


# A new second thing


@records_desk.get("/<person_id>/key")
@only_for(Role.PRACTITIONER)
def key(person_id: str) -> str:
    """Who of this young person and their family has forgotten what opens their record."""
    person, people = _with_keys(person_id)
    return render("records/desk/key.html", person=person, people=people, form=JustPressed())


def _with_keys(person_id: str) -> tuple[Person, list[tuple[Person, bool]]]:
    """The young person and their relatives, and whether each has a second thing. :raise NotThere:"""
    found = see(house(), me(), household_of(person_id))
    with house().database.reading() as session:
        everyone = [(each, openings.has_chosen(session, each.id)) for each in (found.person, *found.family)]
    return found.person, everyone


@records_desk.post("/<person_id>/key")
@only_for(Role.PRACTITIONER)
def recover(person_id: str) -> AnyResponse:
    """Let one of them pick anew. It stands in their record."""
    here, whose = house(), request.form.get("whose", "")
    _person, people = _with_keys(person_id)
    if whose not in {each.id for each, has_key in people if has_key}:
        raise NotThere
    with here.database.writing() as session:
        require_on_caseload(session, me().person_id, person_id)
        openings.recover(session, whose, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("records_desk.key", person_id=person_id)
