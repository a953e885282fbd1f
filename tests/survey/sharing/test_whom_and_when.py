"""Passing on and being asked, step by step: what is carried along, what they read and when, who can put it off."""

import re
from datetime import timedelta
from typing import Any

import pytest
from staff import Desk
from werkzeug.test import Client

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import entries_about, entry_at, rebuild, record
from survey.people.invitation import form_key
from survey.people.looks.look import Onlooker
from survey.people.role import Role
from survey.records.account.told_to import Has, told_to
from survey.records.challenge import Kind
from survey.records.override.override import Grounds
from survey.records.override.store import release
from survey.records.store import add_statement, raise_challenge
from survey.sharing import store
from survey.sharing.desk import _tell_due
from survey.sharing.models import RequestRow, ShareRow
from survey.sharing.share import NotShared, Telling, Told
from tests.survey.sharing.test_passing_on import OWN_FORM, desks, link_in, note, opened, propose, share

__all__ = ["desks", "note"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
AT_RISK = "It could put her at risk at home."
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def carried(page: str) -> dict[str, Any]:
    found = dict(HIDDEN.findall(page))
    return {name: value for name, value in found.items() if name != "csrf_token"}


def soon(clock: Any, days: int) -> str:
    return (clock.now + timedelta(days=days)).date().isoformat()


# Proposing in steps


def test_each_step_carries_the_others_and_the_last_shows_what_the_family_will_read(sayso, cast, note, desks) -> None:
    sam, where = desks["sam"], f"/desk/sharing/{cast.amina}/new"
    what = {"parts": f"{note}.0", "organisation": "Quayside School", "recipient": "Ms Lee"}
    second = sam.post(where, step="what", act="next", **what)
    assert (second.status_code, "Step 2 of 4" in second.text, "Something to fix" in second.text) == (200, True, False)
    why = carried(second.text) | {"necessity": "She is manipulative with staff.", "authority": "safeguarding"}
    third = sam.post(where, **why, act="next")
    assert "Step 3 of 4" in third.text
    last = sam.post(where, **carried(third.text), told="before", act="next")
    assert "What they will read" in last.text
    assert "Sam Okafor would like to tell Quayside School." in last.text
    assert "The family reads these words too: manipulative." in last.text
    back = sam.post(where, **carried(last.text), act="back")
    assert "Step 3 of 4" in back.text
    done = sam.post(where, **carried(last.text), act="next")
    assert (done.status_code, done.location.rpartition("/")[2].isdecimal()) == (303, True)


def test_a_step_that_is_not_right_stays_with_all_that_was_typed(cast, note, desks) -> None:
    where = f"/desk/sharing/{cast.amina}/new"
    form = share(note, necessity="Because", recipient="Ms Lee", step="why", act="next")
    said = desks["sam"].post(where, **form)
    assert (said.status_code, "Say why this is needed" in said.text, "Step 2 of" in said.text) == (422, True, True)
    assert carried(said.text)["recipient"] == "Ms Lee"


def test_their_yes_leaves_out_the_step_of_telling_and_covers_nobody_else(cast, note, desks) -> None:
    where = f"/desk/sharing/{cast.amina}/new"
    two = share(note, parts=f"{note}.1", authority="consent", told="", step="why", act="next")  # about Rosa too
    said = desks["sam"].post(where, **two)
    assert (said.status_code, "One person cannot say Yes for another" in said.text) == (422, True)
    alone = desks["sam"].post(where, **(two | {"parts": f"{note}.0"}))
    assert (alone.status_code, "Step 3 of 3" in alone.text) == (200, True)


# What may go


@pytest.mark.parametrize("what", ["their choice", "an old version", "what they said"])
def test_only_a_note_as_it_stands_can_be_picked(sayso, cast, note, desks, what) -> None:
    at: dict[str, Any] = {"now": sayso.house.clock(), "rng": sayso.house.rng}
    with sayso.house.database.writing() as session:
        said = next(e.seq for e in entries_about(session, cast.amina) if e.kind == "statement.added")
        added = next(e.seq for e in entries_about(session, cast.amina) if e.kind == "person.added")
        if what == "an old version":
            part = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": "She came twice."})
            record(session, NewEntry("record.corrected", cast.lena, (part,), links={"corrects": note}), **at)
    place = {"their choice": added, "an old version": note, "what they said": said}[what]
    form = share(note, parts=f"{place}.0")
    assert desks["sam"].post(f"/desk/sharing/{cast.amina}/new", **form).status_code == 404


def test_it_is_kept_which_version_went_and_which_words_stood_beside_it(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note))
    desks["lena"].post(f"{where}/yes", form_on=where)
    at: dict[str, Any] = {"now": sayso.house.clock(), "rng": sayso.house.rng}
    with sayso.house.database.writing() as session:
        add_statement(session, cast.amina, note, "Said later.", **at)
        row = session.get_one(ShareRow, int(where.rpartition("/")[2]))
        sent = entry_at(session, row.sent_seq).content
        beside = [entry_at(session, seq).content["words"] for seq in sent["statements"]]
    assert (sent["parts"], beside, sent["overridden"]) == ([[note, 0]], ["I came because Sam is kind."], [])
    with sayso.house.database.reading() as session:
        ((told,),) = told_to(session, cast.amina).values()
    assert (told.organisation, told.has) == ("Quayside School", Has.SENT)


