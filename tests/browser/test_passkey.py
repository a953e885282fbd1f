"""A passkey of the laptop itself (the kind most staff have) is added and signs in, in Chromium, under our policy."""

import random
import threading

import pytest
import waitress
from databases import copy_sqlite
from staff import Desk, desk_of

from people import gather
from survey.accounts.policy import COOKIE
from survey.app import create_app
from survey.people.role import Role
from survey.settings import Settings
from tests.browser.conftest import PATIENCE, _is_fine
from tests.conftest import SECRET

BUILT_IN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(sqlite_template, tmp_path):
    """The staff side at a name: browsers make no passkeys for bare addresses such as 127.0.0.1."""
    copy_sqlite(sqlite_template, tmp_path / "sayso.db")
    settings = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{tmp_path / 'sayso.db'}")
    app = create_app(settings, rng=random.Random(5))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=2, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield app, f"http://localhost:{server.effective_port}"
    server.close()
    thread.join(5)
    app.house.database.dispose()


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def page(chromium, complaints):
    """A window with a fingerprint reader that always says yes."""
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda said: _is_fine(said) or complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    devices = window.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_IN})
    yield page
    window.close()


def sign_in_by_cookie(page, desk: Desk, base: str) -> None:
    held = desk.client.get_cookie(COOKIE, path="/desk")
    page.context.add_cookies([{"name": COOKIE, "value": held.value, "domain": "localhost", "path": "/desk"}])
    page.goto(f"{base}/desk/accounts/")


def add_passkey(page, base: str) -> None:
    page.goto(f"{base}/desk/accounts/wan-register")
    page.fill("input[name=name]", "work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(f"{base}/desk/accounts/")


def test_a_passkey_signs_in_without_a_password_or_a_code(served, page, complaints):
    app, base = served
    cast = gather(app.house)
    sign_in_by_cookie(page, desk_of(app, cast.sam, Role.PRACTITIONER), base)
    add_passkey(page, base)
    page.goto(f"{base}/desk/accounts/wan-register")
    assert page.get_by_text("work laptop").count() >= 1
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(f"{base}/desk/accounts/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{base}/desk/people/")
    assert page.get_by_role("heading", name="Amina").is_visible()
    assert not complaints


def test_a_device_without_a_passkey_changes_nothing_and_says_so(served, page):
    _app, base = served
    page.goto(f"{base}/desk/accounts/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work, or you cancelled it.").wait_for()
    page.get_by_role("link", name="Go back and try again").click()
    page.wait_for_url(f"{base}/desk/accounts/login")
