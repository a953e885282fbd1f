"""Every page that those who work with people come to by links: nothing for axe to find, and it fits a small phone.

By day and by night. The pages of those who work with counts are in a file of their own, for another process.
"""

import pytest

from tests.browser.pages import Browse, look_at_all_of_staff


@pytest.mark.parametrize(("who", "pages"), [("practitioner", 10), ("manager", 2)])
def test_a_member_of_staff_s_pages(site, browse: Browse, who, pages):
    found, seen = look_at_all_of_staff(site, browse, who)
    assert found == ""
    assert len(seen) >= pages, seen
