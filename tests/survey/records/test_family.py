"""A relative's view: their own entries, and of the young person's what was granted; the young person sees that."""

import re

import pytest
from looks import seqs_in
from sqlalchemy import select

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim
from survey.ledger.store import entries_about
from survey.people.models import RelationRow
from survey.people.store import end_relation
from survey.records import store
from tests.survey.records.conftest import Notes, Visitor, part

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


def about(rosa: Visitor, cast: Cast):
    return rosa.get(rosa.at("about", cast.amina))


def test_it_works(rosa: Visitor, notes: Notes, cast: Cast) -> None:
    assert "What you can see about Amina" in rosa.record()
    page = about(rosa, cast).text
    assert "finds it hard to be in groups" in page
    assert "Amina’s words" in page
    assert "Rosa works nights." in page


def test_in_their_own_record_are_their_own_parts(rosa: Visitor, notes: Notes) -> None:
    page = rosa.record()
    assert "Rosa works nights." in page
    assert "14 Quay Street" in page
    assert "sleeps at her aunt" not in page
    assert "1 part is not shown to you. It is kept as it was written." in page


def test_their_own_words_are_theirs_on_either_page(rosa: Visitor, sayso: Sayso, cast: Cast) -> None:
    words = [part("I want to be asked.", Claim.THEIR_WORDS, cast.rosa, cast.rosa, cast.amina)]
    with sayso.house.database.writing() as session:
        store.make_note(session, cast.sam, words, happened_at=None, now=sayso.house.clock(), rng=sayso.house.rng)
    for page in (rosa.record("?show=notes"), about(rosa, cast).text):
        card = page[page.index("<article") :]
        assert card.index("Your words") < card.index("I want to be asked.")
        assert "You said this. Sam Okafor wrote it down." in card


def test_the_young_person_sees_that_they_looked(amina: Visitor, rosa: Visitor, notes, cast: Cast, sayso: Sayso) -> None:
    about(rosa, cast)
    page = amina.get("/en/records/open/{key}/looks").text
    assert "Rosa looked at your record once in September 2026. Why: “They are your family.”" in page
    assert "not in your team" not in page
    with sayso.house.database.reading() as session:
        (look,) = entries_about(session, cast.amina, ["view.made"])
    assert notes.groups in seqs_in(look)


def without_times(page: str) -> str:
    return re.sub(r"1[A-Za-z0-9_-]{32}|[0-9a-f]{32}", "", page)


def test_nothing_the_young_person_does_shows(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast) -> None:
    """The same bytes before and after: a look at her own record, a challenge with words, taking it back, a new link."""
    before = without_times(about(rosa, cast).text)
    mine = without_times(rosa.record())
    seq = amina.challenge(notes.groups, words="Mum must not read this.")
    amina.challenge(notes.home, "wrong_fact", words="Nor this.")
    assert without_times(about(rosa, cast).text) == before
    assert without_times(rosa.record()) == mine
    amina.post(amina.at("challenges", seq, "withdraw"))
    amina.get("/en/records/open/{key}/looks")
    assert without_times(about(rosa, cast).text) == before


def test_my_side_without_a_challenge_goes_where_the_note_goes(amina: Visitor, rosa: Visitor, notes, cast: Cast) -> None:
    amina.post(amina.at(notes.groups, "side"), words="It was loud.")
    assert "What Amina says, 14 Sept" in about(rosa, cast).text


def test_what_a_relative_challenges_is_not_the_young_person_s_to_see(amina, rosa: Visitor, notes: Notes) -> None:
    rosa.challenge(notes.home, "wrong_fact", words="I work days.")
    assert "I work days." in rosa.record()
    assert "I work days." not in amina.record()


def test_never_the_young_person_s_looks_or_choices(rosa: Visitor, notes, cast: Cast) -> None:
    assert rosa.get(rosa.at("about", cast.amina) + "/looks").status_code == 404
    page = about(rosa, cast).text
    for words in ("Who looked", "second key", "A link", "That’s odd"):
        assert words not in page


def test_nobody_else_gets_in(amina: Visitor, rosa: Visitor, visit, cast: Cast) -> None:
    assert amina.get(amina.at("about", cast.rosa)).status_code == 404
    assert rosa.get(rosa.at("about", cast.jordan)).status_code == 404
    assert rosa.get(rosa.at("about", "nonsense")).status_code == 404


def test_it_ends_when_the_relation_does(rosa: Visitor, notes, sayso: Sayso, cast: Cast) -> None:
    house = sayso.house
    with house.database.writing() as session:
        relation = session.scalars(select(RelationRow).where(RelationRow.from_id == cast.rosa)).one()
        end_relation(session, relation.seq, by=cast.sam, now=house.clock(), rng=house.rng)
    assert about(rosa, cast).status_code == 404
    assert "This has ended. It used to say: You are here for Amina as a parent." in rosa.record()
