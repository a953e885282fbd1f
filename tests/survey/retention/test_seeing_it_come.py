"""The person sees what will go, when, why and who says so, can keep it with one tap, and reads later that it went."""

import re

import pytest
from werkzeug.test import Client

from survey.people.store import invite
from survey.records.opening.store import open_record
from survey.retention import store
from survey.retention.doing.store import carry_out_due
from survey.retention.erasure import COOLING, State
from survey.retention.hold import Authority
from survey.retention.holds.store import lift, place
from tests.survey.retention import steps

# Pages ask the stores, which are tried on both databases: one kind is enough here.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Phone:
    """An opened record on a phone."""

    def __init__(self, sayso, person):
        self.sayso, self.person, self.client = sayso, person, Client(sayso)
        self.again()

    def again(self):
        house = self.sayso.house
        with house.database.writing() as session:
            now, rng, secret = house.clock(), house.rng, house.settings.secret_key
            link = invite(session, self.person, by=None, days=30, secret_key=secret, now=now, rng=rng).token
            self.key = open_record(session, self.person, link, now=now, rng=rng)

    def get(self, page="records/open/{key}"):
        return self.client.get("/en/" + page.format(key=self.key))

    def keep(self, seq):
        key = re.search(r'name="form_key" value="([^"]+)"', self.get(KEPT).text)[1]
        return self.client.post(f"/en/retention/{self.key}/{seq}/keep", data={"form_key": key})


@pytest.fixture
def amina(sayso, cast):
    return Phone(sayso, cast.amina)


KEPT = "retention/{key}"


def test_she_sees_it_coming_from_the_second_signature_on(house, cast, amina):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)}, words="It was written twice.")
    assert "thinks it is time to erase some of this" in amina.get().text  # every step is an entry she can read
    assert "will be erased on" not in amina.get().text + amina.get(KEPT).text
    steps.approve(house, seq, cast.dee)
    assert "Some of this will be erased on 28 Sept." in amina.get().text
    page = amina.get(KEPT).text
    for said in (
        "28 Sept",
        "A note about you, 14 Sept",
        "It was written twice.",
        "Lena Marsh and Dee Walsh",
        "Keep it",
    ):
        assert said in page


def test_she_keeps_it_with_one_tap(house, cast, amina):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    assert amina.keep(seq).status_code == 404  # nothing is coming yet: one signature is none
    steps.approve(house, seq, cast.dee)
    answer = amina.keep(seq)
    assert (answer.status_code, answer.location.endswith(f"/retention/{amina.key}")) == (303, True)
    assert "You said: keep it." in amina.get(KEPT).text
    assert "will be erased" not in amina.get().text
    steps.wait(house, COOLING)
    assert carry_out_due(house) == 0
    assert steps.reads(house, note)


def test_nobody_else_can_keep_or_see_it(sayso, house, cast):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    steps.approve(house, seq, cast.dee)
    rosa = Phone(sayso, cast.rosa)
    assert "will be erased" not in rosa.get(KEPT).text
    assert rosa.keep(seq).status_code == 404
    with house.database.reading() as session:
        assert store.erasure_at(session, seq).state is State.COOLING


def test_a_form_of_another_page_keeps_nothing(house, cast, amina):
    seq = steps.propose(house, cast, cast.amina, None)
    steps.approve(house, seq, cast.dee)
    assert amina.client.post(f"/en/retention/{amina.key}/{seq}/keep", data={"form_key": "no"}).status_code == 403


def test_afterwards_she_reads_that_it_went_and_why(house, cast, amina):
    note = steps.note(house, cast, cast.amina, cast.rosa)
    steps.erase(house, cast, cast.amina, {(note, 0)})
    amina.again()
    page = amina.get().text
    assert "A part was erased on 28 Sept. Why: We do not need it now." in page
    assert "It can not be read now" in page
    assert steps.MARK not in page
    card = page.partition(f'id="entry-{note}"')[2].partition("</li>")[0]
    assert "challenge" not in card  # what is gone cannot be said not to be right


def test_the_other_person_named_still_reads_theirs(sayso, house, cast):
    note = steps.note(house, cast, cast.amina, cast.rosa)
    steps.erase(house, cast, cast.amina, {(note, 0)})
    page = Phone(sayso, cast.rosa).get().text
    assert steps.MARK in page
    assert "A part was erased" not in page


def test_a_whole_record_that_goes_says_what_stays(house, cast, amina):
    seq = steps.propose(house, cast, cast.amina, None)
    steps.approve(house, seq, cast.dee)
    page = amina.get(KEPT).text
    assert "All that is about you, and no one else, goes." in page
    assert "Some of it is about someone else too. That stays." in page


def test_a_hold_is_hers_to_see(house, cast, amina, clock):
    with house.database.writing() as session:
        held = {"entry_seq": None, "authority": Authority.POLICE, "words": "They asked in writing.", "by": cast.dee}
        days = {"review_on": clock.now.date().replace(month=10), "now": clock.now, "rng": house.rng}
        hold = place(session, cast.amina, **held, **days)
    assert "Who says so: The police." in amina.get(KEPT).text
    assert "They asked in writing." in amina.get().text
    with house.database.writing() as session:
        lift(session, hold, cast.dee, "They have seen it.", now=clock.now, rng=house.rng)
    assert "The police" not in amina.get(KEPT).text
    assert "They have seen it." in amina.get().text


def test_how_long_each_kind_is_kept_is_said(amina):
    page = amina.get(KEPT).text
    assert "For 2 years from the day it was sent." in page
    assert "Until you are 30, and for 6 years after we stop work with you." in page
