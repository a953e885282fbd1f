"""Asking witnesses to sign our newest head, and keeping what they answer once it was checked.

Only sizes, roots, hashes and signatures travel. A witness that is slow, gone or wrong stops nothing: what it said is
written down, the log's own page shows it, and it is asked again half a minute later.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from survey.house import House
from survey.ledger.checkpoint import CheckpointWrong, read_body
from survey.ledger.checkpoints.models import Cosignature, OutsideMemory
from survey.ledger.checkpoints.proofs.store import growth, head, head_at
from survey.ledger.cosigning.witnesses import OurWitness, read_witnesses
from survey.ledger.note import Note, NoteWrong, VerifierKey, number_of, read_note, read_signatures, verified
from survey.ledger.store import take_turn
from survey.ledger.window.store import remember

SECONDS = 5.0  # to wait for a witness
LONGEST_ANSWER = 20_000  # bytes

_log = logging.getLogger("sayso.ledger")


class WitnessRefused(Exception):
    """A witness did not sign. The sentence says why; `remembers` is the size it says it has, if it said."""

    def __init__(self, sentence: str, remembers: int | None = None) -> None:
        super().__init__(sentence)
        self.remembers = remembers


def ask_witnesses(house: House) -> int:
    """Ask each witness that has not signed our newest head. How many signed."""
    return sum(_ask(house, witness) for witness in read_witnesses(house.settings.witnesses) if witness.url)


def _ask(house: House, witness: OurWitness) -> bool:
    with house.database.reading() as session:
        newest = head(session)
        known = _signed_by(session, witness.key)
        if newest is None or known == read_body(newest.text).size:
            return False
    try:
        answer = _signed(house, witness, known)
    except WitnessRefused as refused:
        _log.warning("The witness %s did not sign: %s", witness.key.name, refused)
        with house.database.writing() as session:
            _note_trouble(session, witness.key, str(refused), house.clock())
        return False
    with house.database.writing() as session:
        return keep(session, answer, {witness.key: witness}, house.clock()) > 0


def _signed(house: House, witness: OurWitness, known: int) -> Note:
    """The newest head with the witness's line; asked once more from where the witness says it is."""
    try:
        return _sent(house, witness, known)
    except WitnessRefused as refused:
        if refused.remembers is None or refused.remembers == known:
            raise
        return _sent(house, witness, refused.remembers)


def _sent(house: House, witness: OurWitness, old: int) -> Note:
    with house.database.reading() as session:
        newest = head(session)
        size = read_body(newest.text).size if newest else 0
        if newest is None or old > size:
            raise WitnessRefused(f"It remembers {old} entries; only {size} are signed here. The log was rolled back.")
        body = growth(session, old)
    answer = _post(f"{witness.url}/add-checkpoint", body.encode())
    try:
        return Note(newest.text, newest.signatures[:1]).also(read_signatures(answer))
    except NoteWrong as error:
        raise WitnessRefused(f"What it answered cannot be read. {error}") from error


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_network = build_opener(ProxyHandler({}), _StayHere)


def _post(url: str, body: bytes) -> str:
    request = Request(url, body, {"Content-Type": "text/plain; charset=utf-8"})  # noqa: S310 - http(s), by its setting
    try:
        with _network.open(request, timeout=SECONDS) as answer:
            return str(answer.read(LONGEST_ANSWER).decode("utf-8"))
    except HTTPError as error:
        raise _refusal(error) from error
    except (OSError, HTTPException, UnicodeDecodeError) as error:
        raise WitnessRefused(f"It does not answer ({type(error).__name__}).") from error


def _refusal(error: HTTPError) -> WitnessRefused:
    try:
        said = error.read(1000).decode("utf-8", "replace").strip()
    except (OSError, HTTPException):
        said = ""
    if error.code == 409:
        try:
            size = number_of(said)
        except NoteWrong:
            return WitnessRefused("It answers with a size that cannot be read.")
        return WitnessRefused(f"It remembers {size} entries.", size)
    return WitnessRefused(f"{error.code}: {said[:200]}")


# keeping


def keep(session: Session, note: Note, ours: Mapping[VerifierKey, OurWitness], now: datetime) -> int:
    """Keep the lines of our witnesses under a head that we signed; how many were new.

    :raise NoteWrong: when the head is not one of ours, or a line is not by the witness it names.
    """
    take_turn(session)
    point = read_body(note.text)
    signed = head_at(session, point.size)
    if signed is None or signed.text != note.text:
        raise CheckpointWrong("That is not a head that this log signed.")
    new = 0
    for key, seconds in verified(note, ours).items():
        if seconds is None or _has(session, point.size, key):
            continue
        line = next(each for each in note.signatures if each.is_of(key)).line()
        session.execute(insert(Cosignature).values(size=point.size, witness=str(key), line=line, at=now))
        remember(session, str(key), point.size, now)
        new += 1
    return new


def keep_file(session: Session, text: str, house: House) -> int:
    """Keep what a witness signed by hand. :raise NoteWrong:"""
    ours = {each.key: each for each in read_witnesses(house.settings.witnesses)}
    note = read_note(text)
    if not verified(note, ours):
        raise NoteWrong("None of the witnesses in SAYSO_WITNESSES signed this.")
    return keep(session, note, ours, house.clock())


def _has(session: Session, size: int, key: VerifierKey) -> bool:
    return session.get(Cosignature, (size, str(key))) is not None


def _signed_by(session: Session, key: VerifierKey) -> int:
    asked = select(func.max(Cosignature.size)).where(Cosignature.witness == str(key))
    return session.execute(asked).scalar() or 0


def _note_trouble(session: Session, key: VerifierKey, sentence: str, now: datetime) -> None:
    remember(session, str(key), 0, now)  # so that there is a row, if it never signed
    session.execute(update(OutsideMemory).where(OutsideMemory.who == str(key)).values(trouble=sentence))
