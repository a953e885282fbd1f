"""Whose a receipt is: one's own acts under one's own link; notes by others only where they can be read."""

import re

import pytest
from sqlalchemy import select
from staff import desk_of

from outcomes.goals.store import share_goal
from people import Cast
from survey.app import Sayso
from survey.ledger.models import Entry
from survey.people.role import Role
from survey.receipts import store
from survey.receipts.keeping import CHOSEN, Keeping
from tests.outcomes.goals.walking import GoalPhone
from tests.survey.receipts.holding import entry_at, fetched, holds
from tests.survey.records.conftest import Notes, Visitor

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WAYS = ("", "/alone", "/code.txt")


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def under_link(phone: GoalPhone, seq: int) -> set[int]:
    return {phone.client.get(f"/en/receipts/{phone.token}/{seq}{way}").status_code for way in WAYS}


def in_record(visitor: Visitor, seq: int) -> set[int]:
    return {visitor.get(visitor.at(seq, "receipt") + way).status_code for way in WAYS}


def newest(sayso: Sayso, kind: str) -> int:
    with sayso.house.database.reading() as session:
        return session.scalars(select(Entry.seq).where(Entry.kind == kind).order_by(Entry.seq.desc())).first()


@on_one_database
def test_their_own_acts_under_their_own_link(sayso: Sayso, phone: GoalPhone, cast: Cast) -> None:
    goal = phone.add("Stay to the end", "3")
    assert under_link(phone, goal) == {200}
    assert under_link(GoalPhone(sayso, cast.rosa), goal) == {404}
    assert under_link(GoalPhone(sayso, cast.jordan), goal) == {404}
    assert under_link(phone, 10**6) == {404}
    listed = re.findall(rf"/receipts/{phone.token}/(\d+)\"", phone.look(f"/en/receipts/{phone.token}").markup)
    assert [int(seq) for seq in listed] == [newest(sayso, "goal.rated"), goal]


def test_a_note_has_one_only_in_the_opened_record(sayso: Sayso, amina: Visitor, notes: Notes, phone: GoalPhone) -> None:
    assert under_link(phone, notes.groups) == {404}
    listed = phone.look(f"/en/receipts/{phone.token}").markup
    assert f"/{notes.groups}" not in listed
    card = amina.record()
    address = amina.at(notes.groups, "receipt")
    assert f'href="{address}"' in card
    assert in_record(amina, notes.groups) == {200}
    receipt = fetched(sayso, address)
    assert receipt.index == notes.groups
    assert holds(sayso, receipt)


@on_one_database
def test_every_card_of_the_record_has_its_receipt(sayso: Sayso, amina: Visitor, notes: Notes, cast: Cast) -> None:
    amina.challenge(notes.groups, words="I like small groups.")
    page = amina.record("?more=1")
    cards, linked = re.findall(r'<article[^>]* id="entry-(\d+)"', page), re.findall(r'/(\d+)/receipt"', page)
    assert cards == linked
    assert len(cards) > 3
    assert all(in_record(amina, int(seq)) == {200} for seq in cards)


@on_one_database
def test_a_closed_record_gives_none(amina: Visitor, notes: Notes) -> None:
    amina.post("/en/records/open/{key}/close")
    assert in_record(amina, notes.groups) == {410}


@on_one_database
def test_a_relative_gets_those_on_their_own_page_and_no_other(
    sayso: Sayso, amina: Visitor, rosa: Visitor, notes: Notes, phone: GoalPhone, cast: Cast
) -> None:
    goal = phone.add("Stay to the end")
    with sayso.house.database.writing() as session:
        share_goal(session, cast.amina, goal, True, now=sayso.house.clock(), rng=sayso.house.rng)
    phone.tap("count_me", "no")
    challenge = amina.challenge(notes.groups, words="Mum must not read this.")
    page = rosa.get(rosa.at("about", cast.amina)).text
    on_cards = {int(seq) for seq in re.findall(r'/(\d+)/receipt"', page)}
    assert {goal, notes.groups} <= on_cards
    assert all(in_record(rosa, seq) == {200} for seq in on_cards)
    with sayso.house.database.reading() as session:
        own = {leaf for leaf in session.scalars(select(Entry.seq)) if store.leaf_about(session, cast.rosa, leaf)}
        rest = set(session.scalars(select(Entry.seq))) - own - on_cards
    assert {challenge, newest(sayso, "statement.added"), newest(sayso, "consent.refused")} <= rest
    got = {seq: rosa.get(rosa.at(seq, "receipt", "code.txt")).status_code for seq in rest}
    assert got == dict.fromkeys(rest, 404)
    assert in_record(rosa, challenge) == {404}


@on_one_database
def test_what_a_relative_s_grant_ends_it_ends(rosa: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    from survey.people.models import RelationRow
    from survey.people.store import end_relation

    assert in_record(rosa, notes.groups) == {200}
    house = sayso.house
    with house.database.writing() as session:
        relation = session.scalars(select(RelationRow).where(RelationRow.from_id == cast.rosa)).one()
        end_relation(session, relation.seq, by=cast.sam, now=house.clock(), rng=house.rng)
    assert in_record(rosa, notes.groups) == {404}


@on_one_database
def test_how_she_keeps_them_is_told_to_her_and_to_nobody_else(
    sayso: Sayso, amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast
) -> None:
    house = sayso.house
    with house.database.writing() as session:
        store.choose(session, cast.amina, Keeping.TRUSTED, now=house.clock(), rng=house.rng)
    chosen, words = newest(sayso, CHOSEN), "You want to keep them with someone you trust."
    assert words in amina.record()
    assert entry_at(sayso, chosen).actor == cast.amina
    about = rosa.get(rosa.at("about", cast.amina)).text
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    desks = [sam.client.get(f"/desk/{part}/{cast.amina}").text for part in ("records", "people", "goals")]
    for page in (about, *desks):
        assert "Amina" in page
        assert "someone you trust" not in page
        assert "Codes to keep" not in page
        assert f"entry-{chosen}" not in page
    assert in_record(rosa, chosen) == {404}
