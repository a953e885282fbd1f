"""Rosa, who is named in a note about her daughter, on her phone: finds it, reads both accounts, takes it on paper."""

import random
import re

import pytest
from sqlalchemy import select

from survey.database import Database
from survey.ledger.entry import Claim, NewSegment
from survey.people.models import Person, RelationRow
from survey.records.statements.store import add_statement
from survey.records.store import make_note
from tests.browser.conftest import PHONE, WIDE
from tests.browser.pages import Browse, faults, follow, open_record
from tests.browser.paper import BROWSERS_OWN, words_on

HOME, NIGHTS = "They moved to 14 Quay Street.", "Rosa works nights."
THEIRS, HERS = "It was not our choice. He sold the flat.", "We moved in June. I told Sam that."
BOXES = """() => [...document.querySelectorAll('.so-accounts blockquote')].map(each => {
  const box = each.getBoundingClientRect(), words = getComputedStyle(each.querySelector('p'))
  return {x: box.x, y: box.y, width: Math.round(box.width), look: words.fontSize + words.fontWeight + words.color}
})"""


@pytest.fixture(scope="module")
def named(site) -> None:
    """A note with a part about both and a part about Rosa; each of them says beside it how it was."""
    database = Database(site.settings.database_url)
    with database.writing() as session:
        kin = session.scalars(select(RelationRow).where(RelationRow.kind == "parent")).all()
        rosa = next(each for each in kin if session.get_one(Person, each.from_id).name.startswith("Rosa"))
        who, child = rosa.from_id, rosa.to_id
        sam = session.scalars(
            select(RelationRow.from_id).where(RelationRow.to_id == child, RelationRow.kind == "works_with")
        ).first()
        when = {"now": session.get_one(Person, child).added_at, "rng": random.Random(4)}
        parts = [NewSegment(Claim.FACT, sam, (child, who), {"words": HOME})]
        parts.append(NewSegment(Claim.FACT, sam, (who,), {"words": NIGHTS}))
        note = make_note(session, sam, parts, happened_at=None, **when)
        add_statement(session, child, note, THEIRS, **when)
        add_statement(session, who, note, HERS, **when)
    database.dispose()


def look_for(page, words: str) -> None:
    page.fill("input[name=words]", words)
    page.get_by_role("search").get_by_role("button", name="Look").click()
    page.wait_for_load_state()


def test_finding_it_both_accounts_and_paper(site, named, browse: Browse) -> None:
    page = browse(viewport=PHONE)
    open_record(page, site.links["family"])
    finds_it(page)
    reads_aloud_in_order(page)
    assert not faults(page, "her record", own_side=True)
    reads_both_accounts(page)
    takes_it_on_paper(page)


def finds_it(page) -> None:
    look_for(page, "quay st")
    assert re.fullmatch(r"1 of \d+, newest first", page.locator("#found h2").inner_text())
    assert page.locator("article").count() == 1
    assert NIGHTS in page.inner_text("article")
    page.get_by_text("More ways to look").click()
    page.select_option("select[name=sure]", label="Fact")
    page.select_option("select[name=who]", label="Sam Okafor")
    page.get_by_role("search").get_by_role("button", name="Look").click()
    page.wait_for_load_state()
    assert "“quay st”" in page.inner_text("#found")
    assert page.input_value("input[name=words]") == "quay st"
    assert page.locator("article").count() == 1


def reads_aloud_in_order(page) -> None:
    """What a screen reader has of it: landmarks, headings one under the other, a named article in a list."""
    tree = page.locator("body").aria_snapshot()
    order = ["banner", 'heading "What’s written about you" [level=1]', 'search "Look for something"']
    order += ["newest first", "- list:", 'article "Fact ', 'heading "Fact ', HOME, NIGHTS, HERS, "contentinfo"]
    place = 0
    for each in order:
        place = tree.index(each, place) + 1
    assert re.search(r'- listitem:\n\s+- article "(Fact [^"]+)":\n\s+- heading "\1" \[level=3\]', tree)


def reads_both_accounts(page) -> None:
    follow(page, "See all of it")
    follow(page, "What you can see about Amina")
    look_for(page, "quay")
    one, other = page.evaluate(BOXES)
    assert (one["width"], one["look"], one["x"]) == (other["width"], other["look"], other["x"])
    assert one["y"] < other["y"]
    assert not faults(page, "what she may see", own_side=True)
    page.set_viewport_size(WIDE)
    one, other = page.evaluate(BOXES)
    assert (one["width"], one["look"], one["y"]) == (other["width"], other["look"], other["y"])
    assert one["x"] != other["x"]
    page.set_viewport_size(PHONE)


def takes_it_on_paper(page) -> None:
    follow(page, "Print it")
    key = page.url.split("/open/")[1].split("/")[0]
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    for words in (HOME, NIGHTS, THEIRS, HERS, "Printed on", "Sometimes the law stops us"):
        assert words in said
    assert not [each for each in page.locator("a, button, summary").all() if each.is_visible()]
    assert key not in said
    paper = page.pdf(format="A4", prefer_css_page_size=True, **BROWSERS_OWN)
    assert b"/URI" not in paper  # a link on paper is an address in a file
    said = words_on(paper)
    assert "14 Quay Street" in said
    for address in (key, page.url.split("/")[2], "records/open"):
        assert address not in said
