"""Invariant 15: at every moment, whoever got an old version has said that they have the new one, or is still owed it.

Any run of passing on, putting right, erasing, letters, answers, processes that are killed, and time. What the store
says is held to a book of who has what that knows nothing of how the store works. Each law is seen to fail against a
store that breaks it (`test_a_broken_store_is_found`).
"""

import random
import re
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from databases import copy_sqlite
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from people import Cast, gather
from survey.database import Database
from survey.errors import DomainError
from survey.house import House
from survey.ledger.entry import Recorded
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries, rebuild, size
from survey.post import store as post
from survey.post.letter import Letter, State, Words
from survey.post.models import LetterRow
from survey.records.challenge import Outcome
from survey.records.statements.store import add_statement, take_away
from survey.settings import Settings
from survey.sharing.getting import store as getting
from survey.sharing.putting_right import store
from survey.sharing.putting_right.standing import store as standing
from tests.conftest import SECRET, Clock
from tests.survey.sharing.putting_right.passing import MS_LEE, OTHER, WAS, Passing

WHICH, REVIEWERS = st.integers(0, 5), ("priya", "lena", "dee")
OUTCOMES = (Outcome.CORRECTED, Outcome.CORRECTED, Outcome.CANNOT_VERIFY, Outcome.NOT_CHANGED)


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Had:
    """A share in the book: which part went, how often it changed since, and how far they said that they know."""

    seq: int
    part: int
    token: str
    address: str
    changes: int = 0
    known: int = 0
    doubted: bool = False
    shown: tuple[int, int] = (0, -1)  # by the page that they have open: changes, and the place of the last


class Carrier:
    """Takes letters along; told to, it dies with one in its hands."""

    def __init__(self) -> None:
        self.carried: Counter[int] = Counter()
        self.tokens: dict[int, str] = {}
        self.dies = False

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        self.carried[letter.id] += 1
        self.tokens[letter.about] = re.findall(r"/got/(\S+)", words.body)[0]
        if self.dies:
            raise Killed


