"""The staff side of the board: read what young people say we should ask, and say whether others may read it too."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.responses.board import store
from survey.responses.board.forms import LONGEST_REASON, JustPressed
from survey.responses.board.seen.store import require_here, suggestions_here, whose
from survey.responses.board.suggestion import NeedsReason
from survey.responses.desk import responses_desk

__all__ = ["responses_desk"]

WHO = (Role.PRACTITIONER, Role.MANAGER)


@responses_desk.get("/board")
@only_for(*WHO)
def board() -> str:
    """Every suggestion of the organisation's rounds. That their words were read is on record; no name is shown."""
    return _board()


def _board(wrong: int | None = None, typed: str = "", problem: str | None = None) -> str:
    shown, problems = see(house(), me(), suggestions_here()), [(f"reason-{wrong}", problem)] if problem else []
    facts: dict[str, Any] = {"wrong": wrong, "typed": typed, "problem": problem, "problems": problems}
    may_tell = Role.MANAGER in me().roles
    return render("responses/desk/board.html", shown=shown, form=JustPressed(), may_tell=may_tell, **facts)


@responses_desk.post("/board/<int:seq>")
@only_for(*WHO)
def look_at(seq: int) -> AnyResponse | str | tuple[str, int]:
    """Show it, say that it will be asked, or do not show it and say why."""
    act, reason = request.form.get("act"), request.form.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        return _board(seq, reason, _("That is too long. Make it %(n)s letters or less.", n=LONGEST_REASON)), 422
    by = me()
    at: dict[str, Any] = {"now": house().clock(), "rng": house().rng}
    try:
        with house().database.writing() as session:
            require_here(session, seq, by.organisation_id)
            if act == "ask":
                store.will_ask(session, seq, by.person_id, **at)
            elif act == "show":
                store.show(session, seq, by.person_id, **at)
            else:
                store.not_show(session, seq, by.person_id, reason, **at)
    except NeedsReason:
        return _board(seq, "", _("Say why, in a kind way. They will read it.")), 422
    return go("responses_desk.board")


@responses_desk.post("/board/<int:seq>/who")
@only_for(*WHO)
def who_wrote(seq: int) -> str:
    """Who wrote it, for whoever thinks that they may need help. That it was asked, and why, is told to them."""
    found = see(house(), me(), whose(seq))
    return render("responses/desk/whose.html", found=found)
