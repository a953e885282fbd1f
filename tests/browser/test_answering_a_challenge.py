"""Answering at 360 pixels with scripts off: the author is turned away in words, a colleague goes step by step.

Every page on the way is looked at with axe, by day and by night, and fits a phone of 320 pixels.
"""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from survey.accounts.policy import demo_token
from survey.accounts.store import account_of
from survey.database import Database
from survey.ledger.entry import Claim, NewSegment
from survey.people.models import Person
from survey.records.challenge import Kind
from survey.records.store import make_note, raise_challenge
from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, faults, follow

NOSCRIPT = {"viewport": PHONE, "java_script_enabled": False}
SAYS = "Amina was late on Monday."
REPLY = "Hello Amina. I rang Sam. It was the bus that was late."


@pytest.fixture
def seq(site) -> int:
    """A note of Sam's that Amina says is not true: the place of her challenge."""
    database, now = Database(site.settings.database_url), {"now": datetime.now(UTC), "rng": random.SystemRandom()}
    with database.writing() as session:
        named = select(Person.name, Person.id).where(Person.name.in_(("Sam Okafor", "Amina K.")))
        ids = {name: person for name, person in session.execute(named)}
        sam, amina = ids["Sam Okafor"], ids["Amina K."]
        part = NewSegment(Claim.FACT, sam, (amina,), {"words": SAYS})
        note = make_note(session, sam, [part], happened_at=None, **now)
        made = raise_challenge(session, amina, note, Kind.WRONG_FACT, "The bus was late", **now)
    database.dispose()
    return made


def sign_in(site, page, email: str) -> None:
    database = Database(site.settings.database_url)
    with database.reading() as session:
        token = demo_token(site.settings.secret_key, account_of(session, email).id)
    database.dispose()
    page.goto(f"{site.base_url}/desk/demo/{token}")


def looks_right(site, browse: Browse, page, *kinds: str) -> None:
    """The pages at these addresses, with scripts for axe alone."""
    eyes = browse(viewport=PHONE, storage_state=page.context.storage_state())
    for kind in kinds:
        eyes.goto(f"{site.base_url}/desk/records/{kind}")
        assert not faults(eyes, kind, own_side=False)


def test_the_author_is_turned_away_and_a_colleague_answers(site, seq: int, browse: Browse) -> None:
    sam, priya = browse(**NOSCRIPT), browse(**NOSCRIPT)
    sign_in(site, sam, "sam@harbour.example")
    follow(sam, "Answers owed")
    assert "You wrote this, so someone else answers." in sam.inner_text("main")
    sam.goto(f"{site.base_url}/desk/records/owed/{seq}")
    assert "Ask a colleague who had no part in it." in sam.inner_text("main")
    sign_in(site, priya, "priya@harbour.example")
    follow(priya, "Answers owed")
    priya.locator(f"a[href$='/owed/{seq}']").click()
    looks_right(site, browse, priya, "owed", f"owed/{seq}")
    follow(priya, "Tell Amina K. that you have it")
    follow(priya, "Tell Amina K. that you look into it")
    priya.get_by_text("We do not change it").click()
    follow(priya, "Put a draft in the box")
    draft = priya.input_value("textarea[name=reason]")
    assert "I am Priya Nair." in draft
    follow(priya, "Send the answer")
    assert "There is a blank left in square brackets." in priya.inner_text("main")
    assert priya.input_value("textarea[name=reason]") == draft
    priya.get_by_text("They are right").click()
    priya.locator("textarea").first.fill("The bus was late on Monday.")
    priya.fill("textarea[name=reason]", REPLY)
    follow(priya, "Send the answer")
    assert priya.locator("h1").inner_text() == "Answers owed"
    assert not priya.locator(f"a[href$='/owed/{seq}']").count()