class PuttingRight(RuleBasedStateMachine):
    """Any run about one note of two parts, over the real store."""

    template: ClassVar[Path]
    cast: ClassVar[Cast]
    carrier: ClassVar[Carrier]
    plays_again: ClassVar[bool] = True

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = copy_sqlite(self.template, Path(self.folder.name) / "sayso.db")
        given = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}", mail="console")
        self.house = House(given, Database(given.database_url), clock=Clock(), rng=random.Random(3))
        self.passing = Passing(self.house, self.cast)
        PuttingRight.carrier = Carrier()
        self.had: list[Had] = []
        self.note = self.passing.note(WAS, OTHER)
        self.gone: set[int] = set()
        self.words: list[int] = []
        self.pass_on(0, MS_LEE)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            if self.plays_again:
                with self.house.database.writing() as session:
                    assert rebuild(session) == []
            self.house.database.dispose()
            self.folder.cleanup()

    def changed(self, part: int | None = None) -> None:
        for each in self.had:
            each.changes += part in (None, each.part)

    @rule(part=st.integers(0, 1), address=st.sampled_from([MS_LEE, MS_LEE, ""]))
    def pass_on(self, part: int, address: str) -> None:
        with suppress(DomainError):  # on hold, or erased
            seq, token = self.passing.share((self.note, part), address=address)
            self.had.append(Had(seq, part, token, address))

    @rule(part=st.integers(0, 1), outcome=st.sampled_from(OUTCOMES), by=st.sampled_from(REVIEWERS))
    def answer_a_challenge(self, part: int, outcome: Outcome, by: str) -> None:
        if self.gone:
            return
        new = {f"p{part}": f"Put right on {self.house.clock()}"} if outcome is Outcome.CORRECTED else {}
        try:
            self.passing.decide(self.passing.challenge(self.note), outcome, getattr(self.cast, by), **new)
        except DomainError:
            return  # they have answered about it before; somebody else has to
        if new:
            self.note = self.entries("record.corrected")[-1].seq
            self.changed(part)
        for each in self.had:
            each.doubted |= outcome is Outcome.CANNOT_VERIFY
            each.changes += each.doubted and not new

    def entries(self, kind: str) -> list[Recorded]:
        with self.house.database.reading() as session:
            return [each for each in entries(session, range(size(session)), erased=True) if each.kind == kind]

    @rule()
    def say_something_beside_it(self) -> None:
        with suppress(DomainError), self.house.database.writing() as session:
            words = f"It was not so. {len(self.words)} {self.house.clock()}"
            self.words.append(add_statement(session, self.cast.amina, self.note, words, **self.passing.at))
            self.changed()

    @rule()
    def take_words_away(self) -> None:
        if self.words:
            with self.house.database.writing() as session:
                take_away(session, self.cast.amina, self.words.pop(), **self.passing.at)
            self.changed()

    @rule(part=st.integers(0, 1))
    def erase_a_part(self, part: int) -> None:
        if part in self.gone or len(self.had) < 2:
            return
        seqs = [each.seq for each in (*self.entries("record.made"), *self.entries("record.corrected"))]
        with self.house.database.writing() as session:
            how: dict[str, Any] = {"actor": None, "because": None, "reason": "time_up"}
            erase(session, [(seq, part) for seq in seqs], **how, **self.passing.at)
        self.gone.add(part)
        self.changed(part)

    @rule(dies=st.booleans())
    def letters_go(self, dies: bool) -> None:
        store.letters_due(self.house)
        self.carrier.dies = dies
        with suppress(Killed):
            post.send_due(self.house)
        self.carrier.dies = False

    @rule(days=st.sampled_from([1, 1, 4, 9]))
    def time_passes(self, days: int) -> None:
        self.house.clock.move(days=days)  # type: ignore[attr-defined]

    @rule(which=WHICH)
    def page_is_opened(self, which: int) -> None:
        if self.had:
            one = self.had[which % len(self.had)]
            one.shown = (one.changes, self.passing.recipient(one.seq).newest or -1)

    @rule(which=WHICH)
    def they_answer(self, which: int) -> None:
        """On the page that they have open, which may show less than is so by now."""
        if not self.had:
            return
        one = self.had[which % len(self.had)]
        token = self.carrier.tokens.get(one.seq, one.token)
        with suppress(DomainError), self.house.database.writing() as session:
            getting.acknowledge(session, token, name="Ms Lee", up_to=one.shown[1], **self.passing.at)
            one.known = max(one.known, one.shown[0])

    @rule(which=WHICH, impossible=st.booleans())
    def staff_tell_them(self, which: int, impossible: bool) -> None:
        """By hand; or they cannot."""
        if not self.had:
            return
        one = self.had[which % len(self.had)]
        with suppress(DomainError), self.house.database.writing() as session:
            if impossible:
                store.cannot(session, one.seq, "They have closed for good.", by=self.cast.lena, **self.passing.at)
                one.known = one.changes
            else:
                one.token = store.hand_over(session, one.seq, by=self.cast.sam, **self.passing.at)

    @invariant()
    def whoever_has_what_is_not_so_is_owed_word_of_it_and_nobody_else_is(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.database.reading() as session:
            owed = {each.seq for each in standing.owing(session)}
        assert owed == {each.seq for each in self.had if each.known < each.changes}

    @invariant()
    def no_letter_goes_twice_and_none_is_lost(self) -> None:
        if not hasattr(self, "house"):
            return
        assert set(self.carrier.carried.values()) <= {1}
        with self.house.database.reading() as session:
            went = {row.id: State(row.state) for row in session.scalars(select(LetterRow))}
        assert all(went[each] in (State.SENT, State.SENDING, State.UNSURE) for each in self.carrier.carried)


QUICK = settings(
    max_examples=5, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.fixture(scope="module")
def machine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> type[PuttingRight]:
    path = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("cast") / "cast.db")
    given = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
    house = House(given, Database(given.database_url), clock=Clock(), rng=random.Random(2))
    cast = gather(house)
    house.database.dispose()
    return type("Run", (PuttingRight,), {"template": path, "cast": cast})


@pytest.fixture(autouse=True)
def carried(machine: type[PuttingRight], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "carrier_for", lambda _settings: PuttingRight.carrier)


def test_any_run_leaves_nobody_with_what_is_not_so(machine: type[PuttingRight]) -> None:
    run_state_machine_as_test(machine, settings=QUICK)


def told_to_nobody(*_any: object) -> None:
    """A correction that reaches no recipient."""


def all_of_it(session: Any, seq: int, name: str, up_to: int, **at: Any) -> bool:
    """An answer that counts for what they were never shown."""
    return store.received(session, seq, name, store.recipient_at(session, seq).newest or 0, **at)


def unclaimed(house: House, letter_id: int) -> Any:
    """A letter that is sent without being taken from the others first."""
    with house.database.writing() as session:
        letter = post._letter(session.get_one(LetterRow, letter_id))
        return letter, store.words(session, letter, post._pen(house, house.clock())) or Words("", "", "/got/none")


SCRIPTS = {  # the shortest run in which each law has something to say
    "a correction told to nobody": (
        (standing, "_change", told_to_nobody),
        [("answer_a_challenge", 0, Outcome.CORRECTED, "priya")],
    ),
    "an answer to what was not shown": (
        (getting, "received", all_of_it),
        [
            ("say_something_beside_it",),
            ("page_is_opened", 0),
            ("time_passes", 1),
            ("say_something_beside_it",),
            ("they_answer", 0),
        ],
    ),
    "a letter that two may send": (
        (post, "_claim", unclaimed),
        [("say_something_beside_it",), ("letters_go", True), ("letters_go", False)],
    ),
}


def follow(machine: type[PuttingRight], script: list[tuple[Any, ...]]) -> None:
    """Play a run by hand and hold it to the laws."""
    run = type("ByHand", (machine,), {"plays_again": False})()
    run.begin()
    try:
        for name, *given in script:
            getattr(run, name)(*given)
        run.whoever_has_what_is_not_so_is_owed_word_of_it_and_nobody_else_is()
        run.no_letter_goes_twice_and_none_is_lost()
    finally:
        run.teardown()


@pytest.mark.parametrize("what", SCRIPTS)
def test_a_broken_store_is_found(machine: type[PuttingRight], monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    broken, script = SCRIPTS[what]
    follow(machine, script)
    monkeypatch.setattr(*broken)
    with pytest.raises(AssertionError):
        follow(machine, script)
