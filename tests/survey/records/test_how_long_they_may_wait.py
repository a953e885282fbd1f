"""When an answer is due: bank holidays as published, working days, and the law's month, day by day for a century."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.records import clock

# gov.uk/bank-holidays, England and Wales
PUBLISHED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
DAYS = st.dates(date(2020, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_the_published_ones(year: int) -> None:
    assert clock.bank_holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}


@pytest.mark.parametrize(("asked", "due"), [(17, "2026-12-08"), (20, "2026-12-11"), (21, "2026-12-11")])
def test_fifteen_working_days(asked: int, due: str) -> None:
    assert clock.decide_by(datetime(2026, 11, asked, 12, tzinfo=UTC)) == date.fromisoformat(due)


def test_christmas_does_not_eat_the_laws_month() -> None:
    raised = datetime(2026, 12, 21, 12, tzinfo=UTC)
    assert clock.working_days_after(date(2026, 12, 21), 15) == date(2027, 1, 14)
    assert clock.decide_by(raised) == date(2027, 1, 14)
    assert clock.acknowledge_by(raised) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-01-29", "2026-03-02"),  # 28 February is a Saturday
        ("2026-01-31", "2026-03-02"),
        ("2028-01-31", "2028-02-29"),  # a leap year
        ("2026-10-31", "2026-11-30"),
        ("2026-11-25", "2026-12-29"),  # Christmas Day, a weekend, and the day in lieu
        ("2026-12-31", "2027-02-01"),
    ],
)
def test_the_laws_month(asked: str, due: str) -> None:
    assert clock.a_month_after(date.fromisoformat(asked)) == date.fromisoformat(due)


@given(DAYS, st.integers(0, 40))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    due = clock.working_days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(clock.is_working(each) for each in between) == count
    assert count == 0 or clock.is_working(due)


@given(DAYS)
def test_our_promise_is_never_later_than_the_law(day: date) -> None:
    month = clock.a_month_after(day)
    raised = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert clock.acknowledge_by(raised) < clock.decide_by(raised) <= month
    assert clock.is_working(month)
    assert clock.is_working(clock.decide_by(raised))
    assert 28 <= (month - day).days <= 31 + 6


def test_every_day_of_the_century() -> None:
    """The exact rule, said another way, on each of the next 36,000 days."""
    day = date(2026, 1, 1)
    while day.year < 2125:
        last_of_next = (day.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
        expected = last_of_next.replace(day=min(day.day, last_of_next.day))
        while expected.weekday() > 4 or expected in clock.bank_holidays(expected.year):
            expected += timedelta(days=1)
        assert clock.a_month_after(day) == expected, day
        day += timedelta(days=1)


def test_the_day_is_londons() -> None:
    assert clock.local_day(datetime(2026, 7, 3, 23, 30, tzinfo=UTC)) == date(2026, 7, 4)
    assert clock.local_day(datetime(2026, 1, 3, 23, 30, tzinfo=UTC)) == date(2026, 1, 3)
