"""Every page that young people and relatives come to by links: nothing for axe to find, and it fits a small phone.

By day and by night. The watch in conftest.py adds: no request to another site, nothing refused by the content policy,
no error logged. The pages of staff are in a file of their own, so that another process can look at them meanwhile.
"""

from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, faults, kind_of, look_at_all, open_record


def test_a_young_person_s_pages(site, browse: Browse):
    page = browse(viewport=PHONE)
    found, seen = look_at_all(page, site.links["young_person"], own_side=True)
    open_record(page, site.links["young_person"])
    more, opened = look_at_all(page, page.url, own_side=True)
    new, unasked = look_at_all(page, site.links["young_person_new"], own_side=True)
    assert found + more + new == ""
    seen |= opened | unasked
    for part in (
        "responses/LINK/N",
        "consent/LINK/count_me",
        "goals/LINK/N/rate",
        "records/open/LINK/N/challenge",
        "help",
    ):
        assert f"/en/{part}" in seen, f"no link led to {part}"


def test_a_relative_s_pages(site, browse: Browse):
    page = browse(viewport=PHONE)
    open_record(page, site.links["family"])
    found, seen = look_at_all(page, page.url, own_side=True)
    assert found == ""
    assert "/en/records/open/LINK/about/PERSON" in seen


def test_pages_that_say_no(site, browse: Browse):
    page = browse(viewport=PHONE)
    for address, status in (("/go/1" + "x" * 32, 410), ("/en/nothing", 404), ("/xx/code", 404), ("/en/code", 200)):
        assert page.goto(site.base_url + address).status == status
        assert not faults(page, kind_of(page.url), own_side=True)


def test_a_form_that_comes_back(site, browse: Browse):
    page = browse(viewport=PHONE)
    page.goto(f"{site.base_url}/en/code")
    page.fill("input[name=code]", "ABCD 2345")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.input_value("input[name=code]") == "ABCD 2345"
    assert not faults(page, "/en/code, sent", own_side=True)
