"""How an entry came to be and who looked at it, as FHIR Provenance and AuditEvent, in R5 and in R4B. Pure."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from survey.exports.controller import NOT_STATED
from survey.exports.decision import Held, Sealed
from survey.exports.fhir import Release, beside, identified, plain, someone
from survey.exports.naming import hash_uri, resource_uri
from survey.ledger.canonical import moment_text
from survey.ledger.entry import Recorded

DCM = "http://dicom.nema.org/resources/ontology/DCM"
V3 = "http://terminology.hl7.org/CodeSystem/v3-"
AUTHOR = {"system": "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "code": "author"}
CREATED = {"system": f"{V3}DataOperation", "code": "CREATE", "display": "create"}
SEALED = {  # ASTM E1762: whoever signs confirms that this is what was received, and when
    "system": "urn:iso-astm:E1762-95:2013",
    "code": "1.2.840.10065.1.12.1.5",
    "display": "Verification Signature",
}
PATIENT_ROLE = {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1", "display": "Patient"}
SUCCESS = {"system": "http://terminology.hl7.org/CodeSystem/audit-event-outcome", "code": "0", "display": "Success"}
RECEIPT = "application/octet-stream"


@dataclass(frozen=True)
class What:
    """A kind of look, in DICOM's codes for audit: its type, what was done, and FHIR's letter for it."""

    category: Mapping[str, str]
    code: Mapping[str, str]
    action: str


def _dcm(code: str, display: str) -> dict[str, str]:
    return {"system": DCM, "code": code, "display": display}


READ = What(_dcm("110110", "Patient Record"), _dcm("110110", "Patient Record"), "R")
EXPORT = What(_dcm("110106", "Export"), _dcm("110106", "Export"), "R")
SEARCH = What(_dcm("110112", "Query"), _dcm("110112", "Query"), "E")
BREAK_GLASS = What(_dcm("110113", "Security Alert"), _dcm("110127", "Emergency Override Started"), "E")


@dataclass(frozen=True)
class Looked:
    """One look at one person: the entry that says so, its leaf, and what kind of look it was."""

    entry: Recorded
    person: str
    sealed: Sealed
    what: What = READ
    seen: tuple[int, ...] = ()  # places of the entries that were seen
    names: Mapping[str, str] = field(default_factory=dict)
    held: Held = field(default_factory=Held)  # their own words beside it, and whether they say it was not right


def provenance(
    entry: Recorded, person: str, sealed: Sealed, names: Mapping[str, str], release: Release
) -> dict[str, Any]:
    """Who wrote an entry and when, with the log's signed receipt of it."""
    kind = "Patient" if entry.actor == person else "Practitioner"
    found: dict[str, Any] = {
        "resourceType": "Provenance",
        "id": resource_uri("Provenance", sealed.leaf).removeprefix("urn:uuid:"),
        "target": [{"identifier": identified(hash_uri(sealed.leaf))}],
        "recorded": moment_text(entry.at),
        "activity": {"coding": [CREATED], "text": entry.kind},
        "agent": [{"type": {"coding": [AUTHOR]}, "who": _author(entry, kind, sealed, names)}],
    }
    found |= {"occurredDateTime": moment_text(entry.effective_at)} if entry.effective_at else {}
    found |= {"patient": someone(person, "Patient")} if release is Release.R5 else {}
    if entry.kind.startswith("consent.") and "notice" in entry.content:
        shown = hash_uri(bytes.fromhex(entry.content["notice"]["sha256"]))
        found["entity"] = [{"role": "source", "what": {"identifier": identified(shown)}}]
    return found | ({"signature": [_signature(entry, sealed)]} if sealed.receipt else {})


def _author(entry: Recorded, kind: str, sealed: Sealed, names: Mapping[str, str]) -> dict[str, Any]:
    if entry.actor is None:
        return {"display": sealed.log}
    return someone(entry.actor, kind, names.get(entry.actor, "") if kind != "Patient" else "")


def _signature(entry: Recorded, sealed: Sealed) -> dict[str, Any]:
    """The receipt, whole: version, log, place, time, leaf and Ed25519 signature (docs/exports.md says how to check)."""
    return {
        "type": [SEALED],
        "when": moment_text(entry.at),
        "who": {"display": sealed.log},
        "sigFormat": RECEIPT,
        "data": b64encode(sealed.receipt).decode(),
    }


def audit_event(look: Looked, release: Release) -> dict[str, Any]:
    """One look, as whoever keeps an audit repository has it."""
    found: dict[str, Any] = {
        "resourceType": "AuditEvent",
        "id": resource_uri("AuditEvent", look.sealed.leaf).removeprefix("urn:uuid:"),
        "action": look.what.action,
        "recorded": moment_text(look.entry.at),
        "agent": [{"who": _viewer(look), "requestor": True}],
        "source": {"observer": {"display": look.sealed.log}},
        **beside(look.held),
    }
    return found | (_r5(look) if release is Release.R5 else _r4b(look))


def _viewer(look: Looked) -> dict[str, Any]:
    viewer = look.entry.actor or ""
    return someone(viewer, "Practitioner", look.names.get(viewer, "")) if viewer else {"display": look.sealed.log}


def _why(look: Looked) -> str:
    return plain(str(look.entry.content.get("why", ""))) or NOT_STATED


def _r5(look: Looked) -> dict[str, Any]:
    patient = {"what": someone(look.person, "Patient"), "role": {"coding": [PATIENT_ROLE]}}
    return {
        "category": [{"coding": [dict(look.what.category)]}],
        "code": {"coding": [dict(look.what.code)]},
        "outcome": {"code": SUCCESS},
        "authorization": [_authority(look)],
        "patient": someone(look.person, "Patient"),
        "entity": [patient, *({"what": each} for each in _seen(look))],
    }


def _r4b(look: Looked) -> dict[str, Any]:
    patient = {"what": someone(look.person, "Patient"), "role": PATIENT_ROLE}
    return {
        "type": dict(look.what.category),
        "subtype": [dict(look.what.code)],
        "outcome": "0",
        "purposeOfEvent": [_authority(look)],
        "entity": [patient, *({"what": each} for each in _seen(look))],
    }


def _authority(look: Looked) -> dict[str, Any]:
    """Why, in their own words; that a rule was overridden, in the code for it."""
    if look.what is BREAK_GLASS:
        return {"coding": [{"system": f"{V3}ActReason", "code": "BTG"}], "text": _why(look)}
    return {"text": _why(look)}


def _seen(look: Looked) -> list[dict[str, Any]]:
    return [{"display": f"{look.sealed.log} {seq}"} for seq in look.seen]
