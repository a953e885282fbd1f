"""Words beside an entry stand until their person takes them away: then nobody is shown them; the log has them yet."""

import json
import re
from base64 import b64decode
from dataclasses import replace

import pytest
from staff import desk_of

from people import Cast
from survey.app import Sayso
from survey.errors import AlreadyDone, NotThere
from survey.ledger.store import entries_about
from survey.people.role import Role
from survey.records.statements import store
from survey.records.statements.statement import ADDED, REMOVED
from survey.retention.erasure import Fate, Part
from tests.conftest import NOON
from tests.survey.records.conftest import Notes, Visitor

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "I like small groups.\n  I leave when it gets loud."


def places(sayso: Sayso, person: str, kind: str = ADDED) -> list[int]:
    with sayso.house.database.reading() as session:
        return [entry.seq for entry in entries_about(session, person, (kind,))][::-1]


def say(visitor: Visitor, seq: int, words: str, query: str = "") -> None:
    assert visitor.post(visitor.at(seq, "side") + query, words=words).status_code == 303


def away(visitor: Visitor, seq: int):
    return visitor.post(visitor.at("words", seq, "away"))


def test_it_works(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    say(amina, notes.groups, WORDS)
    (seq,) = places(sayso, cast.amina)
    assert f"words/{seq}/away" in amina.record()
    page = amina.get(amina.at("words", seq, "away")).text
    for told in (WORDS, "They stay locked in our log.", "People who got a copy before still have it."):
        assert told in page
    assert WORDS in amina.record()  # asking takes nothing away
    assert away(amina, seq).status_code == 303
    assert WORDS not in amina.record()
    assert "You took your words away on 14 Sept." in amina.record()
    assert WORDS not in desk_of(sayso, cast.sam, Role.PRACTITIONER).get(f"/desk/records/{cast.amina}").text
    assert places(sayso, cast.amina) == [seq]  # sealed in the log, as it was


@on_sqlite
def test_they_can_be_added_again_and_several_stand_side_by_side(amina: Visitor, notes: Notes, sayso, cast) -> None:
    for words in ("One.", "Two.", "Three."):
        say(amina, notes.groups, words)
    second = places(sayso, cast.amina)[1]
    away(amina, second)
    record = amina.record()
    assert ("One." in record, "Two." in record, "Three." in record) == (True, False, True)
    say(amina, notes.groups, "Two.")  # the same words, moments later: they meant it
    assert "Two." in amina.record()


@on_sqlite
def test_writing_anew_starts_from_the_old_words_and_takes_their_place(amina, notes: Notes, sayso, cast) -> None:
    say(amina, notes.groups, WORDS)
    (seq,) = places(sayso, cast.amina)
    page = amina.get(amina.at(notes.groups, "side") + f"?again={seq}").text
    assert f"\n{WORDS}</textarea>" in page
    assert "The words you had go away." in page
    say(amina, notes.groups, WORDS, f"?again={seq}")  # nothing was changed: nothing happens
    assert places(sayso, cast.amina, REMOVED) == []
    say(amina, notes.groups, "I like small groups best.", f"?again={seq}")
    record = amina.record()
    assert "I like small groups best." in record
    assert "I leave when it gets loud." not in record
    say(amina, notes.groups, "Sent again.", f"?again={seq}")  # the old page, sent once more: nothing typed is lost
    assert "Sent again." in amina.record()


@on_sqlite
def test_an_answer_that_was_too_long_loses_nothing(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    say(amina, notes.groups, WORDS)
    (seq,) = places(sayso, cast.amina)
    long = "Kept." + "x" * 5000
    page = amina.post(amina.at(notes.groups, "side") + f"?again={seq}", words=long)
    assert (page.status_code, long in page.text) == (422, True)
    assert WORDS in amina.record()


@on_sqlite
def test_only_their_own_and_only_once(amina, rosa: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    say(amina, notes.home, "We live there.")
    (seq,) = places(sayso, cast.amina)
    for place in (seq, notes.groups, 10**6):
        assert rosa.get(rosa.at("words", place, "away")).status_code == 404
        assert away(rosa, place).status_code == 404
        assert rosa.get(rosa.at(notes.home, "side") + f"?again={place}").status_code == 404
    assert away(amina, notes.groups).status_code == 404  # an entry, and no words of hers
    assert away(amina, seq).status_code == 303
    assert away(amina, seq).status_code == 409
    assert amina.get(amina.at("words", seq, "away")).status_code == 404
    with sayso.house.database.writing() as session, pytest.raises(AlreadyDone):
        store.standing_at(session, cast.amina, seq)
    with sayso.house.database.writing() as session, pytest.raises(NotThere):
        store.standing_at(session, cast.rosa, seq)


@on_sqlite
def test_that_words_went_is_told_to_nobody_else(amina, rosa: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    say(amina, notes.groups, WORDS)
    assert WORDS in rosa.get(rosa.at("about", cast.amina)).text
    away(amina, places(sayso, cast.amina)[0])
    for page in (
        rosa.get(rosa.at("about", cast.amina)).text,
        desk_of(sayso, cast.sam, Role.PRACTITIONER).get(f"/desk/records/{cast.amina}").text,
    ):
        assert "finds it hard to be in groups" in page
        assert WORDS not in page
        assert "took" not in page


@on_sqlite
def test_taking_words_away_takes_no_challenge_back(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    challenge = amina.challenge(notes.groups, words=WORDS)
    away(amina, places(sayso, cast.amina)[0])
    assert "You said this is not right" in amina.record()
    state = amina.get(amina.at("challenges", challenge)).text
    assert WORDS not in state
    answering = desk_of(sayso, cast.lena, Role.MANAGER).get(f"/desk/records/owed/{challenge}").text
    assert "not how I see it" in answering
    assert WORDS not in answering


@on_sqlite
def test_they_are_not_in_a_file_that_is_made_later_not_even_sealed(amina, notes: Notes, sayso, cast: Cast) -> None:
    say(amina, notes.groups, WORDS)
    (seq,) = places(sayso, cast.amina)
    file = f"/en/exports/open/{amina.key}/saved.html"
    assert "I like small groups." in payload(amina.get(file).text)
    away(amina, seq)
    assert "I like small groups." not in payload(amina.get(file).text)


def payload(page: str) -> str:
    (sealed,) = re.findall(r'id="record">(.*?)</script>', page)
    return b64decode(json.loads(sealed)["payload"]).decode()


def test_what_took_them_away_goes_with_the_whole_record_alone() -> None:
    """Or the words would stand again."""
    part = Part(9, 0, REMOVED, ("amina",), "amina", NOON, 9)
    assert (part.fate, replace(part, kind=ADDED).fate) == (Fate.WITH_THE_RECORD, Fate.ALONE)
