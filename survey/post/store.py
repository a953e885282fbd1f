"""The outbox: writing letters down, and sending what is due. Never twice, and none is lost.

A letter is claimed in one transaction, with the words that only it holds; it goes; then it is marked as gone, together
with whatever its feature records about that. Whoever is killed in between leaves it claimed: it may have gone, so
nothing sends it again by itself, and a person is asked to look.
"""

import logging
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey import due
from survey.house import House
from survey.i18n import languages
from survey.post.carriers.store import Carrier, NotNow, Refused, Unsure, carrier_for
from survey.post.letter import FORGOTTEN_AFTER, IN_HAND, OVER, Letter, State, Words, next_try
from survey.post.models import LetterRow

Say = Callable[[str], str]
_log = logging.getLogger("sayso.post")


@dataclass(frozen=True)
class Pen:
    """What a feature needs to write a letter at the moment it goes."""

    now: datetime
    rng: random.Random
    say: Say
    home: str  # where this installation's pages are, in the first language: https://example.org/en
    house: House

    def say_in(self, code: str) -> Say:
        """The words of a language on offer; of the first, when it is not on offer any more."""
        offered = languages(self.house.settings)
        return offered[code].translations.ugettext if code in offered else self.say


def _at_any_time(house: House) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """A kind of letter: its words (None: it is not needed any more), and what is recorded when it has gone.

    `may_go`: whether it may go at this moment; until then it waits.
    """

    words: Callable[[Session, Letter, Pen], Words | None]
    gone: Callable[[Session, Letter, datetime, random.Random], None]
    may_go: Callable[[House], bool] = _at_any_time


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Add a kind of letter, once, at import of the feature that writes it."""
    if name in _kinds:
        raise ValueError(f"A kind of letter named {name} is already registered.")
    _kinds[name] = kind


# Writing


def write(session: Session, kind: str, about: int, once: str, now: datetime) -> bool:
    """Put a letter into the outbox, in the caller's transaction. One `once` is one letter, however often asked."""
    if session.scalar(select(LetterRow.id).where(LetterRow.once == once)) is not None:
        return False
    what: dict[str, Any] = {"kind": kind, "about": about, "once": once}
    fresh = {"state": State.WAITING.value, "tries": 0, "written_at": now, "next_try": now}
    session.execute(insert(LetterRow), what | fresh)
    return True


def newest(session: Session, kind: str, about: Iterable[int]) -> dict[int, Letter]:
    """The last letter of this kind about each of these."""
    rows = select(LetterRow).where(LetterRow.kind == kind, LetterRow.about.in_(set(about))).order_by(LetterRow.id)
    return {row.about: _letter(row) for row in session.scalars(rows, execution_options={"populate_existing": True})}


def _letter(row: LetterRow) -> Letter:
    return Letter(row.id, row.kind, row.about, row.once, State(row.state), row.tries, row.written_at)


# Sending


def send_due(house: House) -> int:
    """Send every letter whose time has come: how many went. Waits for a server, so it is never on a request's way."""
    carrier = carrier_for(house.settings)
    _tidy(house)
    if carrier is None:
        return 0
    with house.database.reading() as session:
        kinds = [name for name, kind in _kinds.items() if kind.may_go(house)]
        ready = select(LetterRow.id).where(
            LetterRow.state == State.WAITING.value, LetterRow.next_try <= house.clock(), LetterRow.kind.in_(kinds)
        )
        ids = session.scalars(ready.order_by(LetterRow.id)).all()
    return sum(_send_apart(house, each, carrier) for each in ids)


def _send_apart(house: House, letter_id: int, carrier: Carrier) -> bool:
    """Send one letter; one that fails holds up none of those behind it, which may be alerts."""
    try:
        return send(house, letter_id, carrier)
    except Exception:
        _log.exception("Letter %s could not be sent.", letter_id)
        return False


def send(house: House, letter_id: int, carrier: Carrier) -> bool:
    """Send one letter, if nobody else has taken it: whether it went."""
    claimed = _claim(house, letter_id)
    if claimed is None:
        return False
    letter, words = claimed
    try:
        carrier.carry(letter, words, house.clock())
    except NotNow:
        _not_now(house, letter)
    except Refused:
        _mark(house, letter, State.FAILED)
    except Unsure:
        _mark(house, letter, State.UNSURE)
    else:
        with house.database.writing() as session:
            _over(session, letter.id, State.SENT, house.clock())
            _kinds[letter.kind].gone(session, letter, house.clock(), house.rng)
        return True
    return False


def _claim(house: House, letter_id: int) -> tuple[Letter, Words] | None:
    now = house.clock()
    with house.database.writing() as session:
        waiting = LetterRow.id == letter_id, LetterRow.state == State.WAITING.value
        taken = {"state": State.SENDING.value, "sending_since": now, "tries": LetterRow.tries + 1}
        if not _change(session, *waiting, **taken):
            return None
        letter = _letter(session.get_one(LetterRow, letter_id, populate_existing=True))
        words = _kinds[letter.kind].words(session, letter, _pen(house, now))
        if words is None:
            _over(session, letter_id, State.DROPPED, now)
            return None
    return letter, words


def _pen(house: House, now: datetime) -> Pen:
    first = next(iter(languages(house.settings).values()))
    home = f"{house.settings.base_url.rstrip('/')}/{first.code}"
    return Pen(now, house.rng, first.translations.ugettext, home, house)


def _not_now(house: House, letter: Letter) -> None:
    again = next_try(letter.tries, house.clock())
    if again is None:
        _mark(house, letter, State.FAILED)
    else:
        _mark(house, letter, State.WAITING, next_try=again)


def _mark(house: House, letter: Letter, state: State, **more: Any) -> None:
    with house.database.writing() as session:
        mine = LetterRow.id == letter.id, LetterRow.state == State.SENDING.value
        _change(session, *mine, state=state.value, sending_since=None, **more)


def _over(session: Session, letter_id: int, state: State, now: datetime) -> None:
    done = {"state": state.value, "sending_since": None, "over_at": now}
    _change(session, LetterRow.id == letter_id, **done)


def _tidy(house: House) -> None:
    """What someone took and never finished may have gone; what is long over is forgotten."""
    now = house.clock()
    with house.database.writing() as session:
        stuck = LetterRow.state == State.SENDING.value, LetterRow.sending_since <= now - IN_HAND
        _change(session, *stuck, state=State.UNSURE.value, sending_since=None)
        over = LetterRow.state.in_([each.value for each in OVER])
        old = delete(LetterRow).where(over, LetterRow.over_at <= now - FORGOTTEN_AFTER)
        session.execute(old.execution_options(synchronize_session=False))


def _change(session: Session, *which: Any, **values: Any) -> bool:
    changed = update(LetterRow).where(*which).values(values).execution_options(synchronize_session=False)
    return bool(session.execute(changed).rowcount)  # type: ignore[attr-defined]  # a CursorResult


due.register("letters to send", send_due)
