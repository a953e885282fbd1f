"""Choosing, one card at a time, from a link, with no account and no script."""

import re

import pytest

from people import Cast
from survey.app import Sayso
from survey.consent import store
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.ledger.store import entries_about
from survey.ledger.verifying.store import verify
from survey.people import store as people
from survey.people.relation import Relation
from tests.survey.consent.walking import Page, Phone


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> Phone:
    return Phone(sayso, cast.amina)


def test_it_works(phone: Phone) -> None:
    page = phone.open("take_part")
    assert "Can we ask you some questions?" in page.says
    assert "Choice 1 of 6" in page.says
    answered = [phone.tap(purpose.value, "yes") for purpose in Purpose]
    assert [each.location.rpartition("/")[2] for each in answered[:-1]] == [p.value for p in Purpose][1:]
    assert "/responses/" in answered[-1].location
    assert set(phone.states().values()) == {State.GIVEN}


def test_three_equal_buttons_and_nothing_chosen_before(phone: Phone) -> None:
    for purpose in Purpose:
        markup = phone.open(purpose.value).markup
        buttons = re.findall(r'<button class="([^"]+)" name="choice" value="(\w+)">([^<]+)</button>', markup)
        assert [(value, words) for _, value, words in buttons] == [
            ("yes", "Yes"),
            ("no", "No"),
            ("later", "Not sure yet"),
        ]
        assert len({looks for looks, _, _ in buttons}) == 1
        assert not re.search(r"<[^>]*\b(checked|selected|autofocus)\b[^>]*>", markup.partition("<main")[2])


def test_each_card_says_why_who_how_long_and_what_no_means(phone: Phone) -> None:
    for purpose in Purpose:
        says = phone.open(purpose.value).says
        assert re.search(r"Why .+Who sees it .+How long .+If you say No .+", says)


def test_the_law_is_told_and_is_never_a_choice(phone: Phone) -> None:
    for purpose in Purpose:
        page = phone.open(purpose.value)
        assert "The law that lets us" in page.says
        assert "UK GDPR Article 6(1)" in page.says
        assert set(re.findall(r'<(?:button|input|select)[^>]*\bname="(\w+)"', page.markup)) == {
            "form_key",
            "notice",
            "choice",
        }


def test_the_worker_is_named_from_who_works_with_them(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    assert "Can Sam Okafor see your answers?" in phone.open("worker_sees").says
    assert "Can Priya Nair see your answers?" in Phone(sayso, cast.jordan).open("worker_sees").says


def test_no_to_taking_part_ends_kindly_and_asks_nothing_more(phone: Phone) -> None:
    answered = phone.tap("take_part", "no")
    end = phone.look(answered.location)
    assert "That’s fine" in end.says
    assert "You get the same help." in end.says
    assert "Can we" not in end.says
    assert phone.states() == {Purpose.TAKE_PART: State.REFUSED}


def test_not_sure_yet_ends_as_kindly(phone: Phone) -> None:
    end = phone.look(phone.tap("take_part", "later").location)
    assert "Take your time" in end.says
    assert phone.states() == {Purpose.TAKE_PART: State.DEFERRED}


def test_a_no_to_another_card_gets_the_same_next_page_as_a_yes(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    other = Phone(sayso, cast.jordan)
    for each in (phone, other):
        each.tap("take_part", "yes")
    for purpose, choice in zip(list(Purpose)[1:], ("no", "later", "no", "no", "later"), strict=True):
        yes, no = phone.tap(purpose.value, "yes"), other.tap(purpose.value, choice)
        assert yes.location.replace(phone.token, "") == no.location.replace(other.token, "")


def test_someone_with_no_worker_is_not_asked_about_one(sayso: Sayso, cast: Cast) -> None:
    rosa = Phone(sayso, cast.rosa)
    assert "Choice 1 of 5" in rosa.open("take_part").says
    rosa.tap("take_part", "yes")
    assert rosa.tap("link_answers", "yes").location.endswith("/count_me")
    assert rosa.open("worker_sees").status == 404


def test_the_entry_holds_exactly_what_was_shown(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    page = phone.open("count_me")
    phone.tap("count_me", "yes")
    with sayso.house.database.reading() as session:
        (entry,) = entries_about(session, cast.amina, store.KINDS)
        assert verify(session).holds
    notice = entry.content["notice"]
    for line in notice["text"].split("\n"):
        for part in line.split(": ", 1):
            assert part in page.says
    assert notice["sha256"] == page.field("notice")
    assert (notice["version"], notice["language"], notice["medium"]) == (1, "en", "screen")
    assert notice["id"] in page.says
    assert entry.segments[0].claim.value == "their_words"
    assert entry.actor == cast.amina


def test_a_second_tap_records_nothing(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    page = phone.open("count_me")
    sent = {"form_key": page.field("form_key"), "notice": page.field("notice"), "choice": "no"}
    address = f"/en/consent/{phone.token}/count_me"
    answers = [Page(phone.client.post(address, data=sent)) for _ in range(2)]
    assert [each.status for each in answers] == [303, 303]
    with sayso.house.database.reading() as session:
        assert len(entries_about(session, cast.amina, store.KINDS)) == 1


def test_another_tab_that_said_yes_first_is_not_overruled_unread(phone: Phone) -> None:
    """The stale tab asked; the Yes turned the card over: what stops and what cannot be undone must be read first."""
    stale = phone.open("count_me").field("notice")
    phone.tap("count_me", "yes")
    answered = phone.tap("count_me", "no", notice=stale)
    assert answered.status == 409
    assert "Read it again, then pick." in answered.says
    assert phone.states()[Purpose.COUNT_ME] is State.GIVEN


def test_a_yes_to_one_worker_is_not_a_yes_to_the_next(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    phone.tap("take_part", "yes")
    phone.tap("worker_sees", "yes")
    house = sayso.house
    with house.database.writing() as session:
        people.relate(session, Relation.WORKS_WITH, cast.priya, cast.amina, by=None, now=house.clock(), rng=house.rng)
        assert store.answers_open_to(session, cast.amina, cast.sam)
        assert not store.answers_open_to(session, cast.amina, cast.priya)
        store.decide(session, cast.amina, "link_answers", "given", now=house.clock(), rng=house.rng)
        assert store.next_card(session, cast.amina, house.clock()) is Purpose.WORKER_SEES
    assert "Can Sam Okafor and Priya Nair see your answers?" in phone.open("worker_sees").says
    phone.tap("worker_sees", "yes")
    with house.database.reading() as session:
        assert store.answers_open_to(session, cast.amina, cast.priya)
