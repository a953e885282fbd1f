"""Amina asks to be reminded, shows that the phone is hers, gets few plain texts, and stops them with one tap."""

import re

import pytest
from sqlalchemy import select

from survey.ledger.store import entries_about, rebuild
from survey.people.store import end_links
from survey.reminders.models import Reminding
from tests.survey.reminders.reminding import PHONE, Reminded, reminded
from tests.survey.responses.answering import another_link, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def amina(house, cast, monkeypatch) -> Reminded:
    return reminded(house, cast.amina, monkeypatch)


def kinds(amina: Reminded) -> list[str]:
    with amina.house.database.reading() as session:
        found = entries_about(session, amina.at.person, erased=True)[::-1]
        return [each.kind for each in found if each.kind.startswith("reminders.")]


def the_number_is_nowhere(amina: Reminded) -> bool:
    with amina.house.database.reading() as session:
        rows = session.scalars(select(Reminding)).all()
        asked = entries_about(session, amina.at.person, ["reminders.asked"], erased=True)
        return not rows and all(each.segments[1].erased for each in asked)


def later(amina: Reminded, clock, days: int) -> None:
    clock.now = clock.now.replace(hour=16, minute=0)  # 17:00 in London in summer
    clock.move(days=days)
    amina.runs()


def test_a_text_comes_after_three_and_seven_days_and_then_no_more(amina, clock):
    amina.turns_on()
    assert "number that ends in …123" in amina.sees()
    seen = []
    for _day in range(14):
        later(amina, clock, 1)
        seen.append(len(amina.phone.got))
    assert seen == [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]
    assert kinds(amina) == ["reminders.asked", "reminders.confirmed", "reminders.sent", "reminders.sent"]


def test_what_a_lock_screen_shows_names_nobody_and_nothing(amina, clock):
    amina.turns_on()
    later(amina, clock, 3)
    (text,) = amina.phone.got
    plain = re.sub(r"http://localhost/\w+/1[\w-]{32}", "LINK", text.body)
    assert plain == "You have something to finish, if you want to: LINK\nTo stop these: LINK"
    assert (text.to, text.by_text, text.subject) == ("+447700900123", True, "")


def test_its_link_opens_the_same_sitting_until_the_round_closes(amina, clock):
    amina.turns_on()
    amina.at.starts()
    amina.at.taps(1, "next", heard="3") if "heard" in amina.at.sees(1).text else amina.at.taps(1, "skip")
    later(amina, clock, 3)
    short = re.search(r"/go/(\S+)", amina.phone.got[0].body)[1]
    assert amina.at.client.get(f"/go/{short}").headers["Location"] == f"/en/responses/{short}"
    assert "Carry on" in amina.at.client.get(f"/en/responses/{short}").text
    clock.now = clock.now.replace(month=12, day=6, hour=1)
    assert amina.at.client.get(f"/en/responses/{short}").status_code == 410


def test_nothing_reaches_a_phone_at_night_or_in_lessons(amina, clock):
    amina.turns_on()
    clock.move(days=3)
    for hour, sent in ((2, 0), (9, 0), (14, 0), (15, 1), (18, 1)):  # UTC; London is an hour ahead
        clock.now = clock.now.replace(hour=hour, minute=30 if hour != 18 else 45)
        amina.runs()
        assert (hour, len(amina.phone.got)) == (hour, sent)


def test_looking_at_the_stop_link_stops_nothing_and_one_tap_does(amina, clock):
    amina.turns_on()
    later(amina, clock, 3)
    link = "/stop/" + re.search(r"/stop/(\S+)", amina.phone.got[0].body)[1]
    for _scanner in range(3):
        page = amina.at.client.get(link, follow_redirects=True)
    assert "Stop these messages?" in page.text
    assert "/records/" not in page.text  # it leads to nothing of hers
    assert "/consent/" not in page.text
    key = re.search(r'name="form_key" value="([^"]+)"', page.text)[1]
    assert amina.at.client.post(page.request.path, data={"form_key": "no"}).status_code == 403
    assert kinds(amina)[-1] == "reminders.sent"
    amina.at.client.post(page.request.path, data={"form_key": key})
    assert "They have stopped" in amina.at.client.get(link, follow_redirects=True).text
    assert kinds(amina)[-1] == "reminders.stopped"
    assert the_number_is_nowhere(amina)
    later(amina, clock, 10)
    assert len(amina.phone.got) == 1


