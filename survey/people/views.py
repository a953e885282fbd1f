"""The front door of the people's side: a link, a QR code or a short code lets a person in. No account."""

from flask import Blueprint, g, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.errors import LinkEnded
from survey.house import house
from survey.i18n import gettext as _
from survey.pages import render
from survey.people import store
from survey.people.codes.store import exchange_code
from survey.people.invitation import CODE_LENGTH, address_hash
from survey.people.links.store import has_run_out
from survey.staying import is_staying

people = Blueprint("people", __name__)

CODE_DOOR = "code"
CODE_TRIES = 20  # a whole class may share one address


def opened(token: str) -> store.OpenLink:
    """The link of the page under way. :raise LinkEnded: when it no longer works."""
    g.token = token
    with house().database.reading() as session:
        return store.open_link(session, token, house().clock())


@people.get("/")
def start() -> AnyResponse:
    """The bare address: on to the code page in the first language on offer."""
    pages.language()
    return pages.go("people.code")


@people.get("/go/<token>")
def go(token: str) -> AnyResponse:
    """What a link or QR code holds: short, with no service or person in it."""
    try:
        opened(token)
    except LinkEnded:
        with house().database.reading() as session:
            if not has_run_out(session, token, house().clock()):
                raise
    pages.language()
    return pages.go("responses.welcome", token=token)  # which says what a link that has run out still tells


@people.get("/<lang>/code")
def code() -> str:
    """Type a short code."""
    return render("people/code.html", typed="", error=None)


@people.post("/<lang>/code")
def use_code() -> AnyResponse | tuple[str, int]:
    """Exchange a code, once, for a link. Wrong tries are counted in the database."""
    typed, here = request.form.get("code", "")[:100], house()
    if is_staying():
        return render("people/code.html", typed=typed, error=None), 422
    who = address_hash(request.remote_addr or "", here.settings.secret_key)
    with here.database.writing() as session:
        store.refuse_too_many(session, CODE_DOOR, who, here.clock(), CODE_TRIES)
        token = exchange_code(
            session,
            typed,
            secret_key=here.settings.secret_key,
            days=here.settings.link_days,
            now=here.clock(),
            rng=here.rng,
        )
        if token is None:
            store.count_wrong_try(session, CODE_DOOR, who, here.clock())
    if token is None:
        sentence = _(
            "We can’t find that code. Check it and try again. It has %(n)s letters and numbers.", n=CODE_LENGTH
        )
        return render("people/code.html", typed=typed, error=sentence), 422
    return pages.go("responses.welcome", token=token)


@people.get("/<lang>/help")
def get_help() -> str:
    """Who to talk to, now."""
    return render("people/get_help.html")
