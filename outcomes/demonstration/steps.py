"""The things that can happen in an invented young person's year: what each needs to be said, and when it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outcomes.demonstration.notes import NotePlan
from outcomes.demonstration.people import PersonPlan
from survey.consent.decision import State
from survey.consent.purpose import Purpose


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that happens at a time. `goal` and `note` are numbers within the course they belong to."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class Arrives(Step):
    """They, and a relative if one takes part, become known to a worker."""


@dataclass(frozen=True, kw_only=True)
class Invited(Step):
    """A link and a code for one round are handed over."""

    questionnaire: str
    wave: int


@dataclass(frozen=True, kw_only=True)
class Chose(Step):
    """They answer one card."""

    purpose: Purpose
    state: State


@dataclass(frozen=True, kw_only=True)
class Answered(Step):
    """They sit down to a questionnaire and send it."""

    questionnaire: str
    wave: int
    codes: Mapping[str, int | str]


@dataclass(frozen=True, kw_only=True)
class SetGoal(Step):
    """They word a goal, alone or with their worker, and say how close they are now."""

    goal: int
    words: str
    rating: int
    with_worker: bool
    grouping: str  # agreed, changed, refused, later
    shared: bool = False  # with family who may see goals


@dataclass(frozen=True, kw_only=True)
class Rated(Step):
    """They say how close they are to a goal now."""

    goal: int
    rating: int


@dataclass(frozen=True, kw_only=True)
class Closed(Step):
    """A goal is achieved, changed, paused or dropped, with their reason."""

    goal: int
    how: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Resumed(Step):
    """A paused goal is live again."""

    goal: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Wrote(Step):
    """Their worker writes a note, in parts."""

    note: int
    plan: NotePlan


@dataclass(frozen=True, kw_only=True)
class Looked(Step):
    """A member of staff looks at part of their record. `covering`: a colleague of their worker."""

    what: str
    why: str
    covering: bool = False


@dataclass(frozen=True, kw_only=True)
class Challenged(Step):
    """They say that a note is not right. `kind`: as in survey.records.challenge."""

    note: int
    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class TookBack(Step):
    """They take a challenge back."""

    note: int


@dataclass(frozen=True, kw_only=True)
class Acknowledged(Step):
    """A colleague of the note's author says that they have it."""

    note: int


@dataclass(frozen=True, kw_only=True)
class Decided(Step):
    """A colleague of the note's author answers. `how`: as in survey.records.challenge. `put_right`: the new words."""

    note: int
    how: str
    reason: str
    put_right: str = ""


@dataclass(frozen=True, kw_only=True)
class SaidTheirSide(Step):
    """They put their own words beside a note."""

    note: int
    words: str


@dataclass(frozen=True, kw_only=True)
class ChoseKey(Step):
    """They choose the second thing that opens their record."""

    words: str


@dataclass(frozen=True, kw_only=True)
class LostKey(Step):
    """They forgot it, and their worker lets them choose again."""


@dataclass(frozen=True, kw_only=True)
class ChangedWorker(Step):
    """Their worker hands over to a colleague."""


@dataclass(frozen=True, kw_only=True)
class Parted(Step):
    """The help is over: nobody works with them any more. What is theirs stays theirs."""


@dataclass(frozen=True, kw_only=True)
class WouldPassOn(Step):
    """Their worker would like to pass parts of a note on, and asks them. `to`: which organisation, and whom there."""

    note: int
    parts: tuple[int, ...]
    to: tuple[str, str]
    necessity: str


@dataclass(frozen=True, kw_only=True)
class SaidYesToIt(Step):
    """They say Yes to that, and it goes."""


@dataclass(frozen=True, kw_only=True)
class Got(Step):
    """Whoever it was for opens it and says that they have it."""

    name: str


@dataclass(frozen=True, kw_only=True)
class ToldOfChange(Step):
    """Their worker hands a link over to whoever has the old words: something was put right."""


@dataclass(frozen=True, kw_only=True)
class AskedFor(Step):
    """Somebody asks for their data, and it is refused or narrowed by two people. `told`: when they hear of it."""

    by: tuple[str, str]  # what they are, as in survey.sharing.request, and which of them
    power: str
    scope: str
    result: str
    reason: str
    told: datetime


@dataclass(frozen=True, kw_only=True)
class HeardOfIt(Step):
    """They are told of it, on the day that was named."""


@dataclass(frozen=True)
class Course:
    """One young person's year: who they are, who works with them, and what happens, in order of time."""

    person: PersonPlan
    worker: str
    steps: tuple[Step, ...] = field(default=())
