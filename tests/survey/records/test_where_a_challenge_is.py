"""A challenge step by step: where it is, the one clock that runs, its days, whose account is first, and the way on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from survey.errors import AlreadyDone
from survey.people.lines.line import Line, NoLine, in_line, require_line
from survey.records.challenge import Because, Challenge, Kind, Outcome, account_first, held_because
from survey.records.challenges.closing import next_by_itself
from survey.records.clock import a_month_after, local_day
from survey.records.hands import earlier_hands
from survey.records.lifecycle import FROM, LEADS_TO, OPEN, Clock, NotNow, State, Step, Stepped, To
from survey.records.next_step import (
    AlreadyReviewed,
    NotYet,
    TooLateToExtend,
    next_steps,
    require_extension,
    require_step,
    require_way_on,
)

AT = datetime(2026, 9, 14, 12, tzinfo=UTC)  # a Monday


def on(day: int, hour: int = 12) -> datetime:
    return AT + timedelta(days=day, hours=hour - 12)


def challenge(*steps: tuple[Step, float] | tuple[Step, float, str], kind: Kind = Kind.WRONG_FACT) -> Challenge:
    taken = [
        Stepped(step, 10 + n, f"who{n}", AT + timedelta(days=day), *what) for n, (step, day, *what) in enumerate(steps)
    ]
    return Challenge(9, 7, "amina", kind, AT, tuple(taken))


NOT_UPHELD, UPHELD = (Step.DECIDED, 5, "not_changed"), (Step.DECIDED, 5, "corrected")
CANNOT = (Step.DECIDED, 5, "cannot_verify")
INDEPENDENT, ICO = (Step.ESCALATED, 6, "independent"), (Step.ESCALATED, 6, "ico")

JOURNEYS = [
    ((), State.RAISED, Clock.ANSWER),
    (((Step.ACKNOWLEDGED, 1),), State.ACKNOWLEDGED, Clock.ANSWER),
    (((Step.REVIEWING, 1),), State.REVIEWING, Clock.ANSWER),
    (((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify")), State.PAUSED, Clock.ANSWER),
    (((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"), (Step.EXTENDED, 3)), State.PAUSED, Clock.ANSWER),
    (((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"), (Step.RESUMED, 3)), State.REVIEWING, Clock.ANSWER),
    ((NOT_UPHELD,), State.DECIDED, None),
    ((UPHELD,), State.DECIDED, Clock.TELLING),
    ((CANNOT,), State.DECIDED, Clock.TELLING),
    ((UPHELD, (Step.REMEDIED, 6)), State.REMEDIED, Clock.TELLING),
    ((UPHELD, (Step.REMEDIED, 6), (Step.RECIPIENTS_TOLD, 7)), State.RECIPIENTS_TOLD, None),
    ((UPHELD, (Step.REMEDIED, 6), (Step.RECIPIENTS_TOLD, 7), (Step.CLOSED, 40)), State.CLOSED, None),
    (((Step.WITHDRAWN, 1),), State.WITHDRAWN, None),
    ((NOT_UPHELD, INDEPENDENT), State.ESCALATED, Clock.REVIEW),
    ((NOT_UPHELD, INDEPENDENT, (Step.REVIEWING, 7)), State.REVIEWING, Clock.REVIEW),
    ((NOT_UPHELD, INDEPENDENT, (Step.DECIDED, 9, "partly")), State.DECIDED, Clock.TELLING),
    ((NOT_UPHELD, ICO), State.ESCALATED, Clock.REGULATOR),
]


@pytest.mark.parametrize(("steps", "state", "clock"), JOURNEYS)
def test_where_it_is_and_what_runs(steps: tuple, state: State, clock: Clock | None) -> None:
    one = challenge(*steps)
    assert (one.state, one.clock, one.is_open) == (state, clock, state in OPEN)
    assert not one.is_open or one.clock is not None


def test_every_step_can_be_taken_from_somewhere_and_leads_to_its_own_state() -> None:
    assert set(FROM) == set(Step)
    assert all(FROM.values())
    assert {LEADS_TO.get(step, step) for step in Step} >= set(State) - {State.RAISED}


@pytest.mark.parametrize("steps", [each[0] for each in JOURNEYS if each[1] not in OPEN])
def test_what_is_decided_is_not_decided_again_unless_it_is_taken_further(steps: tuple) -> None:
    for step in (Step.DECIDED, Step.PAUSED, Step.ACKNOWLEDGED, Step.WITHDRAWN, Step.EXTENDED, Step.RESUMED):
        with pytest.raises(AlreadyDone):
            require_step(challenge(*steps), step)


def test_while_we_wait_nothing_is_decided_and_nothing_is_put_right_that_was_not_upheld() -> None:
    with pytest.raises(NotNow):
        require_step(challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify")), Step.DECIDED)
    with pytest.raises(NotNow):
        require_step(challenge(NOT_UPHELD), Step.REMEDIED)


# Days


def test_its_days() -> None:
    one = challenge()
    assert (one.acknowledge_by, one.decide_by) == (date(2026, 9, 21), date(2026, 10, 5))
    assert (one.law_by, one.notice_by) == (date(2026, 10, 14), date(2026, 10, 14))
    assert (one.law_acknowledge_by, one.due) == (date(2026, 10, 13), one.decide_by)
    assert (one.review_by, one.tell_by) == (None, None)


def test_days_we_wait_for_the_person_are_not_counted() -> None:
    one = challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"), (Step.RESUMED, 9))  # Wednesday to Wednesday
    assert (one.decide_by, one.law_by) == (date(2026, 10, 12), date(2026, 10, 21))
    who = challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "identity"), (Step.RESUMED, 9))
    assert (who.decide_by, who.law_by) == (date(2026, 10, 12), date(2026, 10, 23))  # the law's month begins anew


def test_it_cannot_become_late_while_we_wait_and_stays_late_when_it_was() -> None:
    waits = challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"))
    assert not waits.is_late(on(400))
    too_late_to_ask = challenge((Step.REVIEWING, 1), (Step.PAUSED, 30, "clarify"))
    assert too_late_to_ask.is_late(on(31))


def test_an_extension_moves_the_day_that_was_told_and_not_whose_account_comes_first() -> None:
    one = challenge((Step.EXTENDED, 20))
    assert (one.promised_by, one.decide_by, one.law_by) == (date(2026, 10, 5), date(2026, 12, 14), date(2026, 12, 14))
    assert not one.is_late(on(40))
    assert one.account_first(on(40))


def test_no_more_time_after_month_one_nor_twice() -> None:
    require_extension(challenge(), date(2026, 10, 14))
    with pytest.raises(TooLateToExtend, match="That month is over"):
        require_extension(challenge(), date(2026, 10, 15))
    with pytest.raises(NotNow):
        require_extension(challenge((Step.EXTENDED, 20)), date(2026, 10, 1))
    with pytest.raises(NotNow):
        require_extension(challenge(NOT_UPHELD, INDEPENDENT, (Step.REVIEWING, 7)), date(2026, 10, 1))


def test_a_weekend_saves_no_late_notice() -> None:
    came = Challenge(9, 7, "amina", Kind.WRONG_FACT, datetime(2026, 10, 14, 12, tzinfo=UTC))
    assert (came.notice_by, came.law_by) == (date(2026, 11, 14), date(2026, 11, 16))
    with pytest.raises(TooLateToExtend):
        require_extension(came, date(2026, 11, 15))


def test_more_time_taken_while_we_wait_ends_no_pause() -> None:
    one = challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"), (Step.EXTENDED, 3))
    assert [each.until for each in one.pauses] == [None]
    answered = challenge((Step.REVIEWING, 1), (Step.PAUSED, 2, "clarify"), (Step.EXTENDED, 3), (Step.RESUMED, 9))
    assert answered.law_by == date(2026, 12, 21)


def test_a_review_has_its_own_twenty_days() -> None:
    one = challenge(NOT_UPHELD, INDEPENDENT)  # Sunday 20 September
    assert (one.review_by, one.due) == (date(2026, 10, 16), date(2026, 10, 16))
    assert one.is_late(on(33))
    assert not one.is_late(on(32))
    assert not challenge(NOT_UPHELD, ICO).is_late(on(400))


def test_whoever_had_it_is_told_within_five_days() -> None:
    assert challenge(UPHELD).tell_by == date(2026, 9, 25)


@pytest.mark.parametrize("nation", ["england", "scotland", "northern_ireland"])
def test_the_days_are_those_of_where_it_was_raised(nation: str) -> None:
    raised = datetime(2026, 7, 27, 12, tzinfo=UTC)
    due = Challenge(9, 7, "amina", Kind.MISSING, raised, (), nation).decide_by
    assert due == (date(2026, 8, 18) if nation == "scotland" else date(2026, 8, 17))


# Whose account comes first, and what is held back


def test_their_own_account_comes_first_when_it_is_late_or_cannot_be_verified() -> None:
    assert not challenge().account_first(on(21))
    assert challenge().account_first(on(22))
    assert challenge(CANNOT).account_first(on(6))
    assert challenge(CANNOT, INDEPENDENT).account_first(on(7))
    assert not challenge(NOT_UPHELD).account_first(on(400))
    assert account_first([challenge(NOT_UPHELD), challenge(CANNOT)], on(6))


def test_overdue_and_under_review_it_stays_held_back() -> None:
    assert held_because([challenge()]) is Because.CHALLENGED
    assert held_because([challenge(NOT_UPHELD)]) is None
    for further in (INDEPENDENT, ICO):
        assert held_because([challenge(NOT_UPHELD, further)]) is Because.CHALLENGED
    assert held_because([challenge(NOT_UPHELD, INDEPENDENT, (Step.DECIDED, 9, "not_changed"))]) is None


def test_taking_a_review_back_leaves_what_was_decided() -> None:
    back = (Step.WITHDRAWN, 7)
    assert held_because([challenge(CANNOT, INDEPENDENT, back)]) is Because.CANNOT_VERIFY
    assert held_because([challenge(NOT_UPHELD, INDEPENDENT, back)]) is None
    assert challenge(CANNOT, INDEPENDENT, back).outcome is Outcome.CANNOT_VERIFY


# The way on


def test_the_way_on_opens_with_the_answer_or_when_it_is_late() -> None:
    with pytest.raises(NotYet):
        require_way_on(challenge(), To.ICO, on(21))
    assert next_steps(challenge(), on(21)) == ()
    assert next_steps(challenge(), on(22)) == (To.INDEPENDENT, To.ICO)
    assert next_steps(challenge(NOT_UPHELD), on(6)) == (To.INDEPENDENT, To.ICO)
    reviewed = challenge(NOT_UPHELD, INDEPENDENT, (Step.DECIDED, 9, "not_changed"))
    assert next_steps(reviewed, on(10)) == (To.ICO,)
    with pytest.raises(AlreadyReviewed, match="ICO"):
        require_way_on(reviewed, To.INDEPENDENT, on(10))
    assert next_steps(challenge((Step.WITHDRAWN, 1)), on(400)) == ()


def test_everyone_who_had_it_before_a_review_is_out_of_it() -> None:
    steps = ((Step.ACKNOWLEDGED, 1), (Step.REVIEWING, 2), NOT_UPHELD)
    assert earlier_hands(challenge(*steps)) == frozenset()
    assert earlier_hands(challenge(*steps, INDEPENDENT, (Step.REVIEWING, 8))) == {"who0", "who1", "who2"}


# What follows by itself

NEXT = [
    (challenge(UPHELD), False, 0, Step.REMEDIED),
    (challenge(UPHELD, kind=Kind.ERASE), False, 0, None),
    (challenge(UPHELD, kind=Kind.ERASE), True, 0, Step.REMEDIED),
    (challenge(UPHELD, (Step.REMEDIED, 6)), False, 2, None),
    (challenge(UPHELD, (Step.REMEDIED, 6)), False, 0, Step.RECIPIENTS_TOLD),
    (challenge(CANNOT), False, 1, None),
    (challenge(CANNOT), False, 0, Step.RECIPIENTS_TOLD),
    (challenge(NOT_UPHELD), False, 0, None),
    (challenge(), False, 0, None),
]


@pytest.mark.parametrize(("one", "gone", "waiting", "step"), NEXT)
def test_what_follows_by_itself(one: Challenge, gone: bool, waiting: int, step: Step | None) -> None:
    assert next_by_itself(one, gone=gone, waiting=waiting, today=local_day(on(7))) is step


@pytest.mark.parametrize("steps", [(NOT_UPHELD,), (UPHELD, (Step.REMEDIED, 6), (Step.RECIPIENTS_TOLD, 7))])
def test_it_closes_a_month_after_the_answer(steps: tuple) -> None:
    month = a_month_after(local_day(on(5)))
    for today, step in ((month, None), (month + timedelta(days=1), Step.CLOSED)):
        assert next_by_itself(challenge(*steps), gone=False, waiting=0, today=today) is step


# Lines

LINES = [Line("ann", "lena"), Line("lena", "sam"), Line("lena", "priya"), Line("sam", "trainee")]


def test_a_line_goes_up_and_down_all_the_way_and_not_across() -> None:
    assert in_line(LINES, ["sam"]) == {"ann", "lena", "trainee"}
    assert in_line(LINES, ["lena"]) == {"ann", "sam", "priya", "trainee"}
    assert in_line(LINES, ["nobody"]) == frozenset()


@pytest.mark.parametrize("new", [Line("sam", "sam"), Line("trainee", "ann"), Line("sam", "lena")])
def test_nobody_leads_themselves(new: Line) -> None:
    with pytest.raises(NoLine):
        require_line(LINES, new)
    require_line(LINES, Line("ann", "dee"))
