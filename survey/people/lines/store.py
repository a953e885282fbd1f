"""Recording who leads whom, and finding a line: relations between staff like any other."""

import random
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.store import take_turn
from survey.people.lines.line import Line, in_line, require_line
from survey.people.models import RelationRow
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.store import end_relation, person_of, relate, relations_from


def lead(session: Session, manager: str, worker: str, *, by: str | None, now: datetime, rng: random.Random) -> None:
    """Record that one member of staff leads another; a second time changes nothing.

    :raise NoLine: when it would be a circle. :raise NotThere: for anyone who is not staff.
    """
    take_turn(session)
    for each in (manager, worker):
        if person_of(session, each).kind != Kind.STAFF.value:
            raise NotThere
    if _standing(session, manager, worker) is None:
        require_line(_lines(session, now), Line(manager, worker))
        relate(session, Relation.LINE, manager, worker, by=by, now=now, rng=rng)


def end_lead(session: Session, manager: str, worker: str, *, by: str | None, now: datetime, rng: random.Random) -> None:
    """Record that they lead them no more. :raise NotThere: when they do not."""
    take_turn(session)
    seq = _standing(session, manager, worker)
    if seq is None:
        raise NotThere
    end_relation(session, seq, by=by, now=now, rng=rng)


def line_of(session: Session, people: Iterable[str], since: datetime) -> frozenset[str]:
    """Everyone above and below these people, now or at any time since then."""
    return in_line(_lines(session, since), people)


def _standing(session: Session, manager: str, worker: str) -> int | None:
    held = relations_from(session, manager, [Relation.LINE])
    return next((each.seq for each in held if each.to_id == worker), None)


def _lines(session: Session, since: datetime) -> list[Line]:
    stood = or_(RelationRow.ended_at.is_(None), RelationRow.ended_at >= since)
    found = select(RelationRow.from_id, RelationRow.to_id).where(RelationRow.kind == Relation.LINE.value, stood)
    return [Line(manager, worker) for manager, worker in session.execute(found)]
