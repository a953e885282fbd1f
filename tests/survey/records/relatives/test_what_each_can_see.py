"""A young person picks what each relative sees, on their own page; no page of the relative says that they did."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people.models import RelationRow
from survey.people.relations.store import grant, lift, restrict
from survey.people.relations.tie import Restriction, Stops
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GROUPS = "finds it hard to be in groups"


@pytest.fixture
def tie(sayso: Sayso, cast: Cast) -> int:
    with sayso.house.database.reading() as session:
        return session.scalars(select(RelationRow.seq).where(RelationRow.from_id == cast.rosa)).one()


def about(rosa: Visitor, cast: Cast):
    return rosa.get(rosa.at("about", cast.amina))


def pick(amina: Visitor, tie: int, *sees: str, act: str = "save"):
    return amina.client.post(amina.at("family", tie), data={"form_key": key_of(amina), "sees": list(sees), "act": act})


def key_of(visitor: Visitor) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', visitor.get(visitor.at("family")).text)[1]


def test_it_works(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast, tie: int) -> None:
    page = amina.get(amina.at("family")).text
    assert "What Rosa can see" in page
    assert re.findall(r'value="(\w+)" checked', page) == ["goals", "notes"]
    assert GROUPS in about(rosa, cast).text
    sent = pick(amina, tie, "goals")
    assert sent.status_code == 303
    assert "Saved. It is so from now on." in amina.get(sent.location).text
    assert GROUPS not in about(rosa, cast).text
    assert pick(amina, tie, "notes").status_code == 303
    assert GROUPS in about(rosa, cast).text


def test_nothing_at_all_is_one_tap(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast, tie: int) -> None:
    assert pick(amina, tie, "goals", "notes", act="nothing").status_code == 303
    assert about(rosa, cast).status_code == 404
    assert "What you can see about" not in rosa.record()


def test_she_reads_what_she_picked_and_the_relative_reads_nothing_of_it(
    amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast, tie: int, sayso: Sayso
) -> None:
    before = plain(rosa.record())
    pick(amina, tie, "notes")
    assert "You picked what Rosa can see." in amina.record()
    assert plain(rosa.record()) == before
    with sayso.house.database.reading() as session:
        for entry in entries_about(session, cast.rosa):
            assert "notes" not in str(entry.content.get("sees", "")), "not even with the relation itself"
    page = about(rosa, cast).text
    assert "picked" not in page
    assert "Nothing" not in page


def plain(page: str) -> str:
    return re.sub(r"1[A-Za-z0-9_-]{32}|[0-9a-f]{32}", "", page)


def test_what_is_not_on_offer_is_not_granted(amina: Visitor, rosa: Visitor, tie: int, cast: Cast, sayso: Sayso) -> None:
    assert pick(amina, tie, "looks", "challenges", "nonsense").status_code == 303
    assert about(rosa, cast).status_code == 404


def test_only_their_own_family(amina: Visitor, rosa: Visitor, visit, cast: Cast, tie: int) -> None:
    jordan = visit(cast.jordan).open("maple river seven")
    assert "No one in your family is here yet." in jordan.get(jordan.at("family")).text
    for other in (jordan, rosa):
        assert pick(other, tie, "notes").status_code == 404
    assert amina.client.post(amina.at("family", tie), data={"sees": "notes"}).status_code == 403


def test_under_an_order_there_is_nothing_to_pick_and_no_page_of_his_says_why(
    amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast, tie: int, sayso: Sayso
) -> None:
    house = sayso.house
    when = {"by": cast.sam, "now": house.clock(), "rng": house.rng}
    day = house.clock().date()
    order = Restriction(frozenset({Stops.HOME}), day, day, day + timedelta(days=9), "Seen at the family court.")
    before = about(rosa, cast)
    with house.database.writing() as session:
        ordered = restrict(session, tie, order, **when)
    stranger = rosa.get(rosa.at("about", cast.jordan))
    shut = about(rosa, cast)
    assert (before.status_code, shut.status_code) == (200, 404)
    same = [re.sub(r'href="[^"]*"', "", plain(each.text)) for each in (shut, stranger)]
    assert same[0] == same[1], "the same page as for someone who never was family"
    for path in (
        rosa.at(),
        f"/en/consent/{rosa.token}",
        f"/en/exports/open/{rosa.key}",
        f"/en/records/home/{rosa.key}",
    ):
        page = rosa.get(path).text
        assert "court" not in page
        assert "What you can see about" not in page
    page = amina.get(amina.at("family")).text
    assert "Nothing. A court said so." in page
    assert " checked" not in page
    assert "What they may not do" in amina.record()
    assert "Know where you live" in amina.record()
    with house.database.writing() as session:
        lift(session, ordered, "The court ended it, seen by me.", **when)
    assert about(rosa, cast).status_code == 200


def test_no_answer_of_ours_is_kept_by_a_browser(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast) -> None:
    for answer in (about(rosa, cast), rosa.get(rosa.at()), amina.get(amina.at("family"))):
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_worker_who_writes_it_down_is_named(amina: Visitor, cast: Cast, tie: int, sayso: Sayso) -> None:
    house = sayso.house
    with house.database.writing() as session:
        grant(session, tie, ["answers"], by=cast.sam, now=house.clock(), rng=house.rng)
    assert "Sam Okafor wrote down what Rosa can see." in amina.record()