def test_stopping_never_runs_out(amina, clock):
    amina.turns_on()
    later(amina, clock, 3)
    token = re.search(r"/stop/(\S+)", amina.phone.got[0].body)[1]
    with amina.house.database.writing() as session:
        end_links(session, amina.at.person, clock.now)
    assert amina.at.client.get(f"/go/{token}").status_code == 410
    assert amina.at.client.get(f"/stop/{token}", follow_redirects=True).status_code == 200


def test_a_wrong_number_gets_a_code_and_never_a_link(amina, clock):
    """A stranger's phone: without the code typed here, nothing goes there that opens anything, and it is forgotten."""
    amina.posts(via="text", to_text="07700 900999")
    amina.runs()
    (text,) = amina.phone.got
    assert re.fullmatch(r"\d{6} is your code. It works for 15 minutes. Not for you\? Do nothing.", text.body)
    for _try in range(5):
        wrong = amina.posts("/code", code=str((int(amina.code()) + 1) % 10**6))
        assert (wrong.status_code, "That is not the code" in wrong.text) == (422, True)
    assert "run out" in amina.posts("/code", code=amina.code()).text  # five tries were enough
    clock.move(minutes=15)
    amina.runs()
    assert the_number_is_nowhere(amina)
    later(amina, clock, 10)
    assert len(amina.phone.got) == 1


def test_a_code_ends_in_fifteen_minutes(amina, clock):
    amina.posts(via="text", to_text=PHONE)
    amina.runs()
    code = amina.code()
    clock.move(minutes=15)
    assert amina.posts("/code", code=code).status_code in (403, 422)  # the page with its form is gone too
    assert kinds(amina) == ["reminders.asked"]


def test_a_phone_cannot_be_made_to_ring_all_day(amina):
    for _time in range(3):
        assert amina.posts(via="text", to_text=PHONE).status_code == 303
    refused = amina.posts(via="text", to_text=PHONE)
    assert (refused.status_code, "Try again in a day" in refused.text, PHONE in refused.text) == (422, True, True)


def test_another_number_takes_over_once_it_is_shown_to_be_hers(amina, clock):
    amina.turns_on()
    amina.posts(via="email", to_email="amina@post.example")
    assert "number that ends in …123" in amina.sees()  # until then the first one stands
    amina.runs()
    assert (amina.phone.got[-1].sender, amina.phone.got[-1].subject) == ("hi@post.example", "Your code")
    amina.posts("/code", code=amina.code())
    assert "a…@post.example" in amina.sees()
    later(amina, clock, 3)
    assert [each.to for each in amina.phone.got] == ["amina@post.example"] * 2


@pytest.mark.parametrize("what", ["sends", "withdraws", "links end"])
def test_it_stops_by_itself_at_once_and_the_number_goes(amina, clock, what):
    amina.turns_on()
    if what == "sends":
        amina.at.answers_everything()
        amina.at.sends()
    elif what == "withdraws":
        says(amina.at, "take_part", "withdrawn")
    else:
        with amina.house.database.writing() as session:
            end_links(session, amina.at.person, clock.now)
        another_link(amina.at)  # for a new phone: the old one may be in anyone's hands
    amina.runs()
    assert kinds(amina)[-1] == "reminders.stopped"
    assert the_number_is_nowhere(amina)
    later(amina, clock, 10)
    assert amina.phone.got == []


def test_what_was_written_does_not_go_when_it_stops_before_it_goes(amina, clock):
    amina.turns_on()
    clock.move(days=3)
    clock.now = clock.now.replace(hour=9)
    amina.runs()  # written in the morning; it waits for the afternoon
    assert amina.posts("/stop").status_code == 303
    later(amina, clock, 0)
    assert amina.phone.got == []


@pytest.mark.parametrize("to", ["", "12345", "a" * 400])
def test_a_mistyped_number_stays_to_be_mended(amina, to):
    page = amina.posts(via="text", to_text=to)
    assert (page.status_code, "Type a mobile number" in page.text) == (422, True)
    assert kinds(amina) == []


def test_what_is_not_set_up_is_nowhere(house, cast, monkeypatch):
    without = reminded(house, cast.amina, monkeypatch, sms="none", reminder_from="")
    assert "remind" not in without.at.sees().text
    assert without.at.client.get(without.page()).status_code == 404


def test_played_again_from_the_entries_it_is_the_same(amina, clock):
    amina.turns_on()
    amina.turns_on("07700 900124")
    with amina.house.database.writing() as session:
        assert rebuild(session) == []
    amina.posts("/stop")
    with amina.house.database.writing() as session:
        assert rebuild(session) == []
