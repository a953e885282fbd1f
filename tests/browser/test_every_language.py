"""Every page of young people and families in every language: nothing for axe to find, and it fits a small phone.

Colours and dark mode are looked at in English (test_every_page.py): they are the same in all. Where a page has the
marks of one that every rule has looked at, and only other words, the rules that read words run again. Axe's own rule
about targets asks for 24 px and takes two fifths of that; ours asks for 44, of each page as its language draws it.
"""

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from survey.settings import LANGUAGES
from tests.browser.conftest import SMALL
from tests.browser.eyes import SMALL_TARGETS, SMALLEST_TARGET, TAGS, told
from tests.browser.pages import Browse, _is_a_page, kind_of, open_record

RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {each: {"enabled": False} for each in ("color-contrast", "link-in-text-block", "target-size")},
    "resultTypes": ["violations"],
    "elementRef": False,
    "preload": False,
}
OF_WORDS = """aria-command-name aria-dialog-name aria-input-field-name aria-progressbar-name aria-toggle-field-name
  button-name document-title empty-heading empty-table-header html-has-lang html-lang-valid html-xml-lang-mismatch
  image-alt image-redundant-alt input-button-name label label-title-only landmark-unique link-name role-img-alt
  scrollable-region-focusable select-name summary-name svg-img-alt table-duplicate-name valid-lang"""
FEW = {**RULES, "runOnly": {"type": "rule", "values": OF_WORDS.split()}, "rules": {}}
MARKS = """() => {
  const words = /^(content|title|alt|placeholder|value|d|lang|hreflang|dir|href|src|(form)?action|aria-label|data-.*)$/
  const mark = ({name, value}) => words.test(name) ? name + !value.trim() + value.startsWith('#') : `${name}=${value}`
  const has = el => [...el.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  const marks = el => `${el.tagName} ${[...el.attributes].map(mark).sort()} ${has(el)} [${[...el.children].map(marks)}]`
  return marks(document.documentElement)
}"""
TURN_TO = """async address => {
  const page = await (await fetch(address)).text();
  document.open(); document.write(page.replace(/<script\\b[^>]*>[^]*?<\\/script>/g, "")); document.close();
}"""  # what the page is, in the window that has the rules already; its script has tests of its own
HREF = re.compile(r'<a\b[^>]*href="([^"#]+)')
PLACES: dict[str, str] = {}  # an address for each kind of page, in English
LOOKED_AT: set[str] = set()  # the marks of pages that every rule has looked at


@pytest.fixture
def places(site, browse: Browse) -> dict[str, str]:
    """Every kind of page that links lead to, from each door."""
    if not PLACES:
        for who in ("young_person", "family"):
            page = browse(viewport=SMALL)
            open_record(page, site.links[who])
            PLACES.update(walked([site.links[who], page.url], site.base_url))
        PLACES.update(walked([site.links["young_person_new"], f"{site.base_url}/en/nothing"], site.base_url))
    return PLACES


def walked(doors: list[str], origin: str) -> Iterator[tuple[str, str]]:
    waiting, seen = list(doors), set(PLACES)
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen or not kind.startswith(("/en/", "/go/")):
            continue
        seen.add(kind)
        html, at = fetched(address)
        seen.add(kind_of(at))
        yield kind_of(at), at
        found = [origin + each if each.startswith("/") else each for each in HREF.findall(html.replace("&amp;", "&"))]
        waiting += [each for each in found if each.startswith(origin) and _is_a_page(each)]


def fetched(address: str) -> tuple[str, str]:
    """A page, and where it is; one that is not there is a page too."""
    try:
        with urlopen(address) as answer:  # noqa: S310 - the site of these tests
            return answer.read().decode(), answer.url
    except HTTPError as answer:
        return answer.read().decode(), address


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_every_page_in_a_language(site, browse: Browse, places, code):
    page, found = browse(viewport=SMALL, java_script_enabled=True), []
    page.goto(f"{site.base_url}/{code}/help")
    page.evaluate(AXE_FILE_PATH.read_text("utf-8"))  # read once: that takes longer than a page
    for kind, address in places.items():
        page.evaluate(TURN_TO, address.replace("/en/", f"/{code}/", 1))
        found += [f"{kind}: {each}" for each in wrong(page, code)]
    assert "\n".join(found) == ""
    assert len(places) > 40


def wrong(page, code: str) -> list[str]:
    """What is wrong with a page on a small phone, in this language."""
    lang, way, wide, draft = page.evaluate(
        """() => [document.documentElement.lang, document.documentElement.dir,
          document.documentElement.scrollWidth - document.documentElement.clientWidth,
          !!document.querySelector('footer [lang=en][dir=ltr]')]"""
    )
    marks = page.evaluate(MARKS)
    rules = FEW if marks in LOOKED_AT else RULES
    found = [told(each) for each in page.evaluate("rules => axe.run(rules)", rules)["violations"]]
    LOOKED_AT.add(marks)
    found += [f"too small a target: {each}" for each in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]
    found += [f"{wide} px too wide at 320"] if wide > 0 else []
    found += [] if (lang, way) == (code, "rtl" if code in ("ar", "ur") else "ltr") else [f"it says {lang}, {way}"]
    return found if draft else [*found, "it does not say that its words are a draft"]
