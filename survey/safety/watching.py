"""Which answers are watched, who is told, and whether anyone is there to be told. Pure: the moment is an argument.

An answer is watched by its code alone: nothing is scored, nothing is guessed, and no words are searched. A watch is off
unless its route is complete: confirmed by a second person, begun, with someone on it, and tried out lately.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from survey.errors import DomainError
from survey.hours import Hours, is_open, minutes_after, opening, working_hours
from survey.questionnaires.definition import Question
from survey.questionnaires.question_types import TYPES
from survey.responses.sending import LookAgain

ANSWERED_WITHIN = timedelta(minutes=60)  # a test that nobody answers in an hour proves that nobody is there
PROVEN_FOR = timedelta(days=30)  # after that it has to be tried out again
WITHIN = (30, 60, 120, 240)  # minutes: how soon someone looks, in the hours of the route
MOST_PEOPLE, MOST_WORDS = 3, 120

SEVERAL, ZERO_TO_TEN = "several_choices", "zero_to_ten"

Answers = Mapping[str, Any]
Watched = Mapping[str, tuple[int, ...]]


class NotComplete(DomainError):
    """Something is missing. Look at each field."""


class NothingWatched(NotComplete):
    """Pick at least one answer to watch."""


class NobodyOnIt(NotComplete):
    """Pick at least one person who is told."""


class NoName(NotComplete):
    """Write who is told, as young people will read it. For example: the safeguarding lead."""


class NoPhone(NotComplete):
    """Write a phone number that young people can call in these hours."""


class NoHours(NotComplete):
    """Write the hours like this: mon-fri 09:00-17:00 Europe/London except england."""


class Off(StrEnum):
    """Why a route watches nothing now."""

    ENDED = "ended"
    UNCONFIRMED = "unconfirmed"
    NOT_BEGUN = "not_begun"
    NOBODY = "nobody"
    UNTESTED = "untested"
    STALE = "stale"  # the last test that was answered is too long ago


@dataclass(frozen=True)
class Plan:
    """A route as it was written: it never changes. Another one takes its place."""

    questionnaire: str
    version: int
    watched: Watched
    name: str  # as young people read it
    people: tuple[str, ...]  # in the order in which they are told
    hours: str
    phone: str
    within: int
    starts_on: date

    @classmethod
    def of(
        cls,
        key: tuple[str, int],
        watched: Watched,
        *,
        name: str,
        people: Collection[str],
        hours: str,
        phone: str,
        within: int,
        starts_on: date,
    ) -> "Plan":
        """:raise NotComplete: says what is missing."""
        if not any(watched.values()):
            raise NothingWatched
        if not people or len(set(people)) != len(tuple(people)) or len(people) > MOST_PEOPLE:
            raise NobodyOnIt
        if not 3 <= len(name.strip()) <= MOST_WORDS:
            raise NoName
        if sum(each.isdigit() for each in phone) < 3 or len(phone) > 30:
            raise NoPhone
        try:
            working_hours(hours)
        except ValueError:
            raise NoHours from None
        if within not in WITHIN:
            raise NotComplete
        chosen = {item: tuple(sorted(codes)) for item, codes in sorted(watched.items()) if codes}
        return cls(*key, chosen, name.strip(), tuple(people), " ".join(hours.split()), phone.strip(), within, starts_on)

    @property
    def clock(self) -> tuple[Hours, ...]:
        return (working_hours(self.hours),)

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        kept = {name: getattr(self, name) for name in ("questionnaire", "version", "name", "hours", "phone", "within")}
        watched = {item: list(codes) for item, codes in self.watched.items()}
        return kept | {"watched": watched, "people": list(self.people), "starts_on": self.starts_on.isoformat()}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Plan":
        watched = {item: tuple(codes) for item, codes in facts["watched"].items()}
        return cls(
            facts["questionnaire"],
            facts["version"],
            watched,
            facts["name"],
            tuple(facts["people"]),
            facts["hours"],
            facts["phone"],
            facts["within"],
            date.fromisoformat(facts["starts_on"]),
        )


@dataclass(frozen=True)
class Route:
    """A plan, and how far it has come. `staff`: who of its people can sign in here now."""

    seq: int
    organisation_id: str
    plan: Plan
    proposed_by: str
    staff: frozenset[str]
    confirmed_by: str | None = None
    ended_at: datetime | None = None
    test_seq: int | None = None
    tested_at: datetime | None = None
    tested_by: str | None = None
    proven_at: datetime | None = None
    proven_seq: int | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Those who can be told now, in order."""
        return tuple(each for each in self.plan.people if each in self.staff)

    def off(self, now: datetime, today: date) -> Off | None:
        """Why it watches nothing; None while it is live."""
        reasons = {
            Off.ENDED: self.ended_at is not None,
            Off.UNCONFIRMED: self.confirmed_by is None,
            Off.NOT_BEGUN: today < self.plan.starts_on,
            Off.NOBODY: not self.people,
            Off.UNTESTED: self.proven_at is None,
            Off.STALE: self.proven_at is not None and now >= self.proven_at + PROVEN_FOR,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def awaits_answer(self, now: datetime) -> bool:
        """Whether a test is under way that can still be answered in time."""
        return self.tested_at is not None and now <= self.tested_at + ANSWERED_WITHIN and not self.is_answered

    @property
    def is_answered(self) -> bool:
        """Whether the last test was answered."""
        return self.test_seq is not None and self.proven_seq == self.test_seq

    @property
    def proven_until(self) -> datetime | None:
        return self.proven_at + PROVEN_FOR if self.proven_at else None

    # When someone looks

    def is_there(self, now: datetime) -> bool:
        return is_open(self.plan.clock, now)

    def back_at(self, now: datetime) -> datetime:
        """When someone is there next."""
        return opening(self.plan.clock, now)

    def looked_at_by(self, now: datetime) -> datetime:
        """The latest moment by which what comes now is looked at, counted in the hours of the route alone."""
        return minutes_after(self.plan.clock, now, self.plan.within)


def matching(watched: Watched, answers: Answers) -> frozenset[str]:
    """The items of which a watched answer was given: the exact code, or one of several that were picked."""
    return frozenset(item for item, codes in watched.items() if any(_picked(answers, item, code) for code in codes))


def _picked(answers: Answers, item: str, code: int) -> bool:
    return answers.get(item) == code or answers.get(f"{item}.{code}") == 1


def watchable(question: Question) -> tuple[tuple[int, str], ...]:
    """The answers of a question that can be watched, by code: those that are picked, never words, days or numbers."""
    if question.type == SEVERAL:
        return question.options
    return tuple((code, in_words(question, code)) for code in TYPES[question.type].values(question))


def in_words(question: Question, code: int) -> str:
    """One answer as it is read back: its words, or its number with the words that stand at that end."""
    words = dict(question.options).get(code, "")
    if question.type == ZERO_TO_TEN:
        return f"{code} ({words})" if words else str(code)
    return words or str(code)


def newly(watched: Watched, before: Answers, answers: Answers) -> frozenset[str]:
    """The items of which a watched answer is given now that was not given before: by its code, not by its question."""
    codes = {(item, code) for item, all_codes in watched.items() for code in all_codes}
    given = {(item, code) for item, code in codes if _picked(answers, item, code)}
    known = {(item, code) for item, code in codes if _picked(before, item, code)}
    return frozenset(item for item, _code in given - known)


def told_of(route: Route) -> str:
    """What the form of the check page says that it has told: this route, which never changes."""
    return str(route.seq)


def to_raise(live: Route | None, told: str, before: Answers, answers: Answers) -> frozenset[str]:
    """The items to raise an alert for, when this is sent. `live`: the route that watches now, if one does.

    :raise LookAgain: when the page that was sent told something else than what holds: nothing is sent, they look again.
    """
    news = newly(live.plan.watched, before, answers) if live else frozenset()
    if told != (told_of(live) if live and news else ""):
        raise LookAgain
    return news
