"""The formats a choice can be taken in: how each is called, what its file is, and how it is made. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.exports import dpv, fhir, fhir_trail, kantara
from survey.exports.controller import Controller
from survey.exports.decision import Decision
from survey.exports.fhir import Release
from survey.exports.fhir_trail import Looked


class Format(StrEnum):
    """As an address names it."""

    ISO = "iso-27560"
    KANTARA = "kantara"
    R5 = "fhir-r5"
    R4B = "fhir-r4b"


@dataclass(frozen=True)
class Form:
    """What people call a format, its media type and the end of its file's name."""

    name: str
    media: str
    end: str


FORMS: Mapping[Format, Form] = {
    Format.ISO: Form("ISO 27560", "application/ld+json", "jsonld"),
    Format.KANTARA: Form("Kantara", "application/json", "json"),
    Format.R5: Form("FHIR R5", "application/fhir+json", "json"),
    Format.R4B: Form("FHIR R4B", "application/fhir+json", "json"),
}


def made(
    form: Format, decisions: Sequence[Decision], controller: Controller, looks: Iterable[Looked], made_at: str
) -> dict[str, Any] | list[dict[str, Any]]:
    """Choices in one format; in FHIR with where each came from, and with the looks."""
    if form is Format.ISO:
        return dpv.record(decisions[0], controller) if len(decisions) == 1 else dpv.records(decisions, controller)
    if form is Format.KANTARA:
        receipts = [kantara.receipt(each, controller) for each in decisions]
        return receipts[0] if len(receipts) == 1 else receipts
    release = Release.R5 if form is Format.R5 else Release.R4B
    resources = [resource for each in decisions for resource in _with_its_trail(each, controller, release)]
    resources += [fhir_trail.audit_event(look, release) for look in looks]
    return fhir.bundle(resources, made_at)


def _with_its_trail(decision: Decision, controller: Controller, release: Release) -> list[dict[str, Any]]:
    trail = fhir_trail.provenance(decision.entry, decision.person, decision.sealed, decision.names, release)
    return [fhir.consent(decision, controller, release), trail]
