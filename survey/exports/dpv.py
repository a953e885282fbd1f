"""A choice as a consent record by ISO/IEC TS 27560:2023, in JSON-LD with the Data Privacy Vocabulary 2.3. Pure.

Terms follow the W3C community guide (final report, 15 February 2026), whose profile is named in `dct:conformsTo`. The
states are those of `survey.consent.dpv`; of two names the guide and the vocabulary give one thing, the vocabulary's.
"""

from collections.abc import Iterable
from typing import Any

from survey.consent.decision import State
from survey.consent.dpv import DPV, IRI
from survey.exports.controller import NOT_STATED, Controller, stated
from survey.exports.decision import Decision
from survey.exports.naming import hash_uri, person_uri
from survey.ledger.canonical import moment_text

PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record"
CONTEXT = {
    "dpv": DPV,
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
CHALLENGED = "The person says that this is not right. It is not used until that is sorted."
HELD = "This is held out of use."


def record(decision: Decision, controller: Controller) -> dict[str, Any]:
    """One consent record, able to stand alone."""
    return {"@context": CONTEXT, **_record(decision, controller)}


def records(decisions: Iterable[Decision], controller: Controller) -> dict[str, Any]:
    """Several records in one file."""
    return {"@context": CONTEXT, "@graph": [_record(each, controller) for each in decisions]}


def _record(decision: Decision, controller: Controller) -> dict[str, Any]:
    name = hash_uri(decision.sealed.leaf)
    return {
        "@id": name,
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": PROFILE,
        "dct:identifier": name,
        "dct:created": moment_text(decision.entry.at),
        "dct:source": f"{decision.sealed.log} {decision.entry.seq}",
        "dpv:hasDataSubject": {
            "@id": person_uri(decision.person),
            "@type": "dpv:DataSubject",
            "dct:identifier": person_uri(decision.person),
        },
        "dpv:hasNotice": _notice(decision),
        "dpv:hasProcess": _process(decision, controller),
        "dpv:hasConsentStatus": _event(decision, controller),
        "dpv:hasEntity": [_controller(controller), *_people(decision)],
        **_beside(decision),
    }


def _notice(decision: Decision) -> dict[str, Any]:
    notice = decision.notice
    return {
        "@id": hash_uri(bytes.fromhex(notice["sha256"])),
        "@type": "dpv:ConsentNotice",
        "dct:identifier": notice["id"],
        "dct:language": notice["language"],
        "dct:hasVersion": str(notice["version"]),
        "dct:description": {"@value": notice["text"], "@language": notice["language"].replace("_", "-")},
    }


def _process(decision: Decision, controller: Controller) -> dict[str, Any]:
    scope = decision.scope
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:identifier": decision.purpose.value,
            "skos:broader": scope.dpv,
            "dct:title": decision.question,
            "dct:description": stated(decision.words("why")),
        },
        "dpv:hasPersonalData": {
            "@type": "dpv:PersonalData",
            "skos:broader": "dpv:ProvidedPersonalData",
            "dct:description": scope.data,
            "dpv:hasNecessity": "dpv:Optional",
        },
        "dpv:hasProcessing": list(scope.processing),
        "dpv:hasDataSource": "dpv:DataSubjectDataSource",
        "dpv:hasLegalBasis": {
            "@type": "dpv:LegalBasis",
            "dct:description": decision.card.article if decision.card else NOT_STATED,
        },
        "dpv:hasDataController": controller.id,
        "dpv:hasStorageCondition": _storage(decision, controller),
        "dpv:hasJurisdiction": _country(controller),
        "dpv:hasRecipient": _recipients(decision),
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": stated(controller.withdraw_at),
            "dct:description": stated(controller.withdraw_how),
        },
        "dpv:hasRight": {
            "@type": "dpv:DataSubjectRight",
            "dct:title": "Read it, say that it is not right, take a copy, stop it",
            "dpv:isExercisedAt": stated(controller.withdraw_at),
        },
    }


