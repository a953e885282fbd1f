"""A choice in each format: everything the format asks for is there, for any choice, and a No is never read as a Yes."""

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given, settings

from survey.consent.decision import ALLOWING, State
from survey.exports import dpv, fhir, fhir_trail, kantara
from survey.exports.controller import NOT_STATED, Controller
from survey.exports.fhir import Release
from survey.exports.looked import seen_in, what_of
from tests.survey.exports.choices import controllers, decisions

# The terms that we write, each read in the vocabulary's own list (w3c/dpv 2.3, dpv.csv, February 2026).
DPV_TERMS = frozenset(
    re.findall(
        r"\w+",
        """Analyse Collect Combine ConsentExpired ConsentGiven ConsentInvalidated ConsentNotice ConsentRecord
    ConsentRefused ConsentRequestDeferred ConsentRequested ConsentRevoked ConsentUnknown ConsentWithdrawn
    DataController DataSubject DataSubjectDataSource DataSubjectRight Entity ExpressedConsent
    ImprovePublicServices IndeterminateDuration LegalBasis MakeAvailable Optional Organisation PersonalData
    Process ProvidedPersonalData Purpose Recipient RenewedConsentGiven ScientificResearch ServiceProvision Share
    StorageDuration StorageLocation Store ThirdParty UntilEventDuration UntilTimeDuration Use WithdrawConsent
    hasAddress hasConsentControl hasConsentStatus hasContact hasDataController hasDataSource hasDataSubject
    hasDuration hasEntity hasIdentifier hasIndicationMethod hasJurisdiction hasLegalBasis hasLocation hasName
    hasNecessity hasNotice hasPersonalData hasProcess hasProcessing hasPurpose hasRecipient hasRight
    hasStorageCondition isExercisedAt isIndicatedAtTime isIndicatedBy""",
    )
)
# What ISO/IEC TS 27560:2023 makes mandatory, as the W3C guide places it (tables of its §8).
MANDATORY = {
    "schema version": ("dct:conformsTo",),
    "record id": ("dct:identifier",),
    "pii principal id": ("dpv:hasDataSubject", "dct:identifier"),
    "privacy notice": ("dpv:hasNotice", "@id"),
    "language": ("dpv:hasNotice", "dct:language"),
    "purpose": ("dpv:hasProcess", "dpv:hasPurpose", "dct:description"),
    "pii information, pii type": ("dpv:hasProcess", "dpv:hasPersonalData", "skos:broader"),
    "pii controllers": ("dpv:hasProcess", "dpv:hasDataController"),
    "storage locations": ("dpv:hasProcess", "dpv:hasStorageCondition", 0, "dpv:hasLocation"),
    "retention period": ("dpv:hasProcess", "dpv:hasStorageCondition", 1, "dpv:hasDuration", "rdf:value"),
    "jurisdiction": ("dpv:hasProcess", "dpv:hasJurisdiction"),
    "recipient third parties": ("dpv:hasProcess", "dpv:hasRecipient", 0, "dct:description"),
    "withdrawal method": ("dpv:hasProcess", "dpv:hasConsentControl", "dpv:isExercisedAt"),
    "party id": ("dpv:hasEntity", 0, "@id"),
    "party address": ("dpv:hasEntity", 0, "dpv:hasAddress"),
    "party name": ("dpv:hasEntity", 0, "dpv:hasName"),
    "party contact": ("dpv:hasEntity", 0, "dpv:hasContact"),
    "party type": ("dpv:hasEntity", 0, "@type"),
    "event time": ("dpv:hasConsentStatus", "dpv:isIndicatedAtTime"),
    "validity duration": ("dpv:hasConsentStatus", "dpv:hasDuration", "rdf:value"),
    "entity id": ("dpv:hasConsentStatus", "dpv:isIndicatedBy"),
    "event type": ("dpv:hasConsentStatus", "dpv:hasLegalBasis"),
    "event state": ("dpv:hasConsentStatus", "@type", 0),
}
SCALARS = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object"}
KANTARA = {  # of the schema of Consent Receipt 1.1 (its §4.8): the required keys and their types
    "version": str, "jurisdiction": str, "consentTimestamp": int, "collectionMethod": str, "consentReceiptID": str,
    "piiPrincipalId": str, "piiControllers": list, "services": list, "policyUrl": str, "sensitive": bool,
    "spiCat": list,
}  # fmt: skip
KANTARA_CONTROLLER = {"piiController": str, "contact": str, "address": dict, "email": str, "phone": str}
KANTARA_PURPOSE = {
    "consentType": str, "purposeCategory": list, "piiCategory": list, "termination": str, "thirdPartyDisclosure": bool,
}  # fmt: skip


