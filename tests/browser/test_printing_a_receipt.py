"""A receipt on paper, with scripts off: one page, large enough to scan, and nothing on it but a code."""

import re

from survey.ledger.receipt import read_code
from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, follow

SMALLEST = 57 * 0.5  # mm: facts, ledger §3.3


def test_paper_has_the_code_and_nothing_of_anyone(site, browse: Browse):
    page = browse(viewport=PHONE, java_script_enabled=False)
    page.goto(site.links["young_person"])
    follow(page, "Codes to keep")
    page.locator("main dd a").first.click()
    follow(page, "Print it or show it big")
    page.emulate_media(media="print")
    said = page.locator("body").inner_text().split("\n")
    code = page.locator(".so-code").inner_text()
    assert [line for line in said if line.strip()] == ["A code to keep", code]
    assert read_code(code)
    assert page.locator("svg").bounding_box()["width"] / 96 * 25.4 > SMALLEST
    paper = page.pdf(format="A5")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="screen")
    page.get_by_text("Back", exact=True).click()
    assert page.locator("h1").inner_text() == "Keep this if you want to"
