"""Walking through every page with a browser: which links lead on, and what is wrong with how a page is drawn."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

SECOND_THING = "maple river seven"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 44
A_NAME = (("/1[A-Za-z0-9_-]{32}", "/LINK"), ("/[0-9a-f]{32}", "/PERSON"), (r"/\d+", "/N"))
SMALL_TARGETS = """smallest => {
  const sentence = el => el.tagName === 'A' && el.parentElement.matches('p, li, dd, span')
    && el.parentElement.textContent.trim().length > el.textContent.trim().length + 12
  const target = el => el.matches('[type=radio], [type=checkbox]')
    ? (el.closest('label') || document.querySelector(`label[for="${CSS.escape(el.id)}"]`) || el) : el
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter(el => !sentence(el) && !el.closest('.govuk-visually-hidden, .govuk-skip-link') && el.checkVisibility())
    .map(el => [target(el).getBoundingClientRect(), el])
    .filter(([box, el]) => box.width > 1 && (box.height < smallest - 0.5 || box.width < smallest - 0.5))
    .map(([box, el]) => `${el.tagName} “${(el.textContent || el.name).trim().slice(0, 30)}” `
      + `${Math.round(box.width)}×${Math.round(box.height)}`)
}"""


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
    found = [f"{kind}: {each}" for each in _axe(page)]
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("axe.run({runOnly: ['color-contrast']})")["violations"]
    page.emulate_media(color_scheme="light")
    found += [f"{kind}, dark: {_told(each)}" for each in dark]
    if own_side:
        found += [f"{kind}: too small a target: {each}" for each in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]
    found += sideways(page, kind)
    return found


def sideways(page: Any, kind: str) -> list[str]:
    """Whether anything is wider than a small phone."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(size)
    return [f"{kind}: {wide} px too wide at 320"] if wide > 0 else []


def _axe(page: Any) -> list[str]:
    response = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [_told(each) for each in response.response["violations"]]


def _told(violation: dict[str, Any]) -> str:
    where = [node["target"] for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']} at {where}"


Browse = Callable[..., Any]
