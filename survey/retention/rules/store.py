"""Proposing what is past its time. Nothing is erased here: a rule has no signature, and two people must sign."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.house import House
from survey.ledger.models import Entry, ErasedSegment, SegmentSubject
from survey.people.models import Person, RelationRow
from survey.people.relation import FAMILY, Relation
from survey.records.account.gone import Why
from survey.retention.erasure import CannotGo, Fate, NothingToErase, Place, may_propose_again
from survey.retention.parts.store import ERASABLE_PEOPLE, parts_about
from survey.retention.rule import KINDS, Nation, RecordClass, Rule, rules_on
from survey.retention.store import erasures_about, propose

_looked: dict[str, date] = {}  # by database: the day on which a due step last looked


@dataclass(frozen=True)
class Known:
    """The dates that rules go by, of one person."""

    person_id: str
    born: str | None
    help_ended: date | None  # None: someone works with them, or nobody ever did


def propose_due(house: House) -> int:
    """The due step: once a day, propose what is past its time."""
    today = local_day(house.clock())
    if _looked.get(house.database.url) == today:
        return 0
    made = propose_all(house)
    _looked[house.database.url] = today
    return made


def propose_all(house: House) -> int:
    """Propose everything that is past its time and was not proposed yet, each by itself; how many there were."""
    now = house.clock()
    with house.database.reading() as session:
        found = past_their_time(session, Nation(house.settings.nation), now)
    made = 0
    for known, rule in found:
        with house.database.writing() as session:
            made += _propose(session, known, rule, now, house.rng)
    return made


def past_their_time(session: Session, nation: Nation, now: datetime) -> list[tuple[Known, Rule]]:
    """Whose record of which class is past its time; for whom it is the whole record, that speaks for all of it."""
    rules = [rule for rule in rules_on(local_day(now), nation).values() if not rule.goes_with_record]
    rules.sort(key=lambda rule: rule.of is not RecordClass.RECORD)
    oldest = {rule.of: _oldest(session, rule) for rule in rules}
    found = []
    for known in _people(session):
        for rule in rules:
            written = oldest[rule.of].get(known.person_id)
            if written is None or not _over(rule, known, written, local_day(now)):
                continue
            if may_propose_again(erasures_about(session, known.person_id), rule.id, now):
                found.append((known, rule))
            if rule.of is RecordClass.RECORD:
                break
    return found


def _over(rule: Rule, known: Known, written: datetime, today: date) -> bool:
    until = rule.kept_until(written=local_day(written), help_ended=known.help_ended, born=known.born)
    return until is not None and until < today


def _oldest(session: Session, rule: Rule) -> dict[str, datetime]:
    """For each person, when the oldest part of this class that is still there was written."""
    gone = exists().where(
        ErasedSegment.entry_seq == SegmentSubject.entry_seq, ErasedSegment.ordinal == SegmentSubject.ordinal
    )
    parts = select(SegmentSubject.person_id, func.min(Entry.at)).join(Entry, Entry.seq == SegmentSubject.entry_seq)
    if kinds := KINDS.get(rule.of):
        parts = parts.where(or_(*(Entry.kind.startswith(f"{kind}.") for kind in kinds)))
    return {person: at for person, at in session.execute(parts.where(~gone).group_by(SegmentSubject.person_id))}


def _propose(session: Session, known: Known, rule: Rule, now: datetime, rng: random.Random) -> bool:
    before = erasures_about(session, known.person_id)
    if not may_propose_again(before, rule.id, now):
        return False
    taken = {place for each in before if each.is_open for place in each.parts}
    places = None if rule.of is RecordClass.RECORD else _places(session, known, rule, local_day(now)) - taken
    try:
        propose(
            session,
            known.person_id,
            why=Why.TIME_UP,
            words="",
            by=None,
            places=places,
            rule=rule.id,
            now=now,
            rng=rng,
        )
    except (NothingToErase, CannotGo):
        return False
    return True


def _places(session: Session, known: Known, rule: Rule, today: date) -> set[Place]:
    kinds = KINDS[rule.of]
    return {
        part.place
        for part in parts_about(session, known.person_id)
        if part.kind.partition(".")[0] in kinds and part.fate is Fate.ALONE and _over(rule, known, part.at, today)
        if part.subjects == (known.person_id,)
    }


def _people(session: Session) -> list[Known]:
    """Everyone whose record a rule may speak of, with the day on which help ended for them."""
    ends = _help_ends(session)
    people = session.execute(
        select(Person.id, Person.born).where(Person.kind.in_(ERASABLE_PEOPLE)).order_by(Person.seq)
    ).all()
    kin: dict[str, list[str]] = {}
    family = select(RelationRow.from_id, RelationRow.to_id).where(RelationRow.kind.in_(FAMILY))
    for relative, young_person in session.execute(family):
        kin.setdefault(relative, []).append(young_person)
    return [Known(i, born, _latest([ends.get(each) for each in kin.get(i, [i])])) for i, born in people]


def _help_ends(session: Session) -> dict[str, date]:
    """The day on which the last worker stopped, of everyone with whom somebody worked and nobody does."""
    works = select(
        RelationRow.to_id, func.max(RelationRow.ended_at), func.count() - func.count(RelationRow.ended_at)
    ).where(RelationRow.kind == Relation.WORKS_WITH.value)
    rows = session.execute(works.group_by(RelationRow.to_id))
    return {person: local_day(ended) for person, ended, live in rows if not live and ended is not None}


def _latest(days: Iterable[date | None]) -> date | None:
    """The last of these days; None when one of them has not come."""
    days = list(days)
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
