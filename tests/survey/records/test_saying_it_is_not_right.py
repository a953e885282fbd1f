"""Saying it is not right: held back from that moment, their words beside it, a day named, for one tap."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from staff import desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about, size
from survey.people.role import Role
from survey.records.challenge import Kind
from survey.records.store import restricted_seqs
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


def restricted(sayso: Sayso) -> set[int]:
    with sayso.house.database.reading() as session:
        return set(session.scalars(restricted_seqs()))


def test_it_works(amina: Visitor, notes: Notes, sayso: Sayso) -> None:
    page = amina.get(amina.at(notes.groups, "challenge")).text
    for words in ("It’s not how I see it", "Delete it", "You hear back by Mon 5 Oct.", "hard to be in groups"):
        assert words in page
    seq = amina.challenge(notes.groups, words="I like small groups.\r\nI leave when it gets loud.")
    assert restricted(sayso) == {notes.groups}
    state = amina.get(amina.at("challenges", seq)).text
    assert "We stopped using this today." in state
    assert "You will hear by Mon 5 Oct." in state
    assert "It’s not how I see it" in state
    card = amina.record()
    assert "I like small groups.\nI leave when it gets loud." in card
    assert "What you say, 14 Sept" in card
    assert "You said this is not right" in card


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_needs_no_more_than_a_tap(amina: Visitor, notes: Notes, sayso: Sayso, kind: Kind) -> None:
    amina.challenge(notes.session, kind.value)
    assert restricted(sayso) == {notes.session}


def test_staff_see_it_on_hold_with_their_words_beside(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    amina.challenge(notes.groups, words="I like small groups.")
    page = desk_of(sayso, cast.sam, Role.PRACTITIONER).get(f"/desk/records/{cast.amina}").text
    assert "On hold." in page
    assert "Amina says: It’s not how I see it. An answer is due by Mon 5 Oct." in page
    assert "I like small groups." in page
    assert page.index("What the entry says") < page.index("hard to be in groups")


def test_sent_twice_is_one_challenge_and_loses_no_words(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    first = amina.challenge(notes.groups, words="Once.")
    with sayso.house.database.reading() as session:
        before = size(session)
    assert amina.challenge(notes.groups, words="Once.") == first
    with sayso.house.database.reading() as session:
        assert size(session) == before
    assert amina.challenge(notes.groups, words="And this.") == first
    with sayso.house.database.reading() as session:
        said = [each.content["words"] for each in entries_about(session, cast.amina, ["statement.added"])]
    assert said == ["And this.", "Once."]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"words": "Kept."}, "Pick what is not right."),
        ({"kind": "rumour", "words": "Kept."}, "Pick what is not right."),
        ({"kind": "wrong_fact", "words": "Kept." + "x" * 5000}, "too long by 5 letters"),
    ],
)
def test_bad_input_keeps_what_was_typed(amina: Visitor, notes: Notes, sayso: Sayso, form, sentence: str) -> None:
    page = amina.post(amina.at(notes.groups, "challenge"), **form)
    assert page.status_code == 422
    assert sentence in page.text
    assert form["words"] in page.text
    assert not restricted(sayso)


@pytest.mark.parametrize("odd", ["😀 سلام", "a\u202eb", "a\x00b", "<b>not</b> \u2028"])
def test_their_words_are_kept_exactly(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast, odd: str) -> None:
    amina.challenge(notes.groups, words=odd)
    with sayso.house.database.reading() as session:
        (said,) = entries_about(session, cast.amina, ["statement.added"])
    assert said.content["words"] == odd
    assert "<b>not</b>" not in amina.record()


def test_taking_it_back(amina: Visitor, notes: Notes, sayso: Sayso) -> None:
    seq = amina.challenge(notes.groups, words="Mine stays.")
    address = f"/en/records/open/{amina.key}/challenges/{seq}/withdraw"
    assert amina.post(address).status_code == 303
    assert not restricted(sayso)
    assert "Mine stays." in amina.record()
    assert "You took it back" in amina.record()
    assert amina.post(address).status_code == 409


def test_something_is_missing(amina: Visitor, sayso: Sayso, cast: Cast) -> None:
    assert "Write some words first." in amina.post("/en/records/open/{key}/missing", words=" ").text
    sent = amina.post("/en/records/open/{key}/missing", words="The trip in May.")
    state = amina.get(sent.headers["Location"]).text
    assert "They will write it down, or tell you why not." in state
    assert "You will hear by Mon 5 Oct." in state
    assert "Not used until" not in state
    assert "You told us what is missing." in amina.record()
    assert "The trip in May." in amina.record()
    assert not restricted(sayso)


def test_a_look_can_be_odd(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    from tests.survey.records.test_reading_my_record import look

    seen = look(sayso, cast, cast.jo, notes.groups, "checking a referral")
    assert "Jo Reid looked. They said why" in amina.get(amina.at(seen, "challenge")).text
    amina.challenge(seen, "seen")
    assert restricted(sayso) == {seen}
    assert "You said this is not right" in amina.get("/en/records/open/{key}/looks").text


def test_no_one_else_s_entry_can_be_challenged(amina: Visitor, rosa: Visitor, notes: Notes, sayso: Sayso) -> None:
    for seq in (notes.groups, 0, 999999):
        assert rosa.get(rosa.at(seq, "challenge")).status_code == 404
        assert rosa.post(rosa.at(seq, "challenge"), kind="wrong_fact").status_code == 404
        assert rosa.post(rosa.at(seq, "side"), words="Mine").status_code == 404
    mine = amina.challenge(notes.groups)
    assert rosa.get(rosa.at("challenges", mine)).status_code == 404
    assert rosa.post(rosa.at("challenges", mine, "withdraw")).status_code == 404


def test_adding_my_side_challenges_nothing(amina: Visitor, notes: Notes, sayso: Sayso) -> None:
    assert "No one can edit them" in amina.get(amina.at(notes.groups, "side")).text
    assert amina.post(amina.at(notes.groups, "side"), words="").status_code == 422
    assert amina.post(amina.at(notes.groups, "side"), words="It was loud.").status_code == 303
    assert "It was loud." in amina.record()
    assert not restricted(sayso)


def test_late_is_said_and_stays_held(amina: Visitor, notes: Notes, sayso: Sayso, clock) -> None:
    amina.challenge(notes.groups)
    clock.move(days=20)
    amina.open()
    assert "You will hear by Mon 5 Oct." in amina.record()
    clock.move(days=2)
    amina.open()
    assert "We said you would hear by Mon 5 Oct. We are late. That is our fault." in amina.record()
    assert restricted(sayso) == {notes.groups}


def test_two_taps_at_the_same_moment_are_one_challenge(amina: Visitor, notes: Notes, sayso: Sayso) -> None:
    def tap(_n: int) -> int:
        return Visitor(sayso, amina.person_id, amina.token, amina.key).challenge(notes.groups, words="Once.")

    with ThreadPoolExecutor(6) as threads:
        places = set(threads.map(tap, range(6)))
    assert len(places) == 1
    with sayso.house.database.reading() as session:
        assert len(entries_about(session, amina.person_id, ["challenge.raised"])) == 1
        assert len(entries_about(session, amina.person_id, ["statement.added"])) == 1
