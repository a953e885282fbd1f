"""The one place where an error becomes a status and a page, on either side."""

import logging
from collections.abc import Callable

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException

from survey.errors import DomainError

STATUS = {"missing": 404, "refused": 403, "gone": 410, "conflict": 409, "invalid": 422, "too_many": 429, "unready": 503}
KIND_OF_STATUS = {
    400: "invalid",
    403: "refused",
    404: "missing",
    405: "missing",
    410: "gone",
    413: "too_long",
    429: "too_many",
}

Render = Callable[..., str]
log = logging.getLogger("sayso")


def show_errors(app: Flask, render: Render) -> None:
    """Every error of this side ends in templates/errors/<kind>.html: plain words, what to do next, nothing leaked."""

    def page(kind: str, status: int, sentence: str = "") -> Response:
        return make_response(render(f"errors/{kind}.html", sentence=sentence), status)

    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        return page(error.kind, STATUS[error.kind], str(error))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:
            return make_response(error.get_response())
        return page(KIND_OF_STATUS.get(status, "broken"), status)

    @app.errorhandler(Exception)
    def our_fault(error: Exception) -> Response:
        log.exception("A page failed: %s", type(error).__name__)
        return page("broken", 500)
