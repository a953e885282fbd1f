"""Choices as other services get them, from a real record: read by a FHIR library, proven by the log's own receipt."""

import json
from base64 import b64decode

import pytest

from survey.consent.store import decide
from survey.exports.fhir import Release
from survey.ledger import receipt
from survey.ledger.store import record
from survey.people.looks.look import Onlooker, Seen
from survey.people.looks.store import looks_of, parts_about
from tests.survey.exports.test_in_three_formats import parses

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def chosen(sayso, cast):
    """Amina's Yes and her No, by place; and a look at her by Sam."""
    when = {"now": sayso.house.clock(), "rng": sayso.house.rng}
    with sayso.house.database.writing() as session:
        places = {word: decide(session, cast.amina, *step, **when).seq for word, step in CHOICES.items()}
        seen = Seen(cast.amina, "goals", "To get ready.", parts_about(session, cast.amina, places.values()))
        (look,) = looks_of(session, Onlooker(cast.sam), [seen], now=when["now"], hours=sayso.house.settings.hours)
        record(session, look, **when)
    return places


CHOICES = {"yes": ("take_part", "given"), "no": ("count_me", "refused")}


def resources(bundle, kind):
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def test_all_of_them_with_where_they_came_from_and_who_looked(sayso, chosen, amina):
    bundle = json.loads(amina.get("/en/exports/open/{key}/choices/fhir-r5.json").text)
    parses(bundle, Release.R5)
    said = {each["provision"][0]["purpose"][0]["code"]: each for each in resources(bundle, "Consent")}
    assert [said[each].get("decision") for each in ("take_part", "count_me")] == ["permit", "deny"]
    assert {each["status"] for each in said.values()} == {"active"}
    for each in resources(bundle, "Provenance"):
        held = receipt.from_bytes(b64decode(each["signature"][0]["data"]))
        assert held.is_by(sayso.house.signer.key)
        assert held.index in chosen.values()
    (look,) = resources(bundle, "AuditEvent")
    assert look["agent"][0]["who"]["display"] == "Sam Okafor"
    assert look["authorization"] == [{"text": "To get ready."}]
    seen = [each["what"]["display"] for each in look["entity"][1:]]
    assert seen == [f"{sayso.house.signer.key.name} {seq}" for seq in sorted(chosen.values())]


def test_one_of_them_in_each_format(sayso, chosen, amina):
    got = {
        kind: json.loads(amina.get(f"/en/exports/open/{{key}}/choices/{chosen['no']}/{kind}.json").text)
        for kind in ("iso-27560", "kantara", "fhir-r4b")
    }
    parses(got["fhir-r4b"], Release.R4B)
    assert resources(got["fhir-r4b"], "Consent")[0]["status"] == "rejected"
    assert got["iso-27560"]["dpv:hasConsentStatus"]["@type"][0] == "dpv:ConsentRefused"
    assert got["kantara"]["services"][0]["purposes"][0]["consentType"] == "NOT GIVEN (refused)"
    assert got["iso-27560"]["dpv:hasEntity"][0]["dpv:hasName"] == "Harbour Youth Project"
    page = amina.record("?show=choices")
    assert receipt.read_code(got["kantara"]["consentReceiptID"])  # what their paper says
    assert "Can we add your answers" in page


def test_what_is_no_choice_of_theirs_is_not_there(chosen, cast, amina, rosa):
    for address in ("fhir-r5.json", f"{chosen['yes']}/fhir-r5.json"):
        assert rosa.get(f"/en/exports/open/{{key}}/choices/{address}").status_code == 404
    for address in ("pdf.json", f"{chosen['yes']}/pdf.json", "0/kantara.json"):
        assert amina.get(f"/en/exports/open/{{key}}/choices/{address}").status_code == 404