def _storage(decision: Decision, controller: Controller) -> list[dict[str, Any]]:
    until = " ".join(filter(None, (decision.words("how_long"), controller.kept_for)))
    return [
        {"@type": "dpv:StorageLocation", "dpv:hasLocation": stated(controller.stored_in)},
        {"@type": "dpv:StorageDuration", "dpv:hasDuration": _until(until)},
    ]


def _until(words: str) -> dict[str, str]:
    kind = "dpv:UntilEventDuration" if words else "dpv:IndeterminateDuration"
    return {"@type": kind, "rdf:value": stated(words)}


def _country(controller: Controller) -> str:
    return f"loc:{controller.country}" if controller.country else NOT_STATED


def _recipients(decision: Decision) -> list[dict[str, Any]]:
    """Everyone who gets any of it, in the words they were told; the people who were named, by name."""
    told: list[dict[str, Any]] = [
        {"@id": person_uri(each), "@type": "dpv:Recipient", "dpv:hasName": stated(name)}
        for each, name in decision.named
    ]
    if decision.scope.third_party:
        told.append({"@type": "dpv:ThirdParty", "dct:description": decision.scope.third_party})
    return [{"@type": "dpv:Recipient", "dct:description": stated(decision.words("who_sees"))}, *told]


def _event(decision: Decision, controller: Controller) -> dict[str, Any]:
    if decision.ends_on:
        lasts = {"@type": "dpv:UntilTimeDuration", "rdf:value": decision.ends_on}
    else:
        lasts = {"@type": "dpv:UntilEventDuration", "rdf:value": "The person says something else"}
    return {
        "@type": [status(decision), "dpv:ExpressedConsent"],
        "dpv:isIndicatedAtTime": moment_text(decision.entry.at),
        "dpv:hasDuration": lasts,
        "dpv:isIndicatedBy": _said_by(decision, controller),
        "dpv:hasIndicationMethod": decision.method,
        "dpv:hasLegalBasis": "dpv:ExpressedConsent",
    }


def status(decision: Decision) -> str:
    """The state in DPV's words, written short."""
    return "dpv:" + IRI[decision.state].removeprefix(DPV)


def _said_by(decision: Decision, controller: Controller) -> str:
    """Whoever it came from; asking, and what follows from a day or a rule, comes from the controller."""
    if decision.by is None or decision.state is State.REQUESTED:
        return controller.id
    return person_uri(decision.by)


def _controller(controller: Controller) -> dict[str, Any]:
    contact = {"@type": "schema:ContactPoint", "schema:name": stated(controller.contact)}
    contact |= {"schema:email": controller.email} if controller.email else {}
    contact |= {"schema:telephone": controller.phone} if controller.phone else {}
    found: dict[str, Any] = {
        "@id": controller.id,
        "@type": ["dpv:Organisation", "dpv:DataController"],
        "dpv:hasIdentifier": controller.id,
        "dpv:hasName": stated(controller.name),
        "dpv:hasAddress": stated(controller.address),
        "dpv:hasContact": " ".join(filter(None, (controller.contact, controller.email, controller.phone)))
        or NOT_STATED,
        "schema:contactPoint": contact,
        "schema:address": {"@type": "schema:PostalAddress", "schema:streetAddress": stated(controller.address)},
    }
    return found | ({"schema:url": controller.privacy_url} if controller.privacy_url else {})


def _people(decision: Decision) -> list[dict[str, Any]]:
    """The person, and whoever else put it in: by pseudonym; a record need not hold their address (guide §8.4.4)."""
    them = [{"@id": person_uri(decision.person), "@type": "dpv:DataSubject"}]
    if decision.by is not None and not decision.is_own:
        other = {"@id": person_uri(decision.by), "@type": "dpv:Entity"}
        them.append(other | {"dpv:hasName": stated(decision.names.get(decision.by, ""))})
    return them


def _beside(decision: Decision) -> dict[str, Any]:
    """The mark of what is held back, and the person's own words, exactly."""
    held = decision.held
    beside: dict[str, Any] = {}
    if held.because:
        beside["rdfs:comment"] = CHALLENGED if held.because == "challenged" else HELD
    if held.statements:
        beside["dct:description"] = list(held.statements)
    return beside
