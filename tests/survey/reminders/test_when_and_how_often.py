"""The rules alone: numbers, days, hours, reasons to stop, and words that would tell whose a message is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.neutral_words import says_who_we_are
from survey.post.letter import NoAddress
from survey.reminders.reminder import (
    CODE_ENDS,
    Asked,
    NoPhone,
    Standing,
    Via,
    can_be_reminded,
    days_of,
    due_on,
    hidden,
    over_because,
    plain_contact,
    plain_digits,
)
from survey.settings import Settings, SettingWrong

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
ASKED = Asked(7, "amina", "autumn", Via.TEXT, "en", NOW, NOW)
OPEN = Standing(date(2026, 9, 1), date(2026, 12, 5), may_ask=True, sent=False, links=1, links_ended_at=None)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("0044 (7700) 900-123", "+447700900123"),
        ("+48 600 700 800", "+48600700800"),
    ],
)
def test_a_mobile_number_however_it_is_typed(typed, plain):
    assert plain_contact(Via.TEXT, typed) == plain


@pytest.mark.parametrize("typed", ["", "7700900123", "020 7946 0123", "+44 20 7946 0123", "077009001", "call me", "+0"])
def test_what_is_no_mobile_number(typed):
    with pytest.raises(NoPhone):
        plain_contact(Via.TEXT, typed)


def test_an_address_is_needed_and_only_some_of_it_is_shown_again():
    assert plain_contact(Via.EMAIL, " a@b.example ") == "a@b.example"
    with pytest.raises(NoAddress):
        plain_contact(Via.EMAIL, "  ")
    assert (hidden("+447700900123"), hidden("amina@post.example")) == ("…123", "a…@post.example")
    assert plain_digits(" 123 4-56") == "123456"


@pytest.mark.parametrize(
    ("standing", "asked", "why"),
    [
        (OPEN, ASKED, None),
        (replace(OPEN, sent=True), ASKED, "sent"),
        (replace(OPEN, may_ask=False), ASKED, "no"),
        (replace(OPEN, closes_on=date(2026, 9, 13)), ASKED, "closed"),
        (replace(OPEN, closes_on=date(2026, 9, 14)), ASKED, None),
        (None, ASKED, "closed"),
        (replace(OPEN, links=0), ASKED, "links"),
        (replace(OPEN, links_ended_at=NOW), ASKED, "links"),  # a lost phone: a new link does not bring them back
        (replace(OPEN, links_ended_at=NOW - timedelta(days=1)), ASKED, None),
        (OPEN, replace(ASKED, confirmed_at=None), None),
        (OPEN, replace(ASKED, confirmed_at=None, asked_at=NOW - CODE_ENDS), "unconfirmed"),
    ],
)
def test_why_nobody_is_reminded_any_more(standing, asked, why):
    assert over_because(asked, standing, NOW.date(), NOW) == why


def test_there_is_something_to_be_reminded_of():
    assert can_be_reminded(OPEN, NOW.date())
    for no in (None, replace(OPEN, sent=True), replace(OPEN, may_ask=False), replace(OPEN, closes_on=date(2026, 9, 1))):
        assert not can_be_reminded(no, NOW.date())


@given(
    days=st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True).map(sorted),
    looks=st.lists(st.integers(0, 90), max_size=40).map(sorted),
)
def test_however_seldom_anyone_looks_they_are_few_and_never_closer_than_planned(days, looks):
    begins, written = date(2026, 9, 14), []
    for look in looks:
        today = begins + timedelta(days=look)
        if (day := due_on(days, begins, date(2026, 9, 1), written)) and day <= today:
            written.append(today)
    gaps = [(late - early).days for early, late in pairwise(written)]
    assert len(written) <= len(days)
    assert all(gap >= days[n + 1] - days[n] for n, gap in enumerate(gaps))
    assert not written or (written[0] - begins).days >= days[0]


def test_days_are_counted_from_the_day_the_round_opens():
    assert days_of("7, 3") == (3, 7)
    assert due_on((3, 7), date(2026, 9, 14), date(2026, 9, 20), []) == date(2026, 9, 23)


@pytest.mark.parametrize(
    ("words", "controller", "found"),
    [
        ("Sayso", "", "sayso"),
        ("HarbourYP", "Harbour Youth Project", "harbour"),
        ("links.eastmere.gov.uk", "Borough of Eastmere", "eastmere"),
        ("survey@x.example", "", "survey"),
        ("Hello", "Harbour Youth Project", ""),
        ("letters@post.example", "Letters of Hope", ""),
    ],
)
def test_words_that_would_tell_whose_it_is(words, controller, found):
    assert says_who_we_are(words, controller) == found


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"sms": "pigeon"}, "SAYSO_SMS"),
        ({"sms": "console"}, "SAYSO_SMS_SENDER"),
        ({"sms": "console", "sms_sender": "Harbour"}, "SAYSO_SMS_SENDER"),
        ({"sms": "notify", "sms_sender": "Hi"}, "SAYSO_NOTIFY_KEY"),
        ({"sms": "console", "sms_sender": "Hi", "base_url": "https://sayso.example"}, "SAYSO_REMINDER_URL"),
        ({"sms": "console", "sms_sender": "Hi", "reminder_days": "0,4"}, "SAYSO_REMINDER_DAYS"),
        ({"sms": "console", "sms_sender": "Hi", "reminder_hours": "always"}, "SAYSO_REMINDER_HOURS"),
        ({"mail": "console", "reminder_from": "harbour@post.example"}, "SAYSO_REMINDER_FROM"),
        ({"mail": "console", "reminder_from": "nobody"}, "SAYSO_REMINDER_FROM"),
        ({"mode": "production", "kiosk_seconds": 59}, "SAYSO_KIOSK_SECONDS"),
    ],
)
def test_a_service_does_not_start_when_a_reminder_would_show_whose_it_is(wrong, names):
    with pytest.raises(SettingWrong, match=names):
        Settings(**{"mode": "test", "controller_name": "Harbour Youth Project"} | wrong)


def test_what_is_not_set_up_is_not_offered():
    assert Settings(mode="test").reminds_by == ()
    assert Settings(mode="test", mail="console").reminds_by == ()
    both = {"sms": "console", "sms_sender": "Hi", "mail": "console", "reminder_from": "hi@post.example"}
    assert Settings(mode="test", **both).reminds_by == ("text", "email")
