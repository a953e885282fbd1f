"""Recording what belongs to a relation, and what each relative may see today: asked at each request, never kept."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record, take_turn
from survey.people.may_see import Part
from survey.people.models import Person, RelationRow
from survey.people.relation import FAMILY, Relation
from survey.people.relations.models import EvidenceRow, GrantRow, RestrictionRow, UnderstandingRow
from survey.people.relations.projection import store as projection
from survey.people.relations.tie import (
    GRANTABLE,
    By,
    Evidence,
    NotForThis,
    NotProven,
    Outcome,
    Restriction,
    Shown,
    Stops,
    decided_until,
    has_own_right,
    require_words,
)
from survey.people.relations.view import Grant, Tie, scope

__all__ = ["projection"]  # it fills the tables

Facts = Mapping[str, object]

# What happens


def show_evidence(
    session: Session, relation: int, evidence: Evidence, *, by: str | None, now: datetime, rng: random.Random
) -> int:
    """Record what was shown for a relation and how long it holds. :raise NotProven: :raise DaysWrong:"""
    row = standing(session, relation)
    evidence.require_whole(Relation(row.kind))
    content: Facts = {
        "relation": relation,
        "responsibility": evidence.responsibility,
        "shown": evidence.shown.value,
        "since": _written(evidence.since),
        "until": _written(evidence.until),
    }
    return _record(session, "relation.evidenced", row, by, [(Claim.FACT, content)], now, rng)


def grant(
    session: Session, relation: int, sees: Iterable[str], *, by: str | None, now: datetime, rng: random.Random
) -> int | None:
    """Record what a young person lets someone see, as they say it or as it is written down for them.

    It holds at the next request. None when nothing changes.
    """
    take_turn(session)
    row = standing(session, relation)
    wanted = _grantable(sees)
    was = grants_of(session, [row])[relation]
    if (was.by, was.sees) == (By.THEIRS, frozenset(wanted)):
        return None
    content: Facts = {"relation": relation, "sees": wanted, "by": By.THEIRS.value}
    claim = Claim.THEIR_WORDS if by == row.to_id else Claim.FACT
    return _record(session, "relation.granted", row, by, [(claim, content)], now, rng)


def note_understanding(
    session: Session, relation: int, outcome: Outcome, saw: str, *, by: str, now: datetime, rng: random.Random
) -> int:
    """Record whether they understand this one decision, what this relative may see, and what was seen of it.

    :raise SayMore:
    """
    row = standing(session, relation)
    require_words(saw)
    facts: Facts = {"decision": "may_see", "relation": relation, "outcome": outcome.value}
    parts: list[tuple[Claim, Facts]] = [(Claim.FACT, facts), (Claim.OBSERVATION, {"words": saw.strip()})]
    return _record(session, "understanding.noted", row, by, parts, now, rng)


def decide_for_them(
    session: Session,
    relation: int,
    sees: Iterable[str],
    words: str,
    note: int,
    *,
    nation: str,
    by: str,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record what is in their best interests that someone sees, where they did not understand this very decision.

    :raise TheirsToDecide: from 16 on. :raise NotProven: without parental responsibility that was shown.
    :raise NotForThis: when the note is about another decision, says that they understand, or was used. :raise SayMore:
    """
    take_turn(session)
    row = standing(session, relation)
    require_words(words)
    until = decided_until(_born(session, row.to_id), nation, local_day(now))
    if not has_own_right(Relation(row.kind), evidence_of(session, [relation])[relation]):
        raise NotProven
    noted = session.get(UnderstandingRow, note, populate_existing=True)
    if noted is None or (noted.relation_seq, noted.outcome, noted.used_seq) != (relation, Outcome.DOES_NOT.value, None):
        raise NotForThis
    content: Facts = {
        "relation": relation,
        "sees": _grantable(sees),
        "by": By.BEST_INTERESTS.value,
        "until": _written(until),
    }
    parts: list[tuple[Claim, Facts]] = [(Claim.FACT, content), (Claim.OPINION, {"words": words.strip()})]
    return _record(session, "relation.granted", row, by, parts, now, rng, rests_on=note)


def restrict(session: Session, relation: int, order: Restriction, *, by: str, now: datetime, rng: random.Random) -> int:
    """Record what a court stops. Nothing of the young person opens to them from the next request on.

    It is about the young person alone: whom it keeps away is told nothing by us.
    :raise NothingStopped: :raise DaysWrong: :raise SayMore:
    """
    row = standing(session, relation)
    order.require_whole()
    facts: Facts = {
        "relation": relation,
        "stops": sorted(each.value for each in order.stops),
        "order_on": _written(order.order_on),
        "since": _written(order.since),
        "until": _written(order.until),
    }
    parts: list[tuple[Claim, Facts]] = [(Claim.FACT, facts), (Claim.FACT, {"words": order.words.strip()})]
    return _record(session, "relation.restricted", row, by, parts, now, rng)


def lift(session: Session, restriction: int, words: str, *, by: str, now: datetime, rng: random.Random) -> int:
    """Record that an order is over, and what was seen that says so. :raise AlreadyDone: :raise SayMore:"""
    take_turn(session)
    held = session.get(RestrictionRow, restriction, populate_existing=True)
    if held is None:
        raise NotThere
    if held.lifted_at is not None:
        raise AlreadyDone
    require_words(words)
    content: Facts = {"restriction": restriction, "relation": held.relation_seq}
    parts: list[tuple[Claim, Facts]] = [(Claim.FACT, content), (Claim.FACT, {"words": words.strip()})]
    row = session.get_one(RelationRow, held.relation_seq)
    return _record(session, "relation.unrestricted", row, by, parts, now, rng, lifts=restriction)


