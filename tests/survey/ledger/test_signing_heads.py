"""Heads are signed every tenth entry, in its transaction, after what is signed was looked at again."""

import logging
import random
from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey.database import Database
from survey.house import House
from survey.ledger.checkpoint import open_checkpoint, verify_proof
from survey.ledger.checkpoints import store
from survey.ledger.checkpoints.covering import range_of
from survey.ledger.checkpoints.models import CheckpointRow, LogKey, TileRoot
from survey.ledger.checkpoints.proofs.store import LogBroken, NotSignedYet, best_head, head, place_of, proof_of
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry, LedgerHead
from survey.ledger.proof import from_leaves, whole_root
from survey.ledger.store import record, take_turn
from tests.conftest import NOON
from tests.survey.ledger.test_record import unguarded as without_guards

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing in it differs elsewhere
NOTE = NewSegment(Claim.FACT, None, (), {"words": "The door is green."})


RNG = random.Random(4)


def record_many(session: Session, count: int, at: datetime = NOON, *, parts: int = 1) -> None:
    for _ in range(count):
        record(session, NewEntry("door.painted", None, (NOTE,) * parts), now=at, rng=RNG)


def unguarded(session: Session, statement: str) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS checkpoint_no_{verb}"))
    without_guards(session, statement)


def fill(house: House, count: int, parts: int = 1) -> None:
    with house.database.writing() as session:
        record_many(session, count, house.clock(), parts=parts)


def sizes(session: Session) -> list[int]:
    return list(session.scalars(select(CheckpointRow.size).order_by(CheckpointRow.size)))


def sign_now(house: House) -> bool:
    with house.database.writing() as session:
        take_turn(session)
        held, peaks = session.execute(select(LedgerHead.size, LedgerHead.peaks)).one()
        return store.sign_head(session, range_of(held, peaks), house.clock())


def test_every_tenth_head_is_signed_with_its_entry(house: House) -> None:
    fill(house, 34, parts=2)
    with house.database.reading() as session:
        assert sizes(session) == [10, 20, 30]
        opened = open_checkpoint(str(head(session)), house.signer.key)
        leaves = list(session.scalars(select(Entry.leaf_hash).order_by(Entry.seq)))
        assert opened.checkpoint.size == 30
        assert opened.checkpoint.root == session.scalars(select(Entry.prev).where(Entry.seq == 30)).one()
        for seq in (0, 7, 29):
            assert verify_proof(proof_of(session, seq), leaves[seq], house.signer.key).checkpoint.size == 30
            assert place_of(session, leaves[seq][:16]) == seq
        with pytest.raises(NotSignedYet):
            proof_of(session, 30)
        assert session.scalars(select(LogKey.vkey)).all() == [str(house.signer.key)]
    assert sign_now(house)
    with house.database.reading() as session:
        assert verify_proof(proof_of(session, 33), leaves[33], house.signer.key).checkpoint.size == 34
    assert not sign_now(house)  # nothing new to sign


@on_sqlite
def test_what_is_not_recorded_is_not_signed(house: House) -> None:
    def record_and_fail() -> None:
        with house.database.writing() as session:
            record_many(session, 10)
            assert sizes(session) == [10]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        record_and_fail()
    with house.database.reading() as session:
        assert sizes(session) == []


@on_sqlite
def test_tiles_are_whole_and_proofs_come_from_them(house: House) -> None:
    fill(house, 530, parts=0)
    with house.database.reading() as session:
        leaves = list(session.scalars(select(Entry.leaf_hash).order_by(Entry.seq)))
        tiles = {
            (level, idx): root
            for level, idx, root in session.execute(select(TileRoot.level, TileRoot.idx, TileRoot.hash))
        }
        assert tiles == {(0, 0): whole_root(leaves[:256]), (0, 1): whole_root(leaves[256:512])}
        for seq in (0, 255, 256, 511, 512, 529):
            assert verify_proof(proof_of(session, seq), leaves[seq], house.signer.key)
        assert from_leaves(leaves)(8, 1) == tiles[(0, 1)]