def test_on_hold_it_goes_only_while_a_senior_has_released_it_and_says_that_it_is_contested(
    sayso, cast, note, desks, clock
) -> None:
    at: dict[str, Any] = {"now": clock.now, "rng": sayso.house.rng}
    today = clock.now.date()
    with sayso.house.database.writing() as session:
        seq = raise_challenge(session, cast.amina, note, Kind.WRONG_FACT, "", **at)
        grounds = Grounds.of("danger", "She may be hurt tonight.", today + timedelta(days=3), today)
        release(session, seq, grounds, Onlooker(cast.lena, "harbour", frozenset({Role.MANAGER})), **at)
    where = propose(desks["sam"], cast, share(note))
    assert "A senior released it for safety" in desks["dee"].get(where).text
    got = Client(sayso).get(link_in(desks["dee"].post(f"{where}/yes", form_on=where).text)).text
    assert "Someone says this is not right. You may use it" in got
    with sayso.house.database.reading() as session:
        row = session.get_one(ShareRow, int(where.rpartition("/")[2]))
        assert entry_at(session, row.sent_seq).content["overridden"] == [note]
    clock.move(days=4)
    assert desks["sam"].post(f"/desk/sharing/{cast.amina}/new", **share(note)).status_code == 422  # it has ended


# Telling


def test_what_happens_after_they_were_told_is_about_them_too(sayso, cast, note, desks, clock) -> None:
    where = propose(desks["sam"], cast, share(note, told="after", on=soon(clock, 5)))
    clock.move(days=6)
    assert _tell_due(sayso.house) == 1  # told while nobody has agreed yet
    desks["lena"].post(f"{where}/yes", form_on=where)
    _token, key = opened(sayso, cast.amina)
    page = Client(sayso).get(f"/en/records/open/{key}?more=1").text
    assert "Sam Okafor would like to tell Quayside School." in page
    assert "Sam Okafor did not tell" not in page
    assert "said Yes. So we told them." in page


def test_a_telling_is_put_off_by_someone_else_and_every_reason_is_told_in_the_end(sayso, cast, note, desks, clock):
    where = propose(desks["sam"], cast, share(note, told="not_yet", on=soon(clock, 20), why_not=AT_RISK))
    clock.move(days=20)
    later = {"on": soon(clock, 30), "why_not": "The enquiry is still open."}
    assert desks["lena"].post(f"{where}/later", form_on=where, **later).status_code == 303
    far = {"on": soon(clock, 91), "why_not": "The enquiry is still open."}
    assert desks["lena"].post(f"{where}/later", form_on=where, **far).status_code == 422
    desks["dee"].post(f"{where}/tell", form_on=where)
    assert desks["lena"].post(f"{where}/later", form_on=OWN_FORM, **later).status_code == 409  # told is told
    _token, key = opened(sayso, cast.amina)
    page = Client(sayso).get(f"/en/records/open/{key}?more=1").text
    assert AT_RISK in page
    assert "The enquiry is still open." in page


