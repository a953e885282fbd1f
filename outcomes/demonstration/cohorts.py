"""The cohorts of the demonstration's year, and which tables the release of each has. Pure.

The first closes quickly: too few have answered twice by then for anything but what they chose. The second has nearly
every kind of table a release can have, though not every one: each costs the audit a second or more, and who is missing
by age costs ten. Where there are few young people, whose release would be mostly gaps, it has few tables too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from outcomes.disclosure.programme import Programme
from outcomes.impact.frame import Frame
from outcomes.impact.tables import brief, programmes
from survey.days import ends

LARGE = 200  # young people from which the second release has every kind of table
YEAR = ("January 2026 to January 2027", date(2026, 1, 12), date(2027, 1, 31))
ASKED_ONCE = ("ons_wellbeing/life_satisfaction", "experience/experience")  # of these, in bands
LEFT_OUT = ("age_by_gender", "borough_by_age", "coverage_by_age", "coverage_by_borough")


@dataclass(frozen=True)
class CohortPlan:
    """A cohort: what it is called, its first and its last day."""

    title: str
    opens: date
    closes: date

    @property
    def moment(self) -> datetime:
        """When it is closed: the last second of its last day."""
        return ends(self.closes) - timedelta(seconds=1)


COHORTS = (
    CohortPlan("January to June 2026", YEAR[1], date(2026, 6, 30)),
    CohortPlan("July to October 2026", date(2026, 7, 1), date(2026, 10, 31)),
    CohortPlan("November 2026 to January 2027", date(2026, 11, 1), YEAR[2]),
)


def plans_for(number: int, young_people: int) -> Callable[[Frame], tuple[Programme, ...]]:
    """The programmes of the release of cohort `number` (from 0), in a demonstration of so many."""
    if number == 0:
        return of_goals
    return whole if young_people >= LARGE else brief


def of_goals(frame: Frame) -> tuple[Programme, ...]:
    """What they chose and reached, by one group at a time, and who is missing."""
    return brief(replace(frame, asked=()))


def whole(frame: Frame) -> tuple[Programme, ...]:
    """A programme with every kind of table, then the smaller ones."""
    told = (each for each in frame.asked if each.key.startswith("strands/") or each.key in ASKED_ONCE)
    some = replace(frame, asked=tuple(replace(each, spread=False) for each in told))
    full, *rest = programmes(some)
    tables = tuple(table for table in full.tables if table.key not in LEFT_OUT)
    return (replace(full, name="whole", tables=tables), *rest)


def open_after(number: int) -> Iterator[CohortPlan]:
    """The cohort that is opened when cohort `number` is closed, if there is one."""
    yield from COHORTS[number + 1 : number + 2]
