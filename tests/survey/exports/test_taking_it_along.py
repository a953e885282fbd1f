"""Taking one's record along: what is in the file and what is not, and bringing it to another Sayso."""

import json
import re
from base64 import b64decode, b64encode
from html import unescape

import pytest

from survey.checks.offline import verify
from survey.exports import brought, carried
from survey.ledger import opening
from survey.ledger.entry import Claim
from survey.ledger.store import entries_about, rebuild, size
from survey.people.may_see import visible, worker_scope
from survey.people.person import Kind
from survey.people.store import add_person, invite, person_of, relations_to
from survey.records import store
from survey.records.opening.store import open_record
from survey.records.store import make_note
from survey.request_log import UNLOGGED
from tests.survey.records.conftest import part

SIDE = "I was there, and it was <b>loud</b>.\nSo I left – early."
one_kind = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where the database makes no difference
HIDDEN = ("Rosa works nights.", "b2f4 the marker of another")


@pytest.fixture
def page(sayso, cast, notes, amina):
    """Amina's file: with a note she challenged in her own words, and one she only wrote her side to."""
    house = sayso.house
    when = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        other = part(HIDDEN[1], Claim.OPINION, cast.sam, cast.jordan)
        make_note(
            session,
            cast.sam,
            [part("One of two.", Claim.FACT, cast.sam, cast.amina), other],
            happened_at=None,
            **when,
        )
        store.add_statement(session, cast.amina, notes.session, SIDE, **when)
    amina.challenge(notes.groups, words="Not with people I know.")
    sent = amina.get("/en/exports/open/{key}/saved.html")
    assert sent.status_code == 200, sent.text
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    return sent.text


@one_kind
def test_it_is_everything_about_them_in_the_words_of_their_record_and_proven(page, sayso, notes):
    said = unescape(page)
    for words in ("Amina finds it hard to be in groups.", "I stayed to half time.", "Not used until it is sorted."):
        assert words in said
    assert said.count("They moved to 14 Quay Street.") == 1
    read = carried.read(page, sayso.house.signer.key)
    held = {each.seq: each.held for each in read.entries}
    assert (held[notes.groups], held[notes.session]) == ("challenged", None)
    with sayso.house.database.reading() as session:
        about = {each.seq for each in entries_about(session, read.person)}
    assert {each.seq for each in read.entries} == about
    assert all(each.receipt for each in read.entries)
    trust = verify.Trust(verify.key_from(str(sayso.house.signer.key), 1))
    assert len(verify.record_from(page, trust)) == len(about)


@one_kind
def test_a_statement_stands_beside_its_entry_byte_for_byte(page, sayso, notes):
    (card,) = re.findall(rf'<article[^>]*id="entry-{notes.session}">.*?</article>', page, re.DOTALL)
    assert SIDE in unescape(card)
    read = {each.seq: each for each in carried.read(page, sayso.house.signer.key).entries}
    (beside,) = read[notes.session].beside
    assert read[beside].parts[0]["content"]["words"] == SIDE


@one_kind
def test_nobody_else_s_words_are_in_it_not_even_sealed(page, sayso, cast, notes):
    (held,) = re.findall(r'id="record">(.*?)</script>', page)
    payload = b64decode(json.loads(held)["payload"]).decode()
    for hidden in HIDDEN:
        assert hidden not in page + payload
    home = next(each for each in json.loads(payload)["entries"] if each["opening"]["leaf"]["seq"] == notes.home)
    assert [set(each) for each in home["opening"]["segments"]][2] == {"ordinal", "commitment"}
    assert cast.rosa in json.loads(payload)["names"]  # she is named in the part that is about both
    assert cast.jordan not in payload  # named in a part that is not hers: not even by pseudonym
    assert "Jordan" not in page + payload


@one_kind
def test_it_runs_nothing_and_asks_for_nothing(page):
    assert re.findall(r"<script\b[^>]*>", page) == ['<script type="application/json" id="record">']
    assert not re.search(r"\b(?:src|href|action)\s*=|@import|url\(|\son[a-z]+=", page.partition('id="record"')[0])
    assert 'dir="ltr"' in page
    assert 'lang="en"' in page


@one_kind
def test_taking_it_is_written_down_nowhere(sayso, amina, page):
    with sayso.house.database.reading() as session:
        before = size(session)
    for address in ("", "/saved.html", "/choices/fhir-r5.json", "/choices/kantara.json"):
        amina.get("/en/exports/open/{key}" + address)
    with sayso.house.database.reading() as session:
        assert size(session) == before
    views = [sayso.people.view_functions[f"exports.{each}"] for each in ("file", "choices", "choice")]
    assert all(hasattr(view, UNLOGGED) for view in views)


