"""The public log: heads, keys and proofs, as text for machines and for those who check. Sizes, roots and hashes only.

No account and no language; who asks for which proof leaves no line in the request log.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from survey.error_pages import STATUS
from survey.errors import DomainError, NotThere
from survey.house import house
from survey.ledger.checkpoints.proofs import store as proofs
from survey.ledger.log_key.store import all_keys
from survey.ledger.note import NoteWrong, number_of
from survey.ledger.receipt import ReceiptUnreadable, read_code
from survey.request_log import unlogged

log = Blueprint("log", __name__, url_prefix="/log")

P = ParamSpec("P")
LARGEST_PLACE = 2**63 - 1  # that a database can hold


class NotAsked(DomainError):
    """A place or a size is a whole number."""


def _as_text(view: Callable[P, str]) -> Callable[P, Response]:
    """Answer in plain text, errors too: a sentence and its status."""

    @unlogged
    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return _text(view(*args, **kwargs))
        except DomainError as error:
            return _text(f"{error}\n", STATUS[error.kind])

    return shown


def _text(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")


def _reading(read: Callable[[Session], str]) -> str:
    with house().database.reading() as session:
        return read(session)


class NothingSigned(DomainError):
    """This log has no signed head yet."""

    kind = "missing"


class NoSuchEntry(NotThere):
    """There is no such entry in this log."""


@log.get("/checkpoint")
@_as_text
def checkpoint() -> str:
    """The newest signed head, with the lines of the witnesses that signed it too."""
    found = _reading(lambda session: str(proofs.head(session) or ""))
    if not found:
        raise NothingSigned
    return found


@log.get("/key")
@_as_text
def key() -> str:
    """Every key that ever signed this log, one to a line, the one in use first."""
    keys = _reading(lambda session: "".join(f"{each}\n" for each in all_keys(session)))
    return keys or f"{house().signer.key}\n"


@log.get("/proof/<what>")
@_as_text
def proof(what: str) -> str:
    """The proof file of one entry, by its place or by the code of a receipt."""
    try:
        return _reading(lambda session: proofs.proof_of(session, _place(session, what)))
    except NotThere as error:
        raise NoSuchEntry from error


def _place(session: Session, what: str) -> int:
    if what.isascii() and what.isdecimal() and len(what) < 20:
        return min(_number(what), LARGEST_PLACE)
    try:
        return proofs.place_of(session, read_code(what))
    except ReceiptUnreadable as error:
        raise NotAsked(str(error)) from error


@log.get("/consistency")
@_as_text
def consistency() -> str:
    """How the log grew from a size to a signed head (the newest, or that at `to`): what a witness is asked with."""
    old, new = request.args.get("from", "0"), request.args.get("to")
    try:
        return _reading(lambda session: proofs.growth(session, _number(old), None if new is None else _number(new)))
    except NotThere as error:
        raise NoSuchHead from error


class NoSuchHead(NotThere):
    """No head was signed at that size, or it is shorter than what it should continue."""


def _number(text: str) -> int:
    try:
        return number_of(text)
    except NoteWrong as error:
        raise NotAsked from error