def test_what_lapsed_stands_in_front_and_so_does_what_one_person_alone_kept_back(sayso, cast, note, desks, clock):
    propose(desks["sam"], cast, share(note, told="not_yet", on=soon(clock, 20), why_not=AT_RISK))
    propose(desks["sam"], cast, share(note, organisation="Eastmere Clinic"))
    list_page = "/desk/sharing/"
    assert "Decide now if they can be told" not in desks["lena"].get(list_page).text
    clock.move(days=21)
    page = desks["lena"].get(list_page).text
    assert page.index("Decide now if they can be told") < page.index("Quayside School") < page.index("Eastmere Clinic")
    no = NotShared.of("The council", "", "It would be worse for her.")
    with sayso.house.database.writing() as session:
        at: dict[str, Any] = {"now": clock.now, "rng": sayso.house.rng}
        told = Told.of(Telling.NOT_YET, clock.now.date() + timedelta(days=60), AT_RISK, clock.now.date())
        store.decide_not_to(session, cast.amina, no, told, by=cast.sam, **at)
    page = desks["lena"].get(list_page).text
    assert page.index("The council") < page.index("The rest")


# Taking it back


def test_they_take_their_yes_back_in_one_tap_and_the_link_opens_nothing_more(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note, authority="consent", told=""))
    token, key = opened(sayso, cast.amina)
    client, mine = Client(sayso), f"/en/sharing/mine/{key}"
    hidden = {"form_key": form_key(token, sayso.house.settings.secret_key)}
    client.post(f"{mine}/{where.rpartition('/')[2]}", data=hidden | {"choice": "yes"})
    link = link_in(desks["sam"].post(f"{where}/link", form_on=where).text)
    assert client.get(link).status_code == 200
    client.post(f"{mine}/{where.rpartition('/')[2]}", data=hidden | {"choice": "stop"})
    assert client.get(link).status_code == 410
    assert "It was taken back." in client.get(mine).text
    assert desks["sam"].post(f"{where}/link", form_on=OWN_FORM).status_code == 409


def test_a_new_link_ends_the_one_before(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note))
    first = link_in(desks["lena"].post(f"{where}/yes", form_on=where).text)
    second = link_in(desks["sam"].post(f"{where}/link", form_on=where).text)
    assert [Client(sayso).get(each).status_code for each in (first, second)] == [410, 200]


def test_they_read_what_would_go_and_no_other_part_and_cannot_say_yes_to_what_is_contested(sayso, cast, note, desks):
    propose(desks["sam"], cast, share(note, authority="consent", told=""))
    _token, key = opened(sayso, cast.amina)
    mine = f"/en/sharing/mine/{key}"
    page = Client(sayso).get(mine).text
    assert ("Amina came each week" in page, "Her mother worries" in page) == (True, False)
    with sayso.house.database.writing() as session:
        at: dict[str, Any] = {"now": sayso.house.clock(), "rng": sayso.house.rng}
        raise_challenge(session, cast.amina, note, Kind.WRONG_FACT, "", **at)
    page = Client(sayso).get(mine).text
    assert "as it is now" in page
    assert 'value="yes"' not in page


# Requests


@pytest.fixture
def came(sayso: Sayso, cast: Cast, desks: dict[str, Desk]) -> str:
    """A request of the police that Lena weighed: some of it goes out."""
    asked = {"asker": "police", "organisation": "Eastmere Police", "power": "none", "scope": "Where she was on 3 May."}
    where = desks["lena"].post(f"/desk/sharing/{cast.amina}/request", **asked).location
    weighed = {"result": "narrowed", "given": "The day she was here.", "reason": "A child is missing since then."}
    day = (sayso.house.clock() + timedelta(days=10)).date().isoformat()
    assert desks["lena"].post(f"{where}/weigh", form_on=where, **weighed, tell_on=day).status_code == 303
    return str(where)


def read(page: str) -> str:
    found = re.search(r'name="read" value="(\d+)"', page)
    assert found
    return found[1]


def test_the_second_agrees_to_what_they_read_and_to_nothing_newer(came, desks) -> None:
    seen = read(desks["dee"].get(came).text)
    again = {"result": "granted", "given": "All of it.", "reason": "A child is missing since then."}
    desks["lena"].post(f"{came}/weigh", form_on=came, **again, tell_on="2026-10-01")
    said = desks["dee"].post(f"{came}/decide", form_on=came, read=seen)
    assert (said.status_code, "This has changed since you opened it" in said.text) == (409, True)
    assert (
        desks["lena"].post(f"{came}/decide", form_on=OWN_FORM, read=read(desks["dee"].get(came).text)).status_code
        == 403
    )


