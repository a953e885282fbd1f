"""After sending: a copy in every form, changing until a day, deleting for good, and what changed. Pages, no script."""

import csv
import re
from io import StringIO

import pytest
from staff import desk_of

from outcomes.change.store import sittings
from outcomes.impact.door.reading.store import held_seqs
from outcomes.measures.definition import library
from survey.consent.store import decide
from survey.exports.store import taken
from survey.ledger.store import entries_about, rebuild
from survey.ledger.verifying.store import verify
from survey.people.may_see import Part
from survey.people.role import Role
from survey.records.account.account import cards
from survey.records.account.store import material_of
from survey.records.challenge import Kind
from survey.records.opening.store import open_record
from survey.records.store import raise_challenge
from survey.responses.counting.chain import ANSWERS, CHANGED, DELETED
from survey.responses.counting.store import sent_by
from survey.retention.hold import Authority
from survey.retention.holds.store import lift, place
from survey.retention.own.store import destroy_waiting
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.survey.responses.answering import another_link, begin, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

KEY = re.compile(r'name="form_key" value="([^"]+)"')


@pytest.fixture
def amina(sayso, cast):
    """She has sent two answers and a few words."""
    phone = begin(sayso, cast.amina)
    phone.starts()
    phone.taps(1, experience_1="3")
    phone.taps(11, experience_words="=It was loud")
    assert phone.sends().headers["Location"] == phone.address("done")
    return phone


def press(phone, page, button, **fields):
    """Send the form of a page that leads to `button`."""
    (key,) = set(KEY.findall(phone.sees(page).text))
    return phone.client.post(phone.address(button), data={"form_key": key} | fields)


def opened(phone):
    house = phone.sayso.house
    with house.database.writing() as session:
        key = open_record(session, phone.person, phone.token, now=house.clock(), rng=house.rng)
    return f"/en/records/open/{key}"


def first_answer(phone):
    """What counts of hers now: the newest version's first answer."""
    with phone.sayso.house.database.reading() as session:
        found = sent_by(session, phone.person)
    return [entry.content["answers"]["experience_1"] for entry in found]


def kinds(phone):
    with phone.sayso.house.database.reading() as session:
        return [each.kind for each in entries_about(session, phone.person, [*ANSWERS, DELETED], erased=True)][::-1]


def test_the_last_day_to_change_is_said_before_and_after_sending(sayso, cast, clock):
    phone = begin(sayso, cast.amina)
    phone.starts()
    phone.taps(1, experience_1="3")
    assert "You can change them until 5 Dec 2026." in phone.sees("check").text
    phone.sends()
    for page in ("done", "copy"):
        assert "until 5 Dec 2026." in phone.sees(page).text
    phone.token = another_link(phone, days=10)  # a promise is kept: this link runs out before
    assert "until 23 Sept 2026." in phone.sees("done").text
    clock.move(days=10)
    phone.token = another_link(phone, days=120)
    clock.move(days=80)
    assert "You can change them" not in phone.sees("done").text
    assert phone.client.post(phone.address("change"), data={"form_key": "x"}).status_code == 403


def test_nothing_changes_until_it_is_sent_again(amina):
    assert press(amina, "done", "change").headers["Location"] == amina.address("check")
    assert "What you sent stands till you send it again." in amina.sees("check").text
    assert amina.chosen(1) == {"experience_1": "3"}
    amina.taps(1, experience_1="0")
    assert first_answer(amina) == [3]
    assert "You are changing your answers" in amina.sees("done").text
    amina.sends()
    assert first_answer(amina) == [0]
    assert kinds(amina) == ["answers.submitted", CHANGED]
    assert "Never" in amina.sees("copy").text
    assert "=It was loud" in amina.sees("copy").text
    record = amina.client.get(opened(amina)).text
    assert "again, with a change." in record
    assert "You changed it on 14 Sept." in record
    assert record.count("Often") == 1, "what it used to say is there, for her"
    with amina.sayso.house.database.reading() as session:
        material = material_of(session, amina.person, viewer="rosa")
    (card,) = cards(material, "rosa", {amina.person: frozenset({Part.ANSWERS})})
    assert (card.now.entry.kind, card.older) == (CHANGED, ()), "a relative who may read answers reads what they say now"


def test_a_change_can_be_left_and_sending_the_same_again_records_nothing(amina):
    press(amina, "done", "change")
    amina.taps(1, experience_1="0")
    assert press(amina, "check", "change/leave").headers["Location"] == amina.address("done")
    assert amina.sees(1).headers["Location"] == amina.address("done")
    press(amina, "done", "change")
    assert amina.chosen(1) == {"experience_1": "3"}, "what was dropped is not there the next time"
    amina.sends()
    assert kinds(amina) == ["answers.submitted"]


def test_no_to_questions_while_changing_leaves_what_was_sent(amina):
    press(amina, "done", "change")
    amina.taps(1, experience_1="0")
    says(amina, "take_part", "withdrawn")
    assert "You are changing your answers" not in amina.sees("done").text
    assert first_answer(amina) == [3]
    with amina.sayso.house.database.writing() as session:
        assert rebuild(session) == []
    assert "Delete my answers" in amina.sees("done").text, "what is theirs they can delete all the same"


