"""A commissioner crawls a published release; people leave and come; every byte stays, and nobody is in it."""

from datetime import date

import pytest
from staff import Desk, desk_of

from outcomes.impact.access.agreement import Audience, Terms
from outcomes.impact.access.store import agree
from survey.consent import store as consent
from survey.people.person import Kind
from survey.people.role import Role
from survey.people.store import add_person
from tests.outcomes.impact.published import publish

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGES = ("", "/measures", "/groups", "/places", "/over-time", "/missing", "/given", "/readings", "/audit", "/print")


@pytest.fixture
def commissioner(sayso, cast) -> Desk:
    return desk_of(sayso, cast.carys, Role.COMMISSIONER)


def let_her_read(house) -> None:
    terms = Terms(Audience.ROLE, "commissioner", date(2026, 1, 1), date(2030, 1, 1), "To plan.", "The director")
    with house.database.writing() as session:
        agree(session, terms, by=None, now=house.clock(), rng=house.rng)


def test_a_crawl_is_the_same_to_the_byte_after_one_left_and_two_came(house, cast, commissioner):
    number = publish(house)
    assert commissioner.get(f"/desk/impact/{number}").status_code == 404  # nobody agreed that she may
    let_her_read(house)
    addresses = ["/desk/impact/", *(f"/desk/impact/{number}{page}" for page in PAGES)]
    crawled = {address: commissioner.get(address) for address in addresses}
    assert {answer.status_code for answer in crawled.values()} == {200}
    _one_leaves_and_two_come(house, cast.amina)
    for address, before in crawled.items():
        after = commissioner.get(address)
        assert after.data == before.data, address
        assert "ETag" not in after.headers
        assert after.headers["Cache-Control"] == "no-store"
        assert cast.amina not in after.text


def _one_leaves_and_two_come(house, who: str) -> None:
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        for choice in ("given", "withdrawn"):
            consent.decide(session, who, "count_me", choice, **at)
        for name in ("New", "Newer"):
            add_person(session, kind=Kind.YOUNG_PERSON, name=name, organisation_id="harbour", by=None, **at)


def test_there_is_nothing_to_read_yet(house, cast, commissioner):
    assert "There is no release yet" in commissioner.get("/desk/impact/").text
    for page in ("1", "1/print", "99999999999999999999"):
        assert commissioner.get(f"/desk/impact/{page}").status_code == 404
