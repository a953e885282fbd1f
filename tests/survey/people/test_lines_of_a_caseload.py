"""Who waits, and the square code: pure, so without a database."""

import re
from datetime import UTC, date, datetime

import pytest
import segno

from survey.people.caseload.line import Line, OwnGoal, in_order
from survey.people.qr import BORDER, qr_code

TODAY = date(2026, 9, 14)


def goal(set_on, rated_on=None):
    rated = datetime(*rated_on, 12, tzinfo=UTC) if rated_on else None
    value = 4 if rated_on else None
    return OwnGoal(7, "Sing", True, datetime(*set_on, 12, tzinfo=UTC), value, value, rated, (7,))


def line(name, its_goal=None, added=(2026, 9, 1)):
    return Line(name.lower(), name, datetime(*added, 12, tzinfo=UTC), its_goal)


@pytest.mark.parametrize(
    ("its_goal", "due"),
    [
        (None, True),  # nothing chosen yet
        (goal((2026, 9, 14)), True),  # chosen today, never rated
        (goal((2026, 6, 1), (2026, 8, 10)), True),  # six weeks on is the 21st: within the week
        (goal((2026, 6, 1), (2026, 8, 11)), False),  # the 22nd is not
    ],
)
def test_someone_is_due_when_something_waits_this_week(its_goal, due):
    assert line("Amina", its_goal).is_due(TODAY) is due


def test_those_who_have_waited_longest_come_first_and_the_others_by_what_is_next():
    lines = [
        line("Zed", goal((2026, 6, 1), (2026, 9, 10))),
        line("Kai"),
        line("Ann", goal((2026, 6, 1), (2026, 9, 1))),
        line("Bo", goal((2026, 5, 1), (2026, 7, 1))),
    ]
    assert [each.name for each in in_order(lines, TODAY)] == ["Bo", "Kai", "Ann", "Zed"]


@pytest.mark.parametrize("text", ["https://sayso.example.org/go/1" + "aB3_" * 8, "x", "أمينة"])
def test_the_square_code_drawn_is_the_one_the_standard_makes(text):
    code = qr_code(text)
    dark = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path)
        for step in range(int(length))
    }
    made = segno.make(text, error="m", micro=False)
    rows = list(made.matrix_iter(border=BORDER))
    assert code.modules == len(rows)
    assert dark == {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
