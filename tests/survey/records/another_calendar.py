"""The same days, worked out in quite another manner: lists as published, tables by weekday, and counting day by day.

Nothing of `survey.records.clock` or `.holidays` is used here. numpy and dateutil do the arithmetic, on whole columns.
"""

from dataclasses import dataclass

import numpy as np
from dateutil.easter import easter

NATIONS = ("england", "wales", "scotland", "northern_ireland")
IDENTITY, CLARIFY = 0, 1
DAY = np.timedelta64(1, "D")
FIRST, LAST = np.datetime64("2018-01-01"), np.datetime64("2104-12-31")

# gov.uk/bank-holidays, as published; "2026-06-15" by the proclamation of 4 February 2026
PUBLISHED = {
    "england": {
        2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
        2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    },
    "scotland": {
        2019: "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26",
        2020: "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28",
        2021: "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28",
        2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
        2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
        2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
        2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
        2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
        2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
        2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
    },
    "northern_ireland": {
        2019: "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26",
        2020: "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28",
        2021: "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28",
        2022: "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27",
        2023: "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26",
        2024: "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26",
        2025: "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
        2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
        2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
        2028: "01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26",
    },
}
PUBLISHED["wales"] = PUBLISHED["england"]

# By the weekday of the first day named (Monday 0 … Sunday 6): what is closed.
CHRISTMAS = {**dict.fromkeys(range(4), (25, 26)), 4: (25, 28), 5: (27, 28), 6: (26, 27)}
NEW_YEAR = {**dict.fromkeys(range(5), (1,)), 5: (3,), 6: (2,)}
HOGMANAY = {**dict.fromkeys(range(4), (1, 2)), 4: (1, 4), 5: (3, 4), 6: (2, 3)}
IN_LIEU = {**dict.fromkeys(range(5), 0), 5: 2, 6: 1}


def _on(year, month, day):
    return np.datetime64(f"{year}-{month:02}-{day:02}")


def _weekday(day):
    return int((day.astype(int) + 3) % 7)  # 1 January 1970 was a Thursday


def _mondays(year, month):
    days = np.arange(f"{year}-{month:02}", np.datetime64(f"{year}-{month:02}", "M") + 1, dtype="datetime64[D]")
    return [day for day in days if _weekday(day) == 0]


def _by_rule(nation, year):
    sunday, in_may = np.datetime64(easter(year)), _mondays(year, 5)
    days = {sunday - 2 * DAY, in_may[0], in_may[-1], _mondays(year, 8)[0 if nation == "scotland" else -1]}
    new_year = (HOGMANAY if nation == "scotland" else NEW_YEAR)[_weekday(_on(year, 1, 1))]
    days |= {_on(year, 1, day) for day in new_year}
    days |= {_on(year, 12, day) for day in CHRISTMAS[_weekday(_on(year, 12, 25))]}
    days |= set() if nation == "scotland" else {sunday + DAY}
    fixed = {"scotland": [(11, 30)], "northern_ireland": [(3, 17), (7, 12)]}.get(nation, [])
    return days | {_on(year, *each) + IN_LIEU[_weekday(_on(year, *each))] * DAY for each in fixed}


def closed(nation, year):
    """The bank holidays: as published where they are, else by rule."""
    listed = PUBLISHED[nation].get(year)
    return {np.datetime64(f"{year}-{day}") for day in listed.split()} if listed else _by_rule(nation, year)


def offices(nation):
    """Which days offices are open."""
    days = [day for year in range(2018, 2105) for day in closed(nation, year)]
    return np.busdaycalendar(holidays=np.array(sorted(days), dtype="datetime64[D]"))


def months_on(days, count):
    """The same date so many months on, or that month's last day: on a column of days."""
    month = days.astype("datetime64[M]") + count
    last = (month + 1).astype("datetime64[D]") - DAY
    return np.minimum(month.astype("datetime64[D]") + (days - days.astype("datetime64[M]")), last)


@dataclass
class Cases:
    """Columns: the day it came, three pauses each (many of no length), what was asked, and whether it was extended."""

    received: np.ndarray
    since: list[np.ndarray]
    until: list[np.ndarray]
    why: list[np.ndarray]
    extended: np.ndarray


def some(count, seed):
    """Random cases, thick around month ends, leap days, and Christmas."""
    chance = np.random.default_rng(seed)
    received = np.datetime64("2019-01-01") + chance.integers(0, 365 * 80, count) * DAY
    year = received.astype("datetime64[Y]")
    thick = [year.astype("datetime64[D]") + day * DAY for day in (30, 58, 59, 325, 333, 355, 364)]  # 31 Jan, 28 Feb …
    which = chance.integers(0, 14, count)
    for n, days in enumerate(thick):
        received = np.where(which == n, days + chance.integers(-1, 2, count) * DAY, received)
    since, until, why, last = [], [], [], received
    for _ in range(3):
        begins = last + chance.integers(0, 24, count) * DAY
        last = begins + np.maximum(0, chance.integers(-12, 25, count)) * DAY
        since, until = [*since, begins], [*until, last]
        why.append((chance.random(count) < 0.75).astype(int))
    return Cases(received, since, until, why, chance.random(count) < 0.3)


def law(cases, cal):
    """The law's day, by letting a clock run day by day on every case at once; and the day by which notice is given."""
    bare = _run(cases, 1, np.ones(len(cases.received), bool))
    ends = np.where(cases.extended, _run(cases, 3, cases.extended), bare)
    return np.busday_offset(ends, 0, roll="forward", busdaycal=cal), bare


def _run(cases, months, which):
    """Days from the day it came, small numbers: one tick for every case at once until each clock has run out."""
    came = cases.received[which]
    since = [(each[which] - came).astype(np.int16) for each in cases.since]
    until = [(each[which] - came).astype(np.int16) for each in cases.until]
    restarts = [each[which] == IDENTITY for each in cases.why]
    lengths = [
        (months_on(days, months) - days).astype(np.int16) for days in (came, *(each[which] for each in cases.until))
    ]
    left, ends, runs = lengths[0], np.zeros(len(came), np.int16), np.ones(len(came), bool)
    day = 0
    while runs.any():
        waits = np.zeros(len(came), bool)
        for n in range(len(since)):
            left = np.where((until[n] == day) & runs & restarts[n] & (until[n] > since[n]), lengths[n + 1], left)
            waits |= (since[n] <= day) & (day < until[n])
        ends[runs & ~waits & (left == 0)] = day
        runs &= waits | (left != 0)
        left = left - (~waits).astype(np.int16)
        day += 1
    found = np.full(len(which), np.datetime64("NaT", "D"))
    found[which] = came + ends * DAY
    return found


def ours(cases, count, cal):
    """The count-th working day after the day it came on which nobody waited, day by day on every case at once."""
    is_open = np.is_busday(np.arange(FIRST, LAST), busdaycal=cal)
    day, left, ends = cases.received.copy(), np.full(len(cases.received), count), cases.received.copy()
    while (left > 0).any():
        day = day + DAY
        waits = np.zeros(len(day), bool)
        for since, until in zip(cases.since, cases.until, strict=True):
            waits |= (since <= day) & (day < until)
        left = left - (is_open[(day - FIRST).astype(int)] & ~waits)
        ends = np.where((left == 0) & (ends == cases.received), day, ends)
    return ends
