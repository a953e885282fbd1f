"""Every page of both sides, as someone with the demonstration's links would come to it: name, and how to get there."""

from typing import Any

SECOND_THING = "maple river seven"


def follow(page: Any, words: str) -> None:
    """Tap the first link or button in the page that says this."""
    page.locator("main a, main button, nav a, footer a").filter(has_text=words).first.click()
    page.wait_for_load_state()


def open_record(page: Any, link: str) -> None:
    """Through the door, with the words that were chosen."""
    page.goto(link)
    follow(page, "Your record")
    page.fill("input[name=second_thing]", SECOND_THING)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
