"""The page is painted and its big script is not there yet, or never comes: forms go plainly, nothing typed is lost."""

from typing import Any

from tests.browser.sitting_at_home import ALL, ANSWERS, Home, Phone, context, home, phone
from tests.browser.test_what_stays_on_a_phone import NOTHING

__all__ = ["context", "home", "phone"]

SCRIPT = "**/static/build/questions.*.js"


class Held:
    """The script is asked for, and comes when it is let go."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.waiting = phone, list[Any]()
        phone.context.route(SCRIPT, lambda route: self.waiting.append(route))

    def let_go(self) -> None:
        self.phone.until("document.scripts.length > 1")  # it was asked for
        for route in self.waiting:
            route.continue_()
        self.phone.context.unroute(SCRIPT)


def test_the_script_is_asked_for_after_the_paint(phone: Phone) -> None:
    phone.opens(1)
    paint, script = phone.page.evaluate(
        """[performance.getEntriesByName('first-contentful-paint')[0].startTime,
            performance.getEntriesByType('resource').find(each => /questions/.test(each.name)).startTime]"""
    )
    assert paint < script


def test_it_never_comes_and_every_answer_does(home: Home, phone: Phone) -> None:
    phone.context.route(SCRIPT, lambda route: route.abort())
    phone.page.goto(home.address(phone.token, "resume"))
    for page in ANSWERS:
        phone.says(page)
        phone.next()
        phone.is_at(page + 1 if page < 3 else "check")
    assert home.saved(phone.token) == ALL


def test_what_is_said_before_it_comes_wins_over_what_was_half_said(phone: Phone) -> None:
    phone.opens("resume")
    phone.says(1)
    phone.until("saysoOutbox.of(1).then(held => held.typed)")
    held = Held(phone)
    phone.page.goto(phone.home.address(phone.token, 1))
    assert phone.filled() == {}
    phone.page.locator("input[name=walks][value='3']").check(force=True)
    held.let_go()
    phone.is_ready()
    assert phone.filled() == {"walks": "3"}
    phone.until("saysoOutbox.of(1).then(held => held.typed.fields[0][1] === '3')")
    phone.reload()
    assert phone.filled() == {"walks": "3"}


def test_a_phone_is_not_called_clear_before_it_is(phone: Phone) -> None:
    phone.opens("resume")
    phone.says(1)
    phone.until("saysoOutbox.of(1).then(held => held.typed)")
    held = Held(phone)
    phone.page.goto(phone.home.address(phone.token, "clear"))
    phone.page.get_by_role("button", name="Clear this phone").click()
    held.let_go()
    phone.page.wait_for_url("**/en/cleared")
    assert phone.left() == NOTHING
