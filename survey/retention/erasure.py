"""Erasing: what may go, who decides, how long everyone can still stop it, and where one erasure stands. Pure.

Two people sign, a data lead and a manager or two data leads. From the second signature the person sees what will go,
when, why and by whom decided, for `COOLING`; they or staff can stop it. Nothing executes while a hold stands.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.people.role import Role
from survey.records.account.gone import Why

COOLING = timedelta(days=14)
KEPT_IN_PEACE = timedelta(days=365)  # after it was stopped, before a rule may propose the same again

Place = tuple[int, int]  # an entry's place and the part's number in it


class Fate(StrEnum):
    """How a kind of entry may go."""

    ALONE = "alone"
    WITH_THE_RECORD = "with_the_record"
    NEVER = "never"


# The one table of what may be erased. A kind that is not here goes with the person's whole record, never alone.
# A part about nobody (a cohort closing, a purpose published) is nobody's to erase: figures and choices rest on it.
FATES: Mapping[str, Fate] = {
    "answers": Fate.ALONE,
    "answers.deleted": Fate.WITH_THE_RECORD,  # without it what they deleted would count again, while it is locked
    "suggestion": Fate.WITH_THE_RECORD,
    "quote": Fate.ALONE,  # words to be shown, and every step of that: without one of them it is shown nowhere
    "suggestion.made": Fate.ALONE,  # and what was said to it
    "goal": Fate.ALONE,
    "record": Fate.ALONE,
    "statement": Fate.ALONE,
    "statement.helped": Fate.WITH_THE_RECORD,  # or with the words it helped to say
    "statement.removed": Fate.WITH_THE_RECORD,  # without it the words that were taken away would stand again
    "person": Fate.WITH_THE_RECORD,  # without it nobody would know whose the rest is
    "relation": Fate.WITH_THE_RECORD,  # who could see what, and when
    "understanding": Fate.WITH_THE_RECORD,  # what a decision for them rests on
    "invitation": Fate.WITH_THE_RECORD,
    "key": Fate.WITH_THE_RECORD,
    "consent": Fate.WITH_THE_RECORD,  # evidence of what was agreed, for as long as anything rests on it
    "challenge": Fate.WITH_THE_RECORD,  # that it was said not to be right, and how that was answered
    "restriction": Fate.WITH_THE_RECORD,  # that it was used all the same while on hold, by whom and why
    "view": Fate.WITH_THE_RECORD,  # who looked, for as long as there is something to look at
    "glass": Fate.WITH_THE_RECORD,  # an emergency opening is a look
    "share": Fate.WITH_THE_RECORD,  # who was told what, and by whose leave
    "request": Fate.WITH_THE_RECORD,  # who asked for it; a request about nobody in particular is nobody's to erase
    "seal": Fate.WITH_THE_RECORD,  # that something was kept back; until it ends it is about nobody
    "receipts": Fate.WITH_THE_RECORD,
    "reminders": Fate.WITH_THE_RECORD,  # that they asked and stopped; where to goes as soon as it stops
    "together": Fate.WITH_THE_RECORD,  # who helped them answer, and who was there
    "alert": Fate.WITH_THE_RECORD,  # that someone was told of a watched answer, and what was done
    "watch": Fate.NEVER,  # which answers a service watches, and who is told: about nobody
    "erasure": Fate.NEVER,  # every part that cannot be read has one
    "hold": Fate.NEVER,
    "cohort": Fate.NEVER,
    "agreement": Fate.NEVER,  # who may read releases: about nobody young
    "figures": Fate.NEVER,  # how often releases were read, in bands
    "activity": Fate.NEVER,  # what a service gave, in all
    "reading": Fate.NEVER,  # what a group or a role says of a release: signed by no person
    "question": Fate.NEVER,
    "promise": Fate.NEVER,  # what will be done, said to everyone who answered
    "round": Fate.NEVER,  # what was said back to everyone: about nobody
    "register": Fate.NEVER,  # what was held and why, for everyone: about nobody
    "requests": Fate.NEVER,  # a published count of requests: about nobody
}
WORDS = 1  # of an erasure or a hold, the facts (part 0) stay for ever; the words beside them go with the whole record


class NotYours(NotAllowed):
    """Erasing takes a data lead and a manager, or two data leads."""


class NotTwice(NotAllowed):
    """You have signed this already. Someone else has to decide."""


class NotOwnWork(NotAllowed):
    """You wrote some of this, or it is about you. Someone else has to decide."""


class NotWithoutDataLead(NotAllowed):
    """One of the two has to be a data lead."""


class CannotGo(DomainError):
    """This part cannot be erased by itself."""


class NothingToErase(DomainError):
    """Pick what should be erased."""


@dataclass(frozen=True)
class Part:
    """One part of an entry, as erasing sees it: everything but what it says."""

    seq: int
    ordinal: int
    kind: str
    subjects: tuple[str, ...]
    author: str | None
    at: datetime
    belongs_to: int  # the entry that it goes with: the goal of a rating, the first version of a note

    @property
    def place(self) -> Place:
        return self.seq, self.ordinal

    @property
    def fate(self) -> Fate:
        """How it may go."""
        name = self.kind.partition(".")[0]
        fate = FATES.get(self.kind, FATES.get(name, Fate.WITH_THE_RECORD))
        if not self.subjects:
            return Fate.NEVER
        if fate is Fate.NEVER and name != "cohort" and self.ordinal >= WORDS:
            return Fate.WITH_THE_RECORD
        return fate


class State(StrEnum):
    """Where an erasure is."""

    PROPOSED = "proposed"
    COOLING = "cooling"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class Erasure:
    """One erasure, as far as it has come."""

    seq: int
    person_id: str
    organisation_id: str | None
    people: frozenset[str]  # everyone whom a part that goes is about
    whole: bool
    parts: tuple[Place, ...]
    why: Why
    proposed_at: datetime
    rule: str | None = None  # the retention rule that proposed it
    asked_seq: int | None = None  # the challenge by which the person asked for it
    first_by: str | None = None
    first_as: Role | None = None
    approved_seq: int | None = None
    approved_by: str | None = None
    due_at: datetime | None = None
    stopped_seq: int | None = None
    stopped_by: str | None = None
    stopped_at: datetime | None = None
    done_seq: int | None = None

    @property
    def state(self) -> State:
        if self.done_seq is not None:
            return State.DONE
        if self.stopped_seq is not None:
            return State.STOPPED
        return State.PROPOSED if self.approved_seq is None else State.COOLING

    @property
    def is_open(self) -> bool:
        return self.state in (State.PROPOSED, State.COOLING)

    def is_due(self, now: datetime) -> bool:
        """Whether its cooling-off is over and nobody stopped it."""
        return self.state is State.COOLING and self.due_at is not None and now >= self.due_at


# Who signs


def signs_as(roles: Collection[Role], first_as: Role | None = None) -> Role:
    """In which role someone signs. :raise NotYours: :raise NotWithoutDataLead: when two managers would."""
    if Role.DATA_LEAD in roles:
        return Role.DATA_LEAD
    if Role.MANAGER not in roles:
        raise NotYours
    if first_as is Role.MANAGER:
        raise NotWithoutDataLead
    return Role.MANAGER


def require_signer(erasure: Erasure, authors: Collection[str | None], signer: str, roles: Collection[Role]) -> Role:
    """The role in which this person signs next. :raise NotTwice: :raise NotOwnWork: and as `signs_as`.

    Whoever wrote a part may be the first to say that it should go, never the one whose word decides.
    """
    require_open(erasure)
    if erasure.approved_seq is not None:
        raise AlreadyDone
    if signer == erasure.first_by:
        raise NotTwice
    role = signs_as(roles, erasure.first_as)
    if signer in erasure.people or (erasure.first_by is not None and signer in authors):
        raise NotOwnWork
    return role


def authors_of(parts: Iterable[Part]) -> set[str | None]:
    """Who wrote what goes. Setting up a record, a hold or an erasure is writing nothing about anyone."""
    return {part.author for part in parts if part.fate is Fate.ALONE}


def require_open(erasure: Erasure) -> None:
    """:raise AlreadyDone: when it was carried out or stopped."""
    if not erasure.is_open:
        raise AlreadyDone


# What goes


def whole_record(parts: Iterable[Part], person_id: str) -> list[Part]:
    """What goes with a person's whole record: every part that is about them and nobody else."""
    return [part for part in parts if part.subjects == (person_id,) and part.fate is not Fate.NEVER]