def test_without_a_day_to_tell_them_nothing_is_weighed(came, desks) -> None:
    said = desks["lena"].post(f"{came}/weigh", form_on=came, result="refused", reason="It is not needed here.")
    assert (said.status_code, "Pick a day, within 90 days" in said.text) == (422, True)


def test_two_can_put_the_telling_off_and_then_a_person_looks_never_a_clock(sayso, cast, came, desks, clock) -> None:
    desks["dee"].post(f"{came}/decide", form_on=came, read=read(desks["dee"].get(came).text))
    later = {"on": soon(clock, 40), "why_not": "The enquiry is still open."}
    assert desks["dee"].post(f"{came}/later", form_on=came, **later).status_code == 303
    own = desks["dee"].post(f"{came}/put-off", form_on=OWN_FORM, read="99")
    assert own.status_code in (403, 409)
    assert (
        desks["lena"].post(f"{came}/put-off", form_on=came, read=read(desks["lena"].get(came).text)).status_code == 303
    )
    clock.move(days=41)
    assert _tell_due(sayso.house) == 0
    page = desks["lena"].get("/desk/sharing/requests").text
    assert page.index("Waits for someone") < page.index("Decide now if they can be told")
    desks["lena"].post(f"{came}/tell", form_on=came)
    _token, key = opened(sayso, cast.amina)
    page = Client(sayso).get(f"/en/records/open/{key}?more=1").text
    assert "They asked us about you. We told them some of it." in page
    assert "The enquiry is still open." in page


def test_until_a_second_agrees_the_day_that_was_decided_stands(sayso, cast, came, desks, clock) -> None:
    desks["dee"].post(f"{came}/decide", form_on=came, read=read(desks["dee"].get(came).text))
    desks["dee"].post(f"{came}/later", form_on=came, on=soon(clock, 40), why_not="The enquiry is still open.")
    clock.move(days=10)
    assert _tell_due(sayso.house) == 1
    _token, key = opened(sayso, cast.amina)
    assert "Eastmere Police" in Client(sayso).get(f"/en/sharing/mine/{key}").text


def test_what_went_out_on_it_is_a_share_and_it_can_all_be_played_again(sayso, cast, note, came, desks) -> None:
    desks["dee"].post(f"{came}/decide", form_on=came, read=read(desks["dee"].get(came).text))
    where = propose(desks["sam"], cast, share(note, organisation="Eastmere Police"))
    desks["lena"].post(f"{where}/yes", form_on=where)
    seq = where.rpartition("/")[2]
    assert desks["lena"].post(f"{came}/went", form_on=came, share="1").status_code == 422
    assert desks["lena"].post(f"{came}/went", form_on=came, share=seq).status_code == 303
    assert f"/desk/sharing/{seq}" in desks["lena"].get(came).text
    with sayso.house.database.writing() as session:
        assert session.get_one(ShareRow, int(seq)).request_seq == int(came.rpartition("/")[2])
        assert rebuild(session) == []


def test_a_request_about_nobody_we_know_is_written_down_and_can_only_be_refused(sayso, desks) -> None:
    asked = {"asker": "home_office", "organisation": "An office", "power": "none", "scope": "Everyone under 18."}
    where = desks["lena"].post("/desk/sharing/requests/nobody", **asked).location
    given = {"result": "granted", "given": "A list.", "reason": "They asked for it twice."}
    said = desks["lena"].post(f"{where}/weigh", form_on=where, **given)
    assert (said.status_code, "Refuse it here" in said.text) == (422, True)
    no = {"result": "refused", "reason": "It names nobody and is not needed."}
    assert desks["lena"].post(f"{where}/weigh", form_on=where, **no).status_code == 303
    desks["dee"].post(f"{where}/decide", form_on=where, read=read(desks["dee"].get(where).text))
    with sayso.house.database.reading() as session:
        row = session.get_one(RequestRow, int(where.rpartition("/")[2]))
    assert (row.result, row.person_id, row.decided_by is not None) == ("refused", None, True)
