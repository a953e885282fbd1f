"""The people's side as Flask runs it: what this side never has is left out, and its own script is led on at once.

A plain form goes on with a redirect (303), which costs another request. The script sends the same form with a header of
ours (survey/part.py); its view answers as it always does, and where that is a redirect, the page it leads to is made in
the same request by its own view. So both ways run the same code, and no view knows which one it is.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, g
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from survey.part import ASKED, AT, KEPT, SAID, leads_to

HOPS = 4
SENT_WITH_A_FORM = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN")


class PeopleSide(Flask):
    """Flask, for pages without sign-in."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: nothing here is asynchronous (tests/house/test_sides.py), and looking costs each request."""
        return func

    def dispatch_request(self) -> ResponseReturnValue:
        """As Flask does; and on to the page after it, where the page's script asked for that."""
        answer, asked = super().dispatch_request(), request_ctx.request
        environ = asked.environ
        if environ.get(ASKED) != "main" or asked.method != "POST":
            return answer
        g.asked = asked
        for _hop in range(HOPS):
            if not isinstance(answer, Response) or not (address := leads_to(answer, asked.script_root)):
                break
            environ.setdefault(KEPT, answer.headers.get(SAID, ""))
            environ[AT] = address
            answer = self._page_at(address)
        return answer

    def _page_at(self, address: str) -> ResponseReturnValue:
        """What stands there, as if it had been asked for: the same context, with another request in it."""
        before, (path, _mark, query) = request_ctx.request, address.partition("?")
        kept = {name: value for name, value in before.environ.items() if name not in SENT_WITH_A_FORM}
        at = unquote(path[len(before.script_root) :], encoding="latin-1")
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": at, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        before.close()
        before.environ["werkzeug.request"] = None  # as Flask does at a request's end: no circle for the collector
        request_ctx.request = now = self.request_class(kept | asked)
        try:
            assert request_ctx.url_adapter is not None
            now.url_rule, named = request_ctx.url_adapter.match(now.path, "GET", return_rule=True)
            now.view_args = dict(named)
        except HTTPException as error:
            now.routing_exception = error
        refused = self.preprocess_request()
        return super().dispatch_request() if refused is None else refused
