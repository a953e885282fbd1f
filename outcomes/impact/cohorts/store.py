"""A cohort that is too small yet rolls on: it gets a later last day, and what happens until then counts in it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from outcomes.impact.closing.store import require_open
from outcomes.impact.closing.watched import store as watched
from outcomes.impact.models import Cohort
from outcomes.impact.store import WrongCohort, cohort_of, require_days
from survey.days import local_day
from survey.ledger.store import take_turn


def roll_on(session: Session, cohort_id: int, closes_on: date, now: datetime) -> None:
    """Give an open cohort, whose last day has passed, a later one. Nothing of it was published, so nothing moves.

    :raise NotThere: :raise AlreadyDone: when it is closed. :raise WrongCohort: says why it cannot be.
    """
    take_turn(session)
    cohort = cohort_of(session, cohort_id)
    require_open(cohort)
    if local_day(now) <= cohort.closes_on:
        raise WrongCohort("Its last day has not passed. It can still be closed with what counts by then.")
    if closes_on <= cohort.closes_on:
        raise WrongCohort("Give a last day that is later than the one it has.")
    require_days(cohort.opens_on, closes_on)
    if cohort.year_id is not None and closes_on > cohort_of(session, cohort.year_id).closes_on:
        raise WrongCohort("A quarter lies within its year. Give the year a later last day first.")
    if _is_being_closed(session, cohort):
        raise WrongCohort("It is being closed at this moment.")
    cohort.closes_on = closes_on


def _is_being_closed(session: Session, cohort: Cohort) -> bool:
    found = watched.closing_of(session, cohort.id)
    return found is not None and found.state in ("waiting", "running")
