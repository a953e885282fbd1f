"""Placing and lifting holds, and finding what is held."""

import random
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record, take_turn
from survey.people.seals.projection.store import barred_to
from survey.people.store import person_of
from survey.retention.erasure import Erasure
from survey.retention.hold import Authority, Hold, holding, require_review, require_standing
from survey.retention.models import HoldRow
from survey.retention.parts.store import organisation_of


def place(
    session: Session,
    person_id: str,
    *,
    entry_seq: int | None,
    authority: Authority,
    words: str,
    review_on: date,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record a hold on a person's whole record, or on one entry about them. :raise ReviewTooFar: :raise NotThere:"""
    take_turn(session)
    require_review(review_on, local_day(now))
    if entry_seq is not None:
        entry = entry_at(session, entry_seq, erased=True)
        if entry is None or person_id not in entry.subjects or entry_seq in barred_to(session, person_id):
            raise NotThere
    content: dict[str, Any] = {
        "person": person_id,
        "organisation": organisation_of(session, person_of(session, person_id)),
        "entry": entry_seq,
        "authority": authority.value,
        "review_on": review_on.isoformat(),
    }
    links = {"holds": entry_seq} if entry_seq is not None else {}
    return record(session, _entry("hold.placed", person_id, content, words, by, links), now=now, rng=rng).seq


def lift(session: Session, seq: int, by: str, words: str, *, now: datetime, rng: random.Random) -> None:
    """Record that a hold is over, and why. :raise AlreadyDone:"""
    take_turn(session)
    hold = hold_at(session, seq)
    require_standing(hold)
    record(session, _entry("hold.lifted", hold.person_id, {}, words, by, {"lifts": seq}), now=now, rng=rng)


def _entry(kind: str, person_id: str, content: dict[str, Any], words: str, by: str, links: dict[str, int]) -> NewEntry:
    """The facts, which stay; beside them the words, which go when the whole record does."""
    facts = NewSegment(Claim.FACT, by, (person_id,), content)
    return NewEntry(kind, by, (facts, NewSegment(Claim.OPINION, by, (person_id,), {"words": words})), links=links)


def _placed(session: Session, entry: Recorded) -> None:
    if session.scalar(select(HoldRow.seq).where(HoldRow.seq == entry.seq)) is not None:
        return  # its words were erased, and nothing that stands here follows from them
    said = entry.content
    values = {"seq": entry.seq, "person_id": said["person"], "organisation_id": said["organisation"]}
    values |= {"entry_seq": said["entry"], "authority": said["authority"], "placed_by": entry.actor}
    values |= {"placed_at": entry.at, "review_on": date.fromisoformat(said["review_on"])}
    session.execute(insert(HoldRow).values(values))


def _lifted(session: Session, entry: Recorded) -> None:
    over = update(HoldRow).where(HoldRow.seq == entry.links["lifts"]).values(lifted_seq=entry.seq)
    session.execute(over.execution_options(synchronize_session=False))


_ON = {"hold.placed": _placed, "hold.lifted": _lifted}
register(Projection("holds", (HoldRow,), _ON, erased=_ON))  # only their words are ever erased


# Finding


def hold_at(session: Session, seq: int) -> Hold:
    """One hold. :raise NotThere:"""
    found = _holds(session, select(HoldRow).where(HoldRow.seq == seq))
    if not found:
        raise NotThere
    return found[0]


def hold_here(session: Session, seq: int, organisation_id: str | None) -> Hold:
    """One hold of this organisation. :raise NotThere: for another's, just as for none."""
    here = select(HoldRow).where(HoldRow.seq == seq, HoldRow.organisation_id == organisation_id)
    found = _holds(session, here)
    if not found:
        raise NotThere
    return found[0]


def holds_here(session: Session, organisation_id: str | None) -> list[Hold]:
    """The holds of an organisation that stand, the one to look at next first."""
    here = select(HoldRow).where(HoldRow.organisation_id == organisation_id, HoldRow.lifted_seq.is_(None))
    return sorted(_holds(session, here), key=lambda each: each.review_on)


def holds_on(session: Session, people: Iterable[str]) -> list[Hold]:
    """The holds that stand on any of these people, whole or in part."""
    on = HoldRow.person_id.in_(set(people))
    return _holds(session, select(HoldRow).where(on, HoldRow.lifted_seq.is_(None)))


def in_the_way(session: Session, erasure: Erasure, entries: Iterable[int]) -> list[Hold]:
    """The holds that stop an erasure of these entries now."""
    places = set(entries)
    either = HoldRow.person_id.in_(erasure.people) | HoldRow.entry_seq.in_(places)
    standing = _holds(session, select(HoldRow).where(either, HoldRow.lifted_seq.is_(None)))
    return holding(standing, erasure, places)


def _holds(session: Session, wanted: Select[HoldRow]) -> list[Hold]:
    fresh = {"populate_existing": True}  # projections write below the session
    rows = session.scalars(wanted.order_by(HoldRow.seq), execution_options=fresh)
    return [
        Hold(
            seq=row.seq,
            person_id=row.person_id,
            entry_seq=row.entry_seq,
            authority=Authority(row.authority),
            placed_by=row.placed_by,
            placed_at=row.placed_at,
            review_on=row.review_on,
            lifted_seq=row.lifted_seq,
        )
        for row in rows
    ]
