"""Letters go once: through a real conversation with a mail server, whatever it answers and whoever is killed when."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.app import Sayso
from survey.house import House
from survey.post import store
from survey.post.carriers.store import ByMail, OnTheConsole
from survey.post.letter import FORGOTTEN_AFTER, IN_HAND, TRY_AGAIN, Letter, State, Words
from survey.post.models import LetterRow
from tests.survey.post.mail_server import Server, mail_server

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KIND, TO = "test_letter", "lee@quayside.example"


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of letter of the test's own; gives what it was told has gone."""
    done: list[int] = []

    def words(session: Session, letter: Letter, pen: store.Pen) -> Words | None:
        return (
            Words(TO, "Something changed", f"Look: {pen.home}/{pen.rng.randbytes(4).hex()}") if letter.about else None
        )

    def went(session: Session, letter: Letter, now: datetime, rng: random.Random) -> None:
        done.append(letter.about)

    monkeypatch.setitem(store._kinds, KIND, store.Kind(words, went))
    return done


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as running:
        yield running


@pytest.fixture
def here(sayso: Sayso, server: Server) -> House:
    mail = {"mail": "smtp", "mail_host": "127.0.0.1", "mail_port": server.port, "mail_tls": "none"}
    return replace(sayso.house, settings=replace(sayso.house.settings, **mail, mail_from="us@harbour.example"))


def write(house: House, about: int = 7, once: str = "a") -> None:
    with house.database.writing() as session:
        store.write(session, KIND, about, once, house.clock())


def state(house: House, about: int = 7) -> State:
    with house.database.reading() as session:
        return store.newest(session, KIND, [about])[about].state


def test_a_letter_goes_once_and_says_nothing_of_anyone(here, server, gone) -> None:
    write(here)
    write(here)  # asked twice, written once
    assert [store.send_due(here), store.send_due(here)] == [1, 0]
    (mail,) = server.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (TO, "us@harbour.example", "Something changed")
    assert "http://localhost/en/" in mail.get_payload()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (state(here), gone) == (State.SENT, [7])


@on_sqlite
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_what_the_server_cannot_take_now_is_tried_again_and_goes_once(here, server, gone, command, clock) -> None:
    server.answers[command] = "451 later"
    write(here)
    assert store.send_due(here) == 0
    assert (state(here), gone) == (State.WAITING, [])
    server.answers.clear()
    server.mails.clear()
    assert store.send_due(here) == 0  # not before its time
    clock.move(minutes=1)
    assert store.send_due(here) == 1
    assert len(server.mails) == 1


@on_sqlite
def test_an_address_that_is_refused_waits_for_a_person(here, server, gone, clock) -> None:
    server.answers["RCPT"] = "550 nobody here"
    write(here)
    store.send_due(here)
    clock.move(days=30)
    assert (store.send_due(here), state(here), server.mails, gone) == (0, State.FAILED, [], [])


@on_sqlite
def test_a_server_that_cannot_be_private_gets_nothing(here, server, gone) -> None:
    for how in ("starttls", "tls"):
        private = replace(here, settings=replace(here.settings, mail_tls=how))
        write(private, about=len(how), once=how)
        assert (store.send_due(private), state(private, len(how)), server.mails) == (0, State.WAITING, [])


@on_sqlite
def test_when_nobody_answers_it_is_tried_for_a_day_and_then_a_person_looks(here, server, gone, clock) -> None:
    here = replace(here, settings=replace(here.settings, mail_port=1))
    write(here)
    for wait in (timedelta(0), *TRY_AGAIN):
        assert state(here) is State.WAITING
        clock.move(seconds=wait.total_seconds())
        store.send_due(here)
    assert state(here) is State.FAILED


@on_sqlite
def test_a_server_that_falls_silent_after_the_words_may_have_them(here, server, gone, clock) -> None:
    server.answers["."] = None
    write(here)
    store.send_due(here)
    server.answers.clear()
    clock.move(days=2)
    assert (store.send_due(here), state(here), gone) == (0, State.UNSURE, [])
    assert len(server.mails) == 1  # never again by itself


