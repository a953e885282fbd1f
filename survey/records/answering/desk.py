"""The desk of challenges: what is owed and what to do next, overdue in front; and one to answer, step by step."""

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import House, house
from survey.i18n import gettext as _
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.pages import language
from survey.people.looks.store import see
from survey.people.role import Role
from survey.readability import HardToRead, hard_to_read
from survey.records import store
from survey.records.account.telling import told
from survey.records.account.tellings import kinds
from survey.records.answering.drafts import BlanksLeft, require_no_blank
from survey.records.answering.forms import Act, AnswerForm, asked, is_empty
from survey.records.answering.replying import facts_for, with_draft
from survey.records.answering.seen.store import SEE_ALL, Matter, Waiting, matter_of, owed_here, to_answer
from survey.records.answering.staff_words import filter_words, next_words, outcome_words
from survey.records.answering.what_next import Filter, Todo, may_take_longer, what_next
from survey.records.challenge import Authors, Incomplete, Outcome
from survey.records.clock import PausedFor
from survey.records.correction import Answer, NewPart, is_note, outcomes_for
from survey.records.desk import records_desk
from survey.records.forms import JustPressed
from survey.records.lifecycle import NotNow, State, Step
from survey.records.statements.statement import words_of
from survey.records.views import voice

__all__ = ["records_desk"]

ANSWERERS = (Role.PRACTITIONER, Role.MANAGER, Role.DATA_LEAD)


# The list


@records_desk.get("/owed")
@only_for(*ANSWERERS)
def owed() -> str:
    """What people say is not right, overdue first, then by day, each with what to do next. Nobody is counted."""
    given = request.args.get("show", "")
    picked = Filter(given) if given in set(Filter) else Filter.OWED
    rows = [_row(each) for each in see(house(), me(), owed_here(picked))]
    sees_all = not me().roles.isdisjoint(SEE_ALL)
    filters = [(each.value, words) for each, words in filter_words(_).items() if sees_all or each not in OVER]
    shown = {"rows": rows, "picked": picked.value, "filters": filters, "sees_all": sees_all}
    return render("records/desk/owed.html", **shown, just_pressed=JustPressed())


OVER = (Filter.ANSWERED, Filter.OVER)


def _row(waiting: Waiting) -> dict[str, Any]:
    """One challenge in the list, in words."""
    challenge, speaks = waiting.challenge, voice()
    following = what_next(challenge, house().clock())
    return {
        "seq": challenge.seq,
        "name": waiting.name,
        "said": kinds(_)[challenge.kind.value],
        "next": next_words(following, challenge, speaks),
        "late": following.late,
        "due": speaks.due(challenge.due) if challenge.due else "",
        "law": speaks.due(challenge.law_by) if challenge.is_open else "",
        "with": waiting.has_it,
        "may": waiting.may_answer,
        "wrote": waiting.wrote_it,
        "may_release": waiting.may_release,
        "to_erase": following.todo is Todo.ERASE,
    }


@records_desk.post("/owed/<int:seq>/done")
@only_for(Role.MANAGER, Role.DATA_LEAD)
def done(seq: int) -> AnyResponse:
    """Say that what was decided has been done, where that does not follow by itself: the person reads who said so."""
    here = house()
    with here.database.writing() as session:
        store.owed_here(session, seq, me().organisation_id)
        store.remedied(session, seq, me().person_id, now=here.clock(), rng=here.rng)
    return go("records_desk.owed", show=Filter.ANSWERED.value)


@records_desk.errorhandler(Authors)
def not_by_you(error: Authors) -> tuple[str, int]:
    """Refused, with the reason: it says nothing that the list of answers owed did not."""
    return render("records/desk/not_by_you.html", words=str(error)), 403


# One to answer


@records_desk.get("/owed/<int:seq>")
@only_for(*ANSWERERS)
def answer(seq: int) -> str:
    """The challenge, what it is about, their words, and what can be done now. The look is recorded first."""
    matter = see(house(), me(), matter_of(seq))
    parts = [{"claim": each.claim.value, "words": each.content.get("words", "")} for each in _parts(matter)]
    return _answer_page(matter, AnswerForm(parts=parts))


def _parts(matter: Matter) -> tuple[RecordedSegment, ...]:
    """The parts that can be written anew: those of a note."""
    return matter.entry.segments if matter.entry is not None and is_note(matter.entry) else ()


def _answer_page(matter: Matter, form: AnswerForm, *, act: Act | None = None, hard: HardToRead | None = None) -> str:
    challenge, entry, reader, speaks = matter.challenge, matter.entry, matter.reader, voice()
    now = house().clock()
    return render(
        "records/desk/answer.html",
        form=form,
        act=act,
        hard=hard,
        challenge=challenge,
        name=reader.name(challenge.person_id),
        said=kinds(_)[challenge.kind.value],
        next=next_words(what_next(challenge, now), challenge, speaks),
        todo=what_next(challenge, now).todo,
        late=what_next(challenge, now).late,
        due=speaks.due(challenge.due) if challenge.due else "",
        law=speaks.due(challenge.law_by),
        may_ask=challenge.state is State.REVIEWING,
        may_take_longer=may_take_longer(challenge, local_day(now)),
        has_it=reader.name(challenge.acknowledged_by),
        outcomes=[(each.value, outcome_words(_)[each]) for each in outcomes_for(entry)],
        may_release=Role.MANAGER in me().roles and challenge.acknowledged_by != me().person_id and entry is not None,
        **_what_it_is_about(matter),
    )


