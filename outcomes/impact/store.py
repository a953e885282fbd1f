"""Opening and closing cohorts. Releases are kept and read back by kept/store.py, and offered here too."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.impact.bandings import BANDINGS, USUAL
from outcomes.impact.captions import require_title
from outcomes.impact.closing.stages import Progress, Stage, silent
from outcomes.impact.closing.store import (
    Moved,
    Plans,
    RollsOn,
    Snapshot,
    closing_moment,
    counted,
    publish,
    safe,
    trusted,
)
from outcomes.impact.closing.year.store import NotYet, counted_year
from outcomes.impact.kept.store import LARGEST_NUMBER, keep, release_book, releases, withdrawn
from outcomes.impact.models import Cohort
from outcomes.impact.tables import programmes
from survey.errors import DomainError, NotThere
from survey.ledger.store import take_turn
from survey.people.models import Area, Organisation

__all__ = [
    "Moved",
    "NotYet",
    "RollsOn",
    "WrongCohort",
    "close",
    "closing_moment",
    "cohort_of",
    "cohorts",
    "keep",
    "look_at",
    "open_cohort",
    "release_book",
    "releases",
    "withdrawn",
]


LONGEST = timedelta(days=1827)


class WrongCohort(DomainError):
    """This cohort cannot be opened."""


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
    banding: str = USUAL,
    kind: str = "cohort",
    year_id: int | None = None,
) -> Cohort:
    """Open a cohort, a year, or a quarter of a year. :raise TitleWrong: :raise WrongCohort: when it cannot be."""
    title = require_title(title)
    require_days(opens_on, closes_on)
    if organisation_id and session.get(Organisation, organisation_id) is None:
        raise WrongCohort(f"There is no organisation {organisation_id}.")
    if area_code and getattr(session.get(Area, area_code), "level", "") != "borough":
        raise WrongCohort(f"There is no borough {area_code}.")
    if banding not in BANDINGS:
        raise WrongCohort("Choose the bands of age from the list.")
    take_turn(session)
    scope = {"organisation_id": organisation_id, "area_code": area_code, "opens_on": opens_on, "closes_on": closes_on}
    cohort = Cohort(title=title, state="open", made_at=now, closed_at=None, kind=kind, banding=banding, **scope)
    for other in cohorts(session):
        if other.state == "open" and other.kind == kind and _may_share_people(other, organisation_id, area_code):
            raise WrongCohort(f"“{other.title}” is still open for the same young people. Close it first.")
    if year_id is not None:
        _require_quarter(cohort_of(session, year_id), cohort)
        cohort.year_id = year_id
    session.add(cohort)
    session.flush()
    return cohort


def require_days(opens_on: date, closes_on: date) -> None:
    """:raise WrongCohort: when a cohort cannot have these days; a slip of the hand makes thousands of years of them."""
    if opens_on > closes_on:
        raise WrongCohort("The last day is before the first.")
    if closes_on - opens_on > LONGEST:
        raise WrongCohort("A cohort or a year is five years long at most. Look at the days again.")


def _may_share_people(other: Cohort, organisation_id: str | None, area_code: str | None) -> bool:
    pairs = ((other.organisation_id, organisation_id), (other.area_code, area_code))
    return all(not (one and two) or one == two for one, two in pairs)


def _require_quarter(year: Cohort, quarter: Cohort) -> None:
    """A quarter has the young people and the bands of its year, and lies in it: so the year is planned from the first.

    :raise WrongCohort: when it does not.
    """
    same = ("organisation_id", "area_code", "banding")
    if year.kind != "year" or year.state != "open" or quarter.kind != "cohort":
        raise WrongCohort("A quarter belongs to a year that is open.")
    if any(getattr(year, name) != getattr(quarter, name) for name in same):
        raise WrongCohort("A quarter has the same young people and the same bands of age as its year.")
    if quarter.opens_on < year.opens_on or quarter.closes_on > year.closes_on:
        raise WrongCohort("A quarter lies within its year.")


def cohorts(session: Session) -> list[Cohort]:
    """Every cohort, the newest first; then the years."""
    return list(session.scalars(select(Cohort).order_by(Cohort.kind, Cohort.closes_on.desc(), Cohort.id.desc())))


def cohort_of(session: Session, cohort_id: int) -> Cohort:
    """The cohort. :raise NotThere: when there is none."""
    found = session.get(Cohort, cohort_id) if cohort_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotThere
    return found


# Closing


def look_at(session: Session, cohort_id: int, now: datetime, progress: Progress = silent) -> Snapshot:
    """Count a cohort or a year as it stands, and how far its measures can be trusted. :raise RollsOn:"""
    cohort = cohort_of(session, cohort_id)
    if cohort.kind == "year":
        progress(Stage.COUNTING, 0, 1)
        return counted_year(session, cohort, now)
    return trusted(session, counted(session, cohort, now, progress), progress)


def close(
    session: Session,
    cohort_id: int,
    *,
    by: str | None,
    now: datetime,
    rng: random.Random,
    progress: Progress = silent,
    enough: Callable[[], bool] = lambda: False,
    plans: Plans = programmes,
) -> int:
    """Close a small cohort, publish its release, and give the release's number, all in the caller's transaction.

    Whoever is recording waits as long: closing/watched/store.py closes a large one in stages.
    :raise RollsOn: when fewer than thirty can be counted, or nothing can be published safely. Nothing has changed then.
    """
    take_turn(session)
    found = look_at(session, cohort_id, now, progress)
    made = safe(found, progress, enough=enough, plans=plans)
    progress(Stage.PUBLISHING, 0, 1)
    return publish(session, found, made, by=by, now=now, rng=rng)
