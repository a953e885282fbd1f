"""Texts by GOV.UK Notify: signed with our key, tried again only where nothing went, and no number in any log."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

jwt = pytest.importorskip("jwt", reason="needs sayso[notify]")
pytest.importorskip("notifications_python_client", reason="needs sayso[notify]")

from survey.post.carriers.notify.store import ByNotify  # noqa: E402 - after what may be missing
from survey.post.carriers.store import ByEither, NotNow, OnTheConsole, Refused, Unsure, carrier_for  # noqa: E402
from survey.post.letter import Letter, State, Words  # noqa: E402
from survey.settings import Settings  # noqa: E402
from tests.survey.post.notify_server import SILENCE, SLOW, Notify, notify_server  # noqa: E402

NOW = datetime(2026, 9, 14, 17, tzinfo=UTC)
LETTER = Letter(41, "reminder", 7, "a", State.SENDING, 1, NOW)
WORDS = Words("+447700900123", "", "You have something to finish.", by_text=True)
SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


@pytest.fixture(scope="module")
def notify() -> Iterator[Notify]:
    with notify_server() as running:
        yield running


def settings(url: str) -> Settings:
    key = {"notify_key": f"reminders-{SERVICE}-{SECRET}", "notify_template": "plain", "notify_sender": "number"}
    return Settings(mode="test", sms="notify", sms_sender="Hello", notify_url=url, **key)


def test_a_text_goes_with_our_words_our_sender_and_its_own_number(notify):
    notify.came.clear()
    notify.status = 201
    ByNotify(settings(notify.url)).carry(LETTER, WORDS, NOW)
    (came,) = notify.came
    assert came == {
        "phone_number": "+447700900123",
        "template_id": "plain",
        "personalisation": {"words": "You have something to finish."},
        "reference": "41",
        "sms_sender_id": "number",
    }
    assert jwt.decode(notify.signed[-1], SECRET, algorithms=["HS256"])["iss"] == SERVICE


@pytest.mark.parametrize(
    ("status", "what"),
    [(400, Refused), (403, NotNow), (404, Refused), (429, NotNow), (500, Unsure), (503, Unsure), (SILENCE, Unsure)],
)
def test_only_what_surely_did_not_go_is_tried_again(notify, caplog, status, what):
    notify.status = status
    with caplog.at_level(logging.DEBUG, logger="notifications_python_client"), pytest.raises(what) as raised:
        ByNotify(settings(notify.url)).carry(LETTER, WORDS, NOW)
    assert "900123" not in caplog.text + str(raised.value)
    assert raised.value.__suppress_context__


def test_where_nobody_answers_nothing_went(notify):
    with pytest.raises(NotNow):
        ByNotify(settings("http://127.0.0.1:1")).carry(LETTER, WORDS, NOW)


def test_a_server_that_takes_its_time_may_have_it(notify, monkeypatch):
    monkeypatch.setattr("survey.post.carriers.notify.store.PATIENCE", 0.05)
    notify.status = SLOW
    with pytest.raises(Unsure):
        ByNotify(settings(notify.url)).carry(LETTER, WORDS, NOW)


def test_texts_and_mail_go_each_by_its_own_carrier(notify, capsys):
    notify.came.clear()
    notify.status = 201
    both = carrier_for(settings(notify.url))
    assert isinstance(both, ByEither)
    both.carry(LETTER, WORDS, NOW)
    with pytest.raises(NotNow):  # nobody carries mail here
        both.carry(LETTER, Words("a@b.example", "Hi", "There"), NOW)
    assert len(notify.came) == 1
    console = carrier_for(Settings(mode="test", sms="console", sms_sender="Hello", mail="console"))
    console.carry(LETTER, WORDS, NOW)
    assert "+447700900123" in capsys.readouterr().err
    assert isinstance(carrier_for(Settings(mode="test", mail="console")), OnTheConsole)
