"""Which day it is for the people whom Sayso is for: by the clocks of the United Kingdom, summer time and all. Pure.

Moments are kept in UTC. Days (of birth, of a round's end, of a cohort's) are London's: in summer, UTC would leave a
round open until one in the morning, and have somebody be sixteen an hour late.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def local_day(moment: datetime) -> date:
    """The day it is in London at this moment."""
    return moment.astimezone(HERE).date()


def begins(day: date) -> datetime:
    """The moment at which this day begins in London."""
    return datetime.combine(day, time(), HERE).astimezone(UTC)


def ends(day: date) -> datetime:
    """The moment at which it is over and the next one begins."""
    return begins(day + timedelta(days=1))
