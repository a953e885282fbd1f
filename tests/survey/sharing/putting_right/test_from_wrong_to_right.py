"""From a correction to "I changed it": the letter, the page behind its link, the desk, the person's page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from staff import Desk, desk_of
from werkzeug.test import Client

from people import Cast
from survey.app import Sayso
from survey.house import House
from survey.ledger.store import entries_about
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.people.store import invite
from survey.post import store as post
from survey.records.challenge import Outcome
from survey.records.challenges.going_on.store import go_on
from survey.records.challenges.store import challenge_at
from survey.records.lifecycle import State as Stage
from survey.records.opening.store import open_record
from survey.records.statements.store import add_statement, take_away
from survey.sharing.putting_right import store
from survey.sharing.putting_right.notice import State
from survey.sharing.share import Telling
from tests.survey.post.mail_server import Server, mail_server
from tests.survey.retention import steps
from tests.survey.sharing.putting_right.passing import MS_LEE, NOW, OTHER, WAS, Passing

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as running:
        yield running


@pytest.fixture
def writing(sayso: Sayso, server: Server) -> House:
    """The house when it can send letters."""
    mail = {"mail": "smtp", "mail_host": "127.0.0.1", "mail_port": server.port, "mail_tls": "none"}
    return replace(sayso.house, settings=replace(sayso.house.settings, **mail, mail_from="us@harbour.example"))


def letters(house: House) -> int:
    store.letters_due(house)
    return post.send_due(house)


def link_in(text: str) -> str:
    return re.findall(r"/en/sharing/got/[\w-]+", text)[0]


def own_page(sayso: Sayso, person: str) -> str:
    house = sayso.house
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        token = invite(session, person, by=None, days=30, secret_key=house.settings.secret_key, **at).token
        key = open_record(session, person, token, **at)
    return Client(sayso).get(f"/en/sharing/mine/{key}").text


def answer(sayso: Sayso, link: str, page: str, name: str = "Ms Lee") -> int:
    key = form_key(link.rpartition("/")[2], sayso.house.settings.secret_key)
    shown = re.findall(r'name="up_to" value="(\d+)"', page)
    form = {"form_key": key, "name": name, "up_to": shown[0] if shown else ""}
    return Client(sayso).post(link, data=form).status_code


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def test_a_letter_leads_to_what_it_used_to_say_and_says_now(sayso, passing: Passing, cast, writing, server) -> None:
    note = passing.note(WAS, OTHER)
    share, _token = passing.share((note, 0), address=MS_LEE)
    with sayso.house.database.writing() as session:
        add_statement(session, cast.amina, note, "I was never late.", **passing.at)
    passing.correct(note)
    assert [letters(writing), letters(writing)] == [1, 0]  # however often the step is taken
    (mail,) = server.mails
    said = mail.get_payload()
    assert not [
        word for word in (*WAS.split(), "Amina", "Harbour", "Quayside", "Sayso") if word in said + mail["Subject"]
    ]
    page = Client(sayso).get(link_in(said))
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for words in ("This was put right on 14 Sept.", WAS, NOW, "Sam Okafor saw this.", "I was never late."):
        assert words in page.text or words.replace("Sam Okafor", "Priya Nair") in page.text
    assert (
        page.text.index("It used to say") < page.text.index(WAS) < page.text.index("Now it says") < page.text.index(NOW)
    )
    assert OTHER not in page.text
    assert "We asked at the school." not in page.text  # why is theirs whom it is about
    assert "They have not said that they have it." in own_page(sayso, cast.amina)
    assert answer(sayso, link_in(said), page.text) == 303
    assert passing.recipient(share).state is State.RECEIVED
    assert "They know, and say that theirs is changed." in own_page(sayso, cast.amina)
    with sayso.house.database.reading() as session:
        kinds = {entry.kind for entry in entries_about(session, cast.amina)}
    assert {"share.correction_told", "share.correction_received"} <= kinds


def test_they_are_asked_again_until_they_answer(passing: Passing, writing, server, clock) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0), address=MS_LEE)
    passing.correct(note)
    went = [letters(writing)]
    for days in (2, 1, 3, 1):  # a Monday's letter: nothing on Wednesday, one on Thursday and on the Wednesday after
        clock.move(days=days)
        went.append(letters(writing))
    assert went == [1, 0, 1, 0, 0]
    clock.move(days=2)
    assert letters(writing) == 1
    passing.acknowledge(link_in(server.mails[-1].get_payload()).rpartition("/")[2], share)
    clock.move(days=30)
    assert letters(writing) == 0


def test_a_letter_that_waits_is_not_sent_once_they_have_answered(passing: Passing, writing, server, clock) -> None:
    note = passing.note(WAS)
    share, token = passing.share((note, 0), address=MS_LEE)
    passing.correct(note)
    store.letters_due(writing)
    passing.acknowledge(token, share)  # they opened the link that they had
    assert (post.send_due(writing), server.mails) == (0, [])


def test_an_answer_on_an_old_page_leaves_what_it_did_not_show(sayso, passing: Passing) -> None:
    note = passing.note(WAS)
    share, token = passing.share((note, 0))
    new = passing.correct(note)
    page = Client(sayso).get(f"/en/sharing/got/{token}").text
    passing.correct(new, "Amina came.", by=passing.cast.dee)
    assert answer(sayso, f"/en/sharing/got/{token}", page) == 303
    assert len(passing.recipient(share).owed) == 1
    assert answer(sayso, f"/en/sharing/got/{token}", page.replace('name="up_to"', "")) == 303  # nothing is made up
    assert len(passing.recipient(share).owed) == 1


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (None, "Do not use it till you hear from us."),
        (Outcome.CANNOT_VERIFY, "We can’t show that this is true. Do not use it."),
    ],
)
def test_what_is_contested_or_out_of_use_is_marked_and_not_read_on(sayso, passing, outcome, words) -> None:
    note = passing.note(WAS)
    _share, token = passing.share((note, 0))
    challenge = passing.challenge(note, "I was never late.")
    if outcome:
        passing.decide(challenge, outcome)
    page = Client(sayso).get(f"/en/sharing/got/{token}").text
    assert words in page
    assert WAS not in page
    assert "I was never late." in page  # their own words stand, at once


def test_words_that_were_taken_away_are_read_by_nobody(sayso, passing, cast) -> None:
    note = passing.note(WAS)
    _share, token = passing.share((note, 0))
    with sayso.house.database.writing() as session:
        mine = add_statement(session, cast.amina, note, "I was never late.", **passing.at)
    page = f"/en/sharing/got/{token}"
    assert "I was never late." in Client(sayso).get(page).text
    with sayso.house.database.writing() as session:
        take_away(session, cast.amina, mine, **passing.at)
    assert "I was never late." not in Client(sayso).get(page).text


def test_by_hand_where_no_letter_can_go(sayso, passing: Passing, cast, lena: Desk, clock) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0))
    passing.correct(note)
    where = f"/desk/sharing/put-right/{share}"
    assert "Hand a link over by" in lena.get("/desk/sharing/put-right").text
    clock.move(days=8)
    assert "Late" in lena.get("/desk/sharing/put-right").text
    assert "We will tell them." in own_page(sayso, cast.amina)
    made = lena.post(f"{where}/link", form_on=where).text
    assert passing.recipient(share).state is State.TOLD
    page = Client(sayso).get(link_in(made)).text
    assert NOW in page
    clock.move(days=8)
    assert "Ask them again" in lena.get(where).text
    short = lena.post(f"{where}/cannot", form_on=where, why="Gone")
    assert (short.status_code, "Say why they cannot be told" in short.text) == (422, True)
    assert lena.post(f"{where}/cannot", form_on=where, why="The school has closed.").status_code == 303
    assert passing.recipient(share).state is State.IMPOSSIBLE
    assert "The school has closed." in own_page(sayso, cast.amina)
    assert lena.get(where).status_code == 404


def test_staff_write_now_and_see_when_a_letter_does_not_arrive(sayso, passing, writing, server, lena, clock) -> None:
    sayso.staff.extensions["sayso"] = writing
    note = passing.note(WAS)
    share, _token = passing.share((note, 0), address=MS_LEE)
    passing.correct(note)
    where = f"/desk/sharing/put-right/{share}"
    assert "A letter goes by itself." in lena.get(where).text
    server.answers["RCPT"] = "550 nobody here"
    letters(writing)
    assert "The last letter did not arrive." in lena.get(where).text
    server.answers.clear()
    assert lena.post(f"{where}/ask", form_on=where).status_code == 303
    assert post.send_due(writing) == 1
    assert "They are asked again on" in lena.get(where).text


def test_a_challenge_closes_only_when_everyone_who_got_it_has_answered(sayso, passing, clock) -> None:
    note = passing.note(WAS)
    share, token = passing.share((note, 0))
    challenge = passing.challenge(note)
    passing.decide(challenge, Outcome.CORRECTED, p0=NOW)

    def stage() -> Stage:
        for _step in range(3):
            go_on(sayso.house)
        with sayso.house.database.reading() as session:
            return challenge_at(session, challenge).state

    assert stage() is Stage.REMEDIED
    passing.acknowledge(token, share)
    assert stage() is Stage.RECIPIENTS_TOLD
    clock.move(days=40)
    assert stage() is Stage.CLOSED


def test_after_everything_was_erased_they_are_told_without_a_name(sayso, passing, cast, lena) -> None:
    passing.share((passing.note(WAS), 0))
    steps.erase(sayso.house, cast, cast.amina, None)
    rows = lena.get("/desk/sharing/put-right").text
    assert "About someone whose record is erased" in rows
    where = re.findall(r"/desk/sharing/put-right/\d+", rows)[0]
    link = link_in(lena.post(f"{where}/link", form_on=where).text)
    page = Client(sayso).get(link).text
    assert "What we told Quayside School on" in page
    assert "Amina" not in page
    assert answer(sayso, link, page) == 303
    assert "Everyone who got something" in lena.get("/desk/sharing/put-right").text


def test_what_they_do_not_know_of_yet_is_put_right_without_a_trace(sayso, passing, cast, writing, server, lena) -> None:
    note = passing.note(WAS)
    passing.correct(note)  # so that the page is the same before and after, but for the share
    with sayso.house.database.reading() as session:
        new = entries_about(session, cast.amina, ["record.corrected"])[0].seq
    before = re.sub("<[^>]+>", "", own_page(sayso, cast.amina))
    share, _token = passing.share((new, 0), address=MS_LEE, told=Telling.NOT_YET)
    with sayso.house.database.writing() as session:
        add_statement(session, cast.amina, new, "I was never late.", **passing.at)
    assert letters(writing) == 1
    for page in ("/desk/sharing/put-right", f"/desk/sharing/put-right/{share}"):
        assert "About someone who is not told yet" in lena.get(page).text
        assert "Amina" not in lena.get(page).text
    Client(sayso).get(link_in(server.mails[0].get_payload()))
    with sayso.house.database.reading() as session:
        assert not [e.kind for e in entries_about(session, cast.amina) if e.kind.startswith("share.")]
    assert re.sub("<[^>]+>", "", own_page(sayso, cast.amina)) == before


def test_a_link_that_ended_says_how_to_get_another(sayso, passing: Passing, clock) -> None:
    _share, token = passing.share((passing.note(WAS), 0))
    clock.now += timedelta(days=15)
    page = Client(sayso).get(f"/en/sharing/got/{token}")
    assert (page.status_code, "Ask who sent it to you." in page.text, "Amina" in page.text) == (410, True, False)
