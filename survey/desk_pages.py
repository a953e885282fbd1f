"""The staff side: rendering in the reader's language, and the guard that every staff page stands behind.

Who is signed in comes from `survey.accounts`, which hands a finder to `prepare`; nothing here knows how they signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response as AnyResponse

from survey import compiled, i18n, pages
from survey.errors import NotAllowed
from survey.people.role import Role

FINDER = "sayso_signed_in"
SIGN_IN = "security.login"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'none'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PASSKEY_POLICY = POLICY.replace("script-src 'none'", "script-src 'self'")  # our one script, from our own address

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class StaffMember:
    """Who is signed in: the account, the person they are in the ledger, and what they may do here."""

    account_id: int
    person_id: str
    organisation_id: str | None
    name: str
    roles: frozenset[Role]


Finder = Callable[[], StaffMember | None]


def prepare(app: Flask, *, stylesheet_url: str, signed_in: Finder) -> None:
    """Give the staff side its languages, the names its templates use, and the way to find who is signed in."""
    settings = app.extensions["sayso"].settings
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "bytecode_cache": compiled.STAFF_SIDE}
    if settings.mode == "test":
        app.jinja_options["undefined"] = StrictUndefined
    app.extensions[pages.LANGUAGES] = i18n.languages_of_staff(settings)
    app.extensions[FINDER] = signed_in
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    app.jinja_env.globals |= {
        "languages": list(app.extensions[pages.LANGUAGES].values()),
        "url": url_for,
        "has_page": app.view_functions.__contains__,
        "in_lang": i18n.in_lang,
        "day_words": i18n.day_words,
        "time_words": i18n.time_words,
        "stylesheet_url": stylesheet_url,
    }
    app.before_request(_take_language)
    app.context_processor(_words_of_the_page)


def _take_language() -> None:
    offered = current_app.extensions[pages.LANGUAGES]
    g.language = offered[request.accept_languages.best_match(offered) or next(iter(offered))]


def _words_of_the_page() -> dict[str, Any]:
    language = pages.language()
    return {"lang": language.tag, "dir": language.dir}


def render(template: str, **context: Any) -> str:
    """A staff page. Its names: lang, dir, url, has_page, stylesheet_url, languages, and who is signed in."""
    return render_template(template, **context)


def render_error(template: str, **context: Any) -> str:
    """An error page in the staff side's dress."""
    return render_template(template, layout="layouts/staff.html", **context)


def go(endpoint: str, **values: Any) -> Response:
    """See the next page: every form that was acted on ends so (303)."""
    response = redirect(url_for(endpoint, **values), 303)
    assert isinstance(response, Response)
    return response


def has_page(endpoint: str) -> bool:
    """Whether a staff page exists here: a feature may link to one above it, but only if it is there."""
    return endpoint in current_app.view_functions


def signed_in() -> StaffMember | None:
    """Who is signed in, or None; looked up once in a request."""
    if "signed_in" not in g:
        g.signed_in = current_app.extensions[FINDER]()
    found: StaffMember | None = g.signed_in
    return found


def me() -> StaffMember:
    """The member of staff who is signed in. :raise NotAllowed: when nobody is."""
    found = signed_in()
    if found is None:
        raise NotAllowed
    return found


def only_for(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R | AnyResponse]]:
    """Guard a staff page: signed in with one of these roles, or sent to sign in, or refused in plain words."""

    def guard(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
            member = signed_in()
            if member is None:
                return to_sign_in()
            if member.roles.isdisjoint(roles):
                raise NotAllowed
            return view(*args, **kwargs)

        guarded.only_for = roles  # type: ignore[attr-defined]  # read by tests/house: no page without a guard
        return guarded

    return guard


def to_sign_in() -> AnyResponse:
    """The sign-in page, which comes back here afterwards; a form that was sent while signed out starts again."""
    after: dict[str, Any] = (
        {"next": request.script_root + request.full_path.rstrip("?")} if request.method == "GET" else {}
    )
    return redirect(url_for(SIGN_IN, **after))


def from_our_own_pages() -> None:
    """Refuse a form another site sent, and one with a file in it: no staff page asks for any. :raise NotAllowed:

    Library tokens stand beside this.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    pages.refuse_another_site()
    if request.files:
        raise NotAllowed
