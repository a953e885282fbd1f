"""With a keyboard alone; three choices that look the same at every width; and pages that run from right to left."""

import re

import pytest

from tests.browser.conftest import PHONE, SMALL, WIDE
from tests.browser.pages import Browse, sideways

BOXES = """() => [...document.querySelectorAll('main form button[name=choice]')].map(button => {
  const box = button.getBoundingClientRect(), style = getComputedStyle(button)
  return {x: box.x, y: box.y, width: box.width, height: box.height, look: [style.color, style.backgroundColor,
    style.borderTopColor, style.borderTopWidth, style.fontWeight, style.fontSize].join()}
})"""


def tab_to(page, words: str) -> None:
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


def test_answering_with_a_keyboard_alone(site, browse: Browse):
    page = browse(viewport=WIDE)
    page.goto(site.links["young_person"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Go to the page"
    page.keyboard.press("Enter")
    tab_to(page, "Start") if page.get_by_role("link", name="Start").count() else tab_to(page, "Carry on")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/responses/[^/]+/\d$"))
    tab_to(page, "Not like me")
    page.keyboard.press("ArrowDown")
    picked = page.evaluate("document.activeElement.labels[0].textContent.trim()")
    assert picked == "A bit like me"
    assert page.evaluate("document.activeElement.checked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/responses/*/2")
    page.go_back()
    page.reload()
    assert page.locator("input:checked + label, label:has(input:checked)").first.inner_text().strip() == "A bit like me"


@pytest.mark.parametrize("viewport", [SMALL, PHONE, WIDE], ids=["320", "360", "1280"])
def test_yes_no_and_not_sure_yet_are_equal(site, browse: Browse, viewport):
    page = browse(viewport=viewport)
    page.goto(f"{site.base_url}/en/consent/{site.links['young_person_new'].rsplit('/', 1)[1]}/take_part")
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 3
    assert len({(round(box["width"]), round(box["height"]), box["look"]) for box in boxes}) == 1
    in_a_row = len({round(box["y"]) for box in boxes}) == 1
    in_a_column = len({round(box["x"]) for box in boxes}) == 1
    assert in_a_row or in_a_column
    assert not page.locator("button[name=choice]:focus, button[name=choice][aria-pressed=true]").count()


def paths(mirrored_site) -> list[str]:
    token = mirrored_site.links["young_person"].rsplit("/", 1)[1]
    new = mirrored_site.links["young_person_new"].rsplit("/", 1)[1]
    own = (
        f"responses/{token}",
        f"responses/{token}/1",
        f"goals/{token}",
        f"goals/{token}/new",
        f"records/{token}/door",
    )
    return [*own, f"consent/{new}/take_part", f"consent/{token}", "code", "help"]


def test_pages_run_from_right_to_left(mirrored, browse: Browse):
    page = browse(viewport=PHONE)
    found = []
    for path in paths(mirrored):
        for code in ("qps_rtl", "qps"):
            page.goto(f"{mirrored.base_url}/{code}/{path}")
            assert page.locator("html").get_attribute("dir") == ("rtl" if code == "qps_rtl" else "ltr")
            assert "⟦" in page.locator("h1").first.inner_text() or "goals" in path
            found += sideways(page, f"{code} {path}")
            wordmark = page.locator(".so-logo").bounding_box()
            leave = page.locator(".so-out").bounding_box()
            assert (wordmark["x"] > leave["x"]) == (code == "qps_rtl"), f"{path} is not mirrored"
    assert found == []


def test_a_whole_record_from_right_to_left(mirrored, browse: Browse):
    page = browse(viewport=PHONE)
    token = mirrored.links["young_person"].rsplit("/", 1)[1]
    page.goto(f"{mirrored.base_url}/qps_rtl/records/{token}/door")
    page.fill("input[name=second_thing]", "maple river seven")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.locator("main a").first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("article, .so-card").count() > 10
    assert sideways(page, "record") == []
