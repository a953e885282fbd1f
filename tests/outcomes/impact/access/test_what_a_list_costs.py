"""A page about several releases reads a few figures of each, in as many statements for eight releases as for two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import event
from staff import desk_of
from werkzeug.test import Client

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Scale, Table
from outcomes.disclosure.published import Published
from outcomes.impact.access.agreement import Audience, Format
from outcomes.impact.kept import store as kept
from survey.people.role import Role
from tests.outcomes.impact.access.test_who_reads import agreed
from tests.outcomes.impact.published import fresh

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the statements are the same on both
FEELINGS = "strands/feelings"
SHOWN = 7 + 3  # the headline, its parts and percentage, who is missing; and the change on one scale
FIRST, QUARTER = date(2024, 1, 1), timedelta(days=90)


@pytest.fixture
def asked(database) -> Iterator[list[str]]:
    """Every statement about releases, and how many figures were read by them."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if "release" in statement:
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def figures(monkeypatch) -> list[str]:
    """The text of every figure that was read."""
    read: list[str] = []

    def noted(statistic, text):
        read.append(text)
        return restore(statistic, text)

    monkeypatch.setattr(kept, "restore", noted)
    return read


def publish(house, numbers: range) -> None:
    """Quarter after quarter, each with a change on one scale and, beside that, tables that no list shows."""
    scale = Scale(FEELINGS, "Feelings", Fraction(0), Fraction(10), reference_sd=2.5, waves=("before", "after"))
    change = Table(f"change/{FEELINGS}", "Feelings", (), scales=(FEELINGS,), measure=FEELINGS)
    moved = ((Statistic.MEAN, "-0.5"), (Statistic.MEAN_LOW, "-1.0"), (Statistic.MEAN_HIGH, "0.0"))
    told = [Published(change.key, restore(*each), {}, FEELINGS, "change") for each in moved]
    for number in numbers:
        plain = fresh(number, title=f"Count {number}")
        programme = replace(plain.programme, tables=(*plain.programme.tables, change), scales=(scale,))
        days = {"opens_on": FIRST + QUARTER * number, "closes_on": FIRST + QUARTER * (number + 1) - timedelta(days=1)}
        with house.database.writing() as session:
            kept.keep(session, replace(plain, programme=programme, figures=[*plain.figures, *told], **days))


def test_eight_releases_cost_as_many_statements_as_two_and_only_what_is_shown(sayso, cast, house, asked, figures):
    agreed(house, Audience.ROLE, Role.COMMISSIONER)
    agreed(house, Audience.PUBLIC, "", formats=(Format.PAGE, Format.CSV))
    carys, anyone = desk_of(sayso, cast.carys, Role.COMMISSIONER), Client(sayso)
    pages = {
        "list": lambda last: carys.get("/desk/impact/").text,
        "over time": lambda last: carys.get(f"/desk/impact/{last}/over-time").text,
        "public": lambda last: anyone.get("/en/figures").text,
    }
    cost: dict[str, list[int]] = {name: [] for name in pages}
    for numbers in (range(1, 3), range(3, 9)):
        publish(house, numbers)
        last = numbers[-1]
        for name, get in pages.items():
            asked.clear()
            figures.clear()
            page = get(last)
            cost[name].append(len(asked))
            own = 20 if name == "over time" else 0  # the whole release that the page is about
            most = SHOWN * (last - 1) if own else 7 * last
            assert len(figures) <= own + most, name
            assert all(f"Count {number}" in page for number in range(1, last + 1)), name
            assert name != "list" or page.count("knew 80 young people; 60 are in the figures") == last, "who is missing"
            assert name != "over time" or page.count("-0.5") >= last, "the change of each release"
    assert all(one == two for one, two in cost.values()), cost
    assert not [each for each in asked if "release_report" in each or "release_dimension" in each]
