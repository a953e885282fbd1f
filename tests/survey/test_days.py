"""Days are London's: the hour in summer in which UTC is still in yesterday."""

import ast
from datetime import UTC, date, datetime

import pytest

from survey.days import begins, local_day
from tests.house import checkout

NO_MOMENTS = {  # whose `.date()` is a day typed on the command line, or in a zone of its own, or made up
    "survey/days.py",
    "survey/hours.py",
    "survey/questionnaires/cli.py",
    "survey/words/cli.py",
    "outcomes/areas/cli.py",
    "outcomes/demonstration/cli.py",
    "outcomes/demonstration/course.py",
    "outcomes/demonstration/store.py",
    "outcomes/impact/cli.py",
}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_day_begins_when_the_clocks_of_london_say_so(moment, day):
    assert local_day(moment) == day


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25), date(2026, 12, 1)])
def test_the_moment_at_which_a_day_begins_is_its_first(day):
    assert local_day(begins(day)) == day
    assert begins(day).utcoffset().total_seconds() == 0
    assert begins(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_nobody_takes_the_day_of_a_moment_by_themselves():
    asks = {
        checkout.name(path)
        for path in checkout.code()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date"
        if not node.args
    }
    assert asks == NO_MOMENTS
