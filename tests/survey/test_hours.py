"""When staff are at work: by the clocks of the place, through the change of the clocks, and nothing else is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.holidays import NATIONS
from survey.hours import DAYS, minutes_after, opening, working_hours
from survey.settings import Settings, SettingWrong

USUAL = Settings.from_env({}).hours
DESK = "mon-fri 09:00-17:00 Europe/London"


@pytest.mark.parametrize(
    ("moment", "at_work"),
    [
        (datetime(2026, 9, 14, 7, 0, tzinfo=UTC), True),  # 8:00 in London, in summer
        (datetime(2026, 9, 14, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 14, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 9, 14, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 14, 7, 0, tzinfo=UTC), False),  # and in winter
        (datetime(2026, 12, 14, 17, 59, tzinfo=UTC), True),
        (datetime(2026, 9, 12, 12, 0, tzinfo=UTC), False),  # a Saturday
    ],
)
def test_the_usual_hours_are_those_of_an_office_in_london(moment: datetime, at_work: bool) -> None:
    assert working_hours(USUAL).hold(moment) == at_work


@given(st.integers(0, 20 * 366 * 24 * 60))
def test_a_week_that_has_no_night_is_all_work(minutes: int) -> None:
    here = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert working_hours("mon-sun 00:00-24:00 UTC").hold(here)
    weekend, week = working_hours("sat-sun 00:00-24:00 UTC"), working_hours("mon-fri 00:00-24:00 UTC")
    assert weekend.hold(here) != week.hold(here)
    over_the_end = working_hours("sat-mon 00:00-24:00 UTC")
    assert over_the_end.hold(here) == (here.weekday() in (5, 6, 0))
    assert week.hold(here) == week.hold(here + timedelta(weeks=1))


def test_nobody_is_there_on_a_bank_holiday_of_the_nation_that_is_named() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)  # a Friday; Boxing Day is given on the Monday
    open_then, shut = working_hours("mon-fri 09:00-17:00 Europe/London"), working_hours(f"{DESK} except england")
    assert open_then.hold(christmas)
    assert not shut.hold(christmas)
    tuesday = datetime(2026, 12, 29, 9, tzinfo=UTC)
    assert opening((shut,), christmas) == tuesday
    assert minutes_after((shut,), datetime(2026, 12, 24, 16, 30, tzinfo=UTC), 60) == tuesday + timedelta(minutes=30)
    second = datetime(2026, 1, 2, 10, tzinfo=UTC)
    assert [working_hours(f"{DESK} except {nation}").hold(second) for nation in NATIONS] == [True, True, False, True]


def test_whoever_is_there_on_mondays_alone_is_back_after_two_that_are_holidays() -> None:
    mondays = (working_hours("mon-mon 09:00-17:00 Europe/London except england"),)
    assert opening(mondays, datetime(2023, 12, 18, 17, tzinfo=UTC)) == datetime(2024, 1, 8, 9, tzinfo=UTC)


@given(st.integers(0, 20 * 366))
def test_there_is_always_a_next_day(day: int) -> None:
    after = datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(days=day)
    for weekday in DAYS:
        back = opening((working_hours(f"{weekday}-{weekday} 09:00-17:00 Europe/London except scotland"),), after)
        assert after < back <= after + timedelta(days=23)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "always",
        "mon-fri 09:00-17:00 Europe/London except mars",
        "mon-fri 8-18 Europe/London",
        "mon-fri 18:00-08:00 Europe/London",
        "mon-fri 08:00-25:00 UTC",
    ],
)
def test_what_cannot_be_read_is_said_at_the_start(line: str) -> None:
    with pytest.raises(SettingWrong, match="SAYSO_HOURS"):
        replace(Settings(mode="test"), hours=line)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd"])
def test_a_place_that_has_no_clocks_is_said_too(zone: str) -> None:
    with pytest.raises(SettingWrong, match="no time zone"):
        Settings(mode="test", hours=f"mon-fri 08:00-18:00 {zone}")
