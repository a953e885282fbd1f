"""Alerts: raised in the transaction that sends, passed on until someone takes them, closed with what was done.

The letters only say that something waits. Where none leaves, the alert is still there, on the list of all on the route,
and goes from one to the next: nothing of it depends on the mail.
"""

import logging
import random
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from survey import due
from survey.database import Database
from survey.errors import NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entries, record, take_turn
from survey.people.models import Link
from survey.post.letter import Letter, Words
from survey.post.store import Kind, Pen, write
from survey.post.store import register as register_letter
from survey.responses.sending import Sending, sent_tells
from survey.safety import alert as rules
from survey.safety.addresses.store import address_of
from survey.safety.alert import Alert
from survey.safety.models import AlertRow
from survey.safety.store import MANAGES, desk, live_route, route_at, staff_of
from survey.safety.watching import Route, to_raise

LETTER = "watch"
_log = logging.getLogger("sayso.safety")


# Raising


def on_sending(session: Session, sending: Sending, now: datetime, rng: random.Random) -> None:
    """Raise an alert for what is watched and was not sent before, where they were told so on the page they sent.

    :raise LookAgain: when that page said something else than what holds now: nothing is sent, and they look again.
    """
    route = live_route(session, sending.round_id, now)
    given = to_raise(route, sending.told, sending.before, sending.answers)
    if route is None or not given:
        return
    content = {
        "route": route.seq,
        "organisation": route.organisation_id,
        "who": route.plan.name,
        "round": sending.round_id,
        "items": sorted(given),
        "there": route.is_there(now),
        "due": route.looked_at_by(now).isoformat(timespec="milliseconds"),
    }
    links = {"answers": _place_of(session, sending, given), "route": route.seq}
    segment = NewSegment(Claim.FACT, None, (sending.person_id,), content)
    seq = record(session, NewEntry("alert.raised", None, (segment,), links=links), now=now, rng=rng).seq
    write(session, LETTER, seq, f"{LETTER}:{seq}:0", now)


def _place_of(session: Session, sending: Sending, given: frozenset[str]) -> int:
    """The entry in which the answer stands."""
    for entry in entries(session, sending.seqs):
        if any(item.partition(".")[0] in given or item in given for item in entry.content["answers"]):
            return entry.seq
    return sending.seqs[-1]


sent_tells(on_sending)


# Taking, passing on, closing


def take(session: Session, seq: int, *, by: str, now: datetime, rng: random.Random) -> None:
    """Someone on the route has it. :raise NotThere: :raise AlreadyDone:"""
    take_turn(session)
    alert = alert_at(session, seq)
    rules.take(alert, people_for(session, alert), by)
    _act(session, "alert.taken", alert, {}, by, now, rng)


def close(session: Session, seq: int, words: str, *, by: str, now: datetime, rng: random.Random) -> None:
    """What was done, as the young person reads it. :raise NotThere: :raise NotTaken: :raise SaysNothing:"""
    take_turn(session)
    alert = alert_at(session, seq)
    said = rules.close(alert, people_for(session, alert), by, words)
    _act(session, "alert.closed", alert, {"words": said}, by, now, rng)


def pass_on(house: House) -> int:
    """Tell the next person of each alert that nobody took in time: how many were passed on."""
    with house.database.reading() as session:
        waiting = select(AlertRow.seq).where(AlertRow.taken_at.is_(None), AlertRow.due_at <= house.clock())
        late = session.scalars(waiting.order_by(AlertRow.seq)).all()
    return sum(_pass_on_apart(house, seq) for seq in late)


def _pass_on_apart(house: House, seq: int) -> int:
    """One alert, if it is late; one that fails holds up no other."""
    now = house.clock()
    try:
        with house.database.reading() as session:
            if not _is_late(session, seq, now):
                return 0
        with house.database.writing() as session:
            take_turn(session)
            return _pass_on(session, seq, now, house.rng) if _is_late(session, seq, now) else 0
    except Exception:
        _log.exception("Alert %s could not be passed on; it is tried again in a while.", seq)
        return 0


def _is_late(session: Session, seq: int, now: datetime) -> bool:
    alert = alert_at(session, seq)
    return alert.is_late(now, _route(session, alert).plan.clock)


def _pass_on(session: Session, seq: int, now: datetime, rng: random.Random) -> int:
    alert = alert_at(session, seq)
    plan, people = _route(session, alert).plan, people_for(session, alert)
    if not people:
        return 0
    until = rules.next_due(now, plan.within, plan.clock).isoformat(timespec="milliseconds")
    facts = {"step": alert.step + 1, "due": until}
    _act(session, "alert.passed_on", alert, facts, None, now, rng)
    return int(write(session, LETTER, seq, f"{LETTER}:{seq}:{alert.step + 1}", now))


due.register("watched answers to pass on", pass_on)


