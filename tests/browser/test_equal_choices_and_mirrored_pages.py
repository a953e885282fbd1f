"""Three choices that look the same at every width, and pages that run from right to left."""

import pytest

from tests.browser.conftest import PHONE, SMALL, WIDE
from tests.browser.pages import Browse, sideways

BOXES = """() => [...document.querySelectorAll('main form button[name=choice]')].map(button => {
  const box = button.getBoundingClientRect(), style = getComputedStyle(button)
  return {x: box.x, y: box.y, width: box.width, height: box.height, look: [style.color, style.backgroundColor,
    style.borderTopColor, style.borderTopWidth, style.fontWeight, style.fontSize].join()}
})"""


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
