"""A page's main part, for the page's own script: the answer to a form and the page after it, in one request.

A plain form goes on with a redirect (303), which costs another request. The script sends the same form with a header of
ours; its view answers as it always does, and where that is a redirect the page it leads to is made here at once. So
both ways run the same code, and no view knows which one it is.
"""

from collections.abc import Iterable
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ASKED = "HTTP_X_SAYSO_PART"  # main: the main part of what comes; none: only whether it was saved
KEPT = "X-Sayso-Kept"  # a view's own word on a save, carried along
HOPS = 4
SENT_WITH_A_FORM = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN")


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
        kept = [(KEPT, given.named(KEPT))] if given.named(KEPT) else []
        if asked == "none" and given.status[:3] == "303":
            start_response("204 NO CONTENT", kept)
            return []
        given, at = _led_on(wsgi, environ, given) if environ["REQUEST_METHOD"] == "POST" else (given, _address(environ))
        body, title = main_of(given.body)
        if title is not None:
            named = [("X-Sayso-At", at), ("X-Sayso-Title", quote(title))]
            given.headers = [each for each in given.headers if each[0].lower() not in ("content-length", KEPT.lower())]
            given.headers += [("Content-Length", str(len(body))), *named, *kept]
        start_response(given.status, given.headers)
        return [body]

    return answer


def _address(environ: WSGIEnvironment) -> str:
    path = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), safe="/", encoding="latin-1")
    return f"{path}?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else path


def _led_on(wsgi: WSGIApplication, environ: WSGIEnvironment, given: Answer) -> tuple[Answer, str]:
    """Where the answer leads, as long as that is a page of this application; and that page's address."""
    at, root = _address(environ), environ.get("SCRIPT_NAME", "")
    for _hop in range(HOPS):
        to = given.named("Location")
        if given.status[:3] not in ("302", "303") or not to.startswith(f"{root}/") or to.startswith("//"):
            break
        path, _mark, query = to.partition("?")
        kept = {name: value for name, value in environ.items() if name not in SENT_WITH_A_FORM}
        there = {"REQUEST_METHOD": "GET", "PATH_INFO": unquote(path[len(root) :], encoding="latin-1")}
        given, at = Answer(wsgi, {**kept, **there, "QUERY_STRING": query, "wsgi.input": BytesIO()}), to
    return given, at


def main_of(page: bytes) -> tuple[bytes, str | None]:
    """A page's main part and its title; the whole and None, where it is no page of ours."""
    start, end = page.find(b"<main"), page.rfind(b"</main>")
    _before, opened, rest = page[:start].partition(b"<title>")
    if start < 0 or end < 0 or not opened:
        return page, None
    return page[start : end + len(b"</main>")], unescape(rest.partition(b"</title>")[0].decode())
