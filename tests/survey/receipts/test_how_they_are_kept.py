"""Where someone wants their receipts: four equal buttons, theirs alone, changed by one tap, remade from the entries."""

import re

import pytest
from sqlalchemy import select

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Recorded
from survey.ledger.models import Entry
from survey.ledger.store import entries_about, rebuild
from survey.receipts import models, store, views
from survey.receipts.keeping import CHOSEN, Keeping
from tests.survey.consent.walking import Page, Phone

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> Phone:
    return Phone(sayso, cast.amina)


def pick(phone: Phone, keeping: str) -> Page:
    address = f"/en/receipts/{phone.token}"
    sent = {"form_key": phone.look(address).field("form_key"), "keeping": keeping}
    answer = Page(phone.client.post(address, data=sent))
    return phone.look(answer.full) if answer.status == 303 else answer


def chosen(sayso: Sayso, person: str) -> list[Recorded]:
    with sayso.house.database.reading() as session:
        return entries_about(session, person, [CHOSEN])


@on_one_database
def test_it_works(sayso: Sayso, cast: Cast, phone: Phone) -> None:
    before = phone.look(f"/en/receipts/{phone.token}")
    assert "Your choice now:" not in before.says
    page = pick(phone, "paper")
    assert "Your choice now: On paper" in page.says
    assert "you see its code, and the page to print" in page.says
    (entry,) = chosen(sayso, cast.amina)
    assert (entry.actor, entry.content, entry.subject) == (cast.amina, {"keeping": "paper"}, cast.amina)


@on_one_database
def test_the_four_buttons_are_equal(phone: Phone) -> None:
    for keeping in ("", "none"):
        page = pick(phone, keeping) if keeping else phone.look(f"/en/receipts/{phone.token}")
        buttons = re.findall(r'<button class="([^"]+)" name="keeping" value="(\w+)">', page.markup)
        assert [value for _look, value in buttons] == [each.value for each in Keeping]
        assert {look for look, _value in buttons} == {"govuk-button govuk-button--secondary"}


@on_one_database
def test_a_second_tap_records_nothing_and_another_choice_does(sayso: Sayso, cast: Cast, phone: Phone) -> None:
    for keeping in ("paper", "paper", "none", "paper"):
        pick(phone, keeping)
    assert [entry.content["keeping"] for entry in chosen(sayso, cast.amina)] == ["paper", "none", "paper"]


@on_one_database
def test_what_is_no_choice_is_said_and_changes_nothing(sayso: Sayso, cast: Cast, phone: Phone) -> None:
    for wrong in ("", "cloud", "x" * 5000):
        page = pick(phone, wrong)
        assert page.status == 422
        assert "Pick one of the four." in page.says
    assert chosen(sayso, cast.amina) == []
    assert phone.client.post(f"/en/receipts/{phone.token}", data={"keeping": "paper"}).status_code == 403


def test_it_follows_from_the_entries_alone(sayso: Sayso, cast: Cast, phone: Phone) -> None:
    pick(phone, "paper")
    pick(phone, "trusted")
    pick(Phone(sayso, cast.rosa), "none")
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
        assert store.keeping_of(session, cast.amina) is Keeping.TRUSTED
        assert store.keeping_of(session, cast.rosa) is Keeping.NONE


def test_a_choice_that_is_erased_is_forgotten_and_a_later_one_stands(sayso: Sayso, cast: Cast, phone: Phone) -> None:
    """Called when it happens and when it is played again: the same either way."""
    pick(phone, "paper")
    pick(phone, "trusted")
    later, first = chosen(sayso, cast.amina)
    with sayso.house.database.writing() as session:
        models._forget(session, first)
        assert store.keeping_of(session, cast.amina) is Keeping.TRUSTED
        models._forget(session, later)
        assert store.keeping_of(session, cast.amina) is None


@on_one_database
def test_many_receipts_come_a_screenful_at_a_time(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "FIRST", 2)
    for choice in ("yes", "no", "yes"):
        phone.tap("count_me", choice)
    page = phone.look(f"/en/receipts/{phone.token}")
    assert len(re.findall("<dd>", page.markup)) == 2
    assert len(re.findall("<dd>", phone.follow("See 1 more, from before").markup)) == 3


@on_one_database
def test_nothing_else_is_recorded_by_looking(sayso: Sayso, phone: Phone) -> None:
    """A young person's own looks and receipt checks are visible to nobody: no entry is made of them."""
    phone.tap("count_me", "no")
    with sayso.house.database.reading() as session:
        before = session.scalars(select(Entry.seq)).all()
    phone.look(f"/en/receipts/{phone.token}")
    for way in ("", "/alone", "/code.txt"):
        assert phone.look(f"/en/receipts/{phone.token}/{before[-1]}{way}").status == 200
    with sayso.house.database.reading() as session:
        assert session.scalars(select(Entry.seq)).all() == before
