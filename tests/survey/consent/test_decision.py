"""The arrows between decisions: these, and no others."""

import pytest

from survey.consent.decision import Answer, NoSuchStep, State, after, answer_for
from survey.consent.standing import Standing, require_step

STARTS = (None, *State)
LEADS = {  # what follows from each state, by the three buttons
    None: ("given", "refused", "deferred"),
    State.REQUESTED: ("given", "refused", "deferred"),
    State.DEFERRED: ("given", "refused", "deferred"),
    State.REFUSED: ("given", "refused", "deferred"),
    State.GIVEN: ("given", "withdrawn", "deferred"),
    State.WITHDRAWN: ("given", "withdrawn", "deferred"),
}


def test_every_button_leads_where_the_table_says() -> None:
    assert {start: tuple(after(start, answer).value for answer in Answer) for start in STARTS} == LEADS


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("wanted", list(State))
def test_no_other_step_can_be_taken(start: State | None, wanted: State, standing) -> None:
    before = standing(start)
    allowed = wanted.value in LEADS[start] or (wanted is State.REQUESTED and start not in (State.GIVEN, State.DEFERRED))
    if allowed:
        require_step(before, wanted)
    else:
        with pytest.raises(NoSuchStep):
            require_step(before, wanted)


def test_nobody_withdraws_what_they_never_gave() -> None:
    with pytest.raises(NoSuchStep):
        answer_for(None, State.WITHDRAWN)
    with pytest.raises(NoSuchStep):
        answer_for(State.GIVEN, State.REFUSED)


@pytest.fixture
def standing():
    from datetime import UTC, datetime

    from survey.consent.purpose import Purpose

    def make(state: State | None) -> Standing | None:
        at = datetime(2026, 9, 14, tzinfo=UTC)
        return Standing(Purpose.COUNT_ME, state, 0, at, 1) if state else None

    return make
