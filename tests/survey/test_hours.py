"""When staff are at work: by the clocks of the place, through the change of the clocks, and nothing else is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.hours import working_hours
from survey.settings import Settings, SettingWrong

USUAL = Settings.from_env({}).hours


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


@pytest.mark.parametrize(
    "line", ["", "always", "mon-fri 8-18 Europe/London", "mon-fri 18:00-08:00 Europe/London", "mon-fri 08:00-25:00 UTC"]
)
def test_what_cannot_be_read_is_said_at_the_start(line: str) -> None:
    with pytest.raises(SettingWrong, match="SAYSO_HOURS"):
        replace(Settings(mode="test"), hours=line)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd"])
def test_a_place_that_has_no_clocks_is_said_too(zone: str) -> None:
    with pytest.raises(SettingWrong, match="no time zone"):
        Settings(mode="test", hours=f"mon-fri 08:00-18:00 {zone}")
