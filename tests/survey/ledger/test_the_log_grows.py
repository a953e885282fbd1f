"""Invariants 1, 2 and 22 on logs that grow at random: gapless, every head continues every older, nothing to guess from.

Each machine is also run broken, and must then be seen to fail.
"""

import random
import shutil
import tempfile
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DatabaseError

from survey.database import Base, Database
from survey.house import House
from survey.ledger.canonical import canonical
from survey.ledger.checkpoint import (
    Checkpoint,
    add_checkpoint,
    open_checkpoint,
    read_body,
    sign_checkpoint,
    verify_proof,
)
from survey.ledger.checkpoints.covering import completed
from survey.ledger.checkpoints.keeping.store import sign_when_due
from survey.ledger.checkpoints.models import CheckpointRow
from survey.ledger.checkpoints.proofs.store import NotSignedYet, Prover, head, proof_of
from survey.ledger.entry import NewEntry
from survey.ledger.models import Entry, LedgerHead, Segment
from survey.ledger.note import read_note
from survey.ledger.proof import TILE_WIDTH, consistency, from_tiles, inclusion, is_consistent, is_included
from survey.ledger.store import record
from survey.ledger.tree import Range, leaf_hash
from survey.ledger.witness.witness import Refused, Remembered, judge, logs_by_name, read_asked
from survey.settings import Settings
from tests.conftest import SECRET, Clock
from tests.survey.ledger.known_keys import LOG, SIGN
from tests.survey.ledger.test_signing_heads import NOTE

