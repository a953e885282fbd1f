"""Closing a cohort in stages that can be watched, interrupted and run again. No transaction is held while it works.

Counting reads at one checkpoint; protecting holds nothing; publishing is the last transaction, and all or nothing.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from outcomes.impact import store
from outcomes.impact.closing.beside.store import Beside
from outcomes.impact.closing.stages import LIMIT, LONGEST_LIMIT, Progress, Stage, silent
from outcomes.impact.closing.store import Moved, forget_histogram, keep_histogram, publish, require_open, safe
from outcomes.impact.labels import N_
from outcomes.impact.models import CohortClosing
from survey import due
from survey.errors import AlreadyDone, DomainError
from survey.house import House

SILENCE = timedelta(minutes=10)  # after which a running closing has been left by its process, and another may take it
TELL_EVERY = 2.0  # seconds between two signs of life
BY_HAND = N_("It was stopped by hand.")
OURS = N_("It stopped with a mistake of ours. It can be begun again.")
BEGUN: list["subprocess.Popen[bytes]"] = []  # processes that work on closings
TRIES = 3  # how often it is counted again when something changed meanwhile


class Interrupted(DomainError):
    """This closing was stopped. Nothing was published; it can be run again."""

    kind = "conflict"


def ask_for(session: Session, cohort_id: int, *, by: str | None, now: datetime, seconds: int = LIMIT) -> None:
    """Ask for a cohort to be closed in the background. :raise AlreadyDone: when it is closed, or is being closed."""
    require_open(store.cohort_of(session, cohort_id))
    found = session.get(CohortClosing, cohort_id, with_for_update=True)
    if found is not None and _is_alive(found, now):
        raise AlreadyDone("This cohort is being closed now.")
    limit = min(max(1, seconds), LONGEST_LIMIT)
    facts = {"asked_by": by, "asked_at": now, "seconds": limit, "heard_at": now, "state": "waiting", "why": ""}
    about = {"stage": Stage.COUNTING.value, "done": 0, "total": 1, "release_id": None}
    session.merge(CohortClosing(cohort_id=cohort_id, **facts, **about))


def stop(session: Session, cohort_id: int, why: str = BY_HAND) -> None:
    """Stop a closing that waits or runs: the one who works on it sees it, and lets go."""
    running = CohortClosing.state.in_(("waiting", "running"))
    stopped = update(CohortClosing).where(CohortClosing.cohort_id == cohort_id, running)
    session.execute(stopped.values(state="stopped", why=why), execution_options={"synchronize_session": False})
    forget_histogram(session, cohort_id)


def closing_of(session: Session, cohort_id: int) -> CohortClosing | None:
    """How far a closing has come, or None where none was asked for."""
    return session.get(CohortClosing, cohort_id)


def _is_alive(found: CohortClosing, now: datetime) -> bool:
    return found.state == "waiting" or (found.state == "running" and found.heard_at + SILENCE > now)


def run(house: House, cohort_id: int, progress: Progress = silent) -> int:
    """Work on a closing that was asked for, to its end. The number of the release.

    :raise RollsOn: :raise Moved: :raise Interrupted: when it cannot be closed now; the row says why.
    """
    teller = _Teller(house, cohort_id, progress)
    teller.begin()
    try:
        number = _closed(house, cohort_id, teller)
    except DomainError as why:
        teller.end(str(why))
        raise
    except BaseException:
        teller.end(OURS)
        raise
    teller.done(number)
    return number


def _closed(house: House, cohort_id: int, teller: "_Teller") -> int:
    """Count, protect, publish; again when something that counts changed meanwhile."""
    for _try in range(TRIES):
        with house.database.reading() as session:
            found = store.look_at(session, cohort_id, house.clock(), teller.say)
        with house.database.writing() as session:
            keep_histogram(session, found)
        with Beside() as hands:
            made = safe(found, teller.say, enough=teller.is_late, limit=teller.seconds, hands=hands)
        teller.say(Stage.PUBLISHING, 0, 1)
        try:
            with house.database.writing() as session:
                teller.require_running(session)
                return publish(session, found, made, by=teller.by, now=house.clock(), rng=house.rng)
        except Moved:
            continue
    raise Moved


class _Teller:
    """Tells how far it has come, now and then, and hears whether somebody stopped it."""

    def __init__(self, house: House, cohort_id: int, progress: Progress) -> None:
        """Tell of this cohort."""
        self.house, self.cohort_id, self.progress = house, cohort_id, progress
        self.begun = self.told = 0.0
        self.seconds = LIMIT
        self.by: str | None = None

    def begin(self) -> None:
        """Take it. :raise AlreadyDone: when another process has it."""
        with self.house.database.writing() as session:
            found = session.get(CohortClosing, self.cohort_id, with_for_update=True)
            now = self.house.clock()
            if found is None or found.state == "done" or (found.state == "running" and _is_alive(found, now)):
                raise AlreadyDone("Nobody asked for this, or it is being done.")
            found.state, found.heard_at = "running", now
            self.seconds, self.by = found.seconds, found.asked_by
        self.begun = time.monotonic()

    def is_late(self) -> bool:
        """Whether the time limit has passed, and a smaller programme is to be taken."""
        return time.monotonic() - self.begun > self.seconds

    def say(self, stage: str, done: int, total: int) -> None:
        """Tell, and let go when stopped. :raise Interrupted:"""
        self.progress(stage, done, total)
        if time.monotonic() - self.told < TELL_EVERY:
            return
        self.told = time.monotonic()
        with self.house.database.writing() as session:
            self.require_running(session)
            self._set(session, stage=str(stage), done=done, total=total, heard_at=self.house.clock())

    def require_running(self, session: Session) -> None:
        """:raise Interrupted: when somebody stopped it."""
        state = session.scalar(select(CohortClosing.state).where(CohortClosing.cohort_id == self.cohort_id))
        if state != "running":
            raise Interrupted

    def done(self, number: int) -> None:
        """It is published."""
        with self.house.database.writing() as session:
            self._set(session, state="done", release_id=number, heard_at=self.house.clock(), why="")

    def end(self, why: str) -> None:
        """It is not, and why."""
        with self.house.database.writing() as session:
            mine = CohortClosing.cohort_id == self.cohort_id, CohortClosing.state != "done"
            stopped = update(CohortClosing).where(*mine).values(state="stopped", why=why)
            session.execute(stopped, execution_options={"synchronize_session": False})
            forget_histogram(session, self.cohort_id)

    def _set(self, session: Session, **values: object) -> None:
        mine = update(CohortClosing).where(CohortClosing.cohort_id == self.cohort_id).values(values)
        session.execute(mine, execution_options={"synchronize_session": False})


def start(cohort_id: int) -> None:
    """Work on a closing in a process of its own: it takes minutes, and pages and reminders must not wait for it."""
    command = "import sys; from survey.cli import main; main(sys.argv[1:])"
    words = [sys.executable, "-c", command, "release", "close", str(cohort_id), "--asked"]
    BEGUN.append(subprocess.Popen(words))  # noqa: S603 - ours


def work(house: House, begin: Callable[[int], None] = start) -> int:
    """Begin what was asked for, and what a process left half way: the step that falls due. How many were begun."""
    BEGUN[:] = [each for each in BEGUN if each.poll() is None]  # so that those that ended leave no dead process behind
    now = house.clock()
    with house.database.reading() as session:
        asked = list(session.scalars(select(CohortClosing).where(CohortClosing.state.in_(("waiting", "running")))))
    todo = [each.cohort_id for each in asked if each.state == "waiting" or not _is_alive(each, now)]
    for cohort_id in todo:
        begin(cohort_id)
    return len(todo)


due.register("closings", work)
