"""Releases for tests of what stands around them: figures as they might have been published, put down as they are."""

from datetime import date

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Category, Dimension, Programme, Table
from outcomes.disclosure.published import Published
from outcomes.impact.kept.store import Fresh, keep

DIMENSIONS = (
    Dimension("achieved", "Reached an outcome", (Category("yes", "Yes"), Category("not_yet", "Not yet"))),
    Dimension("status", "Who is in", (Category("counted", "In the figure"), Category("said_no", "They said no"))),
    Dimension("age", "Age", (Category("8-10", "8 to 10"), Category("11-15", "11 to 15"))),
    Dimension("borough", "Borough", (Category("B01", "Eastmere"), Category("B02", "Westmere"))),
    Dimension("ward", "Ward", (Category("W01", "Quayside", "B01"), Category("W02", "Hill", "B02")), within="borough"),
)
TABLES = (
    Table("headline", "Reached an outcome they chose", ("achieved",), share="achieved"),
    Table("coverage", "Who is missing", ("status",), among=""),
    Table("age", "By age", ("age",)),
    Table("borough", "By borough", ("borough",)),
    Table("ward", "By ward", ("ward",)),
)
PEOPLE = {
    "headline": {"": "60", "achieved=yes": "40", "achieved=not_yet": "20"},
    "coverage": {"": "80", "status=counted": "60", "status=said_no": "20"},
    "age": {"": "60", "age=8-10": "c", "age=11-15": "40"},
    "borough": {"": "60", "borough=B01": "35", "borough=B02": "25"},
    "ward": {"ward=W01": "35", "ward=W02": "25"},
}


def figures() -> list[Published]:
    """One of each."""
    found = [
        Published(table, restore(Statistic.PEOPLE, text), dict([at.split("=")] if at else []))
        for table, cells in PEOPLE.items()
        for at, text in cells.items()
    ]
    share = Published("headline", restore(Statistic.PERCENT, "67"), {"achieved": "yes"})
    return [*found, share]


def fresh(cohort: int = 1, title: str = "July to September 2026", day: date = date(2026, 10, 5)) -> Fresh:
    """A release, before it is kept."""
    programme = Programme("for tests", DIMENSIONS, TABLES)
    days = date(2026, 7, 1), date(2026, 9, 30), day
    return Fresh(cohort, title, "", *days, programme, figures(), {"audit": "none"})


def publish(house, cohort: int = 1, **changes) -> int:
    """Keep a release, and give its number."""
    with house.database.writing() as session:
        return keep(session, fresh(cohort, **changes))
