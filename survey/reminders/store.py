"""Asking to be reminded, showing that a number is theirs, and stopping. Where to is sealed, and goes when it stops."""

import hmac
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import LinkEnded, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.erasing.store import erase
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries_about, entry_at, record, take_turn
from survey.people.invitation import token_hash
from survey.people.models import Link
from survey.post.store import write
from survey.records.account.gone import Why
from survey.reminders.models import Reminder, ReminderCode, Reminding
from survey.reminders.reminder import (
    ASKS_A_DAY,
    CODE_TRIES,
    Asked,
    CodeEnded,
    TooOften,
    Via,
    plain_digits,
)

CODE_LETTER = "reminder_code"
WHERE_TO = 1  # the part of the entry that holds the number or address: what is erased when it stops


def code_hash(seq: int, code: str, secret: str) -> bytes:
    """A six-figure code can be guessed from a plain hash, not from one keyed by the server's secret."""
    return hmac.digest(secret.encode(), f"reminder:{seq}:{code}".encode(), "sha256")


# Asking and showing that it is theirs


def begin(
    session: Session,
    person_id: str,
    round_id: str,
    via: Via,
    to: str,
    *,
    lang: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record that they ask, and write the code to that number or address. What stood before stands until they confirm.

    :raise TooOften: after three times in a day.
    """
    take_turn(session)
    recent = entries_about(session, person_id, ["reminders.asked"], erased=True)
    if sum(each.at > now - timedelta(days=1) for each in recent) >= ASKS_A_DAY:
        raise TooOften
    for each in asked_by(session, person_id, round_id):
        if each.confirmed_at is None:
            _stop(session, each, "replaced", person_id, now, rng)
    what = NewSegment(Claim.FACT, person_id, (person_id,), {"round": round_id, "via": via.value, "lang": lang})
    where = NewSegment(Claim.FACT, person_id, (person_id,), {"to": to})
    seq = record(session, NewEntry("reminders.asked", person_id, (what, where)), now=now, rng=rng).seq
    write(session, CODE_LETTER, seq, f"{CODE_LETTER}:{seq}", now)
    return seq


def confirm(
    session: Session, person_id: str, round_id: str, typed: str, *, secret: str, now: datetime, rng: random.Random
) -> bool:
    """They typed the code. True: it is theirs, and whatever stood before stops. False: wrong; few tries are left.

    A wrong try has to be kept, so it is told by what comes back. :raise CodeEnded: when no code counts any more.
    """
    take_turn(session)
    waiting = next((each for each in asked_by(session, person_id, round_id) if each.can_confirm(now)), None)
    code = session.get(ReminderCode, waiting.seq, populate_existing=True) if waiting else None
    if waiting is None or (code is not None and code.wrong >= CODE_TRIES):
        raise CodeEnded
    given = code_hash(waiting.seq, plain_digits(typed), secret)
    if code is None or not hmac.compare_digest(code.code_hash, given):
        if code is not None:
            code.wrong += 1
        return False
    session.delete(code)
    _act(session, "reminders.confirmed", waiting, {}, person_id, now, rng)
    for each in asked_by(session, person_id, round_id):
        if each.seq != waiting.seq:
            _stop(session, each, "replaced", person_id, now, rng)
    return True


def stop(
    session: Session, person_id: str, round_id: str | None, *, now: datetime, rng: random.Random, why: str = "asked"
) -> int:
    """Stop, in this round or in all: how many. The number goes for good. A second tap finds nothing to stop."""
    take_turn(session)
    standing = asked_by(session, person_id, round_id)
    for each in standing:
        _stop(session, each, why, person_id, now, rng)
    return len(standing)


def end(session: Session, asked: Asked, why: str, *, now: datetime, rng: random.Random) -> None:
    """Nobody is reminded any more, for a reason of ours; the number goes."""
    _stop(session, asked, why, None, now, rng)


def _stop(session: Session, asked: Asked, why: str, by: str | None, now: datetime, rng: random.Random) -> None:
    stopped = _act(session, "reminders.stopped", asked, {"why": why}, by, now, rng)
    session.execute(delete(ReminderCode).where(ReminderCode.asked_seq == asked.seq))
    erase(
        session, [(asked.seq, WHERE_TO)], actor=by, because=stopped.seq, reason=Why.NOT_NEEDED.value, now=now, rng=rng
    )


def _act(
    session: Session,
    kind: str,
    asked: Asked,
    facts: dict[str, str | int],
    by: str | None,
    now: datetime,
    rng: random.Random,
) -> Recorded:
    what: dict[str, str | int] = {"round": asked.round_id, "via": asked.via.value}
    segment = NewSegment(Claim.FACT, by, (asked.person_id,), what | facts)
    return record(session, NewEntry(kind, by, (segment,), links={"asked": asked.seq}), now=now, rng=rng)


def note_sent(session: Session, asked: Asked, number: int, *, now: datetime, rng: random.Random) -> None:
    """Record that a reminder has gone: they see it in their record."""
    _act(session, "reminders.sent", asked, {"number": number}, None, now, rng)


# Reading


def asked_by(session: Session, person_id: str, round_id: str | None = None) -> list[Asked]:
    """What someone asked for that has not stopped, the first first."""
    mine = [Reminding.person_id == person_id] + ([Reminding.round_id == round_id] if round_id else [])
    return _all(session, *mine)


def everything_asked(session: Session) -> list[Asked]:
    """What anyone asked for that has not stopped."""
    return _all(session)


def asked_at(session: Session, seq: int) -> Asked | None:
    """One of them; None when it has stopped."""
    return next(iter(_all(session, Reminding.seq == seq)), None)


def _all(session: Session, *which: object) -> list[Asked]:
    wanted = select(Reminding).where(*which).order_by(Reminding.seq)  # type: ignore[arg-type]  # conditions
    return [
        Asked(row.seq, row.person_id, row.round_id, Via(row.via), row.lang, row.asked_at, row.confirmed_at)
        for row in session.scalars(wanted, execution_options={"populate_existing": True})
    ]


def where_to(session: Session, seq: int) -> str:
    """The number or address, opened. :raise NotThere: when it has gone."""
    entry = entry_at(session, seq)
    parts: Sequence[object] = entry.segments if entry else ()
    if entry is None or len(parts) <= WHERE_TO:
        raise NotThere
    return str(entry.segments[WHERE_TO].content["to"])


def whose_link(session: Session, token: str) -> tuple[str, str | None]:
    """The person and round of a link, whether or not it still opens: so that stopping never runs out.

    :raise LinkEnded: when there never was such a link, or all of them is erased.
    """
    query = select(Link.person_id, Link.round_id).where(Link.token_hash == token_hash(token))
    found = session.execute(query).one_or_none()
    if found is None:
        raise LinkEnded
    return found.person_id, found.round_id


# Projections


def _asked(session: Session, entry: Recorded) -> None:
    facts = entry.content
    what = {"seq": entry.seq, "person_id": entry.subject, "round_id": facts["round"], "via": facts["via"]}
    session.execute(insert(Reminding), what | {"lang": facts["lang"], "asked_at": entry.at, "confirmed_at": None})


def _confirmed(session: Session, entry: Recorded) -> None:
    here = update(Reminding).where(Reminding.seq == entry.links["asked"]).values(confirmed_at=entry.at)
    session.execute(here.execution_options(synchronize_session=False))


def _over(session: Session, entry: Recorded) -> None:
    gone = delete(Reminding).where(Reminding.seq == entry.links["asked"])
    session.execute(gone.execution_options(synchronize_session=False))


def _number_gone(session: Session, entry: Recorded) -> None:
    for table, which in ((Reminding, Reminding.seq), (ReminderCode, ReminderCode.asked_seq)):
        session.execute(delete(table).where(which == entry.seq).execution_options(synchronize_session=False))


def _person_gone(session: Session, entry: Recorded) -> None:
    gone = delete(Reminder).where(Reminder.person_id == entry.subject)
    session.execute(gone.execution_options(synchronize_session=False))


register(
    Projection(
        "reminders",
        (Reminding,),
        {"reminders.asked": _asked, "reminders.confirmed": _confirmed, "reminders.stopped": _over},
        erased={"reminders.asked": _number_gone, "reminders.confirmed": _confirmed, "reminders.stopped": _over},
    )
)
register(Projection("reminders written", (), {}, erased={"person.added": _person_gone}))
