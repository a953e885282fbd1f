"""Each role lands on its own first page, is shown its own doors only; demonstration links exist in demo mode."""

import random
import re
from dataclasses import replace
from io import BytesIO

import pytest
from staff import Desk, desk_of

from survey.accounts.policy import COOKIE, demo_token
from survey.accounts.store import account_of, add_account, refuse_demo_accounts
from survey.app import create_app
from survey.people.role import Role
from survey.settings import DEMO_SECRET, Settings, SettingWrong

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the stores are on both

BEGINS = {
    Role.PRACTITIONER: ("sam", "/desk/people/"),
    Role.MANAGER: ("lena", "/desk/people/organisation"),
    Role.DATA_LEAD: ("dee", "/desk/impact/cohorts"),
    Role.COMMISSIONER: ("carys", "/desk/impact/"),
    Role.ANALYST: ("carys", "/desk/impact/"),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_begins_at_its_own_page(sayso, cast, role):
    name, first = BEGINS[role]
    desk = desk_of(sayso, getattr(cast, name), role)
    assert desk.get("/desk/").location == first
    assert desk.get(first).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_every_door_that_is_shown_opens(sayso, cast, role):
    desk = desk_of(sayso, getattr(cast, BEGINS[role][0]), role)
    shown = re.search(
        r'<nav class="so-nav" aria-label="Pages">(.*?)</nav>', desk.get("/desk/accounts/").text, re.DOTALL
    )
    doors = re.findall(r'href="([^"]+)"', shown[1])
    assert doors[0] == BEGINS[role][1]
    assert {desk.get(door).status_code for door in doors} == {200}


def test_a_closed_account_is_signed_out_at_once(sayso, cast, house):
    desk = desk_of(sayso, cast.sam, Role.PRACTITIONER, email="sam@harbour.example")
    assert desk.get("/desk/accounts/").status_code == 200
    with house.database.writing() as session:
        account_of(session, "Sam@Harbour.example").active = False
    assert desk.get("/desk/accounts/").status_code == 302


def test_a_page_that_only_reads_holds_no_lock(sayso, cast, house):
    """On SQLite the accounts library must not keep others from writing while a page is made."""
    desk = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    with house.database.writing():  # someone is in the middle of writing
        assert desk.get("/desk/accounts/").status_code == 200


# The demonstration


@pytest.fixture
def demo(settings, clock):
    app = create_app(replace(settings, mode="demo", secret_key=DEMO_SECRET), clock=clock, rng=random.Random(7))
    yield app
    app.house.database.dispose()


def account(app, person_id, *, demo):
    house = app.house
    with house.database.writing() as session:
        facts = {"person_id": person_id, "email": "sam@harbour.example", "roles": [Role.PRACTITIONER], "demo": demo}
        return add_account(session, now=house.clock(), rng=house.rng, **facts)


def test_a_demonstration_link_signs_in(demo, cast):
    token = demo_token(DEMO_SECRET, account(demo, cast.sam, demo=True).id)
    desk = Desk(demo)
    assert desk.get(f"/desk/demo/{token}").location == "/desk/"
    assert "Amina" in desk.get("/desk/people/").text


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "2" + t[1:], lambda t: "²-" + t[2:], lambda t: t + "é"])
def test_a_link_that_was_tampered_with_opens_nothing(demo, cast, spoil):
    token = demo_token(DEMO_SECRET, account(demo, cast.sam, demo=True).id)
    assert Desk(demo).get(f"/desk/demo/{spoil(token)}").status_code == 404


def test_an_account_that_is_no_demonstration_never_signs_in_by_link(demo, cast):
    token = demo_token(DEMO_SECRET, account(demo, cast.sam, demo=False).id)
    assert Desk(demo).get(f"/desk/demo/{token}").status_code == 404


def test_outside_demo_mode_there_is_no_such_page(sayso, cast):
    token = demo_token(sayso.house.settings.secret_key, account(sayso, cast.sam, demo=True).id)
    assert Desk(sayso).get(f"/desk/demo/{token}").status_code == 404
    assert "demo_desk.sign_in" not in sayso.staff.view_functions


def apart(settings: Settings) -> str:
    """Another address of the key store, so that production takes it for one kept apart; SQLite's is a file."""
    url = settings.database_url
    return "" if url.startswith("sqlite") else f"{url}{'&' if '?' in url else '?'}application_name=keys"


def test_production_does_not_start_beside_a_demonstration_account(sayso, cast, settings, database):
    production = replace(settings, mode="production", allow_sqlite=True, keys_database_url=apart(settings))
    create_app(production).house.database.dispose()
    account(sayso, cast.sam, demo=True)
    with pytest.raises(SettingWrong, match="demonstration accounts"):
        create_app(production)
    with database.reading() as session, pytest.raises(SettingWrong):
        refuse_demo_accounts(session)


def test_production_over_https_keeps_its_cookie_to_https(settings):
    given = {"allow_sqlite": True, "base_url": "https://sayso.example.org", "keys_database_url": apart(settings)}
    production = replace(settings, mode="production", **given)
    app = create_app(production)
    (cookie,) = Desk(app).get("/desk/accounts/login").headers.getlist("Set-Cookie")
    assert "Secure" in cookie
    app.house.database.dispose()


def test_what_was_typed_is_given_back_when_the_session_has_ended(sayso, cast):
    desk = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    token = desk.token("/desk/people/new")
    desk.client.delete_cookie(COOKIE, path="/desk")
    sent = {"name": "Kai <b>", "year": "2012", "password": "never shown", "csrf_token": token}
    page = desk.client.post("/desk/people/new", data=sent)
    assert page.status_code == 401
    assert "Kai &lt;b&gt;" in page.text
    assert "never shown" not in page.text
    elsewhere = desk.client.post("/desk/people/new", data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert "Kai" not in elsewhere.text


def test_a_file_where_words_were_asked_for_is_refused_and_breaks_nothing(sayso, cast):
    desk = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    token = desk.token("/desk/people/new")
    sent = {"name": (BytesIO(b"Kai"), "kai.txt"), "year": "2012", "csrf_token": token}
    assert desk.client.post("/desk/people/new", data=sent).status_code == 403
