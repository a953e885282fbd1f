"""The arrows between decisions: these, and no others. Written out a second time, from the facts (ledger §6.1)."""

import pytest

from survey.consent.decision import ALLOWING, ARROWS, Answer, Event, NoSuchStep, State, after, event_for, step
from survey.consent.dpv import DPV, INVALID, IRI, VALID, validity

BUTTONS = {  # what follows from each state, by the three buttons: Yes, No, Not sure yet
    None: ("given", "refused", "deferred"),
    State.UNKNOWN: ("given", "refused", "deferred"),
    State.REQUESTED: ("given", "refused", "deferred"),
    State.DEFERRED: ("given", "refused", "deferred"),
    State.REFUSED: ("given", "refused", "deferred"),
    State.GIVEN: ("given", "withdrawn", "deferred"),
    State.RENEWED: ("given", "withdrawn", "deferred"),
    State.WITHDRAWN: ("given", "withdrawn", "deferred"),
    State.EXPIRED: ("given", "refused", "deferred"),
    State.TERMINATED: ("given", "refused", "deferred"),
    State.INVALIDATED: ("given", "refused", "deferred"),
    State.REVOKED: ("given", "revoked", "deferred"),
}
HAPPENS = {  # what can happen to a decision without a tap of theirs
    (State.GIVEN, Event.REVIEW_PASSED): "expired",
    (State.GIVEN, Event.CARD_CHANGED): "terminated",
    (State.GIVEN, Event.AGE_STEP): "deferred",
    (State.GIVEN, Event.ENDED_BY_OTHER): "revoked",
    (State.GIVEN, Event.FOUND_INVALID): "invalidated",
    (State.UNKNOWN, Event.FOUND_INVALID): "invalidated",
    **{(state, Event.RECORDED_WRONGLY): "unknown" for state in State},
}
HAPPENS |= {(State.RENEWED, event): to for (state, event), to in HAPPENS.items() if state is State.GIVEN}
ASKED = {None, State.REQUESTED} | set(State) - {State.GIVEN, State.RENEWED, State.DEFERRED}
NOT_TAPS = [event for event in Event if event.value not in {each.value for each in Answer} | {"asked"}]
STARTS = (None, *State)


def test_every_button_leads_where_the_table_says() -> None:
    assert {start: tuple(after(start, answer).value for answer in Answer) for start in STARTS} == BUTTONS


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("event", NOT_TAPS)
def test_what_happens_without_a_tap_is_what_the_table_says(start: State | None, event: Event) -> None:
    if (start, event) in HAPPENS:
        assert step(start, event).value == HAPPENS[start, event]
        assert step(start, event) not in ALLOWING, "nothing but their own tap gives anything"
    else:
        with pytest.raises(NoSuchStep):
            step(start, event)


def test_whoever_has_a_yes_or_is_unsure_is_not_asked_as_if_anew() -> None:
    assert {start for start in STARTS if (start, Event.ASKED) in ARROWS} == ASKED


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("wanted", list(State))
@pytest.mark.parametrize("renews", [False, True])
def test_no_other_step_can_be_taken(start: State | None, wanted: State, renews: bool) -> None:
    leads = set(BUTTONS[start]) | {to for (of, _), to in HAPPENS.items() if of is start}
    if start in ASKED:
        leads.add("requested")
    if renews and start in (State.GIVEN, State.RENEWED, State.EXPIRED):
        leads.add("renewed")
    if wanted.value in leads:
        event_for(start, wanted, renews=renews)
    else:
        with pytest.raises(NoSuchStep):
            event_for(start, wanted, renews=renews)


def test_only_two_states_allow_anything() -> None:
    assert {State.GIVEN, State.RENEWED} == ALLOWING


def test_the_codes_are_those_of_the_vocabulary() -> None:
    assert set(IRI) == set(State)
    assert len(State) == 11
    assert {iri.removeprefix(DPV) for iri in IRI.values()} == {  # every ConsentStatus of DPV 2 that is no group
        "ConsentUnknown",
        "ConsentRequested",
        "ConsentRequestDeferred",
        "ConsentRefused",
        "ConsentGiven",
        "RenewedConsentGiven",
        "ConsentWithdrawn",
        "ConsentExpired",
        "ConsentInvalidated",
        "ConsentRevoked",
    }
    assert {state for state in State if validity(state) == VALID} == ALLOWING
    assert {validity(state) for state in State} == {VALID, INVALID}
