"""A member of staff signs in: password, then a code from their phone; and what is refused on the way."""

import re
import time

import pytest
from passlib.totp import TOTP
from staff import PASSWORD, Desk

from survey.accounts import store
from survey.accounts.desk import set_password_token
from survey.accounts.models import Account
from survey.people.role import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

LOGIN = "/desk/accounts/login"
CODE = "/desk/accounts/tf-validate"
EMAIL = "sam@harbour.example"


@pytest.fixture
def account(house, cast):
    with house.database.writing() as session:
        return store.add_account(
            session, person_id=cast.sam, email=EMAIL, roles=[Role.PRACTITIONER], now=house.clock(), rng=house.rng
        )


@pytest.fixture
def with_password(sayso, account):
    """Sam has chosen a password by the link that was handed over."""
    path = f"/desk/accounts/set-password/{set_password_token(account, sayso.house.settings.secret_key)}"
    assert Desk(sayso).post(path, password=PASSWORD, again=PASSWORD).location == LOGIN
    return path


def test_a_first_sign_in_sets_up_the_second_step(sayso, with_password):
    desk = Desk(sayso)
    assert desk.post(LOGIN, email=EMAIL, password=PASSWORD).location == "/desk/accounts/tf-setup"
    assert desk.get("/desk/accounts/").status_code == 302  # a password alone opens nothing
    phone = _set_up_phone(desk)
    assert desk.post(CODE, "/desk/accounts/tf-setup", code=phone.generate().token).location == "/desk/"
    assert "Sam Okafor" in desk.get("/desk/accounts/").text


def _set_up_phone(desk: Desk) -> TOTP:
    """Scan the code: the key stands beside it for typing."""
    page = desk.post("/desk/accounts/tf-setup", setup="authenticator").text
    assert re.search(r'<path stroke="#15302f" d="M4 4\.5h7', page)  # a QR code, drawn in the page
    return TOTP(key=re.search(r'<b dir="ltr">([A-Z2-7 -]+)</b>', page)[1])


def _sign_out_and_in(desk: Desk) -> None:
    desk.get("/desk/accounts/logout")
    assert desk.post(LOGIN, email=EMAIL, password=PASSWORD).location.startswith(CODE)


@pytest.fixture
def phone(sayso, account, with_password):
    """Sam's phone, set up so long ago that its first code is forgotten: the code it shows now is good, once."""
    desk = Desk(sayso)
    desk.post(LOGIN, email=EMAIL, password=PASSWORD)
    phone = _set_up_phone(desk)
    code = phone.generate().token
    assert desk.post(CODE, "/desk/accounts/tf-setup", code=code).location == "/desk/"
    with sayso.house.database.writing() as session:
        session.get_one(Account, account.id).totp_last_counter = None
    return phone


def test_later_sign_ins_ask_for_a_code(sayso, phone):
    desk = Desk(sayso)
    _sign_out_and_in(desk)
    assert desk.post(CODE, code="000000").status_code == 422
    assert desk.post(CODE, code=phone.generate().token).location == "/desk/"


def test_a_code_works_once(sayso, phone):
    code, first, second = phone.generate().token, Desk(sayso), Desk(sayso)
    for desk, goes in ((first, "/desk/"), (second, None)):
        _sign_out_and_in(desk)
        assert desk.post(CODE, code=code).location == goes
    assert second.get("/desk/accounts/").status_code == 302


def test_signing_out_ends_it(sayso, phone):
    desk = Desk(sayso)
    _sign_out_and_in(desk)
    desk.post(CODE, code=phone.generate().token)
    assert desk.get("/desk/accounts/").status_code == 200
    desk.get("/desk/accounts/logout")
    assert desk.get("/desk/accounts/").location.startswith(LOGIN)


def test_a_wrong_password_and_an_unknown_address_look_alike(sayso, with_password):
    pages = []
    for email, password in ((EMAIL, "not this one at all"), ("nobody@harbour.example", PASSWORD)):
        page = Desk(sayso).post(LOGIN, email=email, password=password)
        assert page.status_code == 422
        assert email in page.text  # what was typed is kept
        pages.append(re.sub(r'value="[^"]*"', "", page.text))
    assert pages[0] == pages[1]


def test_after_ten_wrong_tries_the_right_one_waits_too(sayso, clock, with_password):
    desk = Desk(sayso)
    for _ in range(10):
        assert desk.post(LOGIN, email=EMAIL, password="wrong").status_code == 422
    stopped = desk.post(LOGIN, email=EMAIL, password=PASSWORD)
    assert stopped.status_code == 429
    assert "Too many tries" in stopped.text
    assert desk.post(LOGIN, email="someone.else@harbour.example", password="wrong").status_code == 422
    clock.move(minutes=10, seconds=1)
    assert desk.post(LOGIN, email=EMAIL, password=PASSWORD).status_code == 302


def test_wrong_codes_are_counted_too(sayso, phone):
    desk = Desk(sayso)
    _sign_out_and_in(desk)
    for _ in range(10):
        desk.post(CODE, code="123456")
    assert desk.post(CODE, code=phone.generate().token).status_code == 429


