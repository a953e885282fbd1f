"""Who may let an entry be used while it is on hold, for what, why and how long: nothing of it can be left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.role import Role
from survey.records.challenge import Challenge, Kind
from survey.records.lifecycle import Step, Stepped
from survey.records.override.override import (
    FoundWrong,
    Grounds,
    Involved,
    NoLastDay,
    NoReason,
    NotOnHold,
    NotSenior,
    NoUse,
    Use,
    require_releasable,
    require_senior,
    require_uninvolved,
)

TODAY = date(2026, 9, 14)
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
WHY = "The duty team needs it."
PART = RecordedSegment(0, Claim.OPINION, "sam", ("amina",), {"words": "…"})
NOTE = Recorded(7, "record.made", "sam", NOON, None, None, None, {}, (PART,))
CASE = Challenge(9, 7, "amina", Kind.WRONG_FACT, NOON)


def stepped(*steps: tuple[Step, str, str | None]) -> Challenge:
    return replace(CASE, steps=tuple(Stepped(step, 10 + n, by, NOON, what) for n, (step, by, what) in enumerate(steps)))


@pytest.mark.parametrize("days", [0, 1, 14])
def test_a_whole_one_can_be_made(days: int) -> None:
    grounds = Grounds.of("danger", f" {WHY} ", TODAY + timedelta(days=days), TODAY)
    assert (grounds.use, grounds.why, grounds.days) == (Use.DANGER, WHY, days)


@pytest.mark.parametrize(
    ("use", "why", "days", "wrong"),
    [
        ("", WHY, 3, NoUse),
        ("convenience", WHY, 3, NoUse),
        ("plan", "", 3, NoReason),
        ("plan", "Needed.   ", 3, NoReason),
        ("plan", WHY, None, NoLastDay),
        ("plan", WHY, -1, NoLastDay),
        ("plan", WHY, 15, NoLastDay),
    ],
)
def test_nothing_can_be_left_out(use: str, why: str, days: int | None, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        Grounds.of(use, why, None if days is None else TODAY + timedelta(days=days), TODAY)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER}))
def test_only_a_manager_may(role: Role) -> None:
    require_senior({Role.MANAGER, role})
    with pytest.raises(NotSenior):
        require_senior({role})


HANDS = [(Step.ACKNOWLEDGED, None), (Step.REVIEWING, None), (Step.PAUSED, "clarify"), (Step.DECIDED, "cannot_verify")]


@pytest.mark.parametrize(
    ("senior", "line", "steps"),
    [("sam", (), ()), ("amina", (), ()), ("lena", ("lena",), ()), *(("lena", (), (each,)) for each in HANDS)],
)
def test_nobody_who_had_a_part_in_it(senior: str, line: tuple[str, ...], steps: tuple[tuple[Step, str], ...]) -> None:
    case = stepped(*((step, "lena", what) for step, what in steps))
    require_uninvolved([NOTE], [case], "another", line)
    with pytest.raises(Involved):
        require_uninvolved([NOTE], [case], senior, line)


@pytest.mark.parametrize("outcome", ["corrected", "partly"])
def test_what_was_found_wrong_stays_out_also_while_it_is_looked_at_again(outcome: str) -> None:
    wrong = stepped((Step.DECIDED, "lena", outcome))
    again = stepped((Step.DECIDED, "lena", outcome), (Step.ESCALATED, "amina", "independent"))
    for cases in ([wrong], [again], [wrong, CASE], [CASE, wrong]):
        with pytest.raises(FoundWrong):
            require_releasable("put_right", cases)
    require_releasable("challenged", [CASE])
    require_releasable("cannot_verify", [stepped((Step.DECIDED, "lena", "cannot_verify"))])
    with pytest.raises(NotOnHold):
        require_releasable(None, [])
