"""A data lead makes the file for someone who asked on paper; and what is erased is gone from every file, as such."""

from html import unescape

import pytest
from staff import desk_of

from survey.exports import carried
from survey.exports.bringing.store import bring
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries_about, rebuild, size
from survey.people.role import Role

ASKED = {"name": "amina", "born": "2011-03", "why": "She wrote to us; Sam knows her hand."}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_is_a_look_with_its_reason_before_the_file_is_made(sayso, cast, notes):
    desk = desk_of(sayso, cast.dee, Role.DATA_LEAD)
    sent = desk.post("/desk/exports/", **ASKED)
    assert sent.status_code == 200, sent.text
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    read = carried.read(sent.text, sayso.house.signer.key)
    assert (read.person, read.reader) == (cast.amina, cast.amina)
    assert "Dee" in unescape(sent.text)
    with sayso.house.database.reading() as session:
        look = entries_about(session, cast.amina, ["view.made"])[0]
    assert (look.actor, look.content["why"], look.content["channel"]) == (cast.dee, ASKED["why"], "export")
    assert "export" in look.content["unusual"]
    opened = {(each.seq, ordinal) for each in read.entries for ordinal in each.parts}
    assert opened <= {tuple(key) for key in look.content["parts"]}


WRONG = (
    ({"why": ""}, "Say how they asked"),
    ({"born": "March 2011"}, "Type it like 2011-03"),
    ({"name": "Jo"}, "There is not one person here"),
    ({"born": "2011-04"}, "There is not one person here"),
    ({"name": ""}, "Type a name"),
)


def test_without_who_and_why_there_is_no_file_and_no_look(sayso, cast, notes):
    desk = desk_of(sayso, cast.dee, Role.DATA_LEAD)
    with sayso.house.database.reading() as session:
        before = size(session)
    for changed, says in WRONG:
        sent = desk.post("/desk/exports/", **ASKED | changed)
        assert sent.status_code == 422
        assert says in unescape(sent.text)
        assert all(word in unescape(sent.text) for word in (ASKED | changed).values())  # nothing typed is lost
    with sayso.house.database.reading() as session:
        assert size(session) == before


def test_someone_of_another_organisation_is_not_there(sayso, cast, notes):
    desk = desk_of(sayso, cast.jo, Role.DATA_LEAD)
    assert desk.post("/desk/exports/", **ASKED).status_code == 422


def test_what_was_erased_is_a_commitment_and_a_sentence(sayso, cast, notes, amina):
    house = sayso.house
    with house.database.writing() as session:
        gone = [(notes.session, 1), (notes.groups, 0)]
        erase(session, gone, actor=None, because=None, reason="asked", now=house.clock(), rng=house.rng)
    page = amina.get("/en/exports/open/{key}/saved.html").text
    read = {each.seq: each for each in carried.read(page, house.signer.key).entries}
    assert "I stayed to half time." not in page
    assert "A part was erased on" in unescape(page)
    assert (set(read[notes.session].parts), set(read[notes.groups].parts)) == ({0}, set())
    assert [held["ordinal"] for held in read[notes.groups].opening["segments"]] == [0]


def test_what_was_brought_can_be_erased_part_by_part(sayso, elsewhere, cast, notes, amina):
    page = amina.get("/en/exports/open/{key}/saved.html").text
    read, house = carried.read(page, sayso.house.signer.key), elsewhere.house
    when = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        person = bring(session, read, **when).person_id
    with house.database.writing() as session:
        kept = {e.content["from"]["seq"]: e for e in entries_about(session, person, ["record.brought"])}
        parts = [(kept[notes.session].seq, 1), (kept[notes.home].seq, 0)]
        erase(session, parts, actor=None, because=None, reason="asked", **when)
        assert rebuild(session) == []
    with house.database.writing() as session:
        again = bring(session, read, **when)  # what went with its proof may be brought anew; what is here is here
    assert (again.person_id, again.added) == (person, 1)
    with house.database.reading() as session:
        left = entries_about(session, person, ["record.brought"])
    half = next(e for e in left if e.seq == kept[notes.session].seq)
    assert [each.content["ordinal"] for each in half.segments] == [0]