TAMPERINGS = {
    "a bit of a header": "UPDATE entry SET header = replace(header, 'painted', 'painteD') WHERE seq = 15",
    "a salt": "UPDATE entry SET header_salt = prev WHERE seq = 15",
    "a salt that is none": "UPDATE entry SET header_salt = 'words' WHERE seq = 15",
    "a time that is none": "UPDATE entry SET at = 'yesterday' WHERE seq = 15",
    "what a part commits to": "UPDATE segment SET commitment = key_id WHERE entry_seq = 15",
    "a leaf": "UPDATE entry SET leaf_hash = prev WHERE seq = 15",
    "a root before": "UPDATE entry SET prev = leaf_hash WHERE seq = 15",
    "a column": "UPDATE entry SET kind = 'door.broken' WHERE seq = 15",
    "the head before": "UPDATE checkpoint SET root = (SELECT prev FROM entry WHERE seq = 15) WHERE size = 10",
    "its peaks": "UPDATE checkpoint SET peaks = (SELECT prev FROM entry WHERE seq = 15) WHERE size = 10",
    "its note": "UPDATE checkpoint SET note = replace(note, '10', '11') WHERE size = 10",
}


@on_sqlite
@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_does_not_agree_is_not_signed_and_recording_goes_on(
    house: House, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    fill(house, 19)
    with house.database.writing() as session:
        unguarded(session, TAMPERINGS[what])
    with caplog.at_level(logging.ERROR, "sayso.ledger"):
        fill(house, 1)
        fill(house, 15)
    with house.database.reading() as session:
        assert session.scalar(select(LedgerHead.size)) == 35
        assert sizes(session) == [10]
        found = store.trouble(session)
        assert found is not None
        assert (found.size, found.at) == (20, NOON)
    assert caplog.text.count("The log is no longer signed, at 20 entries") == 1
    assert not sign_now(house)


@on_sqlite
def test_signing_goes_on_when_what_is_stored_agrees_again(house: House) -> None:
    fill(house, 19)
    with house.database.writing() as session:
        was = session.scalars(select(Entry.header).where(Entry.seq == 15)).one()
        unguarded(session, TAMPERINGS["a bit of a header"])
    fill(house, 1)
    with house.database.writing() as session:
        unguarded(session, "UPDATE entry SET header = replace(header, 'painteD', 'painted') WHERE seq = 15")
        assert session.scalars(select(Entry.header).where(Entry.seq == 15)).one() == was
    assert sign_now(house)
    fill(house, 10)
    with house.database.reading() as session:
        assert sizes(session) == [10, 20, 30]
        assert store.trouble(session) is None


CUTS = (
    "DELETE FROM segment_content WHERE entry_seq >= 10",
    "DELETE FROM segment WHERE entry_seq >= 10",
    "DELETE FROM entry WHERE seq >= 10",
)


@on_sqlite
def test_a_log_that_became_shorter_is_not_signed_again(house: House) -> None:
    fill(house, 20)
    with house.database.writing() as session:
        shorter = session.execute(select(CheckpointRow.peaks).where(CheckpointRow.size == 10)).scalar_one()
        for cut in CUTS:
            unguarded(session, cut)
        session.execute(text("UPDATE ledger_head SET size = 10, peaks = :peaks"), {"peaks": shorter})
    fill(house, 5)
    assert not sign_now(house)
    with house.database.reading() as session:
        assert sizes(session) == [10, 20]
        assert store.trouble(session) is not None


@on_sqlite
def test_a_proof_that_does_not_lead_to_the_signed_head_is_not_given(house: House) -> None:
    fill(house, 30)
    with house.database.writing() as session:
        unguarded(session, "UPDATE entry SET leaf_hash = prev WHERE seq = 4")
    with house.database.reading() as session, pytest.raises(LogBroken):
        proof_of(session, 5)


@on_sqlite
def test_a_database_without_a_signer_records_and_signs_nothing(database: Database) -> None:
    other = Database(database.url)
    with other.writing() as session:
        record_many(session, 10)
        assert sizes(session) == []
        with pytest.raises(NotSignedYet):
            best_head(session, 1)
    other.dispose()
