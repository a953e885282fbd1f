"""Every page that staff come to by links: nothing for axe to find, by day or night, and it fits a small phone."""

import pytest

from tests.browser.conftest import WIDE
from tests.browser.pages import Browse, look_at_all

STAFF = ("practitioner", "manager", "data_lead", "commissioner")
PAGES_OF = {"practitioner": 10, "manager": 2, "data_lead": 4, "commissioner": 3}


@pytest.mark.parametrize("who", STAFF)
def test_a_member_of_staff_s_pages(site, browse: Browse, who):
    page = browse(viewport=WIDE)
    page.goto(site.links[who])
    found, seen = look_at_all(page, page.url, own_side=False)
    assert found == ""
    assert len(seen) >= PAGES_OF[who], seen
