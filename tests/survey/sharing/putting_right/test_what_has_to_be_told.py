"""Whoever got something is owed word of each thing that changes it, and of nothing else; it can be played again."""

import pytest

from people import Cast
from survey.house import House
from survey.ledger.store import entries_about, rebuild
from survey.ledger.verifying.store import verify
from survey.records.challenge import Outcome
from survey.records.statements.store import add_statement, take_away
from survey.sharing.putting_right.notice import Because, State
from survey.sharing.putting_right.standing.store import owing
from survey.sharing.putting_right.store import hand_over
from survey.sharing.share import Telling
from tests.survey.retention import steps
from tests.survey.sharing.putting_right.passing import NOW, OTHER, WAS, Passing

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def owed(passing: Passing, share: int) -> list[Because]:
    return [each.because for each in passing.recipient(share).owed]


def plays_again(house: House) -> None:
    with house.database.writing() as session:
        assert rebuild(session) == []
        assert verify(session).holds


def test_a_correction_is_owed_to_whoever_got_that_part_and_to_no_other(passing: Passing) -> None:
    note = passing.note(WAS, OTHER)
    first, _token = passing.share((note, 0))
    second, _token = passing.share((note, 1), to="Eastmere Clinic")
    new = passing.correct(note)
    third, _token = passing.share((new, 0), to="Northshore")
    assert [owed(passing, each) for each in (first, second, third)] == [[Because.CORRECTED], [], []]
    assert passing.recipient(first).state is State.OWED
    passing.correct(
        new, "Amina came on time in June.", by=passing.cast.dee
    )  # the new version is put right too: both who have it are owed
    assert [len(owed(passing, each)) for each in (first, second, third)] == [2, 0, 1]
    plays_again(passing.house)


def test_what_is_taken_out_of_use_without_a_new_version_is_owed(passing: Passing) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0))
    passing.decide(passing.challenge(note), Outcome.CANNOT_VERIFY)
    assert owed(passing, share) == [Because.UNVERIFIED]
    plays_again(passing.house)


def test_what_is_not_changed_is_not_owed(passing: Passing) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0))
    passing.decide(passing.challenge(note), Outcome.NOT_CHANGED)
    assert owed(passing, share) == []


def test_words_beside_it_are_owed_when_they_come_and_when_they_go(passing: Passing, cast: Cast) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0))
    with passing.house.database.writing() as session:
        mine = add_statement(session, cast.amina, note, "I came each week.", **passing.at)
    assert owed(passing, share) == [Because.SAID]
    with passing.house.database.writing() as session:
        take_away(session, cast.amina, mine, **passing.at)
    assert owed(passing, share) == [Because.SAID, Because.UNSAID]
    plays_again(passing.house)


def test_an_erased_part_is_owed_and_what_it_used_to_say_is_compared_no_more(passing: Passing, cast: Cast) -> None:
    note = passing.note(WAS, OTHER)
    first, _token = passing.share((note, 0))
    second, _token = passing.share((note, 1), to="Eastmere Clinic")
    new = passing.correct(note)
    steps.erase(passing.house, cast, cast.amina, {(new, 0)})
    assert owed(passing, first) == [Because.ERASED]
    assert owed(passing, second) == []
    plays_again(passing.house)


def test_an_erasure_makes_nothing_owed_to_who_got_it_after_it_was_put_right(passing: Passing, cast: Cast) -> None:
    note = passing.note(WAS, OTHER)
    first, _token = passing.share((note, 0))
    new = passing.correct(note)
    later, _token = passing.share((new, 0), to="Eastmere Clinic")
    steps.erase(passing.house, cast, cast.amina, {(new, 1)})  # the other part: the correction is looked at again
    assert [owed(passing, each) for each in (first, later)] == [[Because.CORRECTED], []]
    plays_again(passing.house)


def test_everyone_is_told_even_when_the_whole_record_goes(passing: Passing, cast: Cast, house: House) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0), address="lee@quayside.example")
    untold, _token = passing.share((note, 0), told=Telling.NOT_YET, to="Eastmere Clinic")
    steps.erase(house, cast, cast.amina, None)
    with house.database.reading() as session:
        found = owing(session)
        assert {each.seq for each in found} >= {untold}
        (kept,) = [each for each in found if each.seq not in (share, untold)]
        assert (kept.person_id, [each.because for each in kept.owed]) == (None, [Because.ERASED])
        assert "share.recipient_kept" not in {e.kind for e in entries_about(session, cast.amina, erased=True)}
    plays_again(house)


def test_what_they_do_not_know_of_yet_is_owed_without_a_trace(passing: Passing, cast: Cast, house: House) -> None:
    note = passing.note(WAS)
    share, _token = passing.share((note, 0), told=Telling.NOT_YET)
    passing.correct(note, NOW)
    with house.database.writing() as session:
        hand_over(session, share, by=cast.sam, **passing.at)
    assert passing.recipient(share).state is State.TOLD
    with house.database.reading() as session:
        assert not [e.kind for e in entries_about(session, cast.amina) if e.kind.startswith("share.")]
