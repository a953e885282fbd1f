"""What to do next with a challenge, for staff: one thing, and the day by which. And which come first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from survey.days import local_day
from survey.errors import AlreadyDone
from survey.records.challenge import Challenge, Kind
from survey.records.clock import PausedFor
from survey.records.correction import CHANGES
from survey.records.lifecycle import Clock, State
from survey.records.next_step import require_extension

SOON = timedelta(days=5)  # before the day, it is time to say if more is needed
NEVER = date.max


class Todo(StrEnum):
    """The next thing that somebody here has to do."""

    SAY = "say"  # that someone has it
    TAKE_UP = "take_up"
    DECIDE = "decide"
    HEAR_WHO = "hear_who"  # they were asked who they are
    HEAR_WHAT = "hear_what"  # they were asked what they mean
    REVIEW = "review"  # by someone who had no part in it
    DECIDE_REVIEW = "decide_review"
    WITH_ICO = "with_ico"
    ERASE = "erase"  # two people sign
    TELL = "tell"  # whoever had it
    NOTHING = "nothing"


@dataclass(frozen=True)
class Next:
    """What, by when, whether that day is over, and the last day for a notice that it takes longer, if that is near."""

    todo: Todo
    by: date | None
    late: bool
    notice_by: date | None = None


def what_next(challenge: Challenge, now: datetime) -> Next:
    """The one thing to do next."""
    today, state, late = local_day(now), challenge.state, challenge.is_late(now)
    if state is State.RAISED:
        return Next(Todo.SAY, challenge.acknowledge_by, late or today > challenge.acknowledge_by)
    if state is State.PAUSED:
        return Next(_waits_for(challenge), challenge.due, late)
    if challenge.clock is Clock.REGULATOR:
        return Next(Todo.WITH_ICO, None, False)
    if challenge.clock is Clock.REVIEW:
        todo = Todo.REVIEW if state is State.ESCALATED else Todo.DECIDE_REVIEW
        return Next(todo, challenge.review_by, late)
    if challenge.is_open:
        todo = Todo.TAKE_UP if state is State.ACKNOWLEDGED else Todo.DECIDE
        return Next(todo, challenge.decide_by, late, _notice(challenge, today))
    if challenge.clock is Clock.TELLING:
        by = challenge.tell_by
        erases = state is State.DECIDED and challenge.kind is Kind.ERASE and challenge.outcome in CHANGES
        return Next(Todo.ERASE if erases else Todo.TELL, by, by is not None and today > by)
    return Next(Todo.NOTHING, None, False)


def _waits_for(challenge: Challenge) -> Todo:
    return Todo.HEAR_WHO if challenge.pauses[-1].why is PausedFor.IDENTITY else Todo.HEAR_WHAT


def _notice(challenge: Challenge, today: date) -> date | None:
    """The last day for a notice, once our own day is near and a notice can still be given."""
    if not may_take_longer(challenge, today) or challenge.promised_by - today > SOON:
        return None
    return challenge.notice_by


def may_take_longer(challenge: Challenge, today: date) -> bool:
    """Whether the law still lets us say that it takes longer."""
    try:
        require_extension(challenge, today)
    except AlreadyDone:
        return False
    return True


def in_order(challenges: Iterable[Challenge], now: datetime) -> list[Challenge]:
    """Overdue first, then by the day of what is next; what has no day comes last. Nobody is ranked: these are days."""

    def rank(challenge: Challenge) -> tuple[bool, date, int]:
        following = what_next(challenge, now)
        return not following.late, following.by or NEVER, challenge.seq

    return sorted(challenges, key=rank)


class Filter(StrEnum):
    """The list, by where each challenge is."""

    OWED = "owed"
    NOBODY = "nobody"
    LOOKED_AT = "looked_at"
    WAITING = "waiting"
    REVIEW = "review"
    ANSWERED = "answered"
    OVER = "over"


IS_OVER = frozenset({State.CLOSED, State.WITHDRAWN})


def fits(challenge: Challenge, picked: Filter) -> bool:
    """Whether a challenge stands in the list that was picked."""
    state, with_others = challenge.state, challenge.clock in (Clock.REVIEW, Clock.REGULATOR)
    return {
        Filter.OWED: challenge.is_open,
        Filter.NOBODY: state is State.RAISED,
        Filter.LOOKED_AT: state in (State.ACKNOWLEDGED, State.REVIEWING) and not with_others,
        Filter.WAITING: state is State.PAUSED,
        Filter.REVIEW: with_others,
        Filter.ANSWERED: not challenge.is_open and state not in IS_OVER,
        Filter.OVER: state in IS_OVER,
    }[picked]
