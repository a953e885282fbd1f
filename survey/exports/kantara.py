"""A choice as a Kantara Consent Receipt 1.1.0 (JSON by its schema, §4.8). Pure.

The form was made for a Yes and has no place for a No. A choice that allows nothing says so in `consentType`, the first
thing any reader of the form looks at; keys that start with `x-` are ours, and a reader may leave them.
"""

from typing import Any

from survey.exports.controller import Controller, stated
from survey.exports.decision import Decision
from survey.exports.dpv import status
from survey.exports.naming import hash_uri, person_uri

VERSION = "KI-CR-v1.1.0"
SERVICE = "Surveys, goals and the record of what is written"
SPECIAL = ["Health: what a person says of how they feel"]  # answers may say it (UK GDPR Art 9)


def receipt(decision: Decision, controller: Controller) -> dict[str, Any]:
    """One consent receipt."""
    notice = decision.notice
    found: dict[str, Any] = {
        "version": VERSION,
        "jurisdiction": stated(controller.country),
        "consentTimestamp": int(decision.entry.at.timestamp()),
        "collectionMethod": decision.method,
        "consentReceiptID": decision.sealed.code or hash_uri(decision.sealed.leaf),
        "language": notice["language"],
        "piiPrincipalId": person_uri(decision.person),
        "piiControllers": [_controller(controller)],
        "policyUrl": controller.privacy_url or hash_uri(bytes.fromhex(notice["sha256"])),
        "services": [{"service": SERVICE, "purposes": [_purpose(decision)]}],
        "sensitive": True,
        "spiCat": SPECIAL,
        "x-consentStatus": status(decision),
    }
    found |= {"publicKey": decision.sealed.key} if decision.sealed.key else {}
    found |= {"x-heldBack": decision.held.because} if decision.held.because else {}
    return found | ({"x-ownWords": list(decision.held.statements)} if decision.held.statements else {})


def _controller(controller: Controller) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "piiController": stated(controller.name),
        "onBehalf": False,
        "contact": stated(controller.contact),
        "address": {"streetAddress": stated(controller.address), "addressCountry": stated(controller.country)},
        "email": stated(controller.email),
        "phone": stated(controller.phone),
    }
    return facts | ({"piiControllerUrl": controller.privacy_url} if controller.privacy_url else {})


def _purpose(decision: Decision) -> dict[str, Any]:
    scope = decision.scope
    facts: dict[str, Any] = {
        "purpose": " ".join(filter(None, (decision.question, decision.words("why")))),
        "purposeCategory": [scope.kantara],
        "consentType": "EXPLICIT" if decision.allows else f"NOT GIVEN ({decision.state.value})",
        "piiCategory": [scope.data],
        "primaryPurpose": decision.purpose == "take_part",
        "termination": stated(decision.words("how_long")),
        "thirdPartyDisclosure": bool(scope.third_party),
    }
    return facts | ({"thirdPartyName": scope.third_party} if scope.third_party else {})
