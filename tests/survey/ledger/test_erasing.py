"""Erasing: what a part says goes with its salt and its key, the leaf stays, and nothing goes without a word."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from survey.database import Database
from survey.keys import SEGMENT_KEY
from survey.ledger import store
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.erasing.store import erase, finish_erasures
from survey.ledger.models import Segment
from survey.ledger.verifying.store import verify

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
AMINA, ROSA, SAM, DEE = "a" * 32, "b" * 32, "5" * 32, "d" * 32
WORDS = "zanzibar"


@pytest.fixture
def noted(database: Database) -> Database:
    """Two notes: the first about Amina and, in a part of its own, about Rosa."""
    parts = tuple(
        NewSegment(Claim.OBSERVATION, SAM, about, {"words": words})
        for about, words in (((AMINA,), f"{WORDS} one"), ((ROSA,), "quince"), ((AMINA, ROSA), "both"))
    )
    rng = random.Random(1)
    with database.writing() as session:
        store.record(session, NewEntry("record.made", SAM, parts), now=NOW, rng=rng)
        store.record(session, NewEntry("record.made", SAM, parts[:1]), now=NOW, rng=rng)
    return database


def take(database: Database, *parts: tuple[int, int]) -> None:
    with database.writing() as session:
        erase(session, parts, actor=DEE, because=1, reason="asked", now=NOW, rng=random.Random(2))


def keys_left(database: Database) -> int:
    with database.reading() as session:
        ids = list(session.scalars(store.select(Segment.key_id)))
    return len(database.keys.open(ids))


def test_one_persons_part_goes_and_the_others_stay(noted: Database) -> None:
    take(noted, (0, 0))
    with noted.reading() as session:
        left = store.entry_at(session, 0, erased=True)
        assert left is not None
        assert [part.erased for part in left.segments] == [True, False, False]
        assert left.segments[0].subjects == (AMINA,)
        assert left.segments[0].content == {}
        assert [part.content["words"] for part in left.segments[1:]] == ["quince", "both"]
        assert store.entry_at(session, 0) is None  # whoever reads its first part need not know of erasing
        assert verify(session).holds


def test_an_entry_loses_its_later_parts_only(noted: Database) -> None:
    take(noted, (0, 1))
    with noted.reading() as session:
        entry = store.entry_at(session, 0)
        assert entry is not None
        assert [part.ordinal for part in entry.segments] == [0, 2]


def test_words_salt_and_key_are_gone_and_the_leaf_stays(noted: Database) -> None:
    with noted.reading() as session:
        leaf = session.execute(text("SELECT leaf_hash FROM entry WHERE seq = 1")).scalar()
    before = keys_left(noted)
    take(noted, (1, 0))
    assert keys_left(noted) == before  # one went, and the entry that says so has one
    with noted.reading() as session:
        assert not session.execute(text("SELECT count(*) FROM segment_content WHERE entry_seq = 1")).scalar()
        assert session.execute(text("SELECT leaf_hash FROM entry WHERE seq = 1")).scalar() == leaf
        (gone,) = noted.keys.destroyed()
        assert session.execute(text("SELECT key_id FROM segment WHERE entry_seq = 1")).scalar() == gone


def test_what_is_not_named_by_an_erasure_cannot_go(noted: Database) -> None:
    take(noted, (1, 0))
    with pytest.raises(DatabaseError, match="History holds"), noted.writing() as session:
        session.execute(text("DELETE FROM segment_content WHERE entry_seq = 0 AND ordinal = 0"))


def test_projections_come_out_the_same_when_played_again(noted: Database) -> None:
    take(noted, (0, 0))
    with noted.writing() as session:
        assert store.rebuild(session) == []


def test_a_key_destroyed_in_silence_is_missed(noted: Database) -> None:
    with noted.reading() as session:
        key_id = session.execute(text("SELECT key_id FROM segment WHERE entry_seq = 1")).scalar_one()
    noted.keys.destroy({key_id: NOW})
    with noted.reading() as session:
        verdict = verify(session)
    assert (verdict.holds, verdict.first_bad) == (False, 1)
    assert "cannot be read" in (verdict.why or "")


def test_a_part_that_came_back_after_it_was_erased_is_found(noted: Database) -> None:
    with noted.reading() as session:
        sealed = session.execute(text("SELECT sealed FROM segment_content WHERE entry_seq = 1")).scalar_one()
        key_id = session.execute(text("SELECT key_id FROM segment WHERE entry_seq = 1")).scalar_one()
    key = noted.keys.open([key_id])[key_id]
    take(noted, (1, 0))
    with noted.writing() as session:
        session.execute(text("INSERT INTO segment_content VALUES (1, 0, :sealed)"), {"sealed": sealed})
    noted.keys.add([store.NewKey(key_id, key, (AMINA,))], random.Random(3))
    with noted.reading() as session:
        verdict = verify(session)
    assert (verdict.holds, verdict.first_bad) == (False, 2)


def test_keys_that_a_crash_left_behind_are_destroyed_later(noted: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(noted.keys, "destroy", lambda ending: None)
        take(noted, (0, 0), (1, 0))
    assert not noted.keys.destroyed()
    with noted.reading() as session:
        assert finish_erasures(session, NOW) == 2
        assert finish_erasures(session, NOW) == 0
    assert len(noted.keys.destroyed()) == 2


def test_nothing_is_left_of_a_transaction_that_failed(noted: Database) -> None:
    def fail_half_way() -> None:
        with noted.writing() as session:
            erase(session, [(0, 0)], actor=DEE, because=None, reason="asked", now=NOW, rng=random.Random(2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    with noted.reading() as session:
        assert store.entry_at(session, 0) is not None
        assert verify(session).holds
    assert not noted.keys.destroyed()


def test_what_is_stored_is_not_readable_without_the_keys(noted: Database) -> None:
    with noted.reading() as session:
        for (sealed,) in session.execute(text("SELECT sealed FROM segment_content")):
            assert WORDS.encode() not in bytes(sealed)


def test_a_key_that_somebody_changed_is_no_key_and_no_failure(noted: Database) -> None:
    with noted.keys.engine.begin() as connection:
        connection.execute(SEGMENT_KEY.update().values(wrapped=bytes(40)))
    with noted.reading() as session:
        left = store.entry_at(session, 0, erased=True)
        assert left is not None
        assert all(part.erased for part in left.segments)
        assert not verify(session).holds
