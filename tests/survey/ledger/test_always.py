"""Whatever happens in whatever order: no gap, nothing lost, what was erased stays shut, and the ledger holds."""

import random
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, select, text

from survey.database import Database
from survey.keys import SEGMENT_KEY
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.erasing.store import erase
from survey.ledger.models import Entry, Segment, SegmentContent
from survey.ledger.store import in_order, rebuild, record, size
from survey.ledger.verifying.store import verify
from tests.survey.ledger.test_record import NOW

PEOPLE = ("a" * 32, "b" * 32, "c" * 32)
WORDS = st.text(max_size=8).map(lambda words: normalize("NFC", words))  # as the ledger keeps them
PARTS = st.lists(st.tuples(st.sampled_from(PEOPLE), WORDS), min_size=1, max_size=3)
CHECKS = list(HealthCheck)
FEW = settings(max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=CHECKS, derandomize=True)
QUICKLY = settings(FEW, phases=[Phase.generate], report_multiple_bugs=False)  # the first failure will do


class Life(RuleBasedStateMachine):
    """A ledger over a real database, and beside it a list of what must be in it: the words of each part, or None."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-always-"))
        for ending in ("", ".keys"):
            shutil.copy(f"{self.template}{ending}", f"{self.folder}/sayso.db{ending}")
        self.database = Database(f"sqlite:///{self.folder}/sayso.db")
        self.when = {"now": NOW, "rng": random.Random(1)}
        self.said: list[list[str | None]] = []
        self.leaves: list[bytes] = []

    def teardown(self) -> None:
        self.database.dispose()
        shutil.rmtree(self.folder)

    def _new(self, parts: list[tuple[str, str]]) -> NewEntry:
        segments = tuple(NewSegment(Claim.FACT, None, (who,), {"words": words}) for who, words in parts)
        return NewEntry("record.made", None, segments)

    @rule(parts=PARTS)
    def somebody_writes(self, parts: list[tuple[str, str]]) -> None:
        with self.database.writing() as session:
            assert record(session, self._new(parts), **self.when).seq == len(self.said)
        self.said.append([words for _, words in parts])

    @rule(parts=PARTS)
    def somebody_writes_and_it_fails(self, parts: list[tuple[str, str]]) -> None:
        def fail() -> None:
            with self.database.writing() as session:
                record(session, self._new(parts), **self.when)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()

    @precondition(lambda self: any(word is not None for words in self.said for word in words))
    @rule(data=st.data())
    def a_part_is_erased(self, data: st.DataObject) -> None:
        readable = [(seq, n) for seq, words in enumerate(self.said) for n, word in enumerate(words) if word is not None]
        parts = data.draw(st.lists(st.sampled_from(readable), min_size=1, max_size=2, unique=True))
        self._erase(parts)
        for seq, ordinal in parts:
            self.said[seq][ordinal] = None
        self.said.append([])  # the entry that says so

    def _erase(self, parts: list[tuple[int, int]]) -> None:
        with self.database.writing() as session:
            erase(session, parts, actor=None, because=None, reason="They asked.", **self.when)

    @rule()
    def everything_is_played_again(self) -> None:
        with self.database.writing() as session:
            assert rebuild(session) == []

    @invariant()
    def what_is_there_is_what_was_said(self) -> None:
        with self.database.reading() as session:
            assert size(session) == len(self.said)
            for seq, (entry, words) in enumerate(zip(in_order(session), self.said, strict=True)):
                assert entry.seq == seq
                if entry.kind == "record.made":
                    assert [part.content.get("words") for part in entry.segments] == words

    @invariant()
    def no_leaf_ever_changes(self) -> None:
        with self.database.reading() as session:
            leaves = list(session.scalars(select(Entry.leaf_hash).order_by(Entry.seq)))
        assert leaves[: len(self.leaves)] == self.leaves
        self.leaves = leaves

    @invariant()
    def it_holds(self) -> None:
        with self.database.reading() as session:
            assert verify(session).holds

    @invariant()
    def nothing_is_left_of_what_was_erased(self) -> None:
        gone = {(seq, n) for seq, words in enumerate(self.said) for n, word in enumerate(words) if word is None}
        with self.database.reading() as session:
            rows = session.execute(select(Segment.entry_seq, Segment.ordinal, Segment.key_id)).all()
            held = {tuple(each) for each in session.execute(select(SegmentContent.entry_seq, SegmentContent.ordinal))}
        assert not held & gone
        keys = [row.key_id for row in rows if (row.entry_seq, row.ordinal) in gone]
        assert self.database.keys.open(keys) == {}
        assert set(keys) <= set(self.database.keys.destroyed())


class WithoutSayingSo(Life):
    """The negative control: keys go, and no entry says so."""

    def _erase(self, parts: list[tuple[int, int]]) -> None:
        with self.database.reading() as session:
            keys = [session.get_one(Segment, part).key_id for part in parts]
        with self.database.keys.engine.begin() as connection:
            connection.execute(delete(SEGMENT_KEY).where(SEGMENT_KEY.c.key_id.in_(keys)))
        with self.database.writing() as session:
            record(session, self._new([]), **self.when)


class KeepingACopy(Life):
    """The negative control: it is said to be erased, and the key is still there."""

    def _erase(self, parts: list[tuple[int, int]]) -> None:
        with self.database.keys.engine.connect() as connection:
            kept = [row._asdict() for row in connection.execute(select(SEGMENT_KEY))]
        super()._erase(parts)
        with self.database.keys.engine.begin() as connection:
            here = set(connection.scalars(select(SEGMENT_KEY.c.key_id)))
            connection.execute(SEGMENT_KEY.insert(), [row for row in kept if row["key_id"] not in here])


class LeavingAGap(Life):
    """The negative control: a transaction that fails takes its place with it."""

    @rule(parts=PARTS)
    def somebody_writes_and_it_fails(self, parts: list[tuple[str, str]]) -> None:
        with self.database.writing() as session:
            session.execute(text("UPDATE ledger_head SET size = size + 2 WHERE size = 0"))


def lived(machine: type[Life], template: Path, how: settings = FEW) -> None:
    run_state_machine_as_test(type(machine.__name__, (machine,), {"template": template}), settings=how)


def test_it_always_holds(sqlite_template: Path) -> None:
    lived(Life, sqlite_template)


@pytest.mark.parametrize("broken", [WithoutSayingSo, KeepingACopy, LeavingAGap])
def test_a_broken_ledger_is_found(broken: type[Life], sqlite_template: Path) -> None:
    with pytest.raises((AssertionError, ValueError)):
        lived(broken, sqlite_template, QUICKLY)
