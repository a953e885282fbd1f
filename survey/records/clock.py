"""When an answer is due: working days in the four nations, and the law's calendar month with its pauses. Pure.

Ours: a person acknowledges within 5 working days, decides within 15, an independent review takes 20, recipients are
told within 5 of the decision. Days on which we wait for the person's answer are not counted.

The law (decision 0049 says which words this rests on):
- A month (UK GDPR Art 12(3), 12A): from the day it came, which counts even when it is no working day, to the same date
  of the next month, or that month's last day; if that is no working day, to the next one that is (ICO).
- It begins with the latest of: receipt, and the proof of who asks, if we had to ask for that (Art 12A(3)).
- While we wait for what they meant, the clock is stopped, by the number of days that they took (ICO; Art 12A(5)).
  The day of the answer is counted, so that a question answered the same day stops nothing.
- A question asked when the time is over stops nothing.
- Two months more, counted from the same beginning, only by a notice with reasons within the first month (Art 12A(4)).
  That month is the bare one: no next working day, so that a late notice is never good by a weekend.
- A complaint (DPA 2018 s. 164A) is acknowledged within 30 days that begin with the day it came.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from survey.days import local_day
from survey.holidays import DAY, ENGLAND, SATURDAY, bank_holidays

ACKNOWLEDGE_DAYS = 5  # working days
DECIDE_DAYS = 15  # working days
REVIEW_DAYS = 20  # working days
TELL_DAYS = 5  # working days
COMPLAINT_DAYS = 30  # days, the first of which is the day it came
EXTENDED_BY = 2  # months


# Working days


@cache
def _working(year: int, nation: str) -> tuple[date, ...]:
    """The working days of a year, in order."""
    off = bank_holidays(year, nation)
    days = (date(year, 1, 1) + DAY * n for n in range(366))
    return tuple(day for day in days if day.year == year and day.weekday() < SATURDAY and day not in off)


def is_working(day: date, nation: str = ENGLAND) -> bool:
    """Whether offices are open: no weekend, no bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year, nation)


def next_working(day: date, nation: str = ENGLAND) -> date:
    """The day itself if offices are open, else the next on which they are."""
    return day if is_working(day, nation) else working_days_after(day, 1, nation)


def working_days_after(day: date, count: int, nation: str = ENGLAND) -> date:
    """The `count`-th working day after `day`; the day itself is not counted."""
    if not count:
        return day
    year, days = day.year, _working(day.year, nation)
    at = bisect_right(days, day) + count - 1
    while at >= len(days):
        at -= len(days)
        year, days = year + 1, _working(year + 1, nation)
    return days[at]


def working_days_from(since: date, until: date, nation: str = ENGLAND) -> int:
    """How many working days there are from `since` on, before `until`."""
    if until <= since:
        return 0
    years = range(since.year, until.year + 1)
    return sum(
        bisect_left(_working(year, nation), until) - bisect_left(_working(year, nation), since) for year in years
    )


# Pauses


class PausedFor(StrEnum):
    """What we wait for."""

    IDENTITY = "identity"  # who asks
    CLARIFY = "clarify"  # what they mean


class Pause(NamedTuple):
    """From the day we asked, up to and without the day the answer came; `until` is None while we wait."""

    since: date
    until: date | None
    why: PausedFor


def _over(pauses: Iterable[Pause]) -> list[tuple[date, date, PausedFor]]:
    """The pauses that have ended, the first first, none of which begins before the one before it ended."""
    found: list[tuple[date, date, PausedFor]] = []
    last = date.min
    for since, until, why in sorted(each for each in pauses if each.until is not None):
        since = max(since, last)
        if until is not None and until > since:
            found.append((since, until, why))
            last = until
    return found


# The law's month


def months_after(day: date, count: int) -> date:
    """The same date so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def a_month_after(day: date, nation: str = ENGLAND) -> date:
    """The law's latest day: same date next month, or its last day; the next working day if that is none."""
    return next_working(months_after(day, 1), nation)


def _period_ends(received: date, pauses: Iterable[Pause], months: int) -> date:
    """The last day of the law's period, with what does not count left out."""
    ends = months_after(received, months)
    for since, until, why in _over(pauses):
        if since > ends or until <= received:
            continue
        if why is PausedFor.IDENTITY:
            received, ends = until, months_after(until, months)
        else:
            ends += until - max(since, received)
    return ends


def notice_by(received: date, pauses: Iterable[Pause] = ()) -> date:
    """The last day on which a notice can extend the period: the bare first month, and no weekend more."""
    return _period_ends(received, pauses, 1)


def law_by(received: date, pauses: Iterable[Pause] = (), *, extended: bool = False, nation: str = ENGLAND) -> date:
    """The law's latest day for the answer. `extended`: a notice was given in time."""
    return next_working(_period_ends(received, pauses, 1 + EXTENDED_BY * extended), nation)


def law_acknowledge_by(received: date) -> date:
    """The last of the 30 days, beginning with the day it came, within which a complaint is acknowledged."""
    return received + timedelta(days=COMPLAINT_DAYS - 1)


# Ours


def working_days_with_pauses(day: date, count: int, pauses: Iterable[Pause] = (), nation: str = ENGLAND) -> date:
    """The `count`-th working day after `day` of those on which we did not wait for the person."""
    due = working_days_after(day, count, nation)
    for since, until, _why in _over(pauses):
        if since <= due and until > day:
            due = working_days_after(due, working_days_from(max(since, day + DAY), until, nation), nation)
    return due


def acknowledge_by(raised: datetime, nation: str = ENGLAND) -> date:
    """The day by which a person has said that they have it."""
    return working_days_after(local_day(raised), ACKNOWLEDGE_DAYS, nation)


def decide_by(raised: datetime, pauses: Iterable[Pause] = (), nation: str = ENGLAND) -> date:
    """The day by which the person hears what was decided: our 15 working days, and never later than the law's month."""
    day, kept = local_day(raised), list(pauses)
    ours = working_days_with_pauses(day, DECIDE_DAYS, kept, nation)
    return min(ours, law_by(day, kept, nation=nation))


def review_by(escalated: datetime, pauses: Iterable[Pause] = (), nation: str = ENGLAND) -> date:
    """The day by which an independent review has decided."""
    return working_days_with_pauses(local_day(escalated), REVIEW_DAYS, pauses, nation)


def tell_by(decided: datetime, nation: str = ENGLAND) -> date:
    """The day by which everyone who had it has been told what was decided."""
    return working_days_after(local_day(decided), TELL_DAYS, nation)
