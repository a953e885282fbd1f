"""Answering what is said not to be right: by other hands, in plain words, with the old version kept, on time."""

from collections.abc import Callable

import pytest
from looks import seqs_in
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.consent.store import decide as choose
from survey.consent.store import standing, stands
from survey.ledger.store import entries_about, entry_at
from survey.people.role import Role
from survey.records.store import restricted_seqs
from tests.survey.records.conftest import Notes, Visitor
from tests.survey.records.test_reading_my_record import look
from tests.survey.records.test_saying_it_is_not_right import restricted

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def answer(desk: Desk, seq: int, outcome: str, reason: str = "I asked Sam.", *parts: tuple[str, str]):
    form = {"outcome": outcome, "reason": reason}
    for n, (claim, words) in enumerate(parts):
        form |= {f"parts-{n}-claim": claim, f"parts-{n}-words": words}
    return desk.post(f"/desk/records/owed/{seq}", **form)


def test_it_works(amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso, cast: Cast) -> None:
    seq = amina.challenge(notes.groups, words="I like small groups.")
    for words in ("Say that you have it by Mon 21 Sept.", "Our day: Mon 5 Oct", "The law’s day: Wed 14 Oct"):
        assert words in lena.get("/desk/records/owed").text
    page = lena.get(f"/desk/records/owed/{seq}").text
    for words in ("I like small groups.", "Amina finds it hard to be in groups.", "It’s not how I see it"):
        assert words in page
    assert answer(lena, seq, "corrected", "You told me.", ("opinion", "Amina likes small groups.")).status_code == 303
    card = amina.record("?show=notes")
    assert card.index("Amina likes small groups.") < card.index("What it used to say") < card.index("finds it hard")
    for words in ("You were right", "Lena Marsh answered on 14 Sept: “You told me.”", "I like small groups."):
        assert words in card
    assert "Lena Marsh changed it on 14 Sept. Why: You told me." in card
    assert "Nothing is waiting." in lena.get("/desk/records/owed").text


def test_the_old_version_stays_out_and_the_new_one_is_used(
    amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso, cast: Cast
) -> None:
    seq = amina.challenge(notes.groups)
    answer(lena, seq, "corrected", "Why.", ("opinion", "New."))
    with sayso.house.database.reading() as session:
        (new,) = entries_about(session, cast.amina, ["record.corrected"])
        assert set(session.scalars(restricted_seqs())) == {notes.groups}
        assert (new.links, new.segments[0].author) == ({"corrects": notes.groups}, cast.lena)
        old = entry_at(session, notes.groups)
    assert old is not None
    assert old.content["words"] == "Amina finds it hard to be in groups."


def test_why_is_told_to_who_asked_and_to_nobody_else_named(
    amina: Visitor, rosa: Visitor, notes: Notes, lena: Desk
) -> None:
    seq = amina.challenge(notes.home, "wrong_fact")
    parts = (("fact", "They live with her aunt."), ("fact", "Amina sleeps there."), ("fact", "Rosa works nights."))
    answer(lena, seq, "corrected", "Amina told me so.", *parts)
    assert "Why: Amina told me so." in amina.record()
    page = rosa.record()
    for words in (
        "They live with her aunt.",
        "What it used to say",
        "14 Quay Street",
        "Lena Marsh changed it on 14 Sept.",
    ):
        assert words in page
    assert "Amina told me so." not in page


def test_all_of_it_can_be_taken_out(amina: Visitor, notes: Notes, lena: Desk) -> None:
    answer(lena, amina.challenge(notes.groups, "not_mine"), "corrected", "It was about someone else.", ("opinion", ""))
    card = amina.record("?show=notes")
    assert "What it said was taken out." in card
    assert card.index("What it used to say") < card.index("hard to be in groups")


def test_partly_changes_what_it_changes(amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso, cast: Cast) -> None:
    seq = amina.challenge(notes.session, "wrong_fact")
    parts = (("observation", "She helped one new person."), ("their_words", "I stayed to half time."))
    assert answer(lena, seq, "partly", "One, not two.", *parts).status_code == 303
    with sayso.house.database.reading() as session:
        (new,) = entries_about(session, cast.amina, ["record.corrected"])
    assert [part.author for part in new.segments] == [cast.lena, cast.amina]
    assert "We changed part of it" in amina.record()


def test_not_changed_is_used_again_and_can_be_asked_again_of_someone_else(
    amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso, cast: Cast
) -> None:
    seq = amina.challenge(notes.groups)
    answer(lena, seq, "not_changed", "It is Sam’s view, and it says so.")
    assert not restricted(sayso)
    assert "We did not change it" in amina.record()
    assert "0303 123 1113" in amina.get(amina.at("challenges", seq)).text
    again = amina.challenge(notes.groups)
    assert restricted(sayso) == {notes.groups}
    assert lena.get(f"/desk/records/owed/{again}").status_code == 403
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    assert priya.get(f"/desk/records/owed/{again}").status_code == 200


def test_what_cannot_be_shown_true_stays_out(amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso) -> None:
    answer(lena, amina.challenge(notes.groups), "cannot_verify")
    assert restricted(sayso) == {notes.groups}
    assert "We can’t show it is true. We don’t use it." in amina.record()


def test_whoever_wrote_it_cannot_answer(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER, Role.MANAGER)
    seq = amina.challenge(notes.groups)
    assert "You wrote this, so someone else answers." in sam.get("/desk/records/owed").text
    refused = sam.get(f"/desk/records/owed/{seq}")
    assert refused.status_code == 403
    assert "Ask a colleague who had no part in it." in refused.text
    form_on = f"/desk/records/{cast.amina}/new"
    sent = sam.post(f"/desk/records/owed/{seq}", form_on, outcome="not_changed", reason="Because.")
    assert sent.status_code == 403
    assert sam.post(f"/desk/records/owed/{seq}", form_on, act="have").status_code == 403
    assert restricted(sayso) == {notes.groups}


