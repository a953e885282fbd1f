"""A tablet in a waiting room, left alone: it asks, can be kept open, and then closes and shows nothing of anyone."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from survey.database import Database
from survey.kiosk.store import make_kiosk
from survey.people.models import Link, Person
from survey.people.store import invite
from survey.questionnaires.models import Round


@pytest.fixture
def tablet(site):
    """A kiosk, and a code for someone who has questions to answer."""
    now, rng = datetime.now(UTC), random.SystemRandom()
    database = Database(site.settings.database_url)
    with database.writing() as session:
        asked = select(Link.person_id, Link.round_id).join(Round, Round.id == Link.round_id)
        open_now = asked.where(Link.ended_at.is_(None), Round.closes_on >= now.date())
        person, round_id = session.execute(open_now).first()
        organisation = session.get(Person, person).organisation_id
        screen = make_kiosk(session, "Waiting room", organisation_id=organisation, by=person, now=now, rng=rng)
        keys = {"days": 1, "secret_key": site.settings.secret_key, "now": now, "rng": rng}
        code = invite(session, person, by=None, round_id=round_id, **keys).code
    database.dispose()
    return f"{site.base_url}/en/kiosk/{screen.address}", code


def test_a_tablet_that_is_left_alone_closes_and_back_shows_nothing(browse, tablet):
    address, code = tablet
    page = browse()
    page.clock.install()
    page.goto(address)
    page.fill("#code", code)
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**/responses/2*")
    page.wait_for_function("() => document.scripts.length > 1")
    page.wait_for_load_state("networkidle")  # what watches comes after the paint
    asks = page.get_by_role("alertdialog")
    page.clock.fast_forward(239_000)
    assert not asks.is_visible()
    page.clock.fast_forward(2_000)
    asks.wait_for()
    assert page.evaluate("document.activeElement.matches('[data-yes]')")
    page.keyboard.press("Enter")  # still here
    asks.wait_for(state="hidden")
    page.clock.fast_forward(200_000)
    assert not asks.is_visible()
    sat_at = page.url
    page.clock.fast_forward(101_000)  # nobody is: it closes by itself
    page.wait_for_url(address)
    page.go_back()
    page.get_by_role("heading", name="This screen is clear").wait_for()
    page.goto(sat_at)
    assert page.get_by_role("heading", name="This screen is clear").is_visible()
    assert page.evaluate("caches.keys().then(k => k.length)") == 0
