"""When staff are at work, as one line of text: `mon-fri 08:00-18:00 Europe/London`. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = "|".join(DAYS)
LINE = re.compile(rf"(?P<first>{A_DAY})-(?P<last>{A_DAY}) (\d\d):([0-5]\d)-(\d\d):([0-5]\d) (?P<zone>\S+)")
DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class Hours:
    """Days of the week from one to another, and the minutes of the day between which work is to be expected."""

    first: int
    last: int
    opens: int
    closes: int
    zone: ZoneInfo

    def hold(self, moment: datetime) -> bool:
        """Whether it is working time at this moment, by the clocks of the zone."""
        local = moment.astimezone(self.zone)
        days_in = (local.weekday() - self.first) % 7
        minute = local.hour * 60 + local.minute
        return days_in <= (self.last - self.first) % 7 and self.opens <= minute < self.closes


@cache
def working_hours(line: str) -> Hours:
    """Read the line. :raise ValueError: says what was expected."""
    found = LINE.fullmatch(" ".join(line.split()))
    if found is None:
        raise ValueError("It must be like: mon-fri 08:00-18:00 Europe/London.")
    first, last, *clock, zone = found.groups()
    from_hour, from_minute, to_hour, to_minute = (int(number) for number in clock)
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if not opens < closes <= DAY:
        raise ValueError("The day must open before it closes, between 00:00 and 24:00.")
    return Hours(DAYS.index(first), DAYS.index(last), opens, closes, _zone(zone))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"There is no time zone “{name}”. One is Europe/London.") from None