def test_another_organisation_cannot_even_see_that_there_is_one(
    amina: Visitor, notes, sayso: Sayso, cast: Cast
) -> None:
    seq = amina.challenge(notes.groups)
    jo = desk_of(sayso, cast.jo, Role.PRACTITIONER)
    assert "Amina" not in jo.get("/desk/records/owed").text
    assert jo.get(f"/desk/records/owed/{seq}").status_code == 404


@pytest.mark.parametrize(
    ("outcome", "reason", "sentence"),
    [
        ("not_changed", " ", "Say why, in plain words."),
        ("", "Kept reason.", "Pick an answer."),
        ("rumour", "Kept reason.", "Pick an answer."),
        ("corrected", "Kept reason.", "Change what it says."),
        ("corrected", "Kept reason." + "x" * 5000, "too long by"),
    ],
)
def test_an_unfinished_answer_is_said_and_kept(
    amina: Visitor, notes: Notes, lena: Desk, outcome: str, reason: str, sentence: str
) -> None:
    seq = amina.challenge(notes.groups)
    page = answer(lena, seq, outcome, reason, ("opinion", "Amina finds it hard to be in groups."))
    assert page.status_code == 422
    assert sentence in page.text
    assert reason in page.text


def test_answered_twice_is_refused(amina: Visitor, notes: Notes, lena: Desk, cast: Cast) -> None:
    seq = amina.challenge(notes.groups)
    token = lena.token(f"/desk/records/owed/{seq}")
    form = {"outcome": "cannot_verify", "reason": "Nobody knows.", "csrf_token": token}
    assert lena.client.post(f"/desk/records/owed/{seq}", data=form).status_code == 303
    assert lena.client.post(f"/desk/records/owed/{seq}", data=form).status_code == 409


def test_the_look_is_an_entry_before_the_page(
    amina: Visitor, notes: Notes, lena: Desk, sayso: Sayso, cast: Cast
) -> None:
    seq = amina.challenge(notes.home, "wrong_fact")
    lena.get(f"/desk/records/owed/{seq}")
    with sayso.house.database.reading() as session:
        (hers,) = entries_about(session, cast.amina, ["view.made"])
        (rosas,) = entries_about(session, cast.rosa, ["view.made"])
    assert (hers.actor, hers.content["what"]) == (cast.lena, "challenge")
    assert {notes.home, seq} <= seqs_in(hers)
    assert rosas.content["what"] == "check"
    assert seq not in seqs_in(rosas), "that there is a challenge is nobody else's to know"
    assert "not in your team" not in amina.get("/en/records/open/{key}/looks").text


def test_who_has_it_is_said(amina: Visitor, notes: Notes, lena: Desk) -> None:
    seq = amina.challenge(notes.groups)
    assert lena.post(f"/desk/records/owed/{seq}", act="have").status_code == 303
    assert "Lena Marsh has it. You will hear by Mon 5 Oct." in amina.record()


def recorded(sayso: Sayso, cast: Cast, visit: Callable, what: str) -> int:
    """Something of each other kind that can be challenged."""
    house = sayso.house
    when = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        if what == "consent.given":
            return choose(session, cast.amina, "count_me", "given", **when).seq
        kind = {"a person": "person.added", "a relation": "relation.made", "a link": "invitation.made"}.get(what)
        return entries_about(session, cast.amina, [kind] if kind else None)[0].seq


@pytest.mark.parametrize("what", ["a look", "consent.given", "a person", "a relation", "a link"])
def test_other_kinds_are_answered_too_and_upheld_stay_out(
    amina: Visitor, notes, lena: Desk, sayso: Sayso, cast: Cast, visit, what: str
) -> None:
    seq = look(sayso, cast, cast.jo, notes.groups, "why") if what == "a look" else recorded(sayso, cast, visit, what)
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    raised = amina.challenge(seq, "seen")
    page = priya.get(f"/desk/records/owed/{raised}")
    assert page.status_code == 200
    assert answer(priya, raised, "partly").status_code == 422
    assert answer(priya, raised, "corrected", "You are right.").status_code == 303
    assert seq in restricted(sayso)
    assert "You were right" in amina.get(amina.at("challenges", raised)).text


def test_a_yes_that_was_never_said_ends(amina: Visitor, sayso: Sayso, cast: Cast, lena: Desk, visit) -> None:
    seq = amina.challenge(recorded(sayso, cast, visit, "consent.given"), "consent")
    with sayso.house.database.reading() as session:
        assert not stands(session, cast.amina, "count_me"), "out of new counts from the first tap"
    answer(lena, seq, "corrected", "She never said so.")
    with sayso.house.database.reading() as session:
        assert not stands(session, cast.amina, "count_me")
        assert standing(session, cast.amina)[Purpose.COUNT_ME].state is State.INVALIDATED


def test_something_missing_is_answered(amina: Visitor, lena: Desk) -> None:
    sent = amina.post("/en/records/open/{key}/missing", words="The trip in May.")
    seq = int(sent.headers["Location"].rsplit("/", 1)[-1])
    assert "The trip in May." in lena.get(f"/desk/records/owed/{seq}").text
    assert answer(lena, seq, "corrected", "Sam wrote it down now.").status_code == 303
    assert "Sam wrote it down now." in amina.record()
