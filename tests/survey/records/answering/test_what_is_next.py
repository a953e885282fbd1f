"""What to do next with a challenge: one thing and its day, overdue in front, and never a word about who is slow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.records.account.telling import Voice
from survey.records.answering.staff_words import filter_words, next_words
from survey.records.answering.what_next import Filter, Next, Todo, fits, in_order, what_next
from survey.records.challenge import Challenge, Kind
from survey.records.lifecycle import State, Step, Stepped

RAISED = datetime(2026, 9, 14, 12, tzinfo=UTC)  # a Monday: ours are 21 September and 5 October, the law's 14 October
NEW = Challenge(1, 7, "amina", Kind.WRONG_FACT, RAISED)


def say(words: str, **filled: str) -> str:
    return words % filled if filled else words


VOICE = Voice(say, say, lambda moment: str(moment.date()), str, str)


def after(days: float) -> datetime:
    return RAISED + timedelta(days=days)


def taken(*steps: tuple[Step, float] | tuple[Step, float, str]) -> Challenge:
    """The challenge after these steps, each so many days after it was raised."""
    done = [
        Stepped(step, 10 + n, "lena", after(days), what[0] if what else None)
        for n, (step, days, *what) in enumerate(steps)
    ]
    return replace(NEW, steps=tuple(done))


HAS_IT = (Step.ACKNOWLEDGED, 1)
LOOKED_AT = (HAS_IT, (Step.REVIEWING, 2))
UPHELD = taken(*LOOKED_AT, (Step.DECIDED, 3, "corrected"))
REVIEW = taken(*LOOKED_AT, (Step.DECIDED, 3, "not_changed"), (Step.ESCALATED, 4, "independent"))

WITH_ICO = taken(*LOOKED_AT, (Step.DECIDED, 3, "not_changed"), (Step.ESCALATED, 4, "ico"))


@pytest.mark.parametrize(
    ("challenge", "day", "expected"),
    [
        (NEW, 1, Next(Todo.SAY, date(2026, 9, 21), False)),
        (NEW, 8, Next(Todo.SAY, date(2026, 9, 21), True)),
        (taken(HAS_IT), 2, Next(Todo.TAKE_UP, date(2026, 10, 5), False)),
        (taken(*LOOKED_AT), 3, Next(Todo.DECIDE, date(2026, 10, 5), False)),
        (taken(*LOOKED_AT), 17, Next(Todo.DECIDE, date(2026, 10, 5), False, notice_by=date(2026, 10, 14))),
        (taken(*LOOKED_AT), 22, Next(Todo.DECIDE, date(2026, 10, 5), True, notice_by=date(2026, 10, 14))),
        (taken(*LOOKED_AT), 40, Next(Todo.DECIDE, date(2026, 10, 5), True)),
        (REVIEW, 5, Next(Todo.REVIEW, REVIEW.review_by, False)),
        (taken(*((each.step, 4, each.what) for each in REVIEW.steps), (Step.REVIEWING, 5)), 6,
         Next(Todo.DECIDE_REVIEW, REVIEW.review_by, False)),
        (WITH_ICO, 99, Next(Todo.WITH_ICO, None, False)),
        (UPHELD, 4, Next(Todo.TELL, UPHELD.tell_by, False)),
        (UPHELD, 30, Next(Todo.TELL, UPHELD.tell_by, True)),
        (replace(UPHELD, kind=Kind.ERASE), 4, Next(Todo.ERASE, UPHELD.tell_by, False)),
        (taken(*LOOKED_AT, (Step.DECIDED, 3, "not_changed")), 99, Next(Todo.NOTHING, None, False)),
        (taken((Step.WITHDRAWN, 2)), 99, Next(Todo.NOTHING, None, False)),
    ],
)  # fmt: skip
def test_one_thing_is_next_and_it_has_a_day(challenge: Challenge, day: float, expected: Next) -> None:
    assert what_next(challenge, after(day)) == expected


@pytest.mark.parametrize(("why", "todo"), [("identity", Todo.HEAR_WHO), ("clarify", Todo.HEAR_WHAT)])
def test_while_we_wait_for_them_it_is_not_late(why: str, todo: Todo) -> None:
    waiting = taken(*LOOKED_AT, (Step.PAUSED, 5, why))
    assert what_next(waiting, after(200)).todo is todo
    assert not what_next(waiting, after(200)).late


def test_overdue_comes_first_then_the_nearest_day_whoever_has_it() -> None:
    late = replace(taken(*LOOKED_AT), seq=2, raised_at=after(-60))
    later = replace(taken(*LOOKED_AT), seq=3, raised_at=after(-40))
    near, far = replace(NEW, seq=4), replace(taken(*LOOKED_AT), seq=5, raised_at=after(3))
    over = replace(taken((Step.WITHDRAWN, 2)), seq=6)
    assert [each.seq for each in in_order([over, far, near, later, late], after(4))] == [2, 3, 4, 5, 6]


def test_every_challenge_is_in_one_list_of_what_is_owed_or_what_is_over() -> None:
    for state, steps in ENDS.items():
        challenge = taken(*steps)
        assert challenge.state is state
        lists = {each for each in Filter if fits(challenge, each)}
        assert len(lists & {Filter.OWED, Filter.ANSWERED, Filter.OVER}) == 1, state
        assert len(lists - {Filter.OWED}) == 1, state


ENDS = {
    State.RAISED: (),
    State.ACKNOWLEDGED: (HAS_IT,),
    State.REVIEWING: LOOKED_AT,
    State.PAUSED: (*LOOKED_AT, (Step.PAUSED, 3, "clarify")),
    State.DECIDED: (*LOOKED_AT, (Step.DECIDED, 3, "partly")),
    State.REMEDIED: (*LOOKED_AT, (Step.DECIDED, 3, "partly"), (Step.REMEDIED, 3)),
    State.RECIPIENTS_TOLD: (*LOOKED_AT, (Step.DECIDED, 3, "partly"), (Step.REMEDIED, 3), (Step.RECIPIENTS_TOLD, 4)),
    State.CLOSED: (*LOOKED_AT, (Step.DECIDED, 3, "not_changed"), (Step.CLOSED, 90)),
    State.WITHDRAWN: ((Step.WITHDRAWN, 2),),
    State.ESCALATED: (*LOOKED_AT, (Step.DECIDED, 3, "not_changed"), (Step.ESCALATED, 5, "ico")),
}


@pytest.mark.parametrize("day", [1, 200])
def test_every_step_has_its_sentence(day: float) -> None:
    said = {
        state: next_words(what_next(taken(*steps), after(day)), taken(*steps), VOICE) for state, steps in ENDS.items()
    }
    assert all(words.endswith(".") for words in said.values())
    assert len(set(said.values())) >= 8
    assert set(filter_words(say)) == set(Filter)
