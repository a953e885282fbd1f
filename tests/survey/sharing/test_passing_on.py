"""Passing something on, from proposing to "I have it": who has to agree, who is told when, and what goes along."""

import re
from datetime import timedelta
from typing import Any

import pytest
from staff import Desk, desk_of
from werkzeug.test import Client, TestResponse

from people import Cast
from survey.app import Sayso
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entries_about, rebuild
from survey.ledger.verifying.store import verify
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.people.store import invite
from survey.records.challenge import Kind
from survey.records.opening.store import open_record
from survey.records.store import add_statement, make_note, raise_challenge
from survey.sharing.desk import _tell_due
from tests.survey.retention import steps

OWN_FORM = "/desk/accounts/change"  # any page with a form of one's own
AT_RISK = "It would put her at risk at home."
SAID, OWN = "Amina came each week in June.", "I came because Sam is kind."

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where the kind does not matter


@pytest.fixture
def note(sayso: Sayso, cast: Cast) -> int:
    """A note of Sam's in two parts, the second about Rosa too, and Amina's words beside it."""
    house = sayso.house
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    first = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": SAID})
    other = NewSegment(Claim.OPINION, cast.sam, (cast.amina, cast.rosa), {"words": "Her mother worries."})
    with house.database.writing() as session:
        seq = make_note(session, cast.sam, [first, other], happened_at=None, **at)
        add_statement(session, cast.amina, seq, OWN, **at)
    return seq


@pytest.fixture
def desks(sayso: Sayso, cast: Cast) -> dict[str, Desk]:
    roles = {"sam": Role.PRACTITIONER, "lena": Role.MANAGER, "dee": Role.DATA_LEAD}
    return {name: desk_of(sayso, getattr(cast, name), role) for name, role in roles.items()}


def opened(sayso: Sayso, person_id: str) -> tuple[str, str]:
    """A person's link, and the key of their opened record."""
    house = sayso.house
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        token = invite(session, person_id, by=None, days=30, secret_key=house.settings.secret_key, **at).token
        return token, open_record(session, person_id, token, **at)


def share(note: int, **given: str) -> dict[str, str]:
    usual = {"parts": f"{note}.0", "organisation": "Quayside School", "recipient": "Ms Lee, head of year"}
    why = {"necessity": "To plan her timetable with her.", "authority": "safeguarding", "authority_words": ""}
    return usual | why | {"told": "before", "on": "", "why_not": ""} | given


def propose(sam: Desk, cast: Cast, form: dict[str, str]) -> str:
    said = sam.post(f"/desk/sharing/{cast.amina}/new", **form)
    assert said.status_code == 303, re.findall(r'govuk-error-message">(.*?)</p>', said.text, re.DOTALL)
    return said.location


def agreed(desks: dict[str, Desk], cast: Cast, form: dict[str, str]) -> TestResponse:
    """Proposed by Sam and agreed to by Lena: the answer holds the link."""
    where = propose(desks["sam"], cast, form)
    return desks["lena"].post(f"{where}/yes", form_on=where)


def link_in(page: str) -> str:
    found = re.search(r"/en/sharing/got/[\w-]+", page)
    assert found, page
    return found[0]


def test_without_their_yes_a_second_person_agrees(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note))
    assert desks["sam"].post(f"{where}/yes", form_on=OWN_FORM).status_code == 403  # a practitioner does not agree to it
    page = desks["lena"].post(f"{where}/yes", form_on=where)
    got = Client(sayso).get(link_in(page.text)).text
    assert SAID in got
    assert OWN in got  # her words go along
    assert "Her mother worries" not in got
    with sayso.house.database.reading() as session:
        kinds = [entry.kind for entry in entries_about(session, cast.amina)]
    assert {"share.proposed", "share.sent", "share.opened"} <= set(kinds)


