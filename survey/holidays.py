"""Bank holidays in the four nations: those of every year by rule, those proclaimed from `proclaimed.toml`. Pure.

England and Wales, Scotland, and Northern Ireland differ (Banking and Financial Dealings Act 1971, Sch. 1): Scotland has
2 January, the first Monday of August and St Andrew's Day, and no Easter Monday; Northern Ireland has St Patrick's Day
and 12 July. A fixed day at a weekend is given in lieu on the next weekday that is none.
"""

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_PROCLAIMED = Path(__file__).parent / "proclaimed.toml"
MONDAY, SATURDAY = 0, 5
DAY = timedelta(days=1)
NATIONS = ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "england", "wales", "scotland", "northern_ireland"

# Given in lieu in this order: a day that is taken moves the next one on.
FIXED = {
    ENGLAND: ((1, 1), (12, 25), (12, 26)),
    WALES: ((1, 1), (12, 25), (12, 26)),
    SCOTLAND: ((1, 1), (1, 2), (11, 30), (12, 25), (12, 26)),
    NORTHERN_IRELAND: ((1, 1), (3, 17), (7, 12), (12, 25), (12, 26)),
}


@dataclass(frozen=True)
class Proclaimed:
    """A day by proclamation: one more, or in place of one of every year."""

    on: date
    nations: frozenset[str]
    instead_of: date | None = None


@cache
def proclaimed() -> tuple[Proclaimed, ...]:
    """Every day that a proclamation named."""
    days = tomllib.loads(_PROCLAIMED.read_text(encoding="utf-8"))["day"]
    return tuple(Proclaimed(each["on"], frozenset(each["nations"]), each.get("instead_of")) for each in days)


@cache
def bank_holidays(year: int, nation: str = ENGLAND) -> frozenset[date]:
    """The bank holidays of a year, with days given in lieu, and those proclaimed so far."""
    days = _moving(year, nation)
    for each in proclaimed():
        if nation in each.nations and each.on.year == year:
            days = (days - {each.instead_of}) | {each.on}
    for month, day in FIXED[nation]:
        given = date(year, month, day)
        while given.weekday() >= SATURDAY or given in days:
            given += DAY
        days.add(given)
    return frozenset(days)


def _moving(year: int, nation: str) -> set[date]:
    """Those that have a weekday and no date."""
    sunday = easter(year)
    days = {sunday - 2 * DAY, _monday(year, 5, first=True), _monday(year, 5, first=False)}
    days.add(_monday(year, 8, first=nation == SCOTLAND))
    return days if nation == SCOTLAND else days | {sunday + DAY}


def _monday(year: int, month: int, *, first: bool) -> date:
    start = date(year, month, 1 if first else monthrange(year, month)[1] - 6)
    return start + DAY * ((MONDAY - start.weekday()) % 7)


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
