"""Asking to be reminded, the code that shows a phone is theirs, and stopping: a tap, and a tap to be sure.

Looking at an address that a reminder holds opens, stops and uses up nothing: programs look at links before people do.
"""

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import DomainError, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.store import OpenLink
from survey.people.views import opened
from survey.post.letter import NoAddress
from survey.reminders import store, telling  # noqa: F401 - its tellings register themselves
from survey.reminders.reminder import (
    ASKS_A_DAY,
    Asked,
    CodeEnded,
    NoPhone,
    TooOften,
    Via,
    can_be_reminded,
    days_of,
    hidden,
    plain_contact,
)
from survey.reminders.sending.store import standing_of
from survey.staying import is_staying

reminders = Blueprint("reminders", __name__)

Page = AnyResponse | str | tuple[str, int]
LONGEST = 300


def _link(token: str) -> tuple[OpenLink, str]:
    """The link of the page under way, and the round to be reminded of. :raise NotThere: where there is none."""
    link = opened(token)
    if link.round_id is None or not house().settings.reminds_by:
        raise NotThere
    return link, link.round_id


@reminders.get("/<lang>/reminders/<token>")
def ask(token: str) -> Page:
    """Whether they want to be reminded, and how; or what stands now, and how to stop."""
    return _asking(token)


def _asking(token: str, via: str = "", typed: str = "", problem: str = "", status: int = 200) -> Page:
    link, round_id = _link(token)
    here = house()
    with here.database.reading() as session:
        if not can_be_reminded(standing_of(session, link.person_id, round_id, here.clock()), local_day(here.clock())):
            return pages.go("responses.welcome", token=token)
        asked = store.asked_by(session, link.person_id, round_id)
        on = next((each for each in asked if each.confirmed_at), None)
        to = hidden(store.where_to(session, on.seq)) if on else ""
    ways = here.settings.reminds_by
    shown = {"ways": ways, "via": via or (ways[0] if len(ways) == 1 else ""), "typed": typed, "problem": problem}
    about = {"on": on, "to": to, "times": len(days_of(here.settings.reminder_days)), "waits": _waits(asked)}
    sender = {"text": here.settings.sms_sender, "email": here.settings.reminder_from}
    return render("reminders/ask.html", **shown, **about, sender=sender), status


def _waits(asked: list[Asked]) -> bool:
    return any(each.can_confirm(house().clock()) for each in asked)


@reminders.post("/<lang>/reminders/<token>")
def begin(token: str) -> Page:
    """Keep the number or address, sealed, and send a code to it. Nothing else goes there before the code is typed."""
    pages.require_own_form(token)
    link, round_id = _link(token)
    here, sent = house(), request.form.get("via", "")
    typed = request.form.get(f"to_{sent}", "")[:LONGEST]
    if is_staying():
        return _asking(token, sent, typed, status=422)
    if sent not in here.settings.reminds_by:
        return _asking(token, problem=_("Pick one."), status=422)
    with here.database.reading() as session:
        standing = standing_of(session, link.person_id, round_id, here.clock())
    if not can_be_reminded(standing, local_day(here.clock())):
        return pages.go("responses.welcome", token=token)
    try:
        to = plain_contact(Via(sent), typed)
        with here.database.writing() as session:
            lang, now = pages.language().code, here.clock()
            store.begin(session, link.person_id, round_id, Via(sent), to, lang=lang, now=now, rng=here.rng)
    except (NoPhone, NoAddress, TooOften) as problem:
        return _asking(token, sent, typed, _sentence(problem), 422)
    return pages.go("reminders.code", token=token)


def _sentence(problem: DomainError) -> str:
    if isinstance(problem, NoPhone):
        return _("Type a mobile number, like 07700 900123.")
    if isinstance(problem, NoAddress):
        return _("Type an e-mail, like sam@example.org.")
    return _("You asked for a code %(n)s times today. Try again in a day.", n=ASKS_A_DAY)


@reminders.get("/<lang>/reminders/<token>/code")
def code(token: str) -> Page:
    """Type the code that was sent there."""
    return _code_page(token)


def _code_page(token: str, problem: str = "") -> Page:
    link, round_id = _link(token)
    with house().database.reading() as session:
        asked = store.asked_by(session, link.person_id, round_id)
        waits = next((each for each in asked if each.can_confirm(house().clock())), None)
        to = hidden(store.where_to(session, waits.seq)) if waits else ""
    if waits is None:
        return pages.go("reminders.ask", token=token)
    return render("reminders/code.html", to=to, by_text=waits.via is Via.TEXT, problem=problem), 422 if problem else 200


@reminders.post("/<lang>/reminders/<token>/code")
def confirm(token: str) -> Page:
    """The code is right: the phone is theirs. A few wrong ones, and a new code has to be asked for."""
    pages.require_own_form(token)
    link, round_id = _link(token)
    here, typed = house(), request.form.get("code", "")[:LONGEST]
    try:
        with here.database.writing() as session:
            secret, now = here.settings.secret_key, here.clock()
            right = store.confirm(session, link.person_id, round_id, typed, secret=secret, now=now, rng=here.rng)
    except CodeEnded:
        problem = _("That code has run out. Ask for a new one.")
        return _asking(token, problem=problem, status=422)
    if not right:
        return _code_page(token, _("That is not the code. Look at it again and type it here."))
    return pages.go("reminders.ask", token=token)


@reminders.post("/<lang>/reminders/<token>/stop")
def stop(token: str) -> AnyResponse:
    """Stop, from their own page: the number is deleted."""
    pages.require_own_form(token)
    link, round_id = _link(token)
    with house().database.writing() as session:
        store.stop(session, link.person_id, round_id, now=house().clock(), rng=house().rng)
    return pages.go("reminders.ask", token=token)


# From the reminder itself


@reminders.get("/stop/<token>")
def go(token: str) -> AnyResponse:
    """What a reminder holds: short, with nobody in it. It leads to the question; nothing stops by looking."""
    with house().database.reading() as session:
        person_id, round_id = store.whose_link(session, token)
        asked = store.asked_by(session, person_id, round_id)
    known = next((each.lang for each in asked if pages.offered(each.lang)), None)
    pages.language()
    return pages.go("reminders.end", token=token, **({"lang": known} if known else {}))


@reminders.get("/<lang>/reminders/<token>/end")
def end(token: str) -> str:
    """Stop these? It works for as long as anyone may hold the message, also when the link opens nothing any more."""
    with house().database.reading() as session:
        person_id, round_id = store.whose_link(session, token)
        on = bool(store.asked_by(session, person_id, round_id))
    return render("reminders/end.html", on=on)


@reminders.post("/<lang>/reminders/<token>/end")
def ended(token: str) -> AnyResponse:
    """Stopped: the number is deleted."""
    pages.require_own_form(token)
    with house().database.writing() as session:
        person_id, round_id = store.whose_link(session, token)
        store.stop(session, person_id, round_id, now=house().clock(), rng=house().rng)
    return pages.go("reminders.end", token=token)