PURE = settings(max_examples=25, stateful_step_count=20, deadline=None)
STORED = settings(
    max_examples=4,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FIND = (Phase.generate,)  # a broken log is to be seen, not made small


class GrowingLog(RuleBasedStateMachine):
    """Leaves, tiles, heads that were published, and a witness, without a database."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[list[bytes]] = [[], [], []]
        self.grown = Range()
        self.heads: list[Checkpoint] = [Checkpoint(LOG.name, 0, Range().root())]
        self.seen = Remembered()

    def node(self) -> Any:
        return from_tiles(lambda level, n: self.levels[level][n * TILE_WIDTH : (n + 1) * TILE_WIDTH])

    @rule(count=st.sampled_from([1, 2, 3, 7, 64, 255, 256]))
    def append(self, count: int) -> None:
        for _ in range(count):
            leaf = leaf_hash(b"%d" % self.grown.size)
            for tile in completed(self.grown, leaf):
                assert len(self.levels[tile.level + 1]) == tile.idx
                self.levels[tile.level + 1].append(tile.hash)
            self.grown.append(leaf)
            self.levels[0].append(leaf)

    @rule()
    def publish(self) -> None:
        self.heads.append(Checkpoint(LOG.name, self.grown.size, self.grown.root()))

    @rule(pick=st.randoms(use_true_random=False))
    def every_head_continues_every_older(self, pick: random.Random) -> None:
        older, newer = sorted(pick.choices(self.heads, k=2), key=lambda each: each.size)
        if older.size:
            path = consistency(older.size, newer.size, self.node())
            assert is_consistent(old=older.size, old_root=older.root, new=newer.size, new_root=newer.root, path=path)

    @rule(pick=st.randoms(use_true_random=False))
    def every_entry_is_in_every_later_head(self, pick: random.Random) -> None:
        point = pick.choice(self.heads)
        if point.size:
            index = pick.randrange(point.size)
            path = inclusion(index, point.size, self.node())
            leaf = leaf_hash(b"%d" % index)
            assert is_included(index=index, size=point.size, leaf=leaf, root=point.root, path=path)

    @rule()
    def a_witness_signs_the_newest(self) -> None:
        point = self.heads[-1]
        path = consistency(self.seen.size, point.size, self.node()) if self.seen.size else []
        body = add_checkpoint(self.seen.size, path, str(sign_checkpoint(point, LOG, SIGN)))
        judge(*read_asked(body.encode(), logs_by_name([LOG])), self.seen)
        self.seen = Remembered(point.size, point.root)


class RewrittenLog(GrowingLog):
    """The same log in the hands of someone who changes one entry and makes every hash again."""

    @precondition(lambda self: self.heads[-1].size > 2)
    @rule(pick=st.randoms(use_true_random=False))
    def rewrite(self, pick: random.Random) -> None:
        leaves = list(self.levels[0])
        leaves[pick.randrange(self.heads[-1].size)] = leaf_hash(b"rewritten")
        self.levels, self.grown = [[], [], []], Range()
        for leaf in leaves:
            for tile in completed(self.grown, leaf):
                self.levels[tile.level + 1].append(tile.hash)
            self.grown.append(leaf)
            self.levels[0].append(leaf)


class RolledBackLog(GrowingLog):
    """The same log put back to an older head."""

    @precondition(lambda self: self.seen.size > 10)
    @rule()
    def roll_back(self) -> None:
        self.heads.append(Checkpoint(LOG.name, 10, self.heads[0].root))


def test_every_head_continues_every_older_and_holds_every_entry() -> None:
    run_state_machine_as_test(GrowingLog, settings=PURE)


@pytest.mark.parametrize("broken", [RewrittenLog, RolledBackLog])
def test_a_log_that_is_rewritten_or_rolled_back_is_seen(broken: type[GrowingLog]) -> None:
    with pytest.raises((AssertionError, Refused, ValueError)):
        run_state_machine_as_test(
            broken, settings=settings(PURE, max_examples=200, report_multiple_bugs=False, phases=FIND)
        )


class StoredLog(RuleBasedStateMachine):
    """The log as it is stored and served, in a database of its own."""

    template: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-log-"))
        shutil.copy(self.template, self.folder / "log.db")
        url = f"sqlite:///{self.folder / 'log.db'}"
        self.clock = Clock()
        given = Settings(mode="test", secret_key=SECRET, database_url=url)
        self.house = House(given, Database(url), self.clock, random.Random(5))
        self.house.database.keys.prepare()
        self.size = 0
        self.heads: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.database.dispose()
            shutil.rmtree(self.folder)

    @rule(count=st.integers(1, 12), fails=st.booleans())
    def record_the_same_again(self, count: int, fails: bool) -> None:
        with self.house.database.writing() as session:
            for _ in range(count):
                record(session, NewEntry("door.painted", None, (NOTE,)), now=self.clock(), rng=self.house.rng)
            if fails:
                session.rollback()
                return
        self.size += count

    @rule(minutes=st.integers(1, 12))
    def time_passes(self, minutes: int) -> None:
        self.clock.now += timedelta(minutes=minutes)
        sign_when_due(self.house)

    @rule()
    def what_was_published_is_remembered(self) -> None:
        with self.house.database.reading() as session:
            newest = head(session)
            for old in self.heads:
                point = read_body(read_note(old).text)
                assert newest is not None
                assert Prover(session, newest).size >= point.size
                path = Prover(session, newest).consistency(point.size)
                new = open_checkpoint(str(newest), self.house.signer.key).checkpoint
                assert is_consistent(old=point.size, old_root=point.root, new=new.size, new_root=new.root, path=path)
        self.heads = [*self.heads, str(newest)][-3:] if newest else self.heads

    @rule(pick=st.randoms(use_true_random=False))
    def an_entry_is_proven(self, pick: random.Random) -> None:
        if not self.size:
            return
        seq = pick.randrange(self.size)
        with self.house.database.reading() as session:
            leaf = session.scalars(select(Entry.leaf_hash).where(Entry.seq == seq)).one()
            try:
                proof = proof_of(session, seq)
            except NotSignedYet:
                assert seq >= self.size - self.size % 10 - 10
                return
        assert verify_proof(proof, leaf, self.house.signer.key).checkpoint.size > seq

    @rule(table=st.sampled_from(["entry", "segment", "checkpoint", "log_key", "tile_root", "cosignature"]))
    def nothing_is_rewritten(self, table: str) -> None:
        with self.house.database.reading() as session:
            there = session.execute(select(Base.metadata.tables[table])).first()
        if there:
            with pytest.raises(DatabaseError, match="History holds"), self.house.database.writing() as session:
                session.execute(delete(Base.metadata.tables[table]))

    @invariant()
    def places_have_no_gap_and_the_same_words_never_look_the_same(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.database.reading() as session:
            rows = session.execute(select(Entry.seq, Entry.leaf_hash).order_by(Entry.seq)).all()
            commitments = list(session.scalars(select(Segment.commitment)))
            published = " ".join(session.scalars(select(CheckpointRow.note)))
            assert session.scalar(select(LedgerHead.size)) == self.size
        assert [row.seq for row in rows] == list(range(self.size))
        assert len(set(commitments)) == len({row.leaf_hash for row in rows}) == self.size
        guess = sha256(canonical(NOTE.plain())).digest()  # what anyone could make who knows the words
        assert guess not in commitments
        assert guess.hex() not in published
        assert b64encode(guess).decode() not in published


class CutLog(StoredLog):
    """The same log in the hands of someone who takes the end away below the application."""

    @precondition(lambda self: getattr(self, "size", 0) > 0)
    @rule()
    def cut(self) -> None:
        with self.house.database.writing() as session:
            for table, column in (("segment_content", "entry_seq"), ("segment", "entry_seq"), ("entry", "seq")):
                session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_delete"))
                held = Base.metadata.tables[table]
                session.execute(delete(held).where(held.c[column] == self.size - 1))


class Unsalted(random.Random):
    """Chance that is none: every salt is the same. Keys of parts still differ, or nothing could be stored."""

    def randbytes(self, n: int) -> bytes:
        return bytes(n) if n == 32 else super().randbytes(n)


class UnsaltedLog(StoredLog):
    """The same log where equal words are sealed with equal salt."""

    @initialize()
    def begin(self) -> None:
        super().begin()
        self.house = House(self.house.settings, self.house.database, self.clock, Unsalted(5))


def test_what_is_stored_is_gapless_proven_and_tells_nothing(sqlite_template: Path) -> None:
    StoredLog.template = sqlite_template
    run_state_machine_as_test(StoredLog, settings=STORED)


@pytest.mark.parametrize("broken", [CutLog, UnsaltedLog])
def test_a_stored_log_that_is_cut_or_unsalted_is_seen(sqlite_template: Path, broken: type[StoredLog]) -> None:
    StoredLog.template = sqlite_template
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            broken, settings=settings(STORED, max_examples=100, report_multiple_bugs=False, phases=FIND)
        )
