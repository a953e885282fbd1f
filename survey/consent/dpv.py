"""Our codes in the words of the W3C Data Privacy Vocabulary, for every export. The one place where the two meet.

DPV 2 lists ten states of consent (ConsentStatus, beneath "valid for processing" and "invalid for processing"). We tell
eleven apart: DPV's ConsentRevoked is "revoked by an entity other than the data subject", and we keep two such cases
apart, because different things follow. `revoked`: a parent took back a Yes given for a child; the child may be asked
no more. `terminated`: we changed the card, so we ended it; the person is asked again.
"""

from survey.consent.decision import ALLOWING, State

DPV = "https://w3id.org/dpv#"
IRI: dict[State, str] = {
    State.UNKNOWN: DPV + "ConsentUnknown",
    State.REQUESTED: DPV + "ConsentRequested",
    State.DEFERRED: DPV + "ConsentRequestDeferred",
    State.REFUSED: DPV + "ConsentRefused",
    State.GIVEN: DPV + "ConsentGiven",
    State.RENEWED: DPV + "RenewedConsentGiven",
    State.WITHDRAWN: DPV + "ConsentWithdrawn",
    State.EXPIRED: DPV + "ConsentExpired",
    State.TERMINATED: DPV + "ConsentRevoked",
    State.INVALIDATED: DPV + "ConsentInvalidated",
    State.REVOKED: DPV + "ConsentRevoked",
}
VALID, INVALID = DPV + "ConsentStatusValidForProcessing", DPV + "ConsentStatusInvalidForProcessing"


def validity(state: State) -> str:
    """Whether DPV lets anything rest on this state."""
    return VALID if state in ALLOWING else INVALID
