"""Whatever staff do, in whatever order: nothing that is about someone else is handed over before a durable look at it.

Invariant 5 of the facts (ledger §7), on the door itself: workers come and go, glass is broken and runs out, entries are
added, lists are read again, and sometimes the disk is full. And 19: what she does herself is never among the looks.
"""

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from databases import copy_sqlite
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from people import Cast, gather
from survey.database import Database
from survey.errors import NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entries_about
from survey.people.caseload.store import list_of, named, page_of
from survey.people.glass.glass import Reason
from survey.people.glass.store import break_glass, by_name
from survey.people.looks import store as door
from survey.people.looks.look import Onlooker, Wanted
from survey.people.relation import Relation
from survey.people.role import Role
from survey.people.store import end_relation, relate, relations_to
from survey.records.answering.seen.store import owed_here
from survey.records.seen.store import granted_of, notes_of
from survey.records.store import make_note
from survey.settings import Settings
from tests.conftest import NOON, SECRET, Clock

WHO = st.sampled_from(["sam", "priya", "jo", "lena", "rosa"])
OF: dict[str, Callable[[str], Wanted[Any]]] = {
    "page": page_of,
    "name": named,
    "notes": notes_of,
    "granted": lambda person: granted_of(person, lambda found, _reader: SimpleNamespace(cards=found)),
    "list": lambda _person: list_of(),
    "owed": lambda _person: owed_here(),
    "search": lambda _person: by_name("amina"),
}


def at_home(path: Path) -> House:
    made = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
    return House(made, Database(made.database_url), clock=Clock(NOON), rng=random.SystemRandom())


@pytest.fixture(scope="module")
def gathered(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cast, once: each try begins from a copy."""
    path = tmp_path_factory.mktemp("gathered") / "sayso.db"
    copy_sqlite(sqlite_template, path)
    house = at_home(path)
    Looking.cast = gather(house)
    house.database.dispose()
    Looking.template = path
    return path


class Looking(RuleBasedStateMachine):
    """Everyone looks at Amina, through the door, while who works with her changes."""

    template: Path
    cast: Cast
    see = staticmethod(door.see)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "sayso.db"
        copy_sqlite(self.template, path)
        self.house = at_home(path)
        self.clock: Any = self.house.clock
        self.shown: list[tuple[str, frozenset[tuple[int, int]]]] = []

    def at(self) -> dict[str, Any]:
        self.clock.move(seconds=1)
        return {"now": self.clock.now, "rng": self.house.rng}

    def looker(self, who: str) -> Onlooker:
        if who == "rosa":
            return Onlooker(self.cast.rosa)
        organisation = "northshore" if who == "jo" else "harbour"
        role = Role.MANAGER if who == "lena" else Role.PRACTITIONER
        return Onlooker(getattr(self.cast, who), organisation, frozenset({role}))

    @rule(who=WHO, what=st.sampled_from(sorted(OF)), is_full=st.booleans())
    def look(self, who: str, what: str, is_full: bool) -> None:
        looker, wanted = self.looker(who), OF[what](self.cast.amina)
        handed: list[frozenset[tuple[int, int]]] = []
        ask = wanted.ask

        def watched(*args: Any) -> Any:
            found = ask(*args)
            handed.extend(seen.parts for seen in found.seen)
            return found

        record = door.record
        try:
            if is_full:
                door.record = full
            self.see(self.house, looker, Wanted(watched))
        except (NotThere, OSError):
            return  # refused, or it could not be recorded: nothing was handed over
        finally:
            door.record = record
        self.shown += [(looker.person_id, parts) for parts in handed]

    @rule(who=st.sampled_from(["sam", "priya"]))
    def begin(self, who: str) -> None:
        with self.house.database.writing() as session:
            if not any(each.from_id == getattr(self.cast, who) for each in self.ties(session)):
                worker = getattr(self.cast, who)
                relate(session, Relation.WORKS_WITH, worker, self.cast.amina, by=self.cast.lena, **self.at())

    @rule()
    def end(self) -> None:
        with self.house.database.writing() as session:
            for tie in self.ties(session)[:1]:
                end_relation(session, tie.seq, by=self.cast.lena, **self.at())

    def ties(self, session: Any) -> Any:
        return relations_to(session, self.cast.amina, [Relation.WORKS_WITH])

    @rule(who=st.sampled_from(["priya", "lena", "jo"]))
    def glass(self, who: str) -> None:
        try:
            with self.house.database.writing() as session:
                break_glass(session, self.looker(who), self.cast.amina, Reason.AWAY, "Sam is ill today.", **self.at())
        except NotThere:
            assert who == "jo", "of another organisation"

    @rule(both=st.booleans())
    def write(self, both: bool) -> None:
        about = (self.cast.amina, self.cast.rosa) if both else (self.cast.amina,)
        parts = [NewSegment(Claim.FACT, self.cast.sam, about, {"words": f"Note {len(self.shown)}"})]
        with self.house.database.writing() as session:
            make_note(session, self.cast.sam, parts, happened_at=None, **self.at())

    @rule(minutes=st.sampled_from([1, 61, 24 * 60]))
    def wait(self, minutes: int) -> None:
        self.clock.now += timedelta(minutes=minutes)

    @invariant()
    def every_part_was_told(self) -> None:
        if not self.shown:
            return
        told: dict[str, set[tuple[int, int]]] = {}
        with self.house.database.reading() as session:
            for person in (self.cast.amina, self.cast.jordan, self.cast.rosa):
                for look in entries_about(session, person, ["view.made"]):
                    assert look.actor != person, "nobody's own look is kept"
                    told.setdefault(look.actor or "", set()).update((seq, n) for seq, n in look.content["parts"])
            own = {(look.seq, 0) for look in entries_about(session, self.cast.rosa)}
        for viewer, parts in self.shown:
            assert parts - (own if viewer == self.cast.rosa else set()) <= told.get(viewer, set())
        self.shown.clear()

    def teardown(self) -> None:
        self.house.database.dispose()
        shutil.rmtree(self.folder)


def full(*_args: Any, **_named: Any) -> None:
    raise OSError("The disk is full.")


FEW = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # what is found is short enough to read
    suppress_health_check=list(HealthCheck),
)


def test_nothing_is_handed_over_before_it_is_told(gathered: Path) -> None:
    run_state_machine_as_test(Looking, settings=FEW)


def test_a_door_that_forgets_is_found(gathered: Path) -> None:
    """The control: it hands over what it could not record."""

    class Forgetful(Looking):
        @staticmethod
        def see(house: Any, looker: Any, wanted: Any) -> Any:
            try:
                return door.see(house, looker, wanted)
            except OSError:
                return None

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgetful, settings=FEW)