def test_a_copy_comes_as_a_page_as_text_and_as_a_table_that_runs_nothing(amina):
    for address in (amina.address("copy"), f"{opened(amina)}/sent/autumn"):
        assert "=It was loud" in amina.client.get(address).text
        base = address if address.endswith("copy") else f"{address}/copy"
        page, text, table = (amina.client.get(f"{base}.{kind}") for kind in ("html", "txt", "csv"))
        assert not re.findall(r'(?:src|href)="(?!tel:)[^#"]', page.text), "it opens without us"
        assert "Often" in page.text
        assert "I felt safe with the people who helped me\n  Often\n" in text.text
        rows = list(csv.reader(StringIO(table.text.removeprefix("\ufeff"))))
        assert rows[0] == ["Question", "Your answer"]
        assert rows[-1][1] == "'=It was loud"
        assert {each.headers["Content-Disposition"] for each in (page, text, table)} == {
            f'attachment; filename="saved.{kind}"' for kind in ("html", "txt", "csv")
        }
        assert amina.client.get(f"{base}.exe").status_code == 404


def test_deleting_is_said_first_and_leaves_a_trace_without_a_word_of_it(amina):
    press(amina, "done", "change")
    amina.taps(1, experience_1="0")
    amina.sends()
    said = amina.sees("delete").text
    for words in (
        "You can’t get them back.",
        "Counts that are out by now stay as they are.",
        "A line in your record says",
    ):
        assert words in said
    assert first_answer(amina) == [0], "looking deletes nothing"
    assert press(amina, "delete", "delete").headers["Location"].startswith(amina.address("done"))
    page = amina.sees("done").text
    assert "You deleted your answers" in page
    assert amina.address("copy") not in page
    assert amina.sees("copy").headers["Location"] == amina.address("done")
    record = amina.client.get(opened(amina)).text
    assert "You took back what you sent. It is deleted." in record
    assert "loud" not in record
    assert "I felt safe" not in record
    with amina.sayso.house.database.reading() as session:
        about = entries_about(session, amina.person, ANSWERS, erased=True)
        assert all(part.erased for entry in about for part in entry.segments)
        assert verify(session).holds
    assert press(amina, "done", "again").headers["Location"] == amina.address("resume")
    assert amina.starts().headers["Location"] == amina.address(1)
    assert amina.chosen(1) == {}


def test_while_a_hold_stands_it_is_locked_away_from_everyone_and_goes_when_that_ends(amina, cast, house):
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        held = {"entry_seq": None, "authority": Authority.COURT, "words": "An order.", "by": cast.dee}
        hold = place(session, cast.amina, review_on=house.clock().date().replace(month=10), **held, **at)
    press(amina, "delete", "delete")
    assert first_answer(amina) == []
    assert "loud" not in amina.client.get(opened(amina)).text
    with house.database.reading() as session:
        shown = taken(session, cast.amina, cast.amina, {}).opened
    assert not {entry.seq for entry in everything(house, cast)} & {seq for seq, each in shown.items() if each.ordinals}
    sealed = lambda: [part.erased for entry in everything(house, cast) for part in entry.segments]  # noqa: E731
    assert not any(sealed())
    assert destroy_waiting(house) == 0
    with house.database.writing() as session:
        lift(session, hold, cast.dee, "It is over.", **at)
    assert destroy_waiting(house) == 1
    assert all(sealed())
    assert destroy_waiting(house) == 0
    with house.database.writing() as session:
        assert rebuild(session) == []


def everything(house, cast):
    with house.database.reading() as session:
        return entries_about(session, cast.amina, ANSWERS, erased=True)


def test_what_she_said_is_not_right_holds_of_the_change_too_and_does_not_stop_deleting(amina, sayso, cast, house):
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        (sent,) = sent_by(session, cast.amina)
        challenge = raise_challenge(session, cast.amina, sent.seq, Kind.OBJECTION, "Stop.", **at)
        for purpose in ("worker_sees", "count_me"):
            decide(session, cast.amina, purpose, "given", **at)
    press(amina, "done", "change")
    amina.taps(1, experience_1="0")
    amina.sends()
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    assert "On hold" in sam.get(f"/desk/responses/{cast.amina}").text
    with house.database.reading() as session:
        (newest,) = sent_by(session, cast.amina)
        assert newest.seq in held_seqs(session), "it is in no count"
        assert sittings(session, "autumn", library()["experience"]) == []
    press(amina, "delete", "delete")
    assert "Nothing has been sent yet." in sam.get(f"/desk/responses/{cast.amina}").text
    record = opened(amina)
    assert amina.client.get(record).status_code == 200
    assert amina.client.get(f"{record}/challenges/{challenge}").status_code == 200
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    assert lena.get(f"/desk/records/owed/{challenge}").status_code == 200


def test_every_page_of_it_is_whole_and_easy(amina):
    press(amina, "done", "change")
    pages = [amina.sees(page).text for page in ("", "done", "check", "copy", "delete", "board")]
    key = opened(amina)
    pages += [amina.client.get(key + each).text for each in ("/sent", "/sent/autumn", "/sent/autumn/delete")]
    for html in pages:
        assert not whole(html)
        assert not too_hard_to_read(html)
