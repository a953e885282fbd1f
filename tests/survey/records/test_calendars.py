"""A hundred thousand random clocks against another calendar, and what a wrong one would do to them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from survey.holidays import NATIONS, bank_holidays, proclaimed
from survey.records import clock
from survey.records.clock import Pause, PausedFor
from tests.survey.records import another_calendar as another

WHY = (PausedFor.IDENTITY, PausedFor.CLARIFY)
CASES = 25_000  # for each nation


@pytest.mark.parametrize("nation", NATIONS)
def test_bank_holidays_of_every_year(nation: str) -> None:
    for year in range(2019, 2101):
        assert bank_holidays(year, nation) == {each.astype(object) for each in another.closed(nation, year)}, year


def test_the_proclaimed_days_name_where_they_are_known_from() -> None:
    assert {each.on for each in proclaimed() if each.nations == {"scotland"}} == {date(2026, 6, 15)}
    assert date(2026, 6, 15) in bank_holidays(2026, "scotland")
    assert date(2026, 6, 15) not in bank_holidays(2026, "england")


def paused(cases: another.Cases) -> Iterator[tuple[date, list[Pause], bool]]:
    """Each case as the clock takes it."""
    columns = [each.astype(object).tolist() for each in (*cases.since, *cases.until)]
    why = [each.tolist() for each in cases.why]
    for n, (day, extended) in enumerate(zip(cases.received.astype(object), cases.extended.tolist(), strict=True)):
        found = [Pause(columns[k][n], columns[k + 3][n], WHY[why[k][n]]) for k in range(3)]
        yield day, [each for each in found if each.until != each.since], extended


@pytest.mark.parametrize("nation", NATIONS)
def test_a_hundred_thousand_clocks(nation: str) -> None:
    cases, cal = another.some(CASES, NATIONS.index(nation)), another.offices(nation)
    law_by, notice_by = another.law(cases, cal)
    ours = another.ours(cases, clock.DECIDE_DAYS, cal)
    for (day, pauses, extended), law, notice, decide in zip(
        paused(cases), law_by.tolist(), notice_by.tolist(), ours.tolist(), strict=True
    ):
        assert clock.law_by(day, pauses, extended=extended, nation=nation) == law, (day, pauses, extended)
        assert clock.working_days_with_pauses(day, clock.DECIDE_DAYS, pauses, nation) == decide, (day, pauses)
        if extended:  # else it is the same bare month
            assert clock.notice_by(day, pauses) == notice, (day, pauses)


WRONG: dict[str, Callable[[date, list[Pause], bool], date]] = {
    "thirty days": lambda day, _p, extended: day + timedelta(days=90 if extended else 30),
    "pauses are forgotten": lambda day, _p, extended: clock.law_by(day, (), extended=extended),
    "who asks is a pause like any other": lambda day, p, extended: clock.law_by(
        day, [Pause(each.since, each.until, PausedFor.CLARIFY) for each in p], extended=extended
    ),
    "the day of the answer is not counted": lambda day, p, extended: clock.law_by(
        day, [Pause(each.since, each.until and each.until + clock.DAY, each.why) for each in p], extended=extended
    ),
    "two months more are always there": lambda day, p, _e: clock.law_by(day, p, extended=True),
    "Scotland's calendar in England": lambda day, p, extended: clock.law_by(
        day, p, extended=extended, nation="scotland"
    ),
    "the month rolls back": lambda day, p, extended: min(
        clock.law_by(day, p, extended=extended), clock.months_after(day, 1) - clock.DAY
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_clock_is_found(what: str) -> None:
    cases = another.some(2_000, 9)
    law_by, _notice = another.law(cases, another.offices("england"))
    given = [WRONG[what](*each) for each in paused(cases)]
    assert any(mine != right for mine, right in zip(given, law_by.tolist(), strict=True))


def test_overlapping_pauses_are_not_counted_twice() -> None:
    day = date(2026, 3, 2)
    twice = [Pause(date(2026, 3, 5), date(2026, 3, 10), PausedFor.CLARIFY)] * 2
    assert clock.law_by(day, twice) == clock.law_by(day, twice[:1]) == date(2026, 4, 7)  # 2 April, 5 days, Easter
    over = [*twice, Pause(date(2026, 3, 8), date(2026, 3, 12), PausedFor.CLARIFY)]
    assert clock.law_by(day, over) == date(2026, 4, 9)


def test_a_question_after_the_last_day_stops_nothing() -> None:
    asked = Pause(date(2026, 11, 3), date(2026, 11, 20), PausedFor.CLARIFY)
    assert clock.law_by(date(2026, 10, 2), [asked]) == date(2026, 11, 2)
    on_the_day = Pause(date(2026, 11, 2), date(2026, 11, 20), PausedFor.CLARIFY)
    assert clock.law_by(date(2026, 10, 2), [on_the_day]) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "due"),  # the ICO's own examples
    [
        ("2025-01-01", "2025-02-03"),
        ("2024-11-25", "2024-12-27"),
        ("2026-01-31", "2026-03-02"),
        ("2028-01-31", "2028-02-29"),
    ],
)
def test_the_icos_examples(day: str, due: str) -> None:
    assert clock.law_by(date.fromisoformat(day)) == date.fromisoformat(due)


def test_two_months_more_are_counted_from_the_first_day() -> None:
    assert clock.law_by(date(2025, 11, 30), extended=True) == date(2026, 3, 2)  # 28 February is a Saturday
    assert clock.law_by(date(2025, 1, 31), extended=True) == date(2025, 4, 30)


def test_notice_is_by_the_bare_month() -> None:
    assert clock.notice_by(date(2026, 10, 14)) == date(2026, 11, 14)  # a Saturday: the answer is due on the Monday
    assert clock.law_by(date(2026, 10, 14)) == date(2026, 11, 16)


def test_the_days_of_a_complaint_begin_with_the_day_it_came() -> None:
    assert clock.law_acknowledge_by(date(2026, 11, 21)) == date(2026, 12, 20)


@pytest.mark.parametrize("nation", NATIONS)
def test_ours_is_never_later_than_the_laws(nation: str) -> None:
    day = date(2026, 1, 1)
    while day.year < 2032:
        raised = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        assert clock.acknowledge_by(raised, nation) <= clock.law_acknowledge_by(day)
        assert clock.acknowledge_by(raised, nation) < clock.decide_by(raised, (), nation)
        assert clock.decide_by(raised, (), nation) <= clock.law_by(day, nation=nation)
        day += timedelta(days=1)


def test_the_day_is_londons_on_both_sides_of_every_change() -> None:
    for year in range(2020, 2060):
        last = [max(d for d in range(25, 32) if date(year, month, d).weekday() == 6) for month in (3, 10)]
        begins, ends = (datetime(year, month, day, 1, tzinfo=UTC) for month, day in zip((3, 10), last, strict=True))
        for hours in np.arange(-72, 72, 0.5):
            for change, summer in ((begins, hours >= 0), (ends, hours < 0)):
                moment = change + timedelta(hours=float(hours))
                assert clock.local_day(moment) == (moment + timedelta(hours=int(summer))).date(), moment
