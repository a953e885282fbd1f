"""Requests for data: written down when they come, weighed by one person, decided by another, told to the person."""

import random
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import take_turn
from survey.records.clock import local_day
from survey.retention.parts.store import person_here
from survey.sharing.models import RequestRow
from survey.sharing.request import Ending, Request, Result, require_open, require_two
from survey.sharing.share import REVIEW_WITHIN, SHORTEST_REASON, days_until
from survey.sharing.standing.store import entry_of, record_act

NOBODY: tuple[str, ...] = ()  # until they are told, the entry is about nobody (see survey.sharing.store)


def receive(
    session: Session,
    person_id: str,
    request: Request,
    *,
    organisation_id: str | None,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record that a request came, and give its place. :raise NotThere: when the organisation keeps no such record."""
    person_here(session, person_id, organisation_id)
    facts = {"person": person_id, "ours": organisation_id} | request.facts()
    return record_act(session, "request.received", facts, NOBODY, by, now, rng)


def weigh(session: Session, seq: int, ending: Ending, *, by: str, now: datetime, rng: random.Random) -> None:
    """The first of two: what they would do, and when the person is told. It can be said anew until it is decided."""
    take_turn(session)
    require_open(_result(session, seq))
    record_act(session, "request.weighed", ending.facts(), NOBODY, by, now, rng, request=seq)


def decide(session: Session, seq: int, *, by: str, now: datetime, rng: random.Random) -> None:
    """The second of two agrees, and it is decided. :raise NeedsTwo: :raise AlreadyDone: also when none weighed it."""
    take_turn(session)
    row = session.get_one(RequestRow, seq)
    require_open(_result(session, seq))
    if row.weighed_seq is None or row.weighed_by is None:
        raise AlreadyDone("Nobody has weighed this yet.")
    require_two(row.weighed_by, by)
    links = {"request": seq, "weighed": row.weighed_seq}
    record_act(session, "request.decided", {}, NOBODY, by, now, rng, **links)


def tell_due(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Tell everyone whose day has come who asked about them, by what power, and what we did."""
    due = select(RequestRow).where(
        RequestRow.told_seq.is_(None), RequestRow.decided_by.is_not(None), RequestRow.tell_on <= local_day(now)
    )
    found = session.scalars(due.order_by(RequestRow.seq)).all()
    for row in found:
        facts = entry_of(session, row.seq).content | ending_of(session, row)
        record_act(session, "request.told", facts, (row.person_id,), None, now, rng, request=row.seq)
    return len(found)


def ending_of(session: Session, row: RequestRow) -> dict[str, Any]:
    """What was weighed last; empty before."""
    return entry_of(session, row.weighed_seq).content if row.weighed_seq is not None else {}


def _result(session: Session, seq: int) -> Result | None:
    row = session.get_one(RequestRow, seq)
    return Result(row.result) if row.decided_by is not None and row.result is not None else None


# Finding


def request_here(session: Session, seq: int, organisation_id: str | None) -> RequestRow:
    """A request about someone this organisation knows. :raise NotThere: for another's, just as for none."""
    row = session.get(RequestRow, seq)
    if row is None or organisation_id is None or row.organisation_id != organisation_id:
        raise NotThere
    return row


def requests_here(session: Session, organisation_id: str | None) -> list[RequestRow]:
    """Every request to an organisation: those not decided first, then the newest."""
    here = select(RequestRow).where(RequestRow.organisation_id == organisation_id)
    return list(session.scalars(here.order_by(RequestRow.decided_by.is_not(None), RequestRow.seq.desc())))


# The projection


def _received(session: Session, entry: Recorded) -> None:
    facts, on = entry.content, local_day(entry.at) + REVIEW_WITHIN
    values = {"seq": entry.seq, "person_id": facts["person"], "asker": facts["asker"], "received_at": entry.at}
    whose = {"organisation_id": facts["ours"], "compulsory": facts["compulsory"], "is_reasoned": False}
    session.execute(insert(RequestRow), values | whose | _tell(entry, on, waits=True))


def _tell(entry: Recorded, on: date, *, waits: bool) -> dict[str, Any]:
    return {"tell_on": on, "tell_within": days_until(on, local_day(entry.at)), "waits": waits}


def _weighed(session: Session, entry: Recorded) -> None:
    facts = entry.content
    on, is_reasoned = date.fromisoformat(facts["tell_on"]), len(facts["reason"]) >= SHORTEST_REASON
    values = {"weighed_seq": entry.seq, "weighed_by": entry.actor, "result": facts["result"]}
    _set(session, entry, **values, is_reasoned=is_reasoned, **_tell(entry, on, waits=True))


def _decided(session: Session, entry: Recorded) -> None:
    _set(session, entry, decided_by=entry.actor, decided_at=entry.at, waits=False)


def _delay_asked(session: Session, entry: Recorded) -> None:
    _set(session, entry, delay_seq=entry.seq, delay_by=entry.actor, put_off_by=None)


def _put_off(session: Session, entry: Recorded) -> None:
    on = date.fromisoformat(entry.content["tell_on"])
    _set(session, entry, put_off_seq=entry.seq, put_off_by=entry.actor, **_tell(entry, on, waits=True))


def _told(session: Session, entry: Recorded) -> None:
    _set(session, entry, told_seq=entry.seq, told_at=entry.at)


def _set(session: Session, entry: Recorded, **values: Any) -> None:
    changed = update(RequestRow).where(RequestRow.seq == entry.links["request"]).values(**values)
    session.execute(changed.execution_options(synchronize_session=False))


def _forget(session: Session, entry: Recorded) -> None:
    session.execute(delete(RequestRow.__table__).where(RequestRow.__table__.c.seq == entry.seq))  # type: ignore[arg-type]  # a Table


register(
    Projection(
        "requests",
        (RequestRow,),
        {
            "request.received": _received,
            "request.weighed": _weighed,
            "request.decided": _decided,
            "request.delay_asked": _delay_asked,
            "request.put_off": _put_off,
            "request.told": _told,
        },
        erased={"request.received": _forget, "request.decided": _decided, "request.told": _told},
    )
)
