"""The people's side: rendering in the page's language, and the guard on its forms. No cookie, session or sign-in."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Response, url_for
from flask.sessions import NullSession, SessionInterface
from jinja2 import Environment
from markupsafe import Markup, escape
from werkzeug.routing import Map

from survey.answered import Answered
from survey.built import STATIC
from survey.errors import NotAllowed
from survey.house import house
from survey.i18n import Language, environment, in_lang, languages
from survey.people.invitation import form_key, is_form_key
from survey.tabs import tab_of
from survey.under_way import asked, kept, side

LANGUAGES = "sayso_languages"
ENVIRONMENTS = "sayso_environments"
NOTHING = Markup()
DRAFT_IN_ENGLISH = "These words are a draft. No one who speaks this language has checked them yet."


class NoSession(SessionInterface):
    """This side has no session and no cookie: nothing is read, signed or sent (facts: cost, rule 3)."""

    def open_session(self, app: Any, request: Any) -> NullSession:
        return self.make_null_session(app)

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        """Nothing to save."""


def prepare(app: Any, *, style: dict[str, str], scripts: dict[str, str]) -> None:
    """Load every language and its templates, once, when the side is made."""
    app.session_interface = NoSession()
    settings = app.extensions["sayso"].settings
    app.extensions[LANGUAGES] = languages(settings)
    app.extensions[ENVIRONMENTS] = {
        code: _with_globals(environment(each, strict=settings.mode == "test"), each, app, style, scripts)
        for code, each in app.extensions[LANGUAGES].items()
    }


def _with_globals(
    env: Environment, language: Language, app: Any, style: dict[str, str], scripts: dict[str, str]
) -> Environment:
    env.globals |= {
        "lang": language.tag,
        "dir": language.dir,
        "languages": list(app.extensions[LANGUAGES].values()),
        "is_draft": language.draft,
        "draft_in_english": DRAFT_IN_ENGLISH,
        "in_lang": in_lang,
        "url": url,
        "has_page": app.view_functions.__contains__,
        "icon": _icon(),
        "style": {bundle: Markup(each) for bundle, each in style.items()},  # noqa: S704 - our own stylesheet
        "scripts": {bundle: Markup(each) for bundle, each in scripts.items()},  # noqa: S704 - our own script
        "leave_url": app.extensions["sayso"].settings.leave_url,
        "reminders": bool(app.extensions["sayso"].settings.reminds_by),
    }
    return env


def _icon() -> str:
    """The mark of the tab, inside the page: one request fewer on every phone's first page."""
    return "data:image/svg+xml," + quote((STATIC / "img" / "icon.svg").read_text("utf-8"), safe="/:=' ")


def url(endpoint: str, **values: Any) -> str:
    """The address of a people's page, in the language of this one."""
    values.setdefault("lang", kept().language.code)
    plain = {
        name: each for name, each in values.items() if name != "lang" and type(each) is str and PLAIN.fullmatch(each)
    }
    marked = values | {name: f"~{name}~" for name in plain}
    if not all(type(each) in (str, int) for each in marked.values()):
        return url_for(endpoint, **values)
    made = _address(side().url_map, endpoint, tuple(marked.items()))
    for name, each in plain.items():
        made = made.replace(f"~{name}~", each)
    return asked().script_root + made


PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # in an address as it is: a link's token, a place, a code


@lru_cache(maxsize=2048)
def _address(rules: Map, endpoint: str, values: tuple[tuple[str, str | int], ...]) -> str:
    """An address with marks where such values go: made once, because a page has a dozen (docs/speed.md)."""
    return rules.bind("").build(endpoint, dict(values))


def address_in(code: str) -> Markup:
    """The page under way in another language: the same place, with what was searched for and how far one had paged."""
    request = asked()
    _empty, first, rest = [*request.path.split("/", 2), ""][:3]
    if offered(first) is None or not _can_be_asked_for():
        return escape(url_for("people.code", lang=code))
    return escape(f"{request.script_root}/{code}/{quote(rest)}") + query()


def query() -> Markup:
    """What the page was asked with, as it stands behind an address in HTML; empty where there is nothing."""
    sent = asked().query_string
    return escape(f"?{sent.decode('ascii', 'ignore')}") if sent else NOTHING


def stay() -> Response:
    """The same page once more, after its form was sent by the button of a language."""
    request = asked()
    return see_other(request.script_root + request.full_path.rstrip("?"))


def _can_be_asked_for() -> bool:
    """Whether a form's address has a page of its own, too: a link asks for that."""
    request = asked()
    if request.method in ("GET", "HEAD") or request.url_rule is None:
        return True
    rules = side().url_map.iter_rules()
    return any(rule.rule == request.url_rule.rule and "GET" in (rule.methods or ()) for rule in rules)


def offered(code: str) -> Language | None:
    """The language with this code, if it is on offer here."""
    found: Language | None = side().extensions[LANGUAGES].get(code)
    return found


def language() -> Language:
    """The language of the page under way; the first on offer, where the address named none."""
    here = kept()
    found: Language | None = here.get("language")
    if found is None:
        first = next(iter(side().extensions[LANGUAGES].values()))
        found = here.language = offered(asked().path.split("/")[1]) or first  # a page that is not there still speaks
    return found


def page_environment(code: str = "") -> Environment:
    """The template environment of a language that is on offer, else of the page's: pages are compiled once and kept."""
    environments: dict[str, Environment] = side().extensions[ENVIRONMENTS]
    return (environments.get(code) if code else None) or environments[language().code]


def render(template: str, **context: Any) -> str:
    """A people's page. `token`, when there is one, ties its forms to its link."""
    env = page_environment()  # from here on the page has its language, for the words in its tab too
    token, request = context.setdefault("token", kept().get("token")), asked()
    context["form_key"] = key_field(token) if token else ""
    context["tab"] = tab_of(request.endpoint)
    context["here"] = {"endpoint": request.endpoint, "values": dict(request.view_args or {}), "address": address_in}
    return env.get_template(template).render(context)


def key_field(token: str) -> Markup:
    """The hidden field every people's form carries."""
    key = form_key(token, house().settings.secret_key)
    return Markup(f'<input type="hidden" name="form_key" value="{key}">')  # noqa: S704 - hexadecimal


def require_own_form(token: str) -> None:
    """Refuse a form that another site sent, or that was not made for this link. :raise NotAllowed:"""
    refuse_another_site()
    if not is_form_key(asked().form.get("form_key", ""), token, house().settings.secret_key):
        raise NotAllowed


def refuse_another_site() -> None:
    """Refuse a form that a browser says came from elsewhere. :raise NotAllowed:"""
    said = asked().environ
    if said.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed
    origin = said.get("HTTP_ORIGIN", "null")  # none, and "null", are honest under `no-referrer`
    if origin != "null" and origin not in own_origins():
        raise NotAllowed


def own_origins() -> tuple[str, ...]:
    """Where an honest browser says our own pages are."""
    return (asked().host_url.rstrip("/"), house().settings.base_url.rstrip("/"))


def go(endpoint: str, **values: Any) -> Response:
    """See the next page: every form that was acted on ends so (303)."""
    return see_other(url(endpoint, **values))


def see_other(address: str) -> Response:
    """On to this address of ours (303)."""
    return Answered(b"", status=303, headers={"Location": address})
