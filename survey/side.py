"""The people's side as Flask runs it: what this side never has is left out, and its own script is led on at once.

A plain form goes on with a redirect (303), which costs another request. The script sends the same form with a header of
ours (survey/part.py); its view answers as it always does, and where that is a redirect, the page it leads to is made in
the same request by its own view. So both ways run the same code, and no view knows which one it is.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote

from flask import Flask, Request, Response, request_tearing_down
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from survey import under_way
from survey.addresses import Addresses
from survey.answered import Answered
from survey.asked import Asked
from survey.part import ASKED, AT, KEPT, SAID, leads_to

HOPS = 4
SENT_WITH_A_FORM = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN")


_context = cast("Callable[[], RequestContext]", cast(Any, request_ctx)._get_current_object)


class PeopleSide(Flask):
    """Flask, for pages without sign-in: by the short ways of these three (docs/decisions/0084)."""

    request_class = Asked
    response_class = Answered

    def create_url_adapter(self, request: Request | None) -> Addresses | None:
        """The addresses of this side. There are none outside of a request."""
        return Addresses(self.url_map, request) if request is not None else None

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: nothing here is asynchronous (tests/house/test_sides.py), and looking costs each request."""
        return func

    def preprocess_request(self) -> ResponseReturnValue | None:
        """As Flask does, where hooks are of all pages; a feature's own it finds in Flask's way."""
        hooks, before = self.url_value_preprocessors, self.before_request_funcs
        if not hooks.keys() | before.keys() <= {None}:
            return super().preprocess_request()
        asked = under_way.asked()
        for take in hooks.get(None, ()):
            take(asked.endpoint, asked.view_args)
        for look in before.get(None, ()):
            answer = cast("ResponseReturnValue | None", look())
            if answer is not None:
                return answer
        return None

    def process_response(self, response: Response) -> Response:
        """As Flask does, where hooks are of all pages and there is no session to save."""
        hooks = self.after_request_funcs
        if not hooks.keys() <= {None} or _context()._after_request_functions:
            return super().process_response(response)
        for finish in reversed(hooks.get(None, ())):
            response = cast("Response", finish(response))
        return response

    def do_teardown_request(self, *given: Any, **named: Any) -> None:
        """As Flask does, where there is anything to do."""
        if self.teardown_request_funcs or request_tearing_down.receivers:
            super().do_teardown_request(*given, **named)

    def dispatch_request(self) -> ResponseReturnValue:
        """As Flask does; and on to the page after it, where the page's script asked for that."""
        context = _context()
        answer, asked = self._answer(context), context.request
        environ = asked.environ
        if environ.get(ASKED) != "main" or asked.method != "POST":
            return answer
        under_way.kept().asked = asked
        for _hop in range(HOPS):
            if not isinstance(answer, Response) or not (address := leads_to(answer, asked.script_root)):
                break
            environ.setdefault(KEPT, answer.headers.get(SAID, ""))
            environ[AT] = address
            answer = self._page_at(context, address)
        return answer

    def _answer(self, context: RequestContext) -> ResponseReturnValue:
        """The view's answer to the request under way; what is not simply asked for is Flask's."""
        asked = context.request
        if asked.routing_exception is not None or asked.url_rule is None or asked.method == "OPTIONS":
            return super().dispatch_request()
        view = self.view_functions[asked.url_rule.endpoint]
        return cast("ResponseReturnValue", view(**(asked.view_args or {})))

    def _page_at(self, context: RequestContext, address: str) -> ResponseReturnValue:
        """What stands there, as if it had been asked for: the same context, with another request in it."""
        before, (path, _mark, query) = context.request, address.partition("?")
        kept = {name: value for name, value in before.environ.items() if name not in SENT_WITH_A_FORM}
        at = unquote(path[len(before.script_root) :], encoding="latin-1")
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": at, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        before.close()
        before.environ["werkzeug.request"] = None  # as Flask does at a request's end: no circle for the collector
        context.request = now = self.request_class(kept | asked)
        try:
            assert context.url_adapter is not None
            now.url_rule, named = context.url_adapter.match(now.path, "GET", return_rule=True)
            now.view_args = dict(named)
        except HTTPException as error:
            now.routing_exception = error
        refused = self.preprocess_request()
        return self._answer(context) if refused is None else refused