def found(record, path):
    for step in path:
        record = record[step]
    return record


def strings(value):
    if isinstance(value, dict):
        yield from (each for pair in value.items() for one in pair for each in strings(one))
    elif isinstance(value, list):
        yield from (each for one in value for each in strings(one))
    elif isinstance(value, str):
        yield value


@cache
def library() -> SimpleNamespace:
    """fhir.resources, loaded once; it is a cross-check in tests and nowhere else."""
    from fhir.resources import auditevent, bundle, consent, provenance
    from fhir.resources.R4B import auditevent as auditevent4
    from fhir.resources.R4B import bundle as bundle4
    from fhir.resources.R4B import consent as consent4
    from fhir.resources.R4B import provenance as provenance4

    r5 = (consent.Consent, provenance.Provenance, auditevent.AuditEvent, bundle.Bundle)
    r4b = (consent4.Consent, provenance4.Provenance, auditevent4.AuditEvent, bundle4.Bundle)
    names = ("Consent", "Provenance", "AuditEvent", "Bundle")
    return SimpleNamespace(r5=dict(zip(names, r5, strict=True)), r4b=dict(zip(names, r4b, strict=True)))


def parses(resource, release: Release):
    return getattr(library(), release.value)[resource["resourceType"]].model_validate(resource)


@settings(max_examples=60, deadline=None)
@given(decisions(), controllers)
def test_any_choice_has_every_mandatory_field_of_27560(decision, controller):
    record = dpv.record(decision, controller)
    missing = [name for name, path in MANDATORY.items() if not found(record, path)]
    assert not missing
    assert record["dct:conformsTo"] == "https://w3id.org/dpv/schema/dpv-27560#record"
    used = {each.removeprefix("dpv:") for each in strings(record) if re.fullmatch(r"dpv:\w+", each)}
    assert used <= DPV_TERMS
    assert {each.partition(":")[0] for each in record if ":" in each} <= set(dpv.CONTEXT)
    assert dpv.records([decision, decision], controller)["@graph"][1] == {
        key: value for key, value in record.items() if key != "@context"
    }


@settings(max_examples=60, deadline=None)
@given(decisions(), controllers)
def test_any_choice_keeps_to_the_schema_of_a_consent_receipt(decision, controller):
    receipt = kantara.receipt(decision, controller)
    (pii_controller,), (service,) = receipt["piiControllers"], receipt["services"]
    (purpose,) = service["purposes"]
    asked = ((receipt, KANTARA), (pii_controller, KANTARA_CONTROLLER), (purpose, KANTARA_PURPOSE))
    for part, required in asked:
        assert {key: type(part.get(key)) for key in required} == required
        assert all(part[key] != "" for key in required)
    assert receipt["version"] == "KI-CR-v1.1.0"
    assert purpose["thirdPartyDisclosure"] == bool(purpose.get("thirdPartyName"))
    assert (purpose["consentType"] == "EXPLICIT") == (decision.state in ALLOWING)


@settings(max_examples=60, deadline=None)
@given(decisions(), controllers)
def test_any_choice_is_read_by_a_fhir_library_in_both_releases(decision, controller):
    for release in Release:
        whole = [fhir.consent(decision, controller, release)]
        whole.append(fhir_trail.provenance(decision.entry, decision.person, decision.sealed, decision.names, release))
        for resource in whole:
            parses(resource, release)
        parses(fhir.bundle(whole, "2026-09-14T12:00:00.000Z"), release)


@pytest.mark.parametrize("state", State)
@settings(max_examples=8, deadline=None)
@given(decisions(), controllers)
def test_a_no_is_never_read_as_a_yes(state, decision, controller):
    decision = replace(decision, entry=replace(decision.entry, kind=f"consent.{state.value}"))
    r5 = fhir.consent(decision, controller, Release.R5)
    r4b = fhir.consent(decision, controller, Release.R4B)
    says_yes = {
        "r5": r5["status"] == "active" and r5.get("decision") == "permit",
        "r5 careless": r5.get("decision") == "permit",
        "r4b": r4b["status"] == "active",
        "r4b careless": r4b["provision"]["type"] == "permit",
        "27560": dpv.status(decision) in ("dpv:ConsentGiven", "dpv:RenewedConsentGiven"),
    }
    assert set(says_yes.values()) == {decision.state in ALLOWING}, says_yes
    if decision.state is State.REFUSED:
        assert (r5["status"], r5["decision"], r4b["status"]) == ("active", "deny", "rejected")