def _act(
    session: Session, kind: str, alert: Alert, facts: dict[str, Any], by: str | None, now: datetime, rng: random.Random
) -> None:
    segment = NewSegment(Claim.FACT, by, (alert.person_id,), facts)
    record(session, NewEntry(kind, by, (segment,), links={"alert": alert.seq}), now=now, rng=rng)


# What stands


def alert_at(session: Session, seq: int) -> Alert:
    """:raise NotThere: when there is none."""
    row = session.get(AlertRow, seq, populate_existing=True)
    if row is None:
        raise NotThere
    return _alert(row)


def open_alerts(session: Session, organisation_id: str | None) -> list[Alert]:
    """What is not closed yet, the oldest first."""
    rows = select(AlertRow).where(AlertRow.organisation_id == organisation_id, AlertRow.closed_at.is_(None))
    return [_alert(row) for row in session.scalars(rows.order_by(AlertRow.seq), execution_options=FRESH)]


def is_any_alert(database: Database, hashed: bytes) -> bool:
    """Whether there was ever an alert of whoever holds this link, in one statement: of most there was none."""
    return bool(database.once(_OF_LINK, {"token_hash": hashed}))


_LINK, _ALERT = cast(Table, Link.__table__), cast(Table, AlertRow.__table__)
_OF_LINK = (
    select(_ALERT.c.seq)
    .join(_LINK, and_(_LINK.c.person_id == _ALERT.c.person_id, _LINK.c.round_id == _ALERT.c.round_id))
    .where(_LINK.c.token_hash == bindparam("token_hash"))
    .limit(1)
)


def alert_of(session: Session, person_id: str, round_id: str) -> Alert | None:
    """The newest alert of this person in this round."""
    rows = select(AlertRow).where(AlertRow.person_id == person_id, AlertRow.round_id == round_id)
    row = session.scalars(rows.order_by(AlertRow.seq.desc()).limit(1), execution_options=FRESH).first()
    return _alert(row) if row else None


FRESH = {"populate_existing": True}


def people_for(session: Session, alert: Alert) -> tuple[str, ...]:
    """Who can be told of it now: those on its route; where none of them is left, whoever manages or works here."""
    here = alert.organisation_id
    fallen_back = staff_of(session, here, MANAGES) or staff_of(session, here)
    return _route(session, alert).people or tuple(sorted(fallen_back))


def _route(session: Session, alert: Alert) -> Route:
    return route_at(session, alert.route_seq, alert.organisation_id)


def _alert(row: AlertRow) -> Alert:
    return Alert(
        row.seq,
        row.route_seq,
        row.organisation_id,
        row.person_id,
        row.round_id,
        row.answers_seq,
        row.at,
        row.step,
        row.due_at,
        row.taken_by,
        row.taken_at,
        row.closed_at,
    )


def _raised(session: Session, entry: Recorded) -> None:
    said = entry.content
    whose = {"person_id": entry.subject, "organisation_id": said["organisation"], "round_id": said["round"]}
    links = {"route_seq": entry.links["route"], "answers_seq": entry.links["answers"]}
    due_at = datetime.fromisoformat(said["due"])
    session.execute(insert(AlertRow), {"seq": entry.seq, "at": entry.at, "step": 0, "due_at": due_at} | whose | links)


def _set(session: Session, entry: Recorded, **values: Any) -> None:
    changed = update(AlertRow).where(AlertRow.seq == entry.links["alert"]).values(values)
    session.execute(changed.execution_options(synchronize_session=False))


def _passed_on(session: Session, entry: Recorded) -> None:
    _set(session, entry, step=entry.content["step"], due_at=datetime.fromisoformat(entry.content["due"]))


def _gone(session: Session, entry: Recorded) -> None:
    """The whole record is erased, and with it that there was an alert."""
    gone = delete(AlertRow).where(AlertRow.seq == entry.links.get("alert", entry.seq))
    session.execute(gone.execution_options(synchronize_session=False))


KINDS = ("alert.raised", "alert.taken", "alert.passed_on", "alert.closed")
register(
    Projection(
        "alerts",
        (AlertRow,),
        {
            "alert.raised": _raised,
            "alert.taken": lambda session, entry: _set(session, entry, taken_by=entry.actor, taken_at=entry.at),
            "alert.passed_on": _passed_on,
            "alert.closed": lambda session, entry: _set(session, entry, closed_at=entry.at),
        },
        erased=dict.fromkeys(KINDS, _gone),
    )
)


# Its letter


def words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """That something waits, and where. Nothing about anyone, nor what it is about."""
    row = session.get(AlertRow, letter.about, populate_existing=True)
    if row is None or row.taken_at is not None or row.closed_at is not None:
        return None
    people, step = people_for(session, _alert(row)), int(letter.once.rpartition(":")[2])
    address = address_of(session, people[step % len(people)]) if people else None
    if address is None:
        return None
    _ = pen.say
    said = _("Something waits for you. Please sign in and look:\n%(link)s")
    return Words(address, _("Something waits for you"), said % {"link": desk(pen)})


register_letter(LETTER, Kind(words, lambda _session, _letter, _now, _rng: None))
