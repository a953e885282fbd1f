"""Requests for data: written down when they come, weighed by one person, decided by another, told to the person."""

import random
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import take_turn
from survey.retention.parts.store import person_here
from survey.sharing.models import RequestRow, ShareRow
from survey.sharing.request import (
    Changed,
    Delay,
    Ending,
    NothingDelayed,
    Request,
    Result,
    require_open,
    require_someone,
    require_two,
)
from survey.sharing.share import REVIEW_WITHIN, SHORTEST_REASON, Stage, days_until
from survey.sharing.standing.store import entry_of, record_act, record_telling

NOBODY: tuple[str, ...] = ()  # until they are told, the entry is about nobody (see survey.sharing.store)


def receive(
    session: Session,
    person_id: str | None,
    request: Request,
    *,
    organisation_id: str | None,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record that a request came, and give its place. :raise NotThere: when the organisation keeps no such record.

    Without a person it is about nobody known here, or about a group: it is counted like any other, and refused.
    """
    if person_id is not None:
        person_here(session, person_id, organisation_id)
    facts = {"person": person_id, "ours": organisation_id} | request.facts()
    return record_act(session, "request.received", facts, NOBODY, by, now, rng)


def weigh(session: Session, seq: int, ending: Ending, *, by: str, now: datetime, rng: random.Random) -> None:
    """The first of two: what they would do, and when the person is told. It can be said anew until it is decided.

    :raise AlreadyDone: :raise AboutNobody:
    """
    take_turn(session)
    require_open(_result(session, seq))
    require_someone(_row(session, seq).person_id, ending.result)
    record_act(session, "request.weighed", ending.facts(), NOBODY, by, now, rng, request=seq)


def decide(session: Session, seq: int, *, weighed: int, by: str, now: datetime, rng: random.Random) -> None:
    """The second of two agrees to what they read, at the place `weighed`, and it is decided.

    :raise NeedsTwo: :raise AlreadyDone: also when none weighed it. :raise Changed: when it was weighed anew since.
    """
    take_turn(session)
    row = _row(session, seq)
    require_open(_result(session, seq))
    if row.weighed_seq is None or row.weighed_by is None:
        raise AlreadyDone("Nobody has weighed this yet.")
    if row.weighed_seq != weighed:
        raise Changed
    require_two(row.weighed_by, by)
    links = {"request": seq, "weighed": row.weighed_seq}
    record_act(session, "request.decided", {}, NOBODY, by, now, rng, **links)


# Telling


def tell_due(session: Session, *, now: datetime, rng: random.Random) -> int:
    """Tell everyone whose day has come. What two people put off waits for a person on that day, never for a clock."""
    due = select(RequestRow.seq).where(
        RequestRow.told_seq.is_(None),
        RequestRow.person_id.is_not(None),
        RequestRow.decided_by.is_not(None),
        RequestRow.waits.is_(False),
        RequestRow.tell_on <= local_day(now),
    )
    found = session.scalars(due.order_by(RequestRow.seq)).all()
    for seq in found:
        tell(session, seq, by=None, now=now, rng=rng)
    return len(found)


def tell(session: Session, seq: int, *, by: str | None, now: datetime, rng: random.Random) -> int:
    """Tell the person now who asked about them, by what power, what we did, and why they did not know before.

    Told twice is told once. :raise AlreadyDone: when it is not decided yet, or about nobody.
    """
    take_turn(session)
    row = _row(session, seq)
    if row.told_seq is not None:
        return row.told_seq
    if row.person_id is None or row.decided_by is None:
        raise AlreadyDone("This has not been decided yet.")
    waited = [each.content["why_not"] for each in delays(session, row)]
    who = {"weighed_by": row.weighed_by, "decided_by": row.decided_by, "waited": waited}
    facts = entry_of(session, row.seq).content | ending_of(session, row) | who
    two = (row.weighed_by, row.decided_by)
    return record_telling(session, "request.told", facts, row.person_id, two, by, now, rng, request=seq)


def ask_delay(session: Session, seq: int, delay: Delay, *, by: str, now: datetime, rng: random.Random) -> None:
    """The first of two who would tell the person later: until another agrees, the day that was decided stands.

    :raise AlreadyDone: when they are told, or nothing was decided.
    """
    take_turn(session)
    _require_untold(_row(session, seq))
    record_act(session, "request.delay_asked", delay.facts(), NOBODY, by, now, rng, request=seq)


def put_off(session: Session, seq: int, *, asked: int, by: str, now: datetime, rng: random.Random) -> None:
    """The second agrees to what they read, at the place `asked`: not told before that day, and then somebody looks.

    :raise NeedsTwo: :raise AlreadyDone: :raise Changed: :raise NothingDelayed: when that day has come meanwhile.
    """
    take_turn(session)
    row = _row(session, seq)
    _require_untold(row)
    if row.delay_seq is None or row.delay_by is None or row.put_off_by is not None:
        raise AlreadyDone
    if row.delay_seq != asked:
        raise Changed
    require_two(row.delay_by, by)
    facts = entry_of(session, asked).content
    if date.fromisoformat(facts["tell_on"]) <= local_day(now):
        raise NothingDelayed
    links = {"request": seq, "asked": asked} | ({"after": row.put_off_seq} if row.put_off_seq is not None else {})
    record_act(session, "request.put_off", facts, NOBODY, by, now, rng, **links)


def _require_untold(row: RequestRow) -> None:
    if row.told_seq is not None or row.decided_by is None or row.person_id is None:
        raise AlreadyDone


def delays(session: Session, row: RequestRow) -> list[Recorded]:
    """Each time two people put the telling off, oldest first."""
    found, at = [], row.put_off_seq
    while at is not None:
        found.append(entry_of(session, at))
        at = found[-1].links.get("after")
    return found[::-1]


# What went out


def answered_by(session: Session, seq: int, share: int, *, by: str, now: datetime, rng: random.Random) -> None:
    """Say which share went out on a request that was granted, or narrowed: the exact parts are there.

    :raise NotThere: for a share of someone else’s. :raise AlreadyDone: when nothing was to go out.
    """
    take_turn(session)
    row, went = _row(session, seq), session.get(ShareRow, share)
    if went is None or went.person_id != row.person_id or went.organisation_id != row.organisation_id:
        raise NotThere
    if _result(session, seq) not in (Result.GRANTED, Result.NARROWED) or went.stage == Stage.NOT_SHARED.value:
        raise AlreadyDone
    about = (row.person_id,) if row.told_seq is not None and went.told_seq is not None else NOBODY
    record_act(session, "request.answered", {}, about, by, now, rng, request=seq, share=share)


def _row(session: Session, seq: int) -> RequestRow:
    return session.get_one(RequestRow, seq, populate_existing=True)


def ending_of(session: Session, row: RequestRow) -> dict[str, Any]:
    """What was weighed last; empty before."""
    return entry_of(session, row.weighed_seq).content if row.weighed_seq is not None else {}


def _result(session: Session, seq: int) -> Result | None:
    row = _row(session, seq)
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
    _set(session, entry, delay_seq=entry.seq, delay_by=entry.actor, put_off_by=None)  # asked anew: not agreed yet


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
