"""One alert, from the answer to what was done: waiting, taken, closed. Nobody can leave one lying. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.errors import AlreadyDone, DomainError, NotThere
from survey.hours import Hours, is_open, minutes_after

LEAST_WORDS = 4


class NotTaken(DomainError):
    """Say first that you have it. Then say what was done."""

    kind = "conflict"


class SaysNothing(DomainError):
    """Write what was done, in a sentence that they can read."""


class State(StrEnum):
    """How far an alert is."""

    WAITING = "waiting"  # nobody has said yet that they have it
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True)
class Alert:
    """What was raised, whom it waits for, and until when. `step` counts those who were told so far, from 0."""

    seq: int
    route_seq: int
    organisation_id: str
    person_id: str
    round_id: str
    answers_seq: int
    at: datetime
    step: int
    due_at: datetime
    taken_by: str | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> State:
        if self.closed_at is not None:
            return State.CLOSED
        return State.WAITING if self.taken_by is None else State.TAKEN

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    def told(self, people: Sequence[str]) -> str:
        """Whose turn it is. After the last it is the first one's again: it never stops with nobody."""
        return people[self.step % len(people)]

    def is_late(self, now: datetime, hours: Sequence[Hours]) -> bool:
        """Whether the next one has to be told now: nobody took it in time, and someone is there to be told."""
        return self.state is State.WAITING and now >= self.due_at and is_open(hours, now)


def require_on_it(people: Sequence[str], who: str) -> None:
    """:raise NotThere: for anyone who is not on the route, just as for no such alert."""
    if who not in people:
        raise NotThere


def take(alert: Alert, people: Sequence[str], by: str) -> None:
    """Whether this person may take it now. :raise NotThere: :raise AlreadyDone: someone has it, or it is closed."""
    require_on_it(people, by)
    if alert.state is not State.WAITING:
        raise AlreadyDone


def close(alert: Alert, people: Sequence[str], by: str, words: str) -> str:
    """What was done, as it is told. :raise NotThere: :raise NotTaken: :raise AlreadyDone: :raise SaysNothing:"""
    require_on_it(people, by)
    if alert.state is State.CLOSED:
        raise AlreadyDone
    if alert.state is State.WAITING:
        raise NotTaken
    said = words.strip()
    if len(said.split()) < LEAST_WORDS:
        raise SaysNothing
    return said


def next_due(now: datetime, within: int, hours: Sequence[Hours]) -> datetime:
    """Until when whoever was told now has time."""
    return minutes_after(hours, now, within)
