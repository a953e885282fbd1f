"""Easy words, or plain ones again: a button of the question's own form, so that nothing answered so far is lost."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.house import house
from survey.responses import store
from survey.responses.sitting import Seat


def switched(seat: Seat, token: str, page: int, *, easy: bool) -> AnyResponse:
    """The same page in the other words; from here on, and on whatever phone they go on."""
    assert seat.round_id is not None
    store.read_easily(house().database, seat.person_id, seat.round_id, easy)
    came = {"from": request.args["from"]} if "from" in request.args else {}
    return pages.go("responses.question", token=token, page=page, **came)
