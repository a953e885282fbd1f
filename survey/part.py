"""A page's main part, for the page's own script: the answer to a form and the page after it, in one request.

How one leads to the other is survey/side.py; here the main part is cut out, and what is said of it put on.
"""

from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

ASKED = "HTTP_X_SAYSO_PART"  # main: the main part of what comes; none: only whether it was saved
SAID = "X-Sayso-Kept"  # a view's own word on a save, carried along
AT, KEPT = "sayso.at", "sayso.kept"  # in the WSGI environment: where the request was led to, and that word


class Answer:
    """A whole answer of an application, taken in."""

    def __init__(self, wsgi: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()
        body = wsgi(environ, self._begin)  # type: ignore[arg-type]  # nothing is written another way
        try:
            self.body = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()

    def _begin(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        self.status, self.headers = status, headers

    def named(self, name: str) -> str:
        """A header; empty where there is none."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")


def parts(wsgi: WSGIApplication) -> WSGIApplication:
    """The same application, which also answers its own script."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get(ASKED)
        if asked not in ("main", "none"):
            return wsgi(environ, start_response)
        given = Answer(wsgi, environ)
        word = environ.get(KEPT) or given.named(SAID)
        kept = [(SAID, word)] if word else []
        if asked == "none" and given.status[:3] == "303":
            start_response("204 NO CONTENT", kept)
            return []
        body, title = main_of(given.body)
        if title is not None:
            named = [("X-Sayso-At", environ.get(AT) or _address(environ)), ("X-Sayso-Title", quote(title))]
            given.headers = [each for each in given.headers if each[0].lower() not in ("content-length", SAID.lower())]
            given.headers += [("Content-Length", str(len(body))), *named, *kept]
        start_response(given.status, given.headers)
        return [body]

    return answer


def _address(environ: WSGIEnvironment) -> str:
    path = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), safe="/", encoding="latin-1")
    return f"{path}?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else path


def leads_to(answer: Response, root: str) -> str:
    """Where an answer leads, if that is a page of this application; else empty."""
    to = answer.headers.get("Location", "")
    is_ours = answer.status_code in (302, 303) and to.startswith(f"{root}/") and not to.startswith("//")
    return to if is_ours else ""


def main_of(page: bytes) -> tuple[bytes, str | None]:
    """A page's main part and its title; the whole and None, where it is no page of ours."""
    start, end = page.find(b"<main"), page.rfind(b"</main>")
    _before, opened, rest = page[:start].partition(b"<title>")
    if start < 0 or end < 0 or not opened:
        return page, None
    return page[start : end + len(b"</main>")], unescape(rest.partition(b"</title>")[0].decode())
