"""A screen that others use too: the code page of a kiosk, staying, leaving, and what each page there carries.

Such a screen is known by its link alone: no cookie, no address of its own (decision 0067). For everyone else's pages
this costs a look at one letter.
"""

from typing import Any

from flask import Blueprint, Response, g, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages, under_way
from survey.errors import DomainError, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.kiosk import store
from survey.kiosk.screen import NO_TOUCH, OPEN, SAVES, Kind, Sat, Screen, with_screen
from survey.pages import render
from survey.people.invitation import CODE_LENGTH, SHARED, address_hash
from survey.people.store import count_wrong_try, open_link, refuse_too_many
from survey.people.views import CODE_DOOR, CODE_TRIES
from survey.script import script_urls
from survey.staying import is_staying

kiosk = Blueprint("kiosk", __name__, url_prefix="/<lang>/kiosk")

Page = AnyResponse | str | tuple[str, int]
CLEARED = {"Clear-Site-Data": '"cache", "storage"'}


# What happens around every page of such a screen


@kiosk.before_app_request
def someone_is_there() -> Page | None:
    """On a shared screen: nothing but choosing and answering opens, and each touch keeps it open a while longer."""
    token = under_way.kept().get("token")
    if token is None or token[0] != SHARED:
        return None
    here = house()
    with here.database.reading() as session:
        try:
            g.sat = store.sat(session, token, here.settings.kiosk_seconds, here.clock())
        except DomainError:
            return _closed(store.where_it_was(session, token)) if request.endpoint != "kiosk.done" else None
    if request.endpoint not in OPEN:
        return render("kiosk/not_here.html", token=token), 403
    if request.endpoint not in NO_TOUCH:
        _stay(token, g.sat)
    return None


def _stay(token: str, sitting: Sat) -> None:
    here = house()
    with here.database.writing() as session:
        if store.stay(session, token, sitting, here.clock()) and request.method == "POST" and request.endpoint in SAVES:
            link = open_link(session, token, here.clock())
            store.note_hands(session, link.person_id, link.round_id, sitting.screen)


def _closed(address: str | None) -> AnyResponse:
    g.token = None
    return make_response(render("kiosk/closed.html", address=address, by_time=True), 410, CLEARED)


@kiosk.after_app_request
def carries(response: Response) -> Response:
    """Every whole page on such a screen keeps nothing, and says when it closes: with a script and without."""
    sitting: Sat | None = under_way.kept().get("sat")
    if sitting is None or response.mimetype != "text/html" or not g.get("token"):
        return response
    about: dict[str, Any] = {"sitting": sitting, "token": g.token, "script": script_urls()["shared"]}
    about["left"] = _seconds_left(sitting) if request.endpoint == "kiosk.still" else None
    head, bar, foot = (render(f"kiosk/_{part}.html", **about) for part in ("head", "bar", "foot"))
    response.set_data(with_screen(response.get_data(as_text=True), head, bar, foot))
    return response


# The code page of a kiosk


@kiosk.get("/<key>")
def start(key: str) -> Page:
    """Type a short code. Whatever was here before is gone from this screen."""
    _screen(key)
    return make_response(render("kiosk/start.html", key=key, typed="", error=None), 200, CLEARED)


def _screen(key: str) -> Screen:
    with house().database.reading() as session:
        return store.screen_at(session, key, house().clock(), Kind.KIOSK)


@kiosk.post("/<key>")
def begin(key: str) -> Page:
    """Exchange a code, once. Wrong tries are counted for this address, as on the page for codes."""
    pages.refuse_another_site()
    screen, here, typed = _screen(key), house(), request.form.get("code", "")[:100]
    if is_staying():
        return render("kiosk/start.html", key=key, typed=typed, error=None)
    secret, now = here.settings.secret_key, here.clock()
    who = address_hash(request.remote_addr or "", secret)
    with here.database.writing() as session:
        refuse_too_many(session, CODE_DOOR, who, now, CODE_TRIES)
        times = {"seconds": here.settings.kiosk_seconds}
        token = store.sit_down_with_code(session, screen, typed, secret_key=secret, now=now, rng=here.rng, **times)
        if token is None:
            count_wrong_try(session, CODE_DOOR, who, now)
    if token is None:
        said = _("We can’t find that code. Check it and try again. It has %(n)s letters and numbers.", n=CODE_LENGTH)
        return render("kiosk/start.html", key=key, typed=typed, error=said), 422
    return pages.go("responses.welcome", token=token)


# Staying and leaving


@kiosk.get("/<token>/still")
def still(token: str) -> Page:
    """Are you still here? Where scripts are off, each page leads here by itself. Looking does not keep it open."""
    return render("kiosk/still.html", left=_seconds_left(_sat()))


def _sat() -> Sat:
    """:raise NotThere: with a link of someone's own, which is open at no shared screen."""
    found: Sat | None = g.get("sat")
    if found is None:
        raise NotThere
    return found


def _seconds_left(sitting: Sat) -> int:
    return max(int((sitting.closes_at - house().clock()).total_seconds()), 1)


@kiosk.post("/<token>/here")
def here(token: str) -> AnyResponse:
    """Yes: the time has begun again (above)."""
    pages.require_own_form(token)
    _sat()
    if request.headers.get("X-Sayso-Part"):
        return Response(status=204)
    return pages.go("responses.resume", token=token)


@kiosk.post("/<token>/done")
def done(token: str) -> AnyResponse:
    """They are done, or nobody is there: the link is gone, and the browser is told to forget all of it."""
    pages.require_own_form(token)
    with house().database.writing() as session:
        address = store.leave(session, token)
    g.token = None
    gone = pages.go("kiosk.start", key=address) if address else pages.go("kiosk.closed")
    gone.headers.extend(CLEARED)
    return gone


@kiosk.get("/closed")
def closed() -> AnyResponse:
    """All done. Nothing is left on this screen."""
    return make_response(render("kiosk/closed.html", address=None, by_time=False), 200, CLEARED)
