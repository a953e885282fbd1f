"""Routes and alerts by their rules alone: what is on, what matches, whose turn it is. No database, no page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import AlreadyDone, NotThere
from survey.hours import is_open, minutes_after, working_hours
from survey.responses.sending import LookAgain
from survey.safety import alert as rules
from survey.safety.alert import Alert, NotTaken, SaysNothing, State
from survey.safety.watching import (
    PROVEN_FOR,
    NobodyOnIt,
    NoHours,
    NoName,
    NoPhone,
    NothingWatched,
    Off,
    Plan,
    Route,
    newly,
    to_raise,
    told_of,
)
from survey.safety.watching import matching as picked

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)  # a Monday
WORK = (working_hours("mon-fri 09:00-17:00 Europe/London"),)
FACTS = {
    "name": "the lead",
    "people": ("sam", "priya"),
    "hours": "mon-fri 09:00-17:00 Europe/London",
    "phone": "01632 960 001",
    "within": 60,
    "starts_on": date(2026, 9, 1),
}
WATCHED = {"safe": (0, 1), "which": (3,)}
PLAN = Plan.of(("experience", 1), WATCHED, **FACTS)
LIVE = Route(1, "harbour", PLAN, "lena", frozenset({"sam", "priya"}), "dee", None, 5, NOON, "lena", NOON, 5)
ALERT = Alert(9, 1, "harbour", "amina", "autumn", 8, NOON, 0, NOON + timedelta(hours=1))
PEOPLE = ("sam", "priya")


def why(route: Route, now: datetime = NOON) -> Off | None:
    return route.off(now, now.date())


# On or off


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"confirmed_by": None}, Off.UNCONFIRMED),
        ({"ended_at": NOON}, Off.ENDED),
        ({"plan": replace(PLAN, starts_on=date(2026, 9, 15))}, Off.NOT_BEGUN),
        ({"staff": frozenset({"jo"})}, Off.NOBODY),
        ({"proven_at": None, "proven_seq": None}, Off.UNTESTED),
        ({"proven_at": NOON - PROVEN_FOR}, Off.STALE),
    ],
)
def test_it_is_off_as_soon_as_one_thing_is_missing(change, reason) -> None:
    assert why(replace(LIVE, **change)) is reason


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"people": ()}, NobodyOnIt),
        ({"people": ("sam", "sam")}, NobodyOnIt),
        ({"name": " "}, NoName),
        ({"phone": "ring us"}, NoPhone),
        ({"hours": "always"}, NoHours),
    ],
)
def test_a_plan_that_is_not_complete_is_none(change, wrong) -> None:
    with pytest.raises(wrong):
        Plan.of(("experience", 1), WATCHED, **FACTS | change)
    with pytest.raises(NothingWatched):
        Plan.of(("experience", 1), {"safe": ()}, **FACTS)


def test_a_plan_is_the_same_after_the_ledger_had_it() -> None:
    assert Plan.from_facts(PLAN.facts()) == PLAN


# What matches


def test_exact_answers_alone_match_and_words_never_do() -> None:
    assert picked(WATCHED, {"safe": 1}) == {"safe"}
    assert picked(WATCHED, {"safe": 2, "which.3": 1}) == {"which"}
    assert picked(WATCHED, {"safe": -99, "which.3": 0, "words": "I am not safe. 0 1 3"}) == set()
    assert newly(WATCHED, {"safe": 1}, {"safe": 1}) == set()
    assert newly(WATCHED, {"safe": 1}, {"safe": 0}) == {"safe"}  # another of the watched answers is news


CODES = st.dictionaries(st.sampled_from(("safe", "which", "which.3", "other")), st.integers(-99, 4), max_size=4)


@given(before=CODES, answers=CODES)
@settings(max_examples=100, deadline=None)
def test_only_what_is_watched_and_new_is_news(before, answers) -> None:
    news = newly(WATCHED, before, answers)
    assert news <= picked(WATCHED, answers)
    assert news == set() or before != answers
    assert not news or not newly(WATCHED, answers, answers)


STATES = st.fixed_dictionaries(
    {
        "confirmed_by": st.sampled_from((None, "dee")),
        "ended_at": st.sampled_from((None, NOON)),
        "staff": st.sampled_from((frozenset[str](), frozenset({"priya"}))),
        "proven_at": st.sampled_from((None, NOON, NOON - PROVEN_FOR)),
        "plan": st.sampled_from((PLAN, replace(PLAN, starts_on=date(2026, 9, 15)))),
    }
)


@given(state=STATES, told=st.sampled_from(("", "1", "2", "x")), before=CODES, answers=CODES)
@settings(max_examples=300, deadline=None)
def test_never_an_alert_unless_told_first_and_someone_is_on_a_tested_route(state, told, before, answers) -> None:
    route = replace(LIVE, **state)
    live = route if why(route) is None else None
    try:
        raised = to_raise(live, told, before, answers)
    except LookAgain:
        assert told != (told_of(route) if live and newly(WATCHED, before, answers) else "")
        return
    if raised:
        assert told == told_of(route)
        assert route.people
        assert route.confirmed_by
        assert route.proven_at == NOON
        assert route.ended_at is None
    else:
        assert told == ""
        assert live is None or not newly(WATCHED, before, answers)


# When someone looks


@given(st.integers(0, 14 * 24 * 60), st.sampled_from((30, 60, 120, 240)))
@settings(max_examples=60, deadline=None)
def test_time_counts_only_while_someone_is_there(start, within) -> None:
    begins = NOON + timedelta(minutes=start)
    until = minutes_after(WORK, begins, within)
    open_minutes = sum(is_open(WORK, begins + timedelta(minutes=m)) for m in range(int((until - begins).seconds / 60)))
    assert is_open(WORK, until - timedelta(minutes=1))
    days = (until - begins).days
    assert days > 0 or open_minutes == within


def test_out_of_hours_says_when_someone_is_back() -> None:
    friday_evening = datetime(2026, 9, 18, 17, 30, tzinfo=UTC)
    assert not LIVE.is_there(friday_evening)
    assert LIVE.back_at(friday_evening) == datetime(2026, 9, 21, 8, tzinfo=UTC)
    assert LIVE.looked_at_by(friday_evening) == datetime(2026, 9, 21, 9, tzinfo=UTC)
    assert LIVE.looked_at_by(datetime(2026, 9, 18, 15, 30, tzinfo=UTC)) == datetime(2026, 9, 21, 8, 30, tzinfo=UTC)


# An alert, step by step


def test_it_goes_round_until_someone_takes_it() -> None:
    assert not ALERT.is_late(NOON + timedelta(minutes=59), WORK)
    assert ALERT.is_late(NOON + timedelta(minutes=60), WORK)
    assert not ALERT.is_late(NOON + timedelta(hours=8), WORK)  # nobody is there: it waits for the morning
    assert [replace(ALERT, step=step).told(PEOPLE) for step in range(4)] == ["sam", "priya", "sam", "priya"]


@given(st.lists(st.sampled_from(("take", "close", "late")), max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_run_of_it_ends_closed_or_still_waits_for_someone(steps) -> None:
    alert = ALERT
    for step in steps:
        try:
            if step == "take":
                rules.take(alert, PEOPLE, "priya")
                alert = replace(alert, taken_by="priya", taken_at=NOON)
            elif step == "close":
                assert rules.close(alert, PEOPLE, "sam", "We rang and talked.") == "We rang and talked."
                alert = replace(alert, closed_at=NOON)
            elif alert.is_late(alert.due_at, WORK):
                alert = replace(alert, step=alert.step + 1)
        except (AlreadyDone, NotTaken):
            pass
    assert alert.state is not State.CLOSED or alert.taken_by
    assert alert.state is not State.WAITING or alert.told(PEOPLE) in PEOPLE
    assert alert.state is State.WAITING or not alert.is_late(NOON + timedelta(days=9), WORK)


@pytest.mark.parametrize("who", ["jo", "lena", "amina", ""])
def test_nobody_else_takes_or_closes_it(who) -> None:
    for act in (lambda: rules.take(ALERT, PEOPLE, who), lambda: rules.close(ALERT, PEOPLE, who, "We rang and talked.")):
        with pytest.raises(NotThere):
            act()


def test_what_was_done_is_said() -> None:
    taken = replace(ALERT, taken_by="sam", taken_at=NOON)
    with pytest.raises(SaysNothing):
        rules.close(taken, PEOPLE, "sam", " Done. ")
    with pytest.raises(NotTaken):
        rules.close(ALERT, PEOPLE, "sam", "We rang and talked.")
