"""What our pages keep on a phone goes when it is over: sent, deleted, cleared, ended. What is late is given back."""

import re

import pytest

from survey.consent.store import decide
from survey.people.store import end_links
from tests.browser.pages import follow
from tests.browser.sitting_at_home import ALL, ANSWERS, Home, Phone, context, home, phone, typed

__all__ = ["context", "home", "phone"]

NOTHING = {"rows": [], "caches": [], "workers": []}
REFUSED = "indexedDB.open = () => { throw new DOMException('refused', 'SecurityError') }"


def answers_all(phone: Phone) -> None:
    phone.opens("resume")
    for page in ANSWERS:
        phone.says(page)
        phone.next()
        phone.is_at(page + 1 if page < 3 else "check")


def answers_without_signal(phone: Phone) -> None:
    """The first page reaches us, their words do not, and the last is half said."""
    phone.opens("resume")
    phone.says(1)
    phone.next()
    phone.is_at(2)
    phone.has_pages()
    phone.context.set_offline(True)
    phone.says(2)
    phone.next()
    phone.is_at(3)
    phone.says(3)


def heading(phone: Phone) -> str:
    return str(phone.page.locator("h1").inner_text())


def test_after_sending_nothing_is_left(phone):
    answers_all(phone)
    assert phone.left()["workers"]
    follow(phone.page, "Send my answers")
    phone.is_at("done")
    phone.is_ready()
    assert phone.left() == NOTHING


def test_sending_waits_for_what_is_still_on_the_phone(home, phone):
    answers_all(phone)
    phone.page.evaluate(
        "saysoOutbox.put({page: 1, at: location.pathname, body: 'x=1', key: 'x', seen: '1.1', fields: []})"
    )
    phone.context.set_offline(True)
    follow(phone.page, "Send my answers")
    phone.sees("It has to go first.")
    assert phone.page.url.endswith("/check")


def test_stopping_takes_all_of_it_off(home, phone):
    answers_without_signal(phone)
    phone.context.set_offline(False)
    phone.opens("discard")
    follow(phone.page, "Delete them")
    phone.is_at("")
    phone.is_ready()
    assert phone.left() == NOTHING
    assert home.saved(phone.token) == {}


def test_a_shared_phone_is_cleared_of_this_link_and_no_other(home, context, phone):
    other = Phone(home, context, home.begin())
    answers_without_signal(other)
    other.until("saysoOutbox.of(3).then(held => held.typed)")
    context.set_offline(False)
    mine = Phone(home, context, phone.token)
    mine.page = context.new_page()
    context.set_offline(True)
    context.set_offline(False)
    answers_all(mine)
    follow(mine.page, "Send my answers")
    follow(mine.page, "Finish and clear this phone")
    mine.is_ready()
    follow(mine.page, "Clear this phone")
    mine.page.wait_for_url("**/en/cleared")
    assert mine.token not in mine.page.url
    assert heading(mine) == "This phone is clear"
    left = mine.left()
    assert left["rows"]
    assert mine.token not in str(left)
    assert {each["sitting"] for each in left["rows"]} == {other.token}


@pytest.fixture
def yes_again(home):
    yield
    house = home.app.house
    with house.database.writing() as session:
        decide(session, home.cast.amina, "take_part", "given", now=house.clock(), rng=house.rng)


@pytest.mark.usefixtures("yes_again")
@pytest.mark.parametrize("why", ["sent", "stopped", "ended"])
def test_what_comes_too_late_is_given_back_and_taken_off(home, phone, why):
    answers_without_signal(phone)
    house = home.app.house
    words = ANSWERS[2]["words"]
    if why == "ended":
        with house.database.writing() as session:
            end_links(session, home.cast.amina, house.clock())
    elif why == "stopped":
        with house.database.writing() as session:
            decide(session, home.cast.amina, "take_part", "withdrawn", now=house.clock(), rng=house.rng)
    else:
        client = house_client(home)
        form = {"form_key": phone.page.locator("input[name=form_key]").first.input_value()}
        client.post(f"/en/responses/{phone.token}/check", data=form)
    phone.context.set_offline(False)
    phone.page.get_by_text("This did not reach us").wait_for()
    assert phone.page.locator("blockquote").all_inner_texts() == [words]
    phone.until("navigator.serviceWorker.getRegistrations().then(all => !all.length)")
    assert phone.left() == NOTHING


def house_client(home: Home):
    return home.app.people.test_client()


@pytest.mark.parametrize("keeps", ["Keep what we have", "Keep what came in now"])
def test_of_two_phones_the_person_picks(home, chromium, phone, keeps):
    phone.opens("resume")
    phone.context.set_offline(True)
    phone.says(1)
    phone.next()
    phone.sees("kept on this phone")
    window = chromium.new_context()
    second = Phone(home, window, phone.token)
    second.opens("1")
    second.page.locator("input[name=walks][value='3']").check(force=True)
    second.next()
    second.is_at(2)
    window.close()
    phone.context.set_offline(False)
    phone.page.get_by_text("Which one do you want to keep?").first.wait_for()
    follow(phone.page, keeps)
    phone.is_at(2)
    expected = ({"walks": 3}, 1) if keeps == "Keep what we have" else ({"walks": 2}, 2)
    assert home.saved(phone.token) == {1: expected}
    phone.until("saysoOutbox.all().then(all => !all.length)")


def test_where_the_phone_keeps_nothing_it_says_so_and_works_with_signal(home, phone):
    phone.context.add_init_script(REFUSED)
    phone.opens("resume")
    phone.sees("can’t keep what you say with no signal")
    phone.says(1)
    phone.context.set_offline(True)
    phone.next()
    phone.sees("Stay on this page.")
    assert phone.filled() == typed(1)
    phone.context.set_offline(False)
    phone.next()
    phone.is_at(2)
    assert home.saved(phone.token) == {1: ALL[1]}


def test_leaving_at_once_takes_off_what_is_half_said(home, phone):
    phone.context.route(re.compile("^https:"), lambda route: route.fulfill(body="elsewhere"))
    phone.opens("resume")
    phone.says(1)
    phone.until("saysoOutbox.of(1).then(held => held.typed)")
    phone.page.get_by_text("Leave now").click()
    phone.page.wait_for_url(re.compile("^https:"))
    again = Phone(home, phone.context, phone.token)
    again.page = phone.context.new_page()
    again.opens(1)
    assert again.filled() == {}


def test_without_scripts_it_all_works_with_signal(home, chromium):
    window = chromium.new_context(java_script_enabled=False)
    phone = Phone(home, window, home.begin())
    phone.page.goto(phone.home.address(phone.token, "resume"))
    for page in ANSWERS:
        phone.says(page)
        phone.next()
        phone.is_at(page + 1 if page < 3 else "check")
    assert home.saved(phone.token) == ALL
    phone.page.go_back()
    assert phone.page.locator("input:checked").get_attribute("value") == "3"
    phone.page.goto(phone.home.address(phone.token, "check"))
    follow(phone.page, "Send my answers")
    follow(phone.page, "Finish and clear this phone")
    follow(phone.page, "Clear this phone")
    assert heading(phone) == "This phone is clear"
    window.close()