@on_sqlite
@pytest.mark.parametrize(("dies_in", "sent"), [("before", 0), ("after", 1)])
def test_whoever_is_killed_sends_nothing_twice_and_loses_nothing(here, server, gone, clock, monkeypatch, dies_in, sent):
    """Killed when the letter is claimed, before or after it went: it may have gone, so a person is asked."""
    carry = ByMail.carry

    def killed(carrier: ByMail, letter: Letter, words: Words, now: datetime) -> None:
        if dies_in == "after":
            carry(carrier, letter, words, now)
        raise Killed

    write(here)
    with monkeypatch.context() as dying:
        dying.setattr(ByMail, "carry", killed)
        with pytest.raises(Killed):
            store.send_due(here)
    assert (store.send_due(here), state(here)) == (0, State.SENDING)  # another process leaves it alone
    clock.now += IN_HAND
    assert (store.send_due(here), state(here), len(server.mails)) == (0, State.UNSURE, sent)


@on_sqlite
def test_what_cannot_be_recorded_has_not_gone_as_far_as_anyone_knows(here, server, gone, monkeypatch, clock) -> None:
    """It went, and what its feature records about that failed: nothing is half recorded, and nothing goes again."""

    def fails(*_any: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setitem(store._kinds, KIND, replace(store._kinds[KIND], gone=fails))
    write(here)
    assert store.send_due(here) == 0
    clock.now += IN_HAND
    store.send_due(here)
    assert (state(here), len(server.mails)) == (State.UNSURE, 1)


@on_sqlite
def test_a_letter_that_cannot_be_written_holds_up_no_other(here, server, gone, monkeypatch) -> None:
    """An alert may stand behind it."""
    words = store._kinds[KIND].words

    def fails(session: Session, letter: Letter, pen: store.Pen) -> Words | None:
        if letter.about == 1:
            raise RuntimeError("no such round")
        return words(session, letter, pen)

    monkeypatch.setitem(store._kinds, KIND, replace(store._kinds[KIND], words=fails))
    write(here, about=1, once="first")
    write(here)
    assert (store.send_due(here), state(here), state(here, 1), gone) == (1, State.SENT, State.WAITING, [7])


@on_sqlite
def test_a_letter_from_another_address_names_that_one_alone(here, server, gone, monkeypatch) -> None:
    """A phone may show whom a letter was sent by beside whom it is from: a reminder's must tell nothing."""
    from_hello = store.Kind(lambda *_any: Words(TO, "Hi", "Look", sender="hello@post.example"), lambda *_any: None)
    monkeypatch.setitem(store._kinds, KIND, from_hello)
    write(here)
    assert store.send_due(here) == 1
    assert "harbour" not in server.mails[0].as_string()
    assert not [each for each in server.heard if "harbour" in each]


@on_sqlite
def test_what_is_not_needed_any_more_is_dropped_and_long_done_is_forgotten(here, server, gone, clock) -> None:
    write(here, about=0, once="b")
    assert (store.send_due(here), state(here, 0), server.mails) == (0, State.DROPPED, [])
    clock.now += FORGOTTEN_AFTER
    store.send_due(here)
    with here.database.reading() as session:
        assert session.scalars(select(LetterRow.id)).all() == []


@on_sqlite
def test_without_a_way_to_send_letters_wait(sayso, gone) -> None:
    write(sayso.house)
    assert (store.send_due(sayso.house), state(sayso.house)) == (0, State.WAITING)


def test_the_console_shows_it_to_whoever_develops(capsys) -> None:
    letter = Letter(1, KIND, 7, "a", State.SENDING, 1, datetime(2026, 9, 14).astimezone())
    OnTheConsole().carry(letter, Words(TO, "Something changed", "Look"), letter.written_at)
    assert TO in capsys.readouterr().err
