"""Recording: entries follow one another without gaps, and whoever changes one behind our back is found."""

import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from survey.database import Database, HistoryHolds
from survey.ledger import store
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry, Segment
from survey.ledger.verifying.store import verify

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
PARTS = ("segment_subject", "segment_content", "segment")
AMINA, SAM = "a" * 32, "5" * 32


def note(words: str, *subjects: str) -> NewEntry:
    segment = NewSegment(Claim.OBSERVATION, SAM, subjects or (AMINA,), {"words": words})
    return NewEntry("record.made", SAM, (segment,))


@pytest.fixture
def five(database: Database) -> Database:
    """A ledger with five entries, the third in two parts."""
    rng = random.Random(1)
    with database.writing() as session:
        for n in range(5):
            parts = note(f"Entry {n}").segments * (2 if n == 2 else 1)
            store.record(session, NewEntry("record.made", SAM, parts), now=NOW, rng=rng)
    return database


def test_it_works(five: Database) -> None:
    with five.reading() as session:
        assert store.size(session) == 5
        assert [entry.content["words"] for entry in store.entries_about(session, AMINA)] == [
            f"Entry {n}" for n in (4, 3, 2, 1, 0)
        ]
        verdict = verify(session)
    assert (verdict.holds, verdict.size) == (True, 5)


def test_the_same_words_never_look_the_same(five: Database) -> None:
    with five.writing() as session:
        rng = random.Random(2)
        first, second = (store.record(session, note("Same"), now=NOW, rng=rng) for _ in range(2))
        leaves = session.query(Entry.leaf_hash).where(Entry.seq.in_([first.seq, second.seq])).all()
    assert leaves[0] != leaves[1]


def test_a_failed_transaction_leaves_no_gap(five: Database) -> None:
    def fail_half_way() -> None:
        with five.writing() as session:
            store.record(session, note("Lost"), now=NOW, rng=random.Random(3))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    with five.writing() as session:
        assert store.record(session, note("Kept"), now=NOW, rng=random.Random(3)).seq == 5
    with five.reading() as session:
        assert verify(session).holds


def test_the_application_cannot_change_or_remove_an_entry(five: Database) -> None:
    with pytest.raises(HistoryHolds), five.writing() as session:
        session.get_one(Segment, (0, 0)).commitment = b"{}"
    with pytest.raises(HistoryHolds), five.writing() as session:
        session.delete(session.get_one(Entry, 4))
    with pytest.raises(HistoryHolds), five.writing() as session:
        session.execute(update(Entry).values(kind="nothing"))


@pytest.mark.parametrize("table", ["entry", "segment", "segment_subject", "segment_content"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_refuses_below_the_application(five: Database, table: str, statement: str) -> None:
    column = {"entry": "kind", "segment": "key_id", "segment_subject": "person_id", "segment_content": "sealed"}[table]
    with pytest.raises(DatabaseError, match="History holds"), five.writing() as session:
        session.execute(text(statement.format(table, column, column)))


def unguarded(session: Session, statement: str) -> None:
    """What someone with the database in their hands can do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for table in ("entry", "segment", "segment_subject", "segment_content", "checkpoint"):
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for each in statement.split(";"):
        session.execute(text(each))


OTHER = "(SELECT sealed FROM segment_content WHERE entry_seq = 0)"
SALT = "(SELECT header_salt FROM entry WHERE seq = 4)"
TAMPERINGS: dict[str, tuple[str, int]] = {
    "words": ("UPDATE segment_content SET sealed = {other} WHERE entry_seq = 3", 3),
    "words gone": ("DELETE FROM segment_content WHERE entry_seq = 2 AND ordinal = 1", 2),
    "words gone, and a row that says they were erased": (
        "DELETE FROM segment_content WHERE entry_seq = 2; INSERT INTO erased_segment VALUES (2, 0, 4)",
        2,
    ),
    "what was committed to": (
        "UPDATE segment SET commitment = (SELECT header_salt FROM entry WHERE seq = 4) WHERE entry_seq = 1",
        1,
    ),
    "a key": (
        "UPDATE segment SET key_id = (SELECT substr(header_salt, 1, 16) FROM entry WHERE seq = 4) WHERE entry_seq = 1",
        1,
    ),
    "a header": ("UPDATE entry SET header = replace(header, '2026', '2025') WHERE seq = 2", 2),
    "the kind": ("UPDATE entry SET kind = 'record.lost' WHERE seq = 1", 1),
    "who did it": ("UPDATE entry SET actor = 'someone else' WHERE seq = 4", 4),
    "whom it is about": ("UPDATE segment_subject SET person_id = 'x' WHERE entry_seq = 2 AND ordinal = 1", 2),
    "a leaf": ("UPDATE entry SET leaf_hash = header_salt WHERE seq = 0", 0),
    "a root": ("UPDATE entry SET prev = header_salt WHERE seq = 3", 3),
    "the head": ("UPDATE ledger_head SET size = 4", 4),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_is_found_and_the_first_bad_entry_named(five: Database, what: str) -> None:
    statement, first_bad = TAMPERINGS[what]
    statement = statement.format(other=OTHER, salt=SALT)
    with five.writing() as session:
        unguarded(session, statement)
        if what == "the head":
            session.execute(text("UPDATE ledger_head SET peaks = (SELECT prev FROM entry WHERE seq = 4)"))
    with five.reading() as session:
        verdict = verify(session)
    assert not verdict.holds
    assert verdict.first_bad == (5 if what == "the head" else first_bad)
    assert verdict.why


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_a_removed_entry_is_missed(five: Database, gone: int) -> None:
    with five.writing() as session:
        for table, column in (*((each, "entry_seq") for each in PARTS), ("entry", "seq")):
            unguarded(session, f"DELETE FROM {table} WHERE {column} = {gone}")  # noqa: S608 - our own names
    with five.reading() as session:
        verdict = verify(session)
    assert (verdict.holds, verdict.first_bad) == (False, gone)


def test_entries_at_gives_parts_in_order(five: Database) -> None:
    with five.reading() as session:
        entry = store.entry_at(session, 2)
        assert entry is not None
        assert [part.ordinal for part in entry.segments] == [0, 1]
        assert store.entry_at(session, 99) is None


@pytest.mark.parametrize("odd", ["😀", "سلام", "a\x00b", "\u202eevil", "x" * 20_000])
def test_odd_words_are_kept_exactly(five: Database, odd: str) -> None:
    with five.writing() as session:
        seq = store.record(session, note(odd), now=NOW, rng=random.Random(3)).seq
    with five.reading() as session:
        entry = store.entry_at(session, seq)
        assert entry is not None
        assert entry.content["words"] == odd
        assert verify(session).holds
