"""A device that was handed over: their own Yes or No, who is in the room, and then the questions."""

from flask import make_response, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.kiosk.screen import Screen
from survey.kiosk.together import store
from survey.kiosk.views import CLEARED, kiosk
from survey.pages import render
from survey.people.store import names_of_staff

__all__ = ["kiosk"]

Page = AnyResponse | str | tuple[str, int]


@kiosk.get("/with/<key>")
def handed(key: str) -> Page:
    """Is it OK? Looking says neither Yes nor No."""
    _screen, draft, helper = _handed(key)
    if draft.sent:
        return make_response(render("kiosk/closed.html", address=None, by_time=False), 200, CLEARED)
    return _asks(key, helper, draft)


def _handed(key: str) -> tuple[Screen, store.Draft, str]:
    with house().database.reading() as session:
        screen = store.handed(session, key, house().clock())
        helper = names_of_staff(session, [screen.made_by]).get(screen.made_by, "")
        return screen, store.draft_of(session, screen), helper


def _asks(key: str, helper: str, draft: store.Draft, problems: tuple[tuple[str, str], ...] = ()) -> tuple[str, int]:
    typed = {name: request.form.get(name) for name in ("room", "draft")}
    shown = {"helper": helper, "begun": draft.begun, "typed": typed, "problems": list(problems), "token": key}
    return render("kiosk/handed.html", **shown), 422 if problems else 200


@kiosk.post("/with/<key>")
def agree(key: str) -> Page:
    """Yes: the questions open here. No: nothing opens, nothing is recorded, and it is just as well."""
    pages.require_own_form(key)
    screen, draft, helper = _handed(key)
    here = house()
    if request.form.get("act") != "yes" or draft.sent:
        with here.database.writing() as session:
            store.say_no(session, screen, here.clock())
        return pages.go("kiosk.closed")
    if problems := _problems(draft):
        return _asks(key, helper, draft, problems)
    fresh = draft.begun and request.form.get("draft") != "keep"
    with here.database.writing() as session:
        room, now = request.form["room"], here.clock()
        token = store.say_yes(session, screen, room, fresh=fresh, now=now, rng=here.rng)
    return pages.go("responses.resume", token=token)


def _problems(draft: store.Draft) -> tuple[tuple[str, str], ...]:
    asked = {"room": store.ROOM} | ({"draft": store.DRAFT} if draft.begun else {})
    return tuple((name, _("Pick one.")) for name, known in asked.items() if request.form.get(name) not in known)
