"""The window that looks at every page waits until it is drawn: a stylesheet that is late is no fault of the page."""

import time

from tests.browser.conftest import PHONE
from tests.browser.eyes import Eyes


def test_a_stylesheet_that_comes_late_is_waited_for(site, browse):
    page = browse()
    page.goto(site.links["commissioner"])
    eyes = Eyes(page.context.browser, site.base_url, PHONE)
    eyes.page.route("**/*.css", lambda asked: (time.sleep(0.5), asked.continue_()))
    eyes.turn_to(page)
    assert eyes.page.evaluate("document.styleSheets.length && document.styleSheets[0].cssRules.length")
    eyes.page.context.close()