def _what_it_is_about(matter: Matter) -> dict[str, Any]:
    """The entry and all that was said about it, in words."""
    entry, reader, speaks = matter.entry, matter.reader, voice()
    is_private = entry is not None and entry.kind.startswith("answers.")  # theirs to show, not ours to open
    shown = told(entry, entry.segments, reader, speaks) if entry and not _parts(matter) and not is_private else None
    return {
        "statements": [(words_of(each), _side_of(each, matter)) for each in matter.statements],
        "talk": [
            (each.content.get("words") or each.content.get("why", ""), _talk_of(each, matter)) for each in matter.talk
        ],
        "about": [", ".join(filter(None, map(reader.name, part.subjects))) for part in _parts(matter)],
        "author": reader.name(entry.actor) if entry else "",
        "when": speaks.day(entry.at) if entry else "",
        "shown": shown,
        "is_private": is_private,
    }


def _side_of(statement: Recorded, matter: Matter) -> str:
    return _("What %(who)s says, %(day)s", who=matter.reader.name(statement.actor), day=voice().day(statement.at))


def _talk_of(step: Recorded, matter: Matter) -> str:
    """Who said it, and what it was: a question, its answer, more time, or why they take it further."""
    said = {"who": matter.reader.name(step.actor), "day": voice().day(step.at)}
    return {
        Step.PAUSED.kind: _("%(who)s asked, %(day)s", **said),
        Step.RESUMED.kind: _("%(who)s went on, %(day)s", **said),
        Step.EXTENDED.kind: _("%(who)s said why it takes longer, %(day)s", **said),
        Step.ESCALATED.kind: _("%(who)s took it further, %(day)s", **said),
    }[step.kind]


@records_desk.post("/owed/<int:seq>")
@only_for(*ANSWERERS)
def act(seq: int) -> AnyResponse | str | tuple[str, int]:
    """Press one of the buttons of the page. Whatever was typed and not sent is on the page that comes back."""
    form, here, pressed = AnswerForm(), house(), asked(request.form.get("act", ""))
    matter = see(here, me(), matter_of(seq))
    if not form.is_ready_for(pressed):
        return _answer_page(matter, form, act=pressed), 422
    try:
        if pressed is Act.DRAFT:
            return _with_draft(matter, form)
        if pressed in (Act.SEND, Act.SEND_AS_IT_IS):
            return _send(seq, matter, form, pressed)
        with here.database.writing() as session:
            to_answer(session, seq, me())
            STEPS[pressed](session, seq, form.ask.data or "", here)
    except Incomplete as incomplete:
        form.outcome.errors = [str(incomplete)]
        return _answer_page(matter, form, act=pressed), 422
    except NotNow as too_late:
        form.ask.errors = [str(too_late)]
        return _answer_page(see(here, me(), matter_of(seq)), form, act=pressed), 409
    if is_empty(form):
        return go("records_desk.answer", seq=seq)
    form.ask.data = ""
    return _answer_page(see(here, me(), matter_of(seq)), form)


def _with_draft(matter: Matter, form: AnswerForm) -> str:
    """The page again, with a reply to begin from in its box."""
    typed = {n: part.form.words.data or "" for n, part in enumerate(form.parts)}
    facts = facts_for(matter.challenge, matter.entry, typed, me().name, matter.reader, voice())
    outcome = Outcome(form.outcome.data or "")
    form.reason.data = with_draft(form.reason.data or "", matter.challenge, outcome, facts, voice())
    return _answer_page(matter, form, act=Act.DRAFT)


def _send(seq: int, matter: Matter, form: AnswerForm, pressed: Act) -> AnyResponse | str | tuple[str, int]:
    """Record the answer, and the new version when it is put right; or show first that it is hard to read."""
    here, reason = house(), form.reason.data or ""
    try:
        require_no_blank(reason)
    except BlanksLeft as left:
        form.reason.errors = [str(left)]
        return _answer_page(matter, form, act=pressed), 422
    hard = hard_to_read(reason) if language().code == "en" else None
    if hard and pressed is Act.SEND:
        return _answer_page(matter, form, hard=hard)
    parts = {n: NewPart(p.form.words.data or "", Claim(p.form.claim.data or "")) for n, p in enumerate(form.parts)}
    written = Answer(Outcome(form.outcome.data or ""), reason, parts)
    with here.database.writing() as session:
        to_answer(session, seq, me())
        store.decide(session, seq, me().person_id, written, now=here.clock(), rng=here.rng)
    return go("records_desk.owed")


Doing = Callable[[Session, int, str, House], None]


def _have(session: Session, seq: int, words: str, here: House) -> None:
    store.acknowledge(session, seq, me().person_id, now=here.clock(), rng=here.rng)


def _take_up(session: Session, seq: int, words: str, here: House) -> None:
    store.take_up(session, seq, me().person_id, now=here.clock(), rng=here.rng)


def _ask_who(session: Session, seq: int, words: str, here: House) -> None:
    store.pause(session, seq, me().person_id, PausedFor.IDENTITY, words, now=here.clock(), rng=here.rng)


def _ask_what(session: Session, seq: int, words: str, here: House) -> None:
    store.pause(session, seq, me().person_id, PausedFor.CLARIFY, words, now=here.clock(), rng=here.rng)


def _go_on(session: Session, seq: int, words: str, here: House) -> None:
    store.resume(session, seq, me().person_id, words, now=here.clock(), rng=here.rng)


def _longer(session: Session, seq: int, words: str, here: House) -> None:
    store.extend(session, seq, me().person_id, words, now=here.clock(), rng=here.rng)


STEPS: dict[Act, Doing] = {
    Act.HAVE: _have,
    Act.TAKE_UP: _take_up,
    Act.ASK_WHO: _ask_who,
    Act.ASK_WHAT: _ask_what,
    Act.GO_ON: _go_on,
    Act.LONGER: _longer,
}