@on_sqlite
def test_with_their_yes_it_is_theirs_to_say(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note, authority="consent", told="not_yet"))
    assert desks["lena"].post(f"{where}/yes", form_on=OWN_FORM).status_code == 403
    token, key = opened(sayso, cast.amina)
    client, mine = Client(sayso), f"/en/sharing/mine/{key}"
    assert "Can Sam Okafor tell Quayside School?" in client.get(mine).text
    hidden = {"form_key": form_key(token, sayso.house.settings.secret_key)}
    assert client.post(f"{mine}/{where.rpartition('/')[2]}", data=hidden | {"choice": "no"}).status_code == 303
    assert "It did not go." in client.get(mine).text
    assert desks["sam"].get(where).text.count("Refused")


@on_sqlite
def test_after_their_own_yes_whoever_asked_hands_the_link_over(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note, authority="consent"))
    assert desks["sam"].post(f"{where}/link", form_on=OWN_FORM).status_code == 409  # nothing is sent before
    token, key = opened(sayso, cast.amina)
    hidden = {"form_key": form_key(token, sayso.house.settings.secret_key), "choice": "yes"}
    Client(sayso).post(f"/en/sharing/mine/{key}/{where.rpartition('/')[2]}", data=hidden)
    page = desks["sam"].post(f"{where}/link", form_on=where)
    assert SAID in Client(sayso).get(link_in(page.text)).text


@on_sqlite
def test_a_part_of_one_note_brings_no_part_of_another(sayso, cast, note, desks) -> None:
    at: dict[str, Any] = {"now": sayso.house.clock(), "rng": sayso.house.rng}
    words = ("She hid the first.", "She showed the second.")
    parts = [NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": each}) for each in words]
    with sayso.house.database.writing() as session:
        other = make_note(session, cast.sam, parts, happened_at=None, **at)
    form = share(note) | {"parts": [f"{note}.0", f"{other}.1"]}
    got = Client(sayso).get(link_in(agreed(desks, cast, form).text)).text
    assert [each in got for each in (SAID, "Her mother worries", *words)] == [True, False, False, True]


@on_sqlite
def test_whoever_agrees_reads_what_goes(cast, note, desks) -> None:
    assert SAID in desks["lena"].get(propose(desks["sam"], cast, share(note))).text


@on_sqlite
def test_they_say_that_they_have_it_and_it_is_seen(sayso, cast, note, desks) -> None:
    where = propose(desks["sam"], cast, share(note))
    link = link_in(desks["lena"].post(f"{where}/yes", form_on=where).text)
    client = Client(sayso)
    hidden = {"form_key": form_key(link.rpartition("/")[2], sayso.house.settings.secret_key)}
    empty = client.post(link, data=hidden | {"name": " "})
    assert (empty.status_code, "Type your name" in empty.text) == (422, True)
    assert client.post(link, data=hidden | {"name": "Ms Lee"}).status_code == 303
    assert client.post(link, data=hidden | {"name": "Ms Lee"}).status_code == 409
    _token, key = opened(sayso, cast.amina)
    assert "They say they have it." in client.get(f"/en/sharing/mine/{key}").text
    assert "Ms Lee says they have it." in client.get(f"/en/records/open/{key}?more=1").text


@on_sqlite
def test_a_link_ends(sayso, cast, note, desks, clock) -> None:
    link = link_in(agreed(desks, cast, share(note)).text)
    clock.move(days=15)
    assert Client(sayso).get(link).status_code == 410


@on_sqlite
def test_what_they_are_not_told_leaves_no_trace_in_their_record_until_they_are(sayso, cast, note, desks, clock) -> None:
    _token, key = opened(sayso, cast.amina)
    client = Client(sayso)
    pages = (f"/en/records/open/{key}?more=1", f"/en/sharing/mine/{key}", f"/en/records/open/{key}/looks")
    desks["sam"].get(f"/desk/sharing/{cast.amina}/new")  # the look at her notes, which she may see, is made before
    before = [client.get(page).text for page in pages]
    soon = (clock.now + timedelta(days=20)).date().isoformat()
    form = share(note, told="not_yet", on=soon, why_not="It could put her at risk at home.")
    where = propose(desks["sam"], cast, form)
    link = link_in(desks["lena"].post(f"{where}/yes", form_on=where).text)
    for desk in desks.values():
        desk.get(where)
        desk.get("/desk/sharing/")
    client.get(link)
    assert [client.get(page).text for page in pages] == before
    clock.move(days=21)
    assert _tell_due(sayso.house) == 0  # what someone put off waits for a person, never for a clock
    assert "Decide now if they can be told" in desks["lena"].get("/desk/sharing/").text
    assert desks["lena"].post(f"{where}/tell", form_on=where).status_code == 303
    _token, key = opened(sayso, cast.amina)
    told = client.get(f"/en/records/open/{key}?more=1").text
    assert "Why you did not know" in told
    assert "It could put her at risk at home." in told


@on_sqlite
def test_whom_the_day_comes_for_is_told_by_itself(sayso, cast, note, desks, clock) -> None:
    soon = (clock.now + timedelta(days=5)).date().isoformat()
    propose(desks["sam"], cast, share(note, told="after", on=soon))
    assert _tell_due(sayso.house) == 0
    clock.move(days=5)
    assert (_tell_due(sayso.house), _tell_due(sayso.house)) == (1, 0)


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"parts": ""}, "Pick at least one part"),
        ({"organisation": ""}, "Say who gets it"),
        ({"necessity": "Because"}, "Say why this is needed"),
        ({"authority": "other"}, "Say what lets us"),
        ({"told": "not_yet", "on": "2027-09-14", "why_not": "It could put her at risk."}, "within 90 days"),
        ({"told": "not_yet", "on": "2026-10-14", "why_not": ""}, "Say why the family is not told"),
    ],
)
def test_a_share_that_leaves_something_out_is_not_made(cast, note, desks, wrong, sentence) -> None:
    said = desks["sam"].post(f"/desk/sharing/{cast.amina}/new", **share(note, **wrong))
    assert said.status_code == 422
    assert sentence in said.text
    assert "To plan her timetable" in said.text or "necessity" in wrong  # nothing typed is lost


