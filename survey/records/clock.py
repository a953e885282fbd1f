"""When an answer is due: working days in England and Wales, and the law's calendar month. Pure.

Ours: a person acknowledges within 5 working days and decides within 15. The law (UK GDPR Art 12(3)): one month, which
the ICO reads as the same date next month, or its last day; if that is no working day, the next one that is.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ACKNOWLEDGE_DAYS = 5  # working days
DECIDE_DAYS = 15  # working days
HERE = ZoneInfo("Europe/London")
MONDAY, SATURDAY = 0, 5
DAY = timedelta(days=1)

# By proclamation: a day moved, or one day more.
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
EXTRA = {2022: (date(2022, 6, 3), date(2022, 9, 19)), 2023: (date(2023, 5, 8),)}


def local_day(moment: datetime) -> date:
    """The day it is in London at this moment."""
    return moment.astimezone(HERE).date()


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule (Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England and Wales: the eight of every year, with days given in lieu, and those proclaimed so far."""
    sunday = easter(year)
    mondays = (_monday(year, 5, first=True), _monday(year, 5, first=False), _monday(year, 8, first=False))
    days = {MOVED.get(each, each) for each in mondays} | {sunday - 2 * DAY, sunday + DAY} | {*EXTRA.get(year, ())}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        days.add(_first(fixed, lambda day: day.weekday() < SATURDAY and day not in days))
    return frozenset(days)


def _monday(year: int, month: int, *, first: bool) -> date:
    start = date(year, month, 1 if first else monthrange(year, month)[1] - 6)
    return start + DAY * ((MONDAY - start.weekday()) % 7)


def _first(day: date, fits: Callable[[date], bool]) -> date:
    while not fits(day):
        day += DAY
    return day


def is_working(day: date) -> bool:
    """Whether offices are open: no weekend, no bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day itself is not counted."""
    for _ in range(count):
        day = _first(day + DAY, is_working)
    return day


def a_month_after(day: date) -> date:
    """The law's latest day: same date next month, or its last day; the next working day if that is none."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return _first(date(year, month, min(day.day, monthrange(year, month)[1])), is_working)


def acknowledge_by(raised: datetime) -> date:
    """The day by which a person has said that they have it."""
    return working_days_after(local_day(raised), ACKNOWLEDGE_DAYS)


def decide_by(raised: datetime) -> date:
    """The day by which the person hears what was decided: our 15 working days, and never later than the law's month."""
    day = local_day(raised)
    return min(working_days_after(day, DECIDE_DAYS), a_month_after(day))
