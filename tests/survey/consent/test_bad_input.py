"""What no honest page sends: a plain page with the right status, nothing leaked, nothing lost."""

import pytest

from people import Cast
from survey.app import Sayso
from tests.conftest import Clock
from tests.survey.consent.walking import Page, Phone


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> Phone:
    return Phone(sayso, cast.amina)


def test_an_answer_that_is_no_button(phone: Phone) -> None:
    for choice in ("", "maybe", "YES", "yes\x00", "😀", "x" * 20_000, "\u202eyes"):
        answered = phone.tap("count_me", choice)
        assert answered.status == 422, choice
        assert "Pick Yes, No or Not sure yet." in answered.says
        assert "Can we add your answers" in answered.says
    assert phone.states() == {}


def test_a_purpose_that_does_not_exist(phone: Phone) -> None:
    for purpose in ("nothing", "take_part ", "TAKE_PART", "%00", "..", "😀"):
        page = phone.open(purpose)
        assert page.status == 404, purpose
        assert "Amina" not in page.markup


def test_a_form_made_for_another_link(phone: Phone, sayso: Sayso, cast: Cast) -> None:
    theirs = Phone(sayso, cast.jordan).open("count_me").field("form_key")
    assert phone.tap("count_me", "yes", form_key=theirs).status == 403
    assert phone.tap("count_me", "yes", form_key="").status == 403
    assert phone.states() == {}


def test_a_form_from_another_site(phone: Phone) -> None:
    page = phone.open("count_me")
    sent = {"form_key": page.field("form_key"), "notice": page.field("notice"), "choice": "yes"}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = phone.client.post(f"/en/consent/{phone.token}/count_me", data=sent, headers=headers)
        assert answer.status_code == 403
    assert phone.states() == {}


def test_a_link_that_has_run_out_or_was_never_made(phone: Phone, clock: Clock) -> None:
    never = Page(phone.client.get("/en/consent/1" + "a" * 32 + "/take_part"))
    assert never.status == 410
    clock.move(days=31)
    for address in ("", "/take_part", "/ended"):
        page = phone.look(f"/en/consent/{phone.token}{address}")
        assert page.status == 410
        assert "Amina" not in page.markup
    sent = {"choice": "yes", "form_key": "x", "notice": "x"}
    assert phone.client.post(f"/en/consent/{phone.token}/take_part", data=sent).status_code == 410


def test_the_words_of_another_card_are_not_what_was_answered(phone: Phone) -> None:
    other = phone.open("research").field("notice")
    assert phone.tap("count_me", "yes", notice=other).status == 409
    assert phone.states() == {}