@settings(max_examples=80, deadline=None)
@given(decisions(), controllers)
def test_what_is_held_back_and_their_own_words_go_along(decision, controller):
    texts = {
        "27560": "\n".join(strings(dpv.record(decision, controller))),
        "kantara": "\n".join(strings(kantara.receipt(decision, controller))),
    }
    r5 = fhir.consent(decision, controller, Release.R5)
    assert bool(decision.held.because) == bool(r5.get("meta")) == ("x-heldBack" in texts["kantara"])
    assert bool(decision.held.because) == ("rdfs:comment" in texts["27560"])
    for said in decision.held.statements:
        assert all(said in text for text in texts.values())
    parsed = parses(r5, Release.R5)
    assert (parsed.text is not None) == bool(decision.held.because or decision.held.statements)


@given(decisions())
@settings(max_examples=30, deadline=None)
def test_what_nobody_stated_is_said_to_be_not_stated(decision):
    record, receipt = dpv.record(decision, Controller()), kantara.receipt(decision, Controller())
    (controller,) = receipt["piiControllers"]
    assert record["dpv:hasEntity"][0]["dpv:hasName"] == NOT_STATED == controller["piiController"]
    assert record["dpv:hasProcess"]["dpv:hasJurisdiction"] == NOT_STATED == receipt["jurisdiction"]
    assert receipt["policyUrl"].startswith("ni:///sha-256;")  # the words they were shown are the policy they saw
    assert "controller" not in fhir.consent(decision, Controller(), Release.R5)


@given(decisions())
@settings(max_examples=30, deadline=None)
def test_the_receipt_is_the_signature(decision):
    sealed = replace(decision.sealed, receipt=bytes(range(117)))
    for release in Release:
        made = fhir_trail.provenance(decision.entry, decision.person, sealed, {}, release)
        (signature,) = made["signature"]
        assert b64decode(signature["data"]) == sealed.receipt
        (kept,) = parses(made, release).model_dump(mode="json")["signature"]
        assert kept["data"] == b64encode(sealed.receipt).decode()
    assert "signature" not in fhir_trail.provenance(
        decision.entry, decision.person, replace(sealed, receipt=b""), {}, Release.R5
    )


LOOKS = {
    "110110": {"entries": [3, 5]},  # as looks were written before they said more
    "110106": {"parts": [[3, 0], [3, 1], [5, 0]], "unusual": ["export"], "channel": "export"},
    "110112": {"parts": [[3, 0], [5, 0]], "unusual": ["not_on_caseload", "name_search"], "channel": "screen"},
    "110127": {"parts": [[5, 0], [3, 2]], "unusual": ["break_glass", "not_on_caseload"], "channel": "screen"},
}


@pytest.mark.parametrize("code", LOOKS)
@given(decisions())
@settings(max_examples=5, deadline=None)
def test_a_look_is_an_audit_event_with_the_code_of_its_kind(code, decision):
    content = {"what": "record", "why": "She may be in danger tonight."} | LOOKS[code]
    segment = replace(decision.entry.segments[0], content=content)
    entry = replace(decision.entry, kind="view.made", segments=(segment,))
    look = fhir_trail.Looked(entry, decision.person, decision.sealed, what_of(entry), seen_in(entry))
    r5, r4b = fhir_trail.audit_event(look, Release.R5), fhir_trail.audit_event(look, Release.R4B)
    for made, release in ((r5, Release.R5), (r4b, Release.R4B)):
        parses(made, release)
        assert "She may be in danger tonight." in strings(made)
        assert [each["what"].get("display") for each in made["entity"]][1:] == ["log-0a1b2c3d 3", "log-0a1b2c3d 5"]
    assert r5["code"]["coding"][0]["code"] == r4b["subtype"][0]["code"] == code
    is_break_glass = code == "110127"
    assert (r5["category"][0]["coding"][0]["code"] == "110113") == is_break_glass == (r4b["type"]["code"] == "110113")
    assert ("BTG" in strings(r5)) == is_break_glass


@given(decisions(), controllers)
@settings(max_examples=5, deadline=None)
def test_fhir_has_fewer_kinds_of_space_than_people_have(decision, controller):
    names = {person: "Zoë\u00a0Ngo\u2003\u3000" for person, _name in (*decision.named, (decision.by, ""))}
    decision, controller = replace(decision, names=names), replace(controller, name="\u00a0", country="GB")
    for release in Release:
        parses(fhir.consent(decision, controller, release), release)
        trail = fhir_trail.provenance(decision.entry, decision.person, decision.sealed, names, release)
        parses(trail, release)
    assert fhir.plain("Zoë\u00a0Ngo\nand\tI") == "Zoë Ngo\nand\tI"
