"""A separated father on his phone: before a court's order he sees what was granted; after it nothing, and not why."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from survey.database import Database
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.relations.store import restrict
from survey.people.relations.tie import Restriction, Stops
from survey.people.store import add_person, invite, relate
from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, faults, follow

GRANTED = "get the bus to college"


class Father:
    """Dan, whom Amina let see her goals."""

    def __init__(self, url: str, secret_key: str) -> None:
        self.database, rng = Database(url), random.Random(8)
        self.at = {"by": None, "now": datetime.now(UTC), "rng": rng}
        with self.database.writing() as session:
            self.child = session.scalars(select(Person.id).where(Person.name == "Amina K.")).one()
            who = add_person(session, kind=Kind.FAMILY, name="Dan K.", **self.at)
            self.tie = relate(session, Relation.PARENT, who, self.child, sees=("goals",), **self.at)
            self.token = invite(session, who, days=30, secret_key=secret_key, **self.at).token

    def is_kept_away(self) -> None:
        day = self.at["now"].date()
        order = Restriction(frozenset({Stops.HOME, Stops.CONTACT}), day, day, None, "Family court, number 12.")
        with self.database.writing() as session:
            sam = session.scalars(
                select(RelationRow.from_id).where(RelationRow.to_id == self.child, RelationRow.kind == "works_with")
            ).first()
            restrict(session, self.tie, order, **self.at | {"by": sam})


@pytest.fixture
def father(site) -> Father:
    made = Father(site.settings.database_url, site.settings.secret_key)
    yield made
    made.database.dispose()


def test_he_sees_what_was_granted_and_from_the_next_page_on_nothing(site, father: Father, browse: Browse) -> None:
    page = browse(viewport=PHONE, java_script_enabled=True)
    page.goto(f"{site.base_url}/go/{father.token}")
    follow(page, "Your record")
    page.fill("input[name=second_thing]", "apple drum kite")
    follow(page, "Keep this and open my record")
    assert page.locator("main").inner_text().split() == [
        "Start",
        "Pick",
        "what",
        "to",
        "open.",
        "Read",
        "Who",
        "looked",
        "Keep",
        "a",
        "copy",
        "Close",
    ]
    assert page.title() == "Start – Sayso"
    assert not faults(page, "his start", own_side=True)
    follow(page, "Read")
    follow(page, "What you can see about Amina K.")
    assert GRANTED in page.inner_text("main")
    about = page.url
    father.is_kept_away()
    page.reload()
    says_nothing(page)
    assert not faults(page, "what is shut", own_side=True)
    page.goto(about.partition("/about/")[0])
    assert "What you can see about" not in page.inner_text("main")
    says_nothing(page)
    page.goto(f"{site.base_url}/en/consent/{father.token}")
    says_nothing(page)
    assert "/records/leave/" not in page.locator(".so-out").get_attribute("href")


def says_nothing(page) -> None:
    text = page.inner_text("body").lower()
    for word in (GRANTED, "court", "order", "stopped", "no longer", "not allowed"):
        assert word not in text, word