@one_kind
def test_a_relative_takes_only_what_they_may_see_and_it_is_told_first(sayso, cast, notes, rosa, amina):
    amina.challenge(notes.groups, words="My mum must not read this.")
    sent = rosa.get(f"/en/exports/open/{{key}}/about/{cast.amina}/saved.html")
    read = carried.read(sent.text, sayso.house.signer.key)
    assert (read.reader, read.person) == (cast.rosa, cast.amina)
    opened = {(each.seq, body["content"].get("words")) for each in read.entries for body in each.parts.values()}
    assert (notes.groups, "Amina finds it hard to be in groups.") in opened
    payload = b64decode(json.loads(re.findall(r'id="record">(.*?)</script>', sent.text)[0])["payload"]).decode()
    assert "must not read" not in sent.text + payload
    assert "challenge" not in payload
    assert all(each.held is None for each in read.entries)
    with sayso.house.database.reading() as session:
        look = entries_about(session, cast.amina, ["view.made"])[0]
    told = {(seq, ordinal) for seq, ordinal in look.content["parts"]}
    opened = {(each.seq, ordinal) for each in read.entries for ordinal in each.about(cast.amina)}
    assert (look.actor, look.content["channel"]) == (cast.rosa, "export")
    assert opened <= told
    assert rosa.get(f"/en/exports/open/{{key}}/about/{cast.jordan}/saved.html").status_code == 404


def test_there_and_back_it_says_the_same_and_counts_for_nothing(page, sayso, elsewhere, bring, cast, notes):
    key = sayso.house.signer.key
    told = bring(page, key, "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    read = carried.read(page, key)
    assert (found["is_new"], found["added"], found["left_out"]) == (True, len(read.entries), 0)
    again = bring(page, key)
    assert again.exit_code == 0, again.output
    assert again.output.startswith("0 entries were brought")
    with elsewhere.house.database.writing() as session:
        person = person_of(session, found["person_id"])
        assert (person.name, person.kind, person.born) == ("Amina", "young_person", "2011-03")
        assert not relations_to(session, person.id, [])
        kept = [each for each in entries_about(session, person.id) if each.kind == "record.brought"]
        by_place = {brought.proof_of(each)["seq"]: each for each in kept}
        for entry in read.entries:
            shown = opening.check(brought.opening_again(by_place[entry.seq]), key)
            assert (shown.leaf, shown.header) == (entry.shown.leaf, entry.shown.header)
            assert brought.proof_of(by_place[entry.seq])["receipt"] == str(entry.receipt)
        assert brought.said_beside(by_place[notes.session]) == [SIDE]
        assert rebuild(session) == []


@one_kind
def test_it_is_told_in_plain_words_and_to_nobody_else(page, sayso, elsewhere, bring, notes):
    person = json.loads(bring(page, sayso.house.signer.key, "--json").output)["person_id"]
    record = opened_elsewhere(elsewhere, person)
    for words in (
        "Brought: A note",
        "Amina finds it hard to be in groups.",
        sayso.house.signer.key.name,
        "Sam Okafor wrote this.",
    ):
        assert words in record
    assert SIDE in record
    with elsewhere.house.database.reading() as session:
        for each in entries_about(session, person, ["record.brought"]):
            assert not visible(each, viewer="f" * 32, scopes={person: worker_scope(answers=True)})


def opened_elsewhere(elsewhere, person: str) -> str:
    house = elsewhere.house
    when = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        token = invite(session, person, by=None, days=3, secret_key=house.settings.secret_key, **when).token
        key = open_record(session, person, token, **when)
    return unescape(elsewhere.people.test_client().get(f"/en/records/open/{key}?more=1").text)


@one_kind
def test_it_can_be_joined_to_someone_who_is_here(page, sayso, elsewhere, bring):
    house = elsewhere.house
    with house.database.writing() as session:
        when = {"now": house.clock(), "rng": house.rng}
        known = add_person(session, kind=Kind.YOUNG_PERSON, name="Mina", by=None, **when)
    told = bring(page, sayso.house.signer.key, "--person", known, "--json")
    assert (json.loads(told.output)["person_id"], json.loads(told.output)["is_new"]) == (known, False)
    wrong = bring(page, sayso.house.signer.key, "--person", "0" * 32)
    assert wrong.exit_code == 1
    assert "There is nobody here" in wrong.output


@one_kind
def test_a_file_that_was_changed_brings_nothing(page, sayso, elsewhere, bring, cast, rosa):
    key = sayso.house.signer.key
    (held,) = re.findall(r'id="record">(.*?)</script>', page)
    wrapped = json.loads(held)
    payload = b64decode(wrapped["payload"])
    altered = payload.replace(b"hard to be in groups", b"easy to be in groups", 1)
    by_the_log = {
        "payload": b64encode(altered).decode(),
        "signature": b64encode(sayso.house.signer.sign(altered)).decode(),
    }
    others = rosa.get(f"/en/exports/open/{{key}}/about/{cast.amina}/saved.html").text
    with elsewhere.house.database.reading() as session:
        before = size(session)
    for changed, trust in (
        (page.replace(held, json.dumps(wrapped | {"payload": by_the_log["payload"]})), key),
        (page.replace(held, json.dumps(wrapped | by_the_log)), key),
        (page.replace(held, held[:-30]), key),
        (others, key),
        (page, elsewhere.house.signer.key),
    ):
        told = bring(changed, trust)
        assert told.exit_code == 1, told.output
        assert "Expected" in told.output
    assert bring(page, "not a key").exit_code == 2
    with elsewhere.house.database.reading() as session:
        assert size(session) == before
