"""One line per request: endpoint, method, status, milliseconds. Never the address: it holds the link's token."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from time import perf_counter
from typing import Any, TypeVar

import structlog
from flask import Flask, Response

from survey import under_way

STARTED = "sayso.started"  # in the WSGI environment


UNLOGGED = "leaves_no_line"
View = TypeVar("View", bound=Callable[..., Any])


def unlogged(view: View) -> View:
    """Mark a page whose very opening is nobody's business: it leaves no line."""
    setattr(view, UNLOGGED, True)
    return view


def log_requests(app: Flask) -> None:
    """Write a line when each response is ready, unless the page is one that leaves none."""
    log = structlog.BytesLogger(sys.stderr.buffer)  # whole lines, whoever else writes; and nothing is done to them

    @app.after_request
    def line(response: Response) -> Response:
        asked = under_way.kept().get("asked") or under_way.asked()  # a form may have been led on to another page
        endpoint, now = asked.endpoint or "none", perf_counter()
        if hasattr(app.view_functions.get(endpoint), UNLOGGED):
            return response
        ms = round((now - asked.environ.get(STARTED, now)) * 1000, 1)
        said = _said(asked.method, response.status_code, endpoint)
        log.info(f'{said}, "ms": {ms}, "timestamp": "{datetime.now(UTC).isoformat()}"}}'.encode())
        return response


@lru_cache(maxsize=1024)
def _said(method: str, status: int, endpoint: str) -> str:
    """What a line begins with, in JSON: the same for every request of a kind."""
    return json.dumps({"event": endpoint, "method": method, "status": status})[:-1]
