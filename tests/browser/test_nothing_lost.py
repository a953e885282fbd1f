"""The signal goes at any page: Back, reload, a closed tab, a phone that dies. What was shown as kept is there, once."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM, PHONE
from tests.browser.sitting_at_home import ALL, ANSWERS, Home, Phone, context, home, phone, typed

__all__ = ["context", "home", "phone"]

ON_PHONE, SAVED, BACK = "kept on this phone", "We have what you have said so far", "We have all of it now"


def cut(home: Home, context: Any, how: str) -> Callable[[], None]:
    """Take the signal, or the server, away; gives how to bring it back."""
    if how == "offline":
        context.set_offline(True)
        return lambda: context.set_offline(False)
    home.stop()
    return home.start


def arrives(phone: Phone) -> None:
    """Everything reaches the server, each page once, and nothing waits on the phone."""
    phone.until("saysoOutbox.all().then(all => !all.length)")
    assert phone.home.saved(phone.token) == ALL


# At the first page nothing was sent, so there is no page of ours on the phone to come back to: no way to try.
JOURNEYS = [("offline", "", 1), *(("offline", way, at) for way in ("back", "reload", "reopen") for at in (2, 3))]
JOURNEYS += [("stopped", "", 1), ("stopped", "back", 2), ("stopped", "reopen", 3)]


@pytest.mark.parametrize(("how", "way", "at"), JOURNEYS)
def test_signal_goes_at_a_page(home, context, phone, how, way, at):
    phone.opens("resume")
    for page in range(1, at):
        phone.says(page)
        phone.next()
        phone.is_at(page + 1)
    if at > 1:
        phone.sees(SAVED)
        phone.has_pages()
    phone.says(at)
    mend = cut(home, context, how)
    if at == 1:  # nothing was sent yet, so nothing of ours is on this phone but what they say
        waits_on_the_first_page(phone, mend)
    else:
        goes_on_without(phone, at, way)
        mend()
    phone.opens("check")
    arrives(phone)
    for page in ANSWERS:
        phone.opens(page)
        assert phone.filled() == typed(page)


def waits_on_the_first_page(phone: Phone, mend: Callable[[], None]) -> None:
    phone.next()
    phone.sees(ON_PHONE)
    mend()
    phone.opens(1)
    phone.until("saysoOutbox.all().then(all => !all.length)")
    assert phone.filled() == typed(1)
    for page in (2, 3):
        phone.opens(page)
        phone.says(page)
        phone.next()
        phone.page.wait_for_function(f"page => !location.pathname.endsWith('/' + {page})", arg=page)


def goes_on_without(phone: Phone, at: int, way: str) -> None:
    """Each page from here on: Next, then this way, and what was said is there."""
    for page in range(at, 4):
        if page > at:
            phone.says(page)
        phone.next()
        phone.is_at(page + 1 if page < 3 else "check")
        phone.sees(ON_PHONE)
        if way == "back":
            phone.back()
            phone.is_at(page)
        else:
            getattr(phone, way)()
            phone.opens(page)
        phone.page.wait_for_function(f"name => ({FILLED})(name)", arg=next(iter(ANSWERS[page])))
        assert phone.filled() == typed(page)
        phone.sees(ON_PHONE)
        phone.opens(page + 1 if page < 3 else "check")
    phone.opens(1)
    phone.sees("You see it when there is signal.")


FILLED = "name => document.querySelector(`main [name=${name}]:checked, main textarea[name=${name}]`)?.value"


def test_half_said_is_there_after_reload_a_closed_tab_and_another_app(home, context, phone):
    phone.opens("resume")
    phone.says(1)
    phone.reload()
    assert phone.filled() == typed(1)
    phone.sees("Tap Next to save it.")
    phone.next()
    phone.is_at(2)
    phone.says(2)
    phone.page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', {value: true}); "
        "document.dispatchEvent(new Event('visibilitychange')) }"
    )
    phone.reopen()
    assert phone.filled() == typed(2)
    assert home.saved(phone.token) == {1: ALL[1]}
    other = Phone(home, context, home.begin())
    other.opens("resume")
    assert other.filled() == {}, "another link on the same phone shows nothing of it"
    assert "kept" not in other.page.locator("[data-so-line]").inner_text()


HOLD = """step => {
  const box = step === "fetch" ? window : saysoOutbox, goes = box[step]
  box[step] = async (...given) => {
    box[step] = goes
    await new Promise(ok => { window.letGo = ok })
    return goes.apply(box, given)
  }
}"""


def test_a_tap_while_a_page_still_settles_waits_for_its_turn(home, phone):
    phone.opens("resume")
    phone.says(1)
    phone.page.evaluate(HOLD, "of")  # the next page is there, and what this phone has of it is still looked up
    phone.next()
    phone.is_at(2)
    phone.until("window.letGo")
    phone.says(2)
    phone.next()
    phone.page.evaluate("letGo()")
    phone.is_at(3)
    assert home.saved(phone.token) == {page: ALL[page] for page in (1, 2)}


COUNT = """() => {
  const live = saysoOutbox.live
  window.sent = 0
  saysoOutbox.live = item => { window.sent += 1; return live(item) }
}"""


CALM = "!document.querySelector('main').hasAttribute('aria-busy')"


def test_a_tap_on_a_page_that_goes_meanwhile_is_nothing(home, phone):
    phone.opens("resume")
    phone.says(1)
    phone.next()
    phone.is_at(2)
    phone.has_pages()
    phone.says(2)
    phone.until(CALM)
    phone.page.evaluate(COUNT)
    phone.page.evaluate(HOLD, "fetch")  # the page before is on its way
    phone.page.evaluate("history.back()")
    phone.until("window.letGo")
    phone.next()
    phone.page.evaluate("letGo()")
    phone.until(CALM)
    assert phone.filled() == typed(1)
    assert phone.page.evaluate("sent") == 0
    assert home.saved(phone.token) == {1: ALL[1]}


def test_the_phone_dies_and_starts_again(home, chromium, tmp_path):
    token = home.begin()
    options = {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"], "viewport": PHONE}
    start = chromium.browser_type.launch_persistent_context
    phone = Phone(home, start(tmp_path, **options), token)
    phone.opens("resume")
    phone.says(1)
    phone.next()
    phone.is_at(2)
    phone.has_pages()
    home.stop()
    phone.says(2)
    phone.next()
    phone.sees(ON_PHONE)
    phone.is_at(3)
    phone.says(3)
    phone.until("saysoOutbox.of(3).then(held => held.typed)")
    kill(tmp_path)
    again = Phone(home, start(tmp_path, **options), token)
    again.opens(2)
    assert again.filled() == typed(2)
    again.opens(3)
    assert again.filled() == typed(3)
    home.start()
    again.next()
    again.is_at("check")
    arrives(again)
    again.context.close()


def kill(profile: Path) -> None:
    """SIGKILL to the browser of this profile, as when the battery is pulled; and wait until it is gone."""
    mark = f"--user-data-dir={profile}".encode()
    for _ in range(100):
        found = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal() and _runs(each, mark)]
        if not found:
            break
        for process in found:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.05)
    for lock in profile.glob("Singleton*"):
        lock.unlink(missing_ok=True)


def _runs(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
