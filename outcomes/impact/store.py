"""Opening and closing cohorts, keeping releases, and reading them back as published figures."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from outcomes.impact.captions import require_title
from outcomes.impact.door.store import count
from outcomes.impact.from_tree import told
from outcomes.impact.kept.store import LARGEST_NUMBER, Fresh, keep, release_book, releases, withdrawn
from outcomes.impact.models import Cohort, CohortMember
from outcomes.impact.programme import Frame
from outcomes.impact.release import Release, TooFew, assemble
from survey.errors import AlreadyDone, DomainError, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record, size, take_turn
from survey.people.models import Area, Organisation

__all__ = [
    "RollsOn",
    "WrongCohort",
    "close",
    "closing_moment",
    "cohort_of",
    "cohorts",
    "keep",
    "open_cohort",
    "release_book",
    "releases",
    "withdrawn",
]


class RollsOn(DomainError):
    """Too few young people can be counted yet, so this cohort stays open. Nothing was published."""

    kind = "conflict"


class WrongCohort(DomainError):
    """This cohort cannot be opened."""


Progress = Callable[[str], None]


# Cohorts


def open_cohort(
    session: Session,
    *,
    title: str,
    opens_on: date,
    closes_on: date,
    now: datetime,
    organisation_id: str | None = None,
    area_code: str | None = None,
) -> Cohort:
    """Open a cohort. :raise TitleWrong: :raise WrongCohort: when its days or scope forbid it."""
    title = require_title(title)
    if opens_on > closes_on:
        raise WrongCohort("The last day is before the first.")
    if organisation_id and session.get(Organisation, organisation_id) is None:
        raise WrongCohort(f"There is no organisation {organisation_id}.")
    if area_code and getattr(session.get(Area, area_code), "level", "") != "borough":
        raise WrongCohort(f"There is no borough {area_code}.")
    take_turn(session)
    for other in cohorts(session):
        if other.state == "open" and _may_share_people(other, organisation_id, area_code):
            raise WrongCohort(f"“{other.title}” is still open for the same young people. Close it first.")
    scope = {"organisation_id": organisation_id, "area_code": area_code, "opens_on": opens_on, "closes_on": closes_on}
    cohort = Cohort(title=title, state="open", made_at=now, closed_at=None, **scope)
    session.add(cohort)
    session.flush()
    return cohort


def _may_share_people(other: Cohort, organisation_id: str | None, area_code: str | None) -> bool:
    pairs = ((other.organisation_id, organisation_id), (other.area_code, area_code))
    return all(not (one and two) or one == two for one, two in pairs)


def cohorts(session: Session) -> list[Cohort]:
    """Every cohort, the newest first."""
    return list(session.scalars(select(Cohort).order_by(Cohort.closes_on.desc(), Cohort.id.desc())))


def cohort_of(session: Session, cohort_id: int) -> Cohort:
    """The cohort. :raise NotThere: when there is none."""
    found = session.get(Cohort, cohort_id) if cohort_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotThere
    return found


# Closing


def close(
    session: Session,
    cohort_id: int,
    *,
    by: str | None,
    now: datetime,
    rng: random.Random,
    progress: Progress = lambda step: None,
) -> int:
    """Close a cohort, publish its release, and give the release's number, all in the caller's transaction.

    :raise RollsOn: when fewer than thirty can be counted, or nothing can be published safely. Nothing has changed then.
    """
    take_turn(session)
    cohort = cohort_of(session, cohort_id)
    if cohort.state != "open":
        raise AlreadyDone("This cohort is closed, and a closed cohort is never counted again.")
    progress("counting")
    counting = count(session, cohort, closing_moment(cohort, now))
    progress("protecting")
    try:
        release = assemble(counting.counted, counting.missing, counting.frame)
    except TooFew:
        raise RollsOn from None
    progress("publishing")
    content = {"cohort": cohort.id, "checkpoint": size(session), "entries": counting.entries}
    segment = NewSegment(Claim.FACT, by, (), content)
    record(session, NewEntry("cohort.closed", by, (segment,)), now=now, rng=rng)
    cohort.state, cohort.closed_at = "closed", now
    return _kept(session, cohort, release, counting.frame, now)


def closing_moment(cohort: Cohort, now: datetime) -> datetime:
    """Up to when entries count: the end of the cohort's last day (UTC), or now when that is still to come."""
    return min(now, datetime.combine(cohort.closes_on + timedelta(days=1), time(), UTC))


def _cohort_closed(session: Session, entry: Recorded) -> None:
    rows = [{"entry_seq": seq, "cohort_id": entry.content["cohort"]} for seq in entry.content["entries"]]
    session.execute(insert(CohortMember), rows)


register(Projection("cohorts", (CohortMember,), {"cohort.closed": _cohort_closed}))


def _kept(session: Session, cohort: Cohort, release: Release, frame: Frame, now: datetime) -> int:
    programme, figures = told(release, frame)
    place = [
        session.get_one(Organisation, cohort.organisation_id).name if cohort.organisation_id else "",
        session.get_one(Area, cohort.area_code).name if cohort.area_code else "",
    ]
    days = (cohort.opens_on, cohort.closes_on, now.date())
    report = {"audit": "tree", "programme": programme.name}
    return keep(
        session, Fresh(cohort.id, cohort.title, ", ".join(filter(None, place)), *days, programme, figures, report)
    )