@on_sqlite
def test_what_is_contested_is_not_passed_on_even_when_it_was_sent(sayso, cast, note, desks) -> None:
    house = sayso.house
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    link = link_in(agreed(desks, cast, share(note)).text)
    with house.database.writing() as session:
        raise_challenge(session, cast.amina, note, Kind.WRONG_FACT, "", **at)
    said = desks["sam"].post(f"/desk/sharing/{cast.amina}/new", **share(note))
    assert (said.status_code, "on hold because someone said" in said.text) == (422, True)
    got = Client(sayso).get(link).text
    assert (SAID in got, "Someone says this is not right." in got) == (False, True)


@on_sqlite
def test_another_persons_part_cannot_be_passed_on(sayso, cast, note, desks) -> None:
    other = NewSegment(Claim.FACT, cast.priya, (cast.jordan,), {"words": "Jordan moved."})
    with sayso.house.database.writing() as session:
        at: dict[str, Any] = {"now": sayso.house.clock(), "rng": sayso.house.rng}
        theirs = make_note(session, cast.priya, [other], happened_at=None, **at)
    said = desks["sam"].post(f"/desk/sharing/{cast.amina}/new", **share(note, parts=f"{theirs}.0"))
    assert said.status_code == 404
    assert NotThere.kind == "missing"


@on_sqlite
def test_deciding_not_to_is_recorded_as_fully(sayso, cast, note, desks) -> None:
    form = {
        "organisation": "Quayside School",
        "asked_what": "Her notes",
        "ground": "worse_for_them",
        "because": "It would put her at risk at home.",
    }
    said = desks["sam"].post(f"/desk/sharing/{cast.amina}/not", **form, told="before", on="", why_not="")
    assert said.status_code == 303
    _token, key = opened(sayso, cast.amina)
    assert "It would put her at risk at home." in Client(sayso).get(f"/en/sharing/mine/{key}").text


def test_it_holds_and_can_be_played_again(sayso, cast, note, desks) -> None:
    agreed(desks, cast, share(note))
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
        assert verify(session).holds


@on_sqlite
def test_it_can_be_played_again_when_the_whole_record_is_gone(sayso, cast, note, desks, clock) -> None:
    soon = (clock.now + timedelta(days=20)).date().isoformat()
    agreed(desks, cast, share(note, told="after", on=soon))
    agreed(desks, cast, share(note))
    steps.erase(sayso.house, cast, cast.amina, None)
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
        assert verify(session).holds
