"""Leave now: three lone presses of Shift, or a tap. The page is blank at once and Back shows nothing of ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import copy_sqlite

from survey.settings import Settings
from tests.browser.conftest import PATIENCE, PHONE, served

ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.fixture(scope="module")
def home(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty house: the pages that anyone finds are enough."""
    path = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("leaving") / "house.db")
    with served(Settings(mode="test", secret_key="s" * 32, database_url=f"sqlite:///{path}")) as settings:
        yield settings.base_url


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A window that meets a made-up weather page instead of the real one, and to which no script file of ours comes."""
    window = chromium.new_context(viewport=PHONE, locale="en-GB")
    window.route("**/static/build/**", lambda route: route.abort())
    weather = {"content_type": "text/html", "body": "<title>Weather</title><p>Rain"}
    window.route(ELSEWHERE, lambda route: route.fulfill(**weather))
    page = window.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    window.close()


def shift(page: Any, times: int = 1) -> None:
    for _each in range(times):
        page.keyboard.press("Shift")


# What is seen of a page of ours when its body begins.
AT_ITS_BODY = """if (location.hostname === '127.0.0.1') new MutationObserver((_all, watch) => {
  if (!document.body) return
  watch.disconnect()
  looks(getComputedStyle(document.documentElement).display)
}).observe(document, {childList: true, subtree: true})"""


def test_three_presses_leave_and_back_shows_nothing(page: Any, home: str) -> None:
    here = home + "/en/code"
    page.goto(here)
    page.get_by_role("link", name="Get help").click()
    page.wait_for_url("**/help")
    shift(page, 2)
    assert "once more" in page.get_by_role("status").inner_text()
    shift(page)
    page.wait_for_url(ELSEWHERE)
    shown: list[str] = []
    looks: list[str] = []
    page.on("framenavigated", lambda frame: shown.append(frame.url))
    page.expose_function("looks", lambda look: looks.append(look))
    page.add_init_script(AT_ITS_BODY)
    page.go_back()  # to the page before the one that was left: it leaves again
    page.wait_for_url(ELSEWHERE)
    page.wait_for_function("document.body.innerText === 'Rain'")
    assert shown[-1] == ELSEWHERE
    assert looks == ["none"]  # nothing of it was drawn, not for a blink
    page.goto(here)  # whoever opens their link anew is here again
    assert page.get_by_role("heading", level=1).is_visible()
    page.reload()  # and stays
    assert page.get_by_role("heading", level=1).is_visible()


def test_typing_never_leaves(page: Any, home: str) -> None:
    page.goto(home + "/en/code")
    page.get_by_role("textbox").first.focus()
    for letter in "ABCDEF":
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")
    for other in ("Alt", "Control"):  # another keyboard layout
        for _each in range(3):
            page.keyboard.press(f"{other}+Shift")
    shift(page, 2)
    page.keyboard.press("a")  # a letter in between: the count begins anew
    shift(page, 2)
    assert page.url.endswith("/en/code")
    assert page.get_by_role("textbox").first.input_value() == "ABCDEFa"
