"""Saying back to a round what changed. Seen once before it is published; hard words are pointed out, never refused."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs

from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.pages import language
from survey.people.role import Role
from survey.questionnaires.store import rounds_of
from survey.readability import hard_to_read
from survey.responses.board.desk import responses_desk
from survey.responses.board.forms import JustPressed, SayBackForm
from survey.responses.what_changed import store

__all__ = ["responses_desk"]


@responses_desk.get("/changed")
@only_for(Role.MANAGER)
def changed() -> str:
    """What was said back so far, and a place to say something."""
    return _page(_form())


def _form() -> SayBackForm:
    form = SayBackForm()
    with house().database.reading() as session:
        form.round_id.choices = [
            SelectChoice(each.id, each.title) for each in rounds_of(session, me().organisation_id or "")
        ]
    return form


def _page(form: SayBackForm, **context: Any) -> str:
    with house().database.reading() as session:
        said = store.said_here(session, me().organisation_id)
        titles = {each.id: each.title for each in rounds_of(session, me().organisation_id or "")}
    usual = {"hard": None, "is_preview": False, "button": JustPressed()}
    return render("responses/desk/changed.html", form=form, said=said, titles=titles, **(usual | context))


@responses_desk.post("/changed")
@only_for(Role.MANAGER)
def say_back() -> AnyResponse | str | tuple[str, int]:
    """Show it as they will read it, with what makes it hard to read; then, with another tap, publish it."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    words, is_change = str(form.words.data), form.is_change.data == "yes"
    if request.form.get("act") != "publish":
        hard = hard_to_read(words) if language().code == "en" else None
        return _page(form, hard=hard, is_preview=True)
    at: dict[str, Any] = {"by": me().person_id, "now": house().clock(), "rng": house().rng}
    with house().database.writing() as session:
        store.say_back(session, str(form.round_id.data), words, is_change=is_change, **at)
    return go("responses_desk.changed")


@responses_desk.post("/changed/<int:seq>/withdraw")
@only_for(Role.MANAGER)
def withdraw(seq: int) -> AnyResponse:
    """Take back what was wrong to say."""
    with house().database.writing() as session:
        store.said_at(session, seq, me().organisation_id)
        store.withdraw(session, seq, me().person_id, now=house().clock(), rng=house().rng)
    return go("responses_desk.changed")
