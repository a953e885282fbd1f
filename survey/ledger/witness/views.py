"""The witness on the network: two addresses, no account, nothing but sizes, roots and signatures."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from survey.ledger.witness.store import NoMemory, Witness
from survey.ledger.witness.witness import LARGEST_REQUEST, Refused, place_of_log

TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


class WitnessSite:
    """The witness as a web server serves it (C2SP tlog-witness).

    POST /add-checkpoint asks for a signature; GET /<hash of the log's name>/checkpoint reads what it remembers.
    """

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._places = {f"/{place_of_log(origin)}/checkpoint": origin for origin in witness.logs}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            if request.path == "/add-checkpoint":
                return self._add(request)
            return self._read(request)
        except NoMemory as error:
            return _said(503, str(error))

    def _add(self, request: Request) -> Response:
        if request.method != "POST":
            return _said(405, "A head is sent here with POST.")
        body = request.stream.read(LARGEST_REQUEST + 1)
        if len(body) > LARGEST_REQUEST:
            return _said(413, "That is too long to be a head and its proof.")
        try:
            _, line = self._witness.sign(body)
        except Refused as refused:
            if refused.size is not None:
                return Response(f"{refused.size}\n", refused.status, content_type=SIZE)
            return _said(refused.status, str(refused))
        return Response(line.line(), 200, content_type=TEXT)

    def _read(self, request: Request) -> Response:
        origin = self._places.get(request.path)
        note = self._witness.newest(origin) if origin and request.method in ("GET", "HEAD") else None
        return _said(404, "There is nothing here.") if note is None else Response(note, 200, content_type=TEXT)


def _said(status: int, sentence: str) -> Response:
    return Response(f"{sentence}\n", status, content_type=TEXT)
