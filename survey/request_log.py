"""One line per request: endpoint, method, status, milliseconds. Never the address: it holds the link's token."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, g, request

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
        asked = g.get("asked") or request  # a form may have been led on to another page
        endpoint = asked.endpoint or "none"
        if hasattr(app.view_functions.get(endpoint), UNLOGGED):
            return response
        took = perf_counter() - asked.environ.get(STARTED, perf_counter())
        said = {"method": asked.method, "status": response.status_code, "ms": round(took * 1000, 1)}
        said |= {"event": endpoint, "timestamp": datetime.now(UTC).isoformat()}
        log.info(json.dumps(said).encode())
        return response
