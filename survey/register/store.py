"""Keeping the register and its counts: what was published is an entry, so it never moves; what changed is one, too."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from survey import due
from survey.consent.purpose import Purpose, card_for
from survey.days import local_day
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.models import Entry
from survey.ledger.store import entries, record, take_turn
from survey.register.count import Kind, Year, count_year, years_due
from survey.register.line import Change, Section, changes, snapshot
from survey.register.register import register
from survey.retention.rule import Nation, rules_on
from survey.sharing.models import RequestRow

CHANGED, PUBLISHED = "register.changed", "requests.published"
_kept: dict[str, Any] = {}  # by database: what a due step last found there, so that it need not ask again


def sections(nation: Nation, today: date) -> tuple[Section, ...]:
    """The register as it stands on a day."""
    return register([card_for(purpose) for purpose in Purpose], rules_on(today, nation))


def _all_of(session: Session, kind: str) -> list[Recorded]:
    return entries(session, session.scalars(select(Entry.seq).where(Entry.kind == kind)).all())


def _record(session: Session, kind: str, facts: dict[str, Any], now: datetime, rng: Random) -> None:
    segment = NewSegment(Claim.FACT, None, (), facts)  # about nobody
    record(session, NewEntry(kind, None, (segment,)), now=now, rng=rng)


# What changed


def history(session: Session) -> list[tuple[datetime, list[Change]]]:
    """When the register changed and how, the newest first; the first time it was kept is where it begins."""
    kept = _all_of(session, CHANGED)
    pairs = pairwise(kept)
    return [(new.at, changes(old.content["lines"], new.content["lines"])) for old, new in pairs][::-1]


def began(session: Session) -> datetime | None:
    """Since when changes of the register are kept."""
    return session.scalar(select(func.min(Entry.at)).where(Entry.kind == CHANGED))


def keep_changes(house: House) -> int:
    """The due step: when the register says something else than was last kept, keep that."""
    now, nation = house.clock(), Nation(house.settings.nation)
    lines = snapshot(sections(nation, local_day(now)))
    if _kept.get(house.database.url) == lines:
        return 0
    with house.database.writing() as session:
        take_turn(session)
        kept = _all_of(session, CHANGED)
        is_new = not kept or kept[-1].content["lines"] != lines
        if is_new:
            _record(session, CHANGED, {"lines": lines}, now, house.rng)
    _kept[house.database.url] = lines
    return int(is_new)


# Who asked


def published(session: Session) -> list[Year]:
    """Every year that was published, as it was published, the newest first."""
    return sorted((Year.from_facts(each.content) for each in _all_of(session, PUBLISHED)), key=lambda y: -y.year)


def publish_due(house: House) -> int:
    """The due step: publish each year that is over, once, on its day."""
    now = house.clock()
    with house.database.reading() as session:
        if not _years_due(session, now):
            return 0
    with house.database.writing() as session:
        take_turn(session)
        years = _years_due(session, now)
        for year in years:
            _record(session, PUBLISHED, count_year(year, _ended_in(session, year)).facts(), now, house.rng)
    return len(years)


def _years_due(session: Session, now: datetime) -> list[int]:
    first = session.scalar(select(Entry.at).where(Entry.seq == 0))  # this is asked twice a minute: not of all of them
    if first is None:
        return []
    return years_due(local_day(first), [each.content["year"] for each in _all_of(session, PUBLISHED)], local_day(now))


def _ended_in(session: Session, year: int) -> Sequence[Kind]:
    """How each request ended that its person was told of in this year, or that was about nobody and decided in it."""
    known = or_(RequestRow.told_at.is_not(None), RequestRow.person_id.is_(None))
    rows = session.scalars(select(RequestRow).where(known, RequestRow.decided_at.is_not(None)))
    return [(row.asker, str(row.result)) for row in rows if _day_of(row).year == year]


def _day_of(row: RequestRow) -> date:
    when = row.told_at if row.person_id is not None else row.decided_at
    assert when is not None
    return local_day(when)


due.register("the register's changes", keep_changes)
due.register("requests to publish", publish_due)
