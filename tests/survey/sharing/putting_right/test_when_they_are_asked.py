"""When someone is told and asked again, what comes next at the desk, and who stands in front. In memory."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.post.letter import Letter
from survey.post.letter import State as Post
from survey.records.clock import working_days_after
from survey.sharing.putting_right.next_step import Next, in_front, step_for
from survey.sharing.putting_right.notice import (
    Because,
    Change,
    Recipient,
    State,
    Unexplained,
    explained,
    next_asking,
)

MONDAY = datetime(2026, 9, 14, 12, tzinfo=UTC)
CHANGE = Change(9, 3, 0, Because.CORRECTED, MONDAY)
OWED = Recipient(5, "amina", "harbour", (CHANGE,))
TOLD = replace(OWED, told_up_to=9, told_at=MONDAY)
LETTER = Letter(1, "put_right", 5, "a", Post.SENT, 1, MONDAY)


def test_they_are_asked_after_3_7_and_14_working_days_and_then_every_week() -> None:
    last, asked = date(2026, 9, 14), []
    while len(asked) < 6:
        last = next_asking(date(2026, 9, 14), last, working_days_after)
        asked.append(last)
    assert asked == [working_days_after(date(2026, 9, 14), days) for days in (3, 7, 14, 19, 24, 29)]


def test_days_that_were_missed_are_not_made_up_for() -> None:
    assert next_asking(date(2026, 9, 14), date(2026, 9, 30), working_days_after) == date(2026, 10, 2)


@pytest.mark.parametrize(
    ("recipient", "state"),
    [
        (replace(OWED, changes=()), State.CURRENT),
        (OWED, State.OWED),
        (TOLD, State.TOLD),
        (replace(TOLD, changes=(CHANGE, replace(CHANGE, cause=12))), State.OWED),  # it changed again since
        (replace(TOLD, settled_up_to=9), State.RECEIVED),
        (replace(TOLD, settled_up_to=9, is_impossible=True), State.IMPOSSIBLE),
        (replace(TOLD, settled_up_to=8), State.TOLD),
    ],
)
def test_where_someone_stands_follows_from_what_changed_and_what_they_know(recipient: Recipient, state: State) -> None:
    assert recipient.state is state
    assert (recipient.ask_on(working_days_after) is not None) == (state is State.TOLD)


def test_it_is_late_after_five_working_days_told_or_not_until_they_answer() -> None:
    fifth, sixth = date(2026, 9, 21), date(2026, 9, 22)
    for recipient in (OWED, TOLD):
        assert [recipient.is_late(day, working_days_after) for day in (fifth, sixth)] == [False, True]
    assert not replace(TOLD, settled_up_to=9).is_late(date(2027, 1, 1), working_days_after)


@pytest.mark.parametrize(
    ("recipient", "letter", "writes", "day", "what"),
    [
        (OWED, None, True, 0, Next.WAIT_FOR_LETTER),
        (OWED, None, False, 0, Next.HAND_OVER),
        (OWED, replace(LETTER, state=Post.FAILED), True, 0, Next.LOOK),
        (OWED, replace(LETTER, state=Post.UNSURE), True, 0, Next.MAY_HAVE_GONE),
        (TOLD, LETTER, True, 0, Next.WAIT),
        (TOLD, LETTER, True, 3, Next.WAIT_FOR_LETTER),
        (TOLD, None, False, 3, Next.ASK_AGAIN),
        (TOLD, replace(LETTER, state=Post.FAILED), True, 1, Next.WAIT),  # told by hand since
    ],
)
def test_what_comes_next(recipient: Recipient, letter: Letter | None, writes: bool, day: int, what: Next) -> None:
    today = MONDAY.date() + timedelta(days=day)
    assert step_for(recipient, letter, writes=writes, today=today, after=working_days_after).what is what


def test_late_stands_in_front_then_what_waits_for_a_person() -> None:
    def step(recipient: Recipient, *, writes: bool, day: int) -> tuple[bool, bool, date]:
        today = MONDAY.date() + timedelta(days=day)
        return in_front(step_for(recipient, None, writes=writes, today=today, after=working_days_after))

    late = step(TOLD, writes=True, day=9)
    by_hand, by_itself = step(OWED, writes=False, day=0), step(OWED, writes=True, day=0)
    assert sorted([by_itself, by_hand, late]) == [late, by_hand, by_itself]


def test_that_it_cannot_be_done_has_a_reason() -> None:
    with pytest.raises(Unexplained):
        explained(" Closed. ")
    assert explained(" The school has closed. ") == "The school has closed."