def test_a_set_password_link_works_once_and_for_a_week(sayso, clock, account, with_password):
    used = Desk(sayso).get(with_password)
    assert used.status_code == 410
    assert Desk(sayso).get(with_password + "x").status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "Use between 12 and 128 characters."),
        (PASSWORD, PASSWORD + "!", "The two are not the same."),
        ("", "", "Type a new password."),
    ],
)
def test_a_password_that_will_not_do_says_why(sayso, account, password, again, says):
    path = f"/desk/accounts/set-password/{set_password_token(account, sayso.house.settings.secret_key)}"
    page = Desk(sayso).post(path, password=password, again=again)
    assert page.status_code == 422
    assert says in page.text


def test_the_staff_cookie_never_reaches_the_peoples_side(sayso):
    (cookie,) = Desk(sayso).get(LOGIN).headers.getlist("Set-Cookie")
    for part in ("sayso_desk=", "Path=/desk", "HttpOnly", "SameSite=Lax"):
        assert part in cookie
    assert not Desk(sayso).get("/en/code").headers.getlist("Set-Cookie")


def test_nothing_is_remembered_and_nobody_registers(sayso, phone):
    desk = Desk(sayso)
    desk.get("/desk/accounts/logout")
    desk.post(LOGIN, email=EMAIL, password=PASSWORD, remember="y")
    done = desk.post(CODE, code=phone.generate().token)
    assert not [each for each in done.headers.getlist("Set-Cookie") if "remember" in each]
    for closed in ("register", "reset", "us-signin"):
        assert desk.get(f"/desk/accounts/{closed}").status_code == 404


def test_a_form_from_elsewhere_is_refused(sayso, with_password):
    desk = Desk(sayso)
    good = {"email": EMAIL, "password": PASSWORD, "csrf_token": desk.token(LOGIN)}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert desk.client.post(LOGIN, data=good, headers=headers).status_code == 403
    assert desk.client.post(LOGIN, data=good | {"csrf_token": "made up"}).status_code == 401
    assert desk.client.post(LOGIN, data=good).status_code == 302


def test_without_the_phone_a_recovery_code_opens_once(sayso, phone):
    desk = Desk(sayso)
    _sign_out_and_in(desk)
    desk.post(CODE, code=phone.generate().token)
    kept = desk.post("/desk/accounts/mf-recovery-codes", generate_new_codes="y").text
    code = re.search(r"<b>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</b>", kept)[1]
    for opens in (True, False):
        other = Desk(sayso)
        _sign_out_and_in(other)
        sent = other.post("/desk/accounts/mf-recovery", code=code)
        assert (sent.location == "/desk/") is opens
        assert (other.get("/desk/accounts/").status_code == 200) is opens


def test_a_new_password_ends_the_sessions_elsewhere(sayso, phone):
    here, elsewhere = Desk(sayso), Desk(sayso)
    for desk, ago in ((here, 0), (elsewhere, -30)):
        _sign_out_and_in(desk)
        assert desk.post(CODE, code=phone.generate(time=time.time() - ago).token).location == "/desk/"
    fields = {"password": PASSWORD, "new_password": "another four word phrase"}
    wrong = here.post("/desk/accounts/change", **fields | {"password": "not it at all"}, new_password_confirm="x")
    assert wrong.status_code == 422
    changed = here.post("/desk/accounts/change", **fields, new_password_confirm=fields["new_password"])
    assert changed.location == "/desk/accounts/"
    assert here.get("/desk/accounts/").status_code == 200
    assert elsewhere.get("/desk/accounts/").status_code == 302


def test_the_password_again_before_a_factor_is_changed(sayso, phone):
    desk = Desk(sayso)
    _sign_out_and_in(desk)
    desk.post(CODE, code=phone.generate().token)
    assert desk.post("/desk/accounts/verify", password="not it").status_code == 422
    assert desk.post("/desk/accounts/verify", password=PASSWORD).location == "/desk/accounts/"


def test_what_is_wrong_is_said_in_our_words(sayso, phone):
    desk = Desk(sayso)
    for email in ("", "sam", EMAIL):  # one sentence for all three: which part is wrong is not said
        assert "do not belong together" in desk.post(LOGIN, email=email, password="not it").text
    _sign_out_and_in(desk)
    assert "That code does not fit." in desk.post(CODE, code="000000").text
    assert "has been used" in desk.post("/desk/accounts/mf-recovery", code="0000-0000-0000").text
    desk.post(CODE, code=phone.generate().token)
    short = {"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"}
    assert "Use at least 12 characters." in desk.post("/desk/accounts/change", **short).text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(sayso, with_password, elsewhere):
    desk = Desk(sayso)
    assert desk.post(LOGIN, email=EMAIL, password=PASSWORD, next=elsewhere).status_code == 422
    assert desk.get("/desk/accounts/tf-setup").status_code == 302  # not even half signed in


def test_signing_in_leads_back_to_where_one_was_going(sayso, phone):
    desk = Desk(sayso)
    there = desk.get("/desk/people/new").location
    asked = desk.post(there, email=EMAIL, password=PASSWORD).location
    assert desk.post(asked, code=phone.generate().token).location == "/desk/people/new"
