"""A whole survey of every kind of question: on small phones, with text at twice its size, mirrored, by night, in forced
colours, with no motion, and with keys alone."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE, SMALL
from tests.browser.pages import Browse
from tests.browser.whole_survey import MOVING, WIDTHS, every_page, link_to, wrong_here

MOODS: dict[str, dict[str, Any]] = {
    "by night": {"color_scheme": "dark"},
    "with more contrast": {"contrast": "more"},
    "by night, with more contrast": {"color_scheme": "dark", "contrast": "more"},
}
CALM: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none", "contrast": "no-preference"}
PICKED = """() => [...document.querySelectorAll('main :checked')].filter(box => box.labels.length)
  .map(box => getComputedStyle(box.labels[0])).filter(style => style.outlineStyle === 'none').length"""


def text_size(page: Any, times: float) -> None:
    """Set the text size of the browser, as its user does."""
    wire = page.context.new_cdp_session(page)
    wire.send("Page.enable")
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": round(16 * times), "fixed": round(13 * times)}})
    wire.detach()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{round(16 * times)}px"


def at_every_size(page: Any, name: str) -> list[str]:
    """What is wrong at three widths with text at twice its size, at the least with plain text, and at 400 % zoom."""
    found = []
    text_size(page, 2)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        found += wrong_here(page, f"{name}, {width} px, text × 2")
    text_size(page, 1)
    page.set_viewport_size({"width": 320, "height": 256})
    return found + wrong_here(page, f"{name}, 320 px and 400 % zoom")


def test_no_size_loses_anything(site, browse: Browse):
    page = browse(viewport=PHONE)
    found, seen = [], []
    for heading in every_page(page, link_to(site, "week")):
        seen.append(heading)
        found += at_every_size(page, heading)
        assert not page.evaluate(MOVING), "something moves though nothing should"
    assert found == []
    assert len(seen) >= 12
    assert seen[-1] == "Check your answers"


def test_a_page_of_several_questions_in_easy_words_loses_nothing(site, browse: Browse):
    page = browse(viewport=SMALL)
    page.goto(link_to(site, "strands"))
    page.locator("button[value=easy]").click()
    page.wait_for_selector("button[value=plain]")
    assert page.locator(".so-symbol").count() == 5
    assert at_every_size(page, "easy words") == []


def test_no_mood_of_the_phone_hides_anything(site, browse: Browse):
    """Enough contrast by day and night, much more where more was asked for; what is picked has an edge of its own."""
    page = browse(viewport=PHONE)
    found = []
    page.goto(link_to(site, "week"))
    page.locator("main input[type=radio]").first.check(force=True)
    Axe().run(page, options={"runOnly": ["region"]})  # brings axe into the page
    for mood, media in MOODS.items():
        page.emulate_media(**CALM | media)
        rule = "color-contrast-enhanced" if "contrast" in media else "color-contrast"
        rules = {"runOnly": [rule], "rules": {rule: {"enabled": True}}}
        for each in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
            found += [f"{mood}: {node['html'][:90]} {node['any'][0]['message'][:120]}" for node in each["nodes"]]
    page.emulate_media(
        **CALM | {"forced_colors": "active"}
    )  # the browser's own colours: no contrast of ours to measure
    assert not page.evaluate(PICKED), "in forced colours, what is picked has an edge"
    assert found == []


def test_from_right_to_left_nothing_is_lost_either(mirrored, browse: Browse):
    page = browse(viewport=PHONE)
    found = []
    for heading in every_page(page, link_to(mirrored, "week")):
        found += wrong_here(page, f"mirrored, {heading}")
        mark, leave = page.locator(".so-logo").bounding_box(), page.locator(".so-out").bounding_box()
        assert mark["x"] > leave["x"]
        for box in page.locator("main .govuk-radios__input:visible, main .govuk-checkboxes__input:visible").all()[:1]:
            row = box.locator("xpath=..").bounding_box()
            if not page.locator(".so-scale").count():
                assert box.bounding_box()["x"] > row["x"] + row["width"] / 2, heading
    assert found == []


def test_keys_alone_get_through_every_kind_of_question(site, browse: Browse):
    """Tab to the question, answer it with keys, and press Enter or Next; the focus can always be seen."""
    page = browse(viewport=PHONE)
    page.goto(link_to(site, "week"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the page"
    page.keyboard.press("Enter")
    kinds = set()
    for _turn in range(16):
        if re.search(r"/check", page.url):
            break
        before = page.url
        kinds.add(answer_with_keys(page))
        page.wait_for_function("before => location.href !== before", arg=before)
    assert "/check" in page.url
    assert kinds == {"radio", "checkbox", "select-one", "text", "textarea"}
    tab_until(page, "el => el.textContent.trim() === 'Send my answers'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done*")


SEEN = """el => [el, ...(el.labels || [])].some(one => {
  const style = getComputedStyle(one)
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
})"""


def tab_until(page: Any, test: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(f"({SEEN})(document.activeElement)"), "nobody can see where the focus is"
        assert page.evaluate("!document.activeElement.closest('[aria-hidden=true]')")
        if page.evaluate(f"({test})(document.activeElement)"):
            return
    raise AssertionError(f"No key leads to {test}.")


def answer_with_keys(page: Any) -> str:
    """Answer the question on the screen; gives the kind of its first field."""
    tab_until(page, "el => el.form && el.matches('input, select, textarea')")
    kind = page.evaluate("document.activeElement.type")
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif kind == "select-one":
        page.keyboard.type("First")
    elif page.locator(".so-date-day:focus").count():
        for part in ("3", "3", "2027"):
            page.keyboard.type(part)
            page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    else:
        page.keyboard.type("3")
    if kind == "textarea" or kind == "select-one":
        tab_until(page, "el => el.value === 'next'")
    page.keyboard.press("Enter")
    return str(kind)
