"""The window that looks at every page waits until it is drawn: a stylesheet that is late is no fault of the page."""

import time

from tests.browser.conftest import PHONE
from tests.browser.eyes import Eyes
from tests.browser.pages import Browse


def test_a_stylesheet_that_comes_late_is_waited_for(site, browse):
    page = browse()
    page.goto(site.links["commissioner"])
    eyes = Eyes(page.context.browser, site.base_url, PHONE)
    eyes.page.route("**/*.css", lambda asked: (time.sleep(0.5), asked.continue_()))
    eyes.turn_to(page)
    assert eyes.page.evaluate("document.styleSheets.length && document.styleSheets[0].cssRules.length")
    eyes.page.context.close()


DRAW = """css => {
  const words = document.createElement('p')
  words.textContent = 'Some words to read'
  words.style.cssText = css
  document.querySelector('main').append(words)
}"""
FINE = "color: #767676; background: #fff"  # 4.54 to 1, where 4.5 will do


def test_words_are_looked_at_in_every_colour_size_and_ground_that_is_new(site, browse: Browse):
    page = browse(viewport=PHONE)
    page.goto(f"{site.base_url}/en/help")
    eyes = Eyes(page.context.browser, site.base_url, PHONE)

    def when(css: str) -> set[str]:
        page.reload()
        page.evaluate(DRAW, css)
        eyes.turn_to(page)
        found = [each for each in eyes.faults(targets=False) if "color-contrast" in each]
        return {"night" if each.startswith("dark: ") else "day" for each in found}

    assert when(FINE) == set()
    assert when(f"{FINE}; margin: 1px") == set()
    assert when("color: #868686; background: #fff") == {"day", "night"}
    assert when("color: #868686; background: #fff; margin: 1px") == {"day", "night"}, "what failed is not known"
    assert when("color: #767676; background: #eee") == {"day", "night"}, "on another ground"
    assert when("color: #868686; background: #fff; font-size: 30px") == set(), "large words may be paler"
    assert when("color-scheme: light dark; color: light-dark(#767676, #868686); background: #fff") == {"night"}
    eyes.page.context.close()