def shared(parts: Iterable[Part], person_id: str) -> list[Part]:
    """What stays when a whole record goes, because it is about someone else too."""
    return [part for part in parts if person_id in part.subjects and len(part.subjects) > 1]


def chosen(parts: Iterable[Part], places: Collection[Place]) -> list[Part]:
    """The picked parts and what goes with each: a note in all its versions, a goal with its ratings.

    :raise NothingToErase: :raise CannotGo: when one of them may not go alone.
    """
    parts = list(parts)
    picked = [part for part in parts if part.place in places]
    if not picked or len(picked) < len(set(places)):
        raise NothingToErase
    if any(part.fate is not Fate.ALONE for part in picked):
        raise CannotGo
    return [part for part in parts if any(_goes_with(part, each) for each in picked)]


def _goes_with(part: Part, picked: Part) -> bool:
    if part.place == picked.place:
        return True
    if part.belongs_to != picked.belongs_to:
        return False
    if picked.kind.startswith("answers."):  # what they said before they changed it; not what they say since
        return part.seq < picked.seq
    if picked.kind.startswith("record."):
        return part.kind.startswith("record.") and part.ordinal == picked.ordinal
    if picked.kind == "suggestion.made":
        return part.kind.startswith("suggestion.")
    if picked.kind == "statement.added":
        return part.kind == "statement.helped"
    return picked.kind == "goal.set" and part.kind.startswith("goal.")


# What a rule may propose again


def may_propose_again(before: Iterable[Erasure], rule: str, now: datetime) -> bool:
    """Whether a rule may propose for a person: not while it has, nor soon after that was stopped."""
    mine = [each for each in before if each.rule == rule]
    if any(each.is_open for each in mine):
        return False
    return not any(each.stopped_at is not None and now - each.stopped_at < KEPT_IN_PEACE for each in mine)
