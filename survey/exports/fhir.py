"""A choice as a FHIR Consent, in R5 and in R4B, and a bundle to carry resources in. Plain dicts, no library. Pure.

R5 has no status for a No: it is an active decision to deny. R4B has one: rejected. A reader who looks at nothing else
must never take a No for a Yes, so whatever does not allow denies, or decides nothing yet.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import Any

from survey.consent.decision import State
from survey.exports.controller import Controller
from survey.exports.decision import Decision, Held
from survey.exports.dpv import CHALLENGED, HELD
from survey.exports.naming import hash_uri, person_uri, resource_uri
from survey.ledger.canonical import moment_text

URI = "urn:ietf:rfc:3986"  # the system of identifiers that are URIs themselves
LOINC = {"system": "http://loinc.org", "code": "59284-0", "display": "Consent Document"}
SCOPE = {"system": "http://terminology.hl7.org/CodeSystem/consentscope"}


class Release(StrEnum):
    """Which FHIR."""

    R5 = "r5"
    R4B = "r4b"


R5_STATUS = {
    State.UNKNOWN: ("unknown", "deny"),
    State.REQUESTED: ("draft", None),
    State.DEFERRED: ("draft", None),
    State.REFUSED: ("active", "deny"),
    State.GIVEN: ("active", "permit"),
    State.RENEWED: ("active", "permit"),
    State.WITHDRAWN: ("inactive", "deny"),
    State.EXPIRED: ("inactive", "deny"),
    State.TERMINATED: ("inactive", "deny"),
    State.REVOKED: ("inactive", "deny"),
    State.INVALIDATED: ("entered-in-error", "deny"),
}
R4B_STATUS = {
    State.UNKNOWN: "inactive",  # R4B has no "unknown"; inactive permits nothing
    State.REQUESTED: "proposed",
    State.DEFERRED: "proposed",
    State.REFUSED: "rejected",
    State.GIVEN: "active",
    State.RENEWED: "active",
    State.WITHDRAWN: "inactive",
    State.EXPIRED: "inactive",
    State.TERMINATED: "inactive",
    State.REVOKED: "inactive",
    State.INVALIDATED: "entered-in-error",
}


def identified(uri: str) -> dict[str, Any]:
    """An identifier that is a URI."""
    return {"system": URI, "value": uri}


def plain(words: str) -> str:
    """Words as a FHIR string can hold them: other spaces become plain ones; nothing but space is none."""
    told = "".join(" " if each.isspace() and each not in " \r\n\t" else each for each in words)
    return told if told.strip() else ""


def someone(person_id: str, kind: str, name: str = "") -> dict[str, Any]:
    """A reference to a person, by pseudonym; the name only where the reader knows it."""
    who: dict[str, Any] = {"type": kind, "identifier": identified(person_uri(person_id))}
    return who | ({"display": plain(name)} if plain(name) else {})


def consent(decision: Decision, controller: Controller, release: Release) -> dict[str, Any]:
    """The Consent resource."""
    found = {
        "resourceType": "Consent",
        "id": resource_uri("Consent", decision.sealed.leaf).removeprefix("urn:uuid:"),
        "language": decision.notice["language"].replace("_", "-"),
        "identifier": [identified(hash_uri(decision.sealed.leaf))],
        "category": [{"coding": [LOINC]}],
        **beside(decision.held),
    }
    return found | (_r5(decision, controller) if release is Release.R5 else _r4b(decision, controller))


def _r5(decision: Decision, controller: Controller) -> dict[str, Any]:
    status, decided = R5_STATUS[decision.state]
    found: dict[str, Any] = {
        "status": status,
        "subject": someone(decision.person, "Patient"),
        "date": f"{decision.entry.at:%Y-%m-%d}",  # a day, by FHIR; the moment stands in Provenance
        "grantor": [_who_said(decision)],
        "sourceAttachment": [_notice(decision)],
        "provision": [{"purpose": [_purpose(decision)]} | _period(decision)],
    }
    found |= {"decision": decided} if decided else {}
    found |= {"controller": [{"display": plain(controller.name)}]} if plain(controller.name) else {}
    found |= {"regulatoryBasis": [{"text": decision.card.article}]} if decision.card else {}
    named = [someone(each, "Practitioner", name) for each, name in decision.named]
    return found | ({"grantee": named} if named else {})


def _r4b(decision: Decision, controller: Controller) -> dict[str, Any]:
    code = "research" if decision.purpose == "research" else "patient-privacy"
    provision: dict[str, Any] = {
        "type": "permit" if decision.allows else "deny",
        "purpose": [_purpose(decision)],
        **_period(decision),
    }
    named = [_actor(each, name) for each, name in decision.named]
    provision |= {"actor": named} if named else {}
    found: dict[str, Any] = {
        "status": R4B_STATUS[decision.state],
        "scope": {"coding": [SCOPE | {"code": code}]},
        "patient": someone(decision.person, "Patient"),
        "dateTime": moment_text(decision.entry.at),
        "performer": [_who_said(decision)],
        "sourceAttachment": _notice(decision),
        "policyRule": {"text": decision.card.article if decision.card else "Law that lets us: not stated"},
        "provision": provision,
    }
    return found | ({"organization": [{"display": plain(controller.name)}]} if plain(controller.name) else {})


def _actor(person_id: str, name: str) -> dict[str, Any]:
    recipient = {"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}
    return {"role": {"coding": [recipient]}, "reference": someone(person_id, "Practitioner", name)}


def _who_said(decision: Decision) -> dict[str, Any]:
    if decision.is_own:
        return someone(decision.person, "Patient")
    if decision.by is None:
        return {"display": decision.sealed.log}
    return someone(
        decision.by,
        "RelatedPerson" if "decider" in decision.entry.content else "Practitioner",
        decision.names.get(decision.by, ""),
    )


def _notice(decision: Decision) -> dict[str, Any]:
    """The exact words they were shown. (Attachment.hash is SHA-1 by FHIR: their SHA-256 stands in Provenance.)"""
    return {
        "contentType": "text/plain; charset=utf-8",
        "language": decision.notice["language"].replace("_", "-"),
        "data": b64encode(decision.notice["text"].encode()).decode(),
        "title": decision.notice["id"],
    }


def _purpose(decision: Decision) -> dict[str, Any]:
    return {"code": decision.purpose.value, "display": plain(decision.question)}


def _period(decision: Decision) -> dict[str, Any]:
    """From when a Yes holds, and until when, if a day was set."""
    if not decision.allows:
        return {}
    ends = {"end": decision.ends_on} if decision.ends_on else {}
    return {"period": {"start": moment_text(decision.entry.at)} | ends}


def beside(held: Held) -> dict[str, Any]:
    """The mark of what is held back, and their own words, in the text that people read."""
    lines = [CHALLENGED if held.because == "challenged" else HELD] if held.because else []
    lines += held.statements
    if not lines:
        return {}
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    text = {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'}
    tag = {"meta": {"tag": [{"code": held.because, "display": lines[0]}]}} if held.because else {}
    return {"text": text, **tag}


def bundle(resources: Iterable[dict[str, Any]], made_at: str) -> dict[str, Any]:
    """Resources together, each under its own name."""
    entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": made_at, "entry": entries}


def as_text(resource: dict[str, Any]) -> str:
    """As it is sent."""
    return json.dumps(resource, ensure_ascii=False, indent=1)
