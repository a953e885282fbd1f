"""At 360 pixels, scripts off: a fifteen-year-old says by keyboard alone that a note is not right, in under a minute.

And an advocate says it for her. In a house of their own, as small as can be.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from databases import copy_sqlite

from people import gather
from survey.app import open_house
from survey.ledger.entry import Claim, NewSegment
from survey.people import store as people
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.records.opening.store import open_record
from survey.records.store import make_note
from survey.settings import Settings
from tests.browser.conftest import PHONE, served
from tests.browser.pages import Browse, faults, follow, tab_to

NOSCRIPT = {"viewport": PHONE, "java_script_enabled": False}
SECRET = "a-secret-for-browsers-that-is-long-enough"
WORDS = "I like small groups. I leave when it gets loud."
SIZES = """() => ['.so-entry__text', '.so-say .so-words'].map(each =>
  getComputedStyle(document.querySelector('article ' + each)).fontSize)"""


@dataclass(frozen=True)
class House:
    """Where it is served, and the opened records of two people."""

    amina: str
    nia: str


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("contesting") / "house.db")
    settings = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
    made = open_house(settings, clock=lambda: datetime.now(UTC), rng=random.Random(5))
    cast, at = gather(made), {"now": made.clock(), "rng": made.rng}
    keys: dict[str, str] = {}
    with made.database.writing() as session:
        who: dict[str, Any] = {"kind": Kind.FAMILY, "name": "Nia", "born": None, "organisation_id": None}
        nia = people.add_person(session, by=None, **who, **at)
        sees = {"by": cast.amina, "sees": ("notes", "speaks")}
        people.relate(session, Relation.ADVOCATE, nia, cast.amina, **sees, **at)
        for text in ("Amina finds it hard to be in groups.", "Amina came late on Monday."):
            part = NewSegment(Claim.OPINION, cast.sam, (cast.amina,), {"words": text})
            make_note(session, cast.sam, [part], happened_at=None, **at)
        for name, person in (("amina", cast.amina), ("nia", nia)):
            link = people.invite(session, person, by=None, days=30, secret_key=SECRET, **at)
            keys[name] = open_record(session, person, link.token, **at)
    made.database.dispose()
    with served(settings) as here:
        record = f"{here.base_url}/en/records/open/"
        yield House(record + keys["amina"], f"{record}{keys['nia']}/about/{cast.amina}")


def sound(page: Any, watch: Any) -> None:
    """Nothing for axe, no sideways scroll, nothing too small to tap, as it is with scripts."""
    watch.goto(page.url)
    page.bring_to_front()
    assert not faults(watch, page.url, own_side=True)


def press(page: Any, words: str, key: str = "Enter") -> None:
    tab_to(page, words)
    if key != "Enter":
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)


def test_amina_says_it_is_not_right_and_takes_it_back(house: House, browse: Browse) -> None:
    page = browse(**NOSCRIPT)
    page.goto(house.amina)
    began = time.monotonic()
    press(page, "That’s not right: Opinion")
    press(page, "It’s not how I see it", key="Space")  # the first of the nine: it is an opinion
    tab_to(page, "Say it your way")
    page.keyboard.type(WORDS)
    press(page, "Send")
    assert time.monotonic() - began < 60
    assert page.locator("h1").inner_text() == "We have it"
    assert WORDS in page.inner_text("article")
    press(page, "Back to your record")
    entry, said = page.evaluate(SIZES)
    assert entry == said
    assert WORDS in page.inner_text("main")
    press(page, "See how it’s going")
    press(page, "Take it back")
    assert "You took it back" in page.inner_text("main")
    press(page, "Back to your record")
    assert WORDS in page.inner_text("main")  # words stay, till she takes them away
    press(page, "Take my words away")
    press(page, "Take them away")
    assert WORDS not in page.inner_text("main")


def test_an_advocate_says_it_for_her(house: House, browse: Browse) -> None:
    page, watch = browse(**NOSCRIPT), browse(viewport=PHONE)
    page.goto(house.nia)
    page.get_by_role("link", name="Say for them: that’s not right").first.click()
    page.get_by_text("It’s not true").click()
    page.fill("textarea[name=words]", "The bus was late that day.")
    sound(page, watch)
    follow(page, "Send")
    assert "Amina can see that you said this" in page.inner_text("main")
    amina = browse(**NOSCRIPT)
    amina.goto(house.amina)
    assert "Nia told us for you." in amina.inner_text("main")
    assert "The bus was late that day." in amina.inner_text("main")
