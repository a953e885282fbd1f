"""Walking through every page with a browser: which links lead on, and what is wrong with how a page is drawn."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.browser.conftest import WIDE
from tests.browser.eyes import TOO_WIDE, eyes_for

SECOND_THING = "maple river seven"
A_NAME = (
    ("/1[A-Za-z0-9_-]{32}", "/LINK"),
    ("/[0-9a-f]{32}", "/PERSON"),
    (r"/\d+", "/N"),
    (r"(/figure/\w+)/.+", r"\1/SCALE"),  # a table for each scale, all alike
)


def follow(page: Any, words: str) -> None:
    """Tap the first link or button of the page that says this, and nothing but this if there is one."""
    able = page.locator("main a, main button, footer a, header nav a")
    exactly = able.filter(has_text=re.compile(f"^\\s*{re.escape(words)}\\s*$"))
    (exactly if exactly.count() else able.filter(has_text=words)).first.click()
    page.wait_for_load_state()


def open_record(page: Any, link: str) -> None:
    """Through the door, with the words that were chosen."""
    page.goto(link)
    follow(page, "Your record")
    page.fill("input[name=second_thing]", SECOND_THING)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    follow(page, "Read")


def tab_to(page: Any, words: str) -> None:
    """Press Tab until the thing that says this has the focus, and see that the focus shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const el = document.activeElement, style = getComputedStyle(el);"
            " return [el.textContent.trim() || (el.labels && el.labels[0] ? el.labels[0].textContent.trim() : ''),"
            " style.outlineStyle !== 'none' || style.boxShadow !== 'none'"
            " || (el.labels && el.labels[0] && getComputedStyle(el.labels[0]).outlineStyle !== 'none')"
            " || (el.labels && el.labels[0] && getComputedStyle(el.labels[0]).boxShadow !== 'none')] }"
        )
        if words in here[0]:
            assert here[1], f"Nobody can see that “{words}” has the focus."
            return
    raise AssertionError(f"The keyboard does not get to “{words}”.")


def kind_of(url: str) -> str:
    """The page's address without whose it is: one look at each kind of page is enough."""
    path = urlsplit(url).path
    for pattern, name in A_NAME:
        path = re.sub(pattern, name, path)
    return path


def crawl(page: Any, start: str, seen: set[str]) -> Iterator[str]:
    """Go to every kind of page that links lead to from here, in this language; gives each when it is on the screen."""
    origin, waiting = "/".join(start.split("/")[:3]), [start]
    while waiting:
        url = waiting.pop(0)
        if kind_of(url) in seen:
            continue
        page.goto(url)
        seen |= {kind_of(url), kind_of(page.url)}
        yield kind_of(page.url)
        found = page.eval_on_selector_all(
            "a[href]:not([hreflang])", "links => links.map(link => link.href.split('#')[0])"
        )
        waiting += [each for each in found if each.startswith(origin) and _is_a_page(each)]


def _is_a_page(url: str) -> bool:
    last = urlsplit(url).path.rsplit("/", 1)[-1]
    is_plain = "/log/" in url and "/desk/" not in url  # the log speaks to machines, in plain text
    return "." not in last and "logout" not in last and last != "file" and not is_plain and "/leave/" not in url


def faults(page: Any, kind: str, *, own_side: bool) -> list[str]:
    """What is wrong with the page on the screen: for eyes, keyboards, fingers and small phones, by day and by night."""
    eyes = eyes_for(page)
    eyes.turn_to(page)
    return [f"{kind}: {each}" for each in eyes.faults(targets=own_side)]


def sideways(page: Any, kind: str) -> list[str]:
    """Whether anything is wider than a small phone."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate(TOO_WIDE)
    page.set_viewport_size(size)
    return [f"{kind}: {wide} px too wide at 320"] if wide > 0 else []


LOOKED_AT: set[str] = set()  # kinds of page that one person or another was shown: one look at each is enough


def look_at_all(page: Any, start: str, *, own_side: bool) -> tuple[str, set[str]]:
    """What is wrong with the pages that links lead to from here, a line each; and which kinds of page there were."""
    found, seen = [], set[str]()
    for kind in crawl(page, start, seen):
        if kind not in LOOKED_AT:
            LOOKED_AT.add(kind)
            found += faults(page, kind, own_side=own_side)
    return "\n".join(found), seen


Browse = Callable[..., Any]


def look_at_all_of_staff(site: Any, browse: Browse, who: str) -> tuple[str, set[str]]:
    """What is wrong with the pages of a member of staff, and which kinds there were."""
    page = browse(viewport=WIDE)
    page.goto(site.links[who])
    return look_at_all(page, page.url, own_side=False)