def _record(
    session: Session,
    kind: str,
    row: RelationRow,
    by: str | None,
    parts: Sequence[tuple[Claim, Facts]],
    now: datetime,
    rng: random.Random,
    **links: int,
) -> int:
    """One step of a relation: about the young person alone, so that no page of the relative has it."""
    segments = tuple(NewSegment(claim, by, (row.to_id,), content) for claim, content in parts)
    entry = NewEntry(kind, by, segments, links={"of": row.seq, **links})
    return record(session, entry, now=now, rng=rng).seq


def _grantable(sees: Iterable[str]) -> list[str]:
    return sorted({Part(each).value for each in sees} & {part.value for part in GRANTABLE})


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Finding


def standing(session: Session, relation: int) -> RelationRow:
    """A relation of family that is not over. :raise NotThere:"""
    row = session.get(RelationRow, relation, populate_existing=True)
    if row is None or row.ended_at is not None or row.kind not in FAMILY:
        raise NotThere
    return row


def scopes_of(session: Session, viewer: str, day: date) -> dict[str, frozenset[Part]]:
    """For each young person of whom this relative may see something on this day: which parts."""
    rows = _family_from(session, viewer)
    ties, stopped = _ties(session, rows), stopped_from(session, viewer, day)
    by_person: dict[str, list[Tie]] = {}
    for row in rows:
        by_person.setdefault(row.to_id, []).append(ties[row.seq])
    born = _born_of(session, by_person)
    found = {
        person: scope(mine, is_stopped=person in stopped, born=born.get(person), day=day)
        for person, mine in by_person.items()
    }
    return {person: parts for person, parts in found.items() if parts}


def standing_from(session: Session, viewer: str, kinds: Collection[Relation], day: date) -> list[RelationRow]:
    """This person's relations of these kinds that hold today and that no court stops."""
    rows = [row for row in _family_from(session, viewer) if row.kind in kinds]
    shown, stopped = evidence_of(session, [row.seq for row in rows]), stopped_from(session, viewer, day)
    return [row for row in rows if shown[row.seq].holds(day) and row.to_id not in stopped]


def stopped_from(session: Session, viewer: str, day: date) -> set[str]:
    """From whom a court keeps this person away today, by whatever relation it was recorded."""
    orders = select(RestrictionRow.to_id).where(RestrictionRow.from_id == viewer, *in_force(day))
    return set(session.scalars(orders))


def in_force(day: date) -> tuple[Any, ...]:
    """An order holds from its first day until someone has recorded that it is over: its last day ends nothing."""
    return RestrictionRow.since <= day, RestrictionRow.lifted_at.is_(None)


def _family_from(session: Session, viewer: str) -> list[RelationRow]:
    mine = (RelationRow.from_id == viewer, RelationRow.ended_at.is_(None), RelationRow.kind.in_(tuple(FAMILY)))
    return list(session.scalars(select(RelationRow).where(*mine).order_by(RelationRow.seq)))


def _ties(session: Session, rows: Collection[RelationRow]) -> dict[int, Tie]:
    shown, granted = evidence_of(session, [row.seq for row in rows]), grants_of(session, rows)
    return {row.seq: Tie(Relation(row.kind), shown[row.seq], granted[row.seq]) for row in rows}


def evidence_of(session: Session, relations: Collection[int]) -> dict[int, Evidence]:
    """What was shown for each of these relations: nothing yet, where nothing was recorded."""
    found = session.scalars(select(EvidenceRow).where(EvidenceRow.relation_seq.in_(relations)), execution_options=FRESH)
    known = {row.relation_seq: Evidence(row.responsibility, Shown(row.shown), row.since, row.until) for row in found}
    return {each: known.get(each, Evidence()) for each in relations}


def grants_of(session: Session, rows: Collection[RelationRow]) -> dict[int, Grant]:
    """The newest decision on each; what older entries said with the relation itself, where there is none."""
    wanted = [row.seq for row in rows]
    found = session.scalars(select(GrantRow).where(GrantRow.relation_seq.in_(wanted)), execution_options=FRESH)
    known = {row.relation_seq: Grant(frozenset(row.sees), By(row.said_by), row.until) for row in found}
    return {row.seq: known.get(row.seq, Grant(frozenset(row.sees))) for row in rows}


def _born(session: Session, person_id: str) -> str | None:
    return session.scalar(select(Person.born).where(Person.id == person_id))


def _born_of(session: Session, people: Iterable[str]) -> dict[str, str | None]:
    rows = session.execute(select(Person.id, Person.born).where(Person.id.in_(tuple(people))))
    return {person: born for person, born in rows}


@dataclass(frozen=True)
class Order:
    """A court order as it stands."""

    seq: int
    relation: int
    stops: tuple[Stops, ...]
    order_on: date
    since: date
    until: date | None
    is_lifted: bool

    def is_past_its_day(self, day: date) -> bool:
        """Whether the order says that it is over by now: someone has to find out what holds."""
        return not self.is_lifted and self.until is not None and self.until < day


def orders_of(session: Session, relation: int) -> list[Order]:
    """Every order recorded for a relation, the newest first."""
    rows = select(RestrictionRow).where(RestrictionRow.relation_seq == relation).order_by(RestrictionRow.seq.desc())
    return [
        Order(
            row.seq,
            row.relation_seq,
            tuple(each for each in Stops if getattr(row, f"stops_{each}")),
            row.order_on,
            row.since,
            row.until,
            row.lifted_at is not None,
        )
        for row in session.scalars(rows, execution_options=FRESH)
    ]


FRESH = {"populate_existing": True}  # projections write below the session
