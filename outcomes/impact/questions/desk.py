"""Staff ask, answer and carry questions; commissioners and managers promise, and say what became of it."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from outcomes.impact.access import desk as access
from outcomes.impact.questions import store
from outcomes.impact.questions.asked import ANSWERS, PROMISES, Question, State
from outcomes.impact.readings.desk import at, page, readings_desk
from outcomes.impact.readings.forms import AnswerForm, PromiseForm, QuestionForm, SettleForm
from survey.desk_pages import go, me, only_for, render
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.pages import language
from survey.people.role import Role
from survey.readability import hard_to_read

__all__ = ["readings_desk"]


def _as(roles: frozenset[Role]) -> Role:
    """The role that someone speaks in here: of several of theirs, the first of these."""
    return next(role for role in Role if role in me().roles & roles)


@readings_desk.post("/<int:number>/say/question")
@only_for(*access.READERS)
def ask(number: int) -> AnyResponse | tuple[str, int]:
    """Ask something of the next analysis."""
    access.require_page(number)
    form = QuestionForm()
    if not form.validate_on_submit():
        return page(number, question=form), 422
    with house().database.writing() as session:
        store.pose(session, number, form.words.data or "", as_role=_as(frozenset(Role)), **at())
    return go("readings_desk.say", number=number)


@readings_desk.get("/<int:number>/say/question/<int:seq>")
@only_for(*ANSWERS)
def question(number: int, seq: int) -> str:
    """One question, with a form to answer it."""
    return _question_page(number, seq, AnswerForm())


def _question_page(number: int, seq: int, form: AnswerForm) -> str:
    return render("impact/room/answer.html", number=number, question=_of_release(number, seq), form=form)


def _of_release(number: int, seq: int) -> Question:
    """The question, if it waits for an answer at a release that the reader may read. :raise NotThere:"""
    access.require_page(number)
    with house().database.releases() as session:
        found = [each for each in store.questions(session, number) if each.seq == seq]
    if not found:
        raise NotThere
    if found[0].answer:
        raise AlreadyDone
    return found[0]


@readings_desk.post("/<int:number>/say/question/<int:seq>")
@only_for(*ANSWERS)
def answer(number: int, seq: int) -> AnyResponse | tuple[str, int]:
    """Answer it, or carry it to the next release."""
    _of_release(number, seq)
    role = _as(ANSWERS)
    form = AnswerForm()
    if request.form.get("act") != "carry" and not form.validate_on_submit():
        return _question_page(number, seq, form), 422
    with house().database.writing() as session:
        if request.form.get("act") == "carry":
            store.carry(session, seq, as_role=role, **at())
        else:
            store.answer(session, seq, form.words.data or "", as_role=role, **at())
    return go("readings_desk.say", number=number)


# What we will do because of this


@readings_desk.post("/<int:number>/say/promise")
@only_for(*PROMISES)
def promise(number: int) -> AnyResponse | str | tuple[str, int]:
    """Show it as young people will read it, with what makes it hard to read; then, with another tap, promise it."""
    access.require_page(number)
    form = PromiseForm()
    if not form.validate_on_submit():
        return page(number, promise=form), 422
    assert form.due_on.data
    words = form.words.data or ""
    if request.form.get("act") != "promise":
        return page(number, promise=form, preview=True, hard=_hard(words))
    with house().database.writing() as session:
        store.promise(session, number, words, form.due_on.data, as_role=_as(PROMISES), **at())
    return go("readings_desk.say", number=number)


def _hard(words: str) -> Any:
    return hard_to_read(words) if language().code == "en" else None


@readings_desk.get("/<int:number>/say/promise/<int:seq>")
@only_for(*PROMISES)
def settling(number: int, seq: int) -> str:
    """One promise, with a form to say what became of it."""
    return _promise_page(number, seq, SettleForm())


def _promise_page(number: int, seq: int, form: SettleForm) -> str:
    access.require_page(number)
    with house().database.releases() as session:
        found = [each for each in store.promises(session, number) if each.seq == seq and each.state is State.OPEN]
    if not found:
        raise NotThere
    return render("impact/room/settle.html", number=number, promise=found[0], form=form)


@readings_desk.post("/<int:number>/say/promise/<int:seq>")
@only_for(*PROMISES)
def settle(number: int, seq: int) -> AnyResponse | tuple[str, int]:
    """Say what became of it, to everyone who read the promise."""
    access.require_page(number)
    form = SettleForm()
    if not form.validate_on_submit():
        return _promise_page(number, seq, form), 422
    with house().database.writing() as session:
        store.settle(session, seq, State(form.state.data), form.words.data or "", **at())
    return go("readings_desk.say", number=number)
