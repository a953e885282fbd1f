"""When someone is there, as lines of text like `mon-fri 08:00-18:00 Europe/London`; and when they are next. Pure.

A line may end with `except england` (or wales, scotland, northern_ireland): nobody is there on that nation's bank
holidays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.holidays import NATIONS, bank_holidays

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = "|".join(DAYS)
LINE = re.compile(rf"({A_DAY})-({A_DAY}) (\d\d):([0-5]\d)-(\d\d):([0-5]\d) (\S+)(?: except (\S+))?")
DAY = 24 * 60  # minutes
AHEAD = 29  # days: whoever is there on one day of the week meets no more than two holidays in a row


@dataclass(frozen=True)
class Hours:
    """Days of the week from one to another, and the minutes of the day between which work is to be expected."""

    first: int
    last: int
    opens: int
    closes: int
    zone: ZoneInfo
    nation: str | None = None  # on whose bank holidays nobody is there

    def hold(self, moment: datetime) -> bool:
        """Whether it is working time at this moment, by the clocks of the zone."""
        local = moment.astimezone(self.zone)
        days_in = (local.weekday() - self.first) % 7
        minute = local.hour * 60 + local.minute
        if self.nation and local.date() in bank_holidays(local.year, self.nation):
            return False
        return days_in <= (self.last - self.first) % 7 and self.opens <= minute < self.closes


@cache
def working_hours(line: str) -> Hours:
    """Read the line. :raise ValueError: says what was expected."""
    found = LINE.fullmatch(" ".join(line.split()))
    if found is None:
        raise ValueError("It must be like: mon-fri 08:00-18:00 Europe/London.")
    first, last, *clock, zone, nation = found.groups()
    if nation not in (None, *NATIONS):
        raise ValueError(f"After “except” comes one of {', '.join(NATIONS)}: nobody is there on its bank holidays.")
    from_hour, from_minute, to_hour, to_minute = (int(number) for number in clock)
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if not opens < closes <= DAY:
        raise ValueError("The day must open before it closes, between 00:00 and 24:00.")
    return Hours(DAYS.index(first), DAYS.index(last), opens, closes, _zone(zone), nation)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"There is no time zone “{name}”. One is Europe/London.") from None


# Several lines of hours together, as a helpline has them


def is_open(hours: Sequence[Hours], moment: datetime) -> bool:
    """Whether any of these lines of hours holds at this moment."""
    return any(each.hold(moment) for each in hours)


def opening(hours: Sequence[Hours], moment: datetime) -> datetime:
    """The next moment at which it opens; this one while it is open."""
    return moment if is_open(hours, moment) else _next(hours, moment, wanted=True)


def closing(hours: Sequence[Hours], moment: datetime) -> datetime | None:
    """The next moment at which it closes; None when it never does."""
    if all(is_open(hours, each) for each in _edges(hours, moment)):
        return None
    return _next(hours, moment, wanted=False)


def minutes_after(hours: Sequence[Hours], moment: datetime, minutes: int) -> datetime:
    """The moment when so many open minutes have passed. It begins to count when it is open."""
    left, at = timedelta(minutes=minutes), opening(hours, moment)
    while True:
        closes = closing(hours, at)
        if closes is None or at + left <= closes:
            return at + left
        left -= closes - at
        at = opening(hours, closes)


def _next(hours: Sequence[Hours], moment: datetime, *, wanted: bool) -> datetime:
    return next(each for each in _edges(hours, moment) if is_open(hours, each) is wanted)


def _edges(hours: Sequence[Hours], moment: datetime) -> list[datetime]:
    """Every moment of the coming days at which one of the lines begins or ends."""
    found = set()
    for each in hours:
        midnight = moment.astimezone(each.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        for day in range(AHEAD if each.nation else 9):
            for minute in (each.opens, each.closes):
                begins = (midnight + timedelta(days=day)).replace(tzinfo=None) + timedelta(minutes=minute)
                found.add(begins.replace(tzinfo=each.zone).astimezone(UTC))
    return sorted(edge for edge in found if edge > moment)
