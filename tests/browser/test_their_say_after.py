"""After sending, with scripts off on a small phone: change an answer, see it over time, suggest, and delete it all."""

import pytest

from tests.browser.conftest import SMALL
from tests.browser.pages import Browse, follow
from tests.browser.test_the_loop_without_scripts import answer_every_page, heading


@pytest.fixture
def phone(site, browse: Browse):
    page = browse(viewport=SMALL, java_script_enabled=False)
    page.goto(site.links["young_person"])
    return page


def test_change_it_see_it_back_say_what_was_missing_and_delete_it(phone):
    follow(phone, "Start")
    answer_every_page(phone)
    assert "You can change them until" in phone.locator("main").inner_text()
    follow(phone, "Send my answers")
    follow(phone, "Change my answers")
    assert "What you sent stands till you send it again." in phone.locator("main").inner_text()
    follow(phone, "Send my answers")
    follow(phone, "See what you said over time")
    assert phone.locator("svg.so-fig").count() > 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    follow(phone, "Back")
    phone.fill("textarea[name=words]", "Ask what would make the room calm.")
    follow(phone, "Tell us")
    assert "We have not read it yet." in phone.locator("main").inner_text()
    follow(phone, "Back")
    follow(phone, "Delete my answers")
    follow(phone, "Delete them")
    assert heading(phone) == "You deleted your answers"
