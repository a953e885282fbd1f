"""Which step may be taken with a challenge now, and where the person can take it. Pure."""

from datetime import date, datetime

from survey.errors import AlreadyDone
from survey.records.challenge import Challenge, require_open
from survey.records.correction import CHANGES
from survey.records.lifecycle import Clock, NotNow, Step, To, may_follow


class TooLateToExtend(NotNow):
    """More time can only be taken by a notice within the first month. That month is over."""


class AlreadyReviewed(NotNow):
    """This has had its independent review. The next to ask is the ICO."""


class NotYet(NotNow):
    """This can be taken further when there is an answer, or when the answer is late."""


def require_step(challenge: Challenge, step: Step) -> None:
    """:raise AlreadyDone: when it was decided or taken back; :raise NotNow: when the step cannot follow here."""
    upheld = step is not Step.REMEDIED or challenge.outcome in CHANGES
    if upheld and may_follow(step, challenge.state):
        return
    if step in (Step.DECIDED, Step.ACKNOWLEDGED, Step.WITHDRAWN):
        require_open(challenge)
    raise NotNow


def require_extension(challenge: Challenge, today: date) -> None:
    """:raise NotNow: when it is not at its first answer, or was extended; :raise TooLateToExtend: after month one."""
    require_step(challenge, Step.EXTENDED)
    if challenge.clock is not Clock.ANSWER or challenge.extended:
        raise NotNow
    if today > challenge.notice_by:
        raise TooLateToExtend


def require_way_on(challenge: Challenge, to: To, now: datetime) -> None:
    """:raise NotYet: while our answer is not late; :raise AlreadyReviewed: a second independent review."""
    require_step(challenge, Step.ESCALATED)
    if challenge.is_open and not challenge.is_late(now):
        raise NotYet
    if to is To.INDEPENDENT and any(each.what == To.INDEPENDENT for each in challenge.taken(Step.ESCALATED)):
        raise AlreadyReviewed


def next_steps(challenge: Challenge, now: datetime) -> tuple[To, ...]:
    """Where the person can take it from here."""
    found = []
    for to in To:
        try:
            require_way_on(challenge, to, now)
        except AlreadyDone:
            continue
        found.append(to)
    return tuple(found)
