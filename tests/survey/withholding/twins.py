"""Two worlds, the same but for what is sealed: in one it is there and kept back, in the other it never was.

Many families live in each. Every act is done in both worlds in step, with the same clock and the same chance. What is
sealed happens in the first alone; the second then records as many entries about a stranger, so that a place in the log
says only that something happened to someone. A leaf's bytes are its place (`leaves_by_place`): a hash stands for what
nobody can tell from chance (that it does: tests/survey/ledger/test_always.py, invariant 22).
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from databases import copy_sqlite
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from survey.app import Sayso, create_app
from survey.ledger.entry import Claim, NewEntry, NewSegment, leaf_bytes
from survey.ledger.store import record, size
from survey.people import store as people
from survey.people.invitation import form_key
from survey.people.looks import store as door
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.records.opening.store import open_record
from survey.settings import Settings
from tests.conftest import SECRET, Clock

SEES = ("goals", "notes", "profile")


@dataclass
class Family:
    """A child, two parents, their worker's note book: places of what was written, in both worlds and in one alone."""

    child: str
    parent: str  # from whom things are kept
    other: str  # from whom something else is kept: their seals are in both worlds
    open: list[int] = field(default_factory=list)  # notes that stand in both worlds
    about_parent: list[int] = field(default_factory=list)  # of those, the ones that are about the parent too
    sealed: list[int] = field(default_factory=list)  # notes in the first world alone
    doomed: list[int] = field(default_factory=list)  # in the first world alone, and not sealed yet
    challenges: list[tuple[int, bool]] = field(default_factory=list)  # open ones: place, and whether of a sealed note
    goals: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)  # challenges of the parent's own
    untold: int = 0  # how much was sealed, for the tally


class World:
    """One of the two."""

    def __init__(self, template: Path, path: Path, clock: Clock, *, is_real: bool) -> None:
        copy_sqlite(template, path)
        self.is_real, self.clock, self.chance = is_real, clock, random.Random(0)
        settings = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
        self.sayso: Sayso = create_app(settings, clock=clock, rng=self.chance)
        self.house = self.sayso.house
        self.statements = 0
        for engine in (self.house.database.engine, self.house.database.keys.engine):
            event.listen(engine, "before_cursor_execute", self._counted)
        self.client = Client(self.sayso)

    def _counted(self, *_of: object) -> None:
        self.statements += 1

    @property
    def at(self) -> dict[str, Any]:
        return {"now": self.clock(), "rng": self.chance}

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.house.database.writing() as session:
            yield session

    def size(self) -> int:
        with self.house.database.reading() as session:
            return size(session)

    def catch_up(self, to: int, stranger: str, by: str) -> None:
        """Record things about a stranger, until there is as much as in the other world."""
        with self.writing() as session:
            while size(session) < to:
                record(session, _of_a_stranger(by, stranger), **self.at)


Act = Callable[[World, Session], Any]


class Twins:
    """Both worlds in step."""

    def __init__(self, template: Path, folder: Path, seed: int) -> None:
        self.clock = Clock()
        self.worlds = tuple(
            World(template, folder / f"{name}{seed}.db", self.clock, is_real=name == "real")
            for name in ("real", "twin")
        )
        self.real, self.twin = self.worlds
        self.steps = seed * 1_000_000
        self.differences: list[str] = []
        self.told: list[list[tuple[str, ...]]] = []  # in the first world, by look: whom each entry of it is about
        self.looking, self.looks = self.real, 0
        self.compared: Counter[str] = Counter()
        self.answered: Counter[tuple[str, str]] = Counter()
        self.staff = self.both(_staff)

    def close(self) -> None:
        for world in self.worlds:
            world.house.database.dispose()

    def again(self) -> None:
        """The same chance in both worlds, from here."""
        self.steps += 1
        self.told = []
        for world in self.worlds:
            world.chance.seed(self.steps)

    def turns(self) -> Iterator[World]:
        """First the one, then the other, for what may look at entries."""
        for world in self.worlds:
            self.looking, self.looks = world, 0
            yield world

    def in_place(self, looks: list[NewEntry]) -> list[NewEntry]:
        """Looks as they are to be recorded: in the second world, a stranger's where the first has one more."""
        if self.looking is self.real:
            self.told.append([each.segments[0].subjects for each in looks])
            return looks
        mine, made = list(looks), []
        for subjects in self.told[self.looks] if self.looks < len(self.told) else []:
            same = bool(mine) and mine[0].segments[0].subjects == subjects
            made.append(mine.pop(0) if same else _of_a_stranger(self.staff["sam"], self.staff["stranger"]))
        self.looks += 1
        return made + mine

    def both(self, act: Act) -> Any:
        """Something that happens in both worlds; what it gives is the same in both."""
        self.again()
        found = []
        for world in self.worlds:
            with world.writing() as session:
                found.append(act(world, session))
        assert found[0] == found[1], found
        self.level()
        return found[0]

    def apart(self, real: Act, twin: Act | None = None) -> tuple[Any, Any]:
        """Something of which the second world has less, or nothing."""
        self.again()
        found = []
        for world, act in zip(self.worlds, (real, twin), strict=True):
            with world.writing() as session:
                found.append(act(world, session) if act else None)
        self.level()
        return found[0], found[1]

    def level(self) -> None:
        """As many entries in the second world as in the first."""
        to = self.real.size()
        if self.twin.size() < to:
            self.twin.catch_up(to, self.staff["stranger"], self.staff["sam"])
        assert self.twin.size() == to

    def in_both(self, act: Callable[[World], Any]) -> None:
        """The same, for what opens transactions of its own."""
        self.again()
        for world in self.turns():
            act(world)
        self.level()

    def family(self) -> Family:
        """A new family in both worlds."""
        return Family(*self.both(lambda world, session: _family(world, session, self.staff["sam"])))

    # What the parent gets

    def visit(self, family: Family) -> "Visit":
        """The parent with a fresh link and an open record, in both worlds."""
        token = self.both(lambda world, session: _link(world, session, family.parent))
        key = self.both(lambda world, session: open_record(session, family.parent, token, **world.at))
        return Visit(self, family, token, key)

    def compare(self, what: str, method: str, address: str, form: dict[str, str] | None = None) -> None:
        """Ask both worlds the same, and note every way in which the answers differ."""
        self.again()
        said = [self._said(world, method, address, form) for world in self.turns()]
        self.compared[what] += 1
        self.answered[what, said[0]["status"][:3]] += 1
        for name in said[0]:
            if said[0][name] != said[1][name]:
                self.differences.append(f"{what} {address}: {name}: {_where(said[0][name], said[1][name])}")
        self.level()

    def _said(self, world: World, method: str, address: str, form: dict[str, str] | None) -> dict[str, Any]:
        before = world.statements
        answer: TestResponse = world.client.open(address, method=method, data=form)
        answers = {"status": answer.status, "headers": sorted(answer.headers.items()), "bytes": answer.get_data()}
        return answers | {"statements": world.statements - before}


def _where(one: Any, other: Any) -> str:
    """The first place at which two answers differ."""
    if not isinstance(one, bytes):
        return f"{one} / {other}"
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"


def _of_a_stranger(by: str, stranger: str) -> NewEntry:
    part = NewSegment(Claim.FACT, by, (stranger,), {"words": "Something else happened to someone else."})
    return NewEntry("record.made", by, (part,))


def _staff(world: World, session: Session) -> dict[str, str]:
    people.add_organisation(session, "harbour", "Harbour Youth Project")
    people.add_area(session, "B01", "Eastmere", "borough")
    people.add_area(session, "W01", "Quayside", "ward", "B01")
    add = {"by": None, "organisation_id": "harbour", **world.at}
    staff = {
        name: people.add_person(session, kind=Kind.STAFF, name=name.title(), **add) for name in ("sam", "lena", "dee")
    }
    stranger = people.add_person(session, kind=Kind.YOUNG_PERSON, name="Someone", born="2010-05", **add)
    return staff | {"stranger": stranger}


def _family(world: World, session: Session, sam: str) -> tuple[str, str, str]:
    new = {"by": None, **world.at}
    child = people.add_person(
        session, kind=Kind.YOUNG_PERSON, name="Amina", born="2011-03", organisation_id="harbour", area_code="W01", **new
    )
    parents = [people.add_person(session, kind=Kind.FAMILY, name=name, **new) for name in ("Rosa", "Dan")]
    people.relate(session, Relation.WORKS_WITH, sam, child, **new)
    for each in parents:
        people.relate(session, Relation.PARENT, each, child, sees=SEES, **new)
    return child, *parents


def _link(world: World, session: Session, person: str) -> str:
    made = people.invite(session, person, by=None, days=400, secret_key=SECRET, **world.at)
    return made.token


@dataclass(frozen=True)
class Visit:
    """Someone's way through every page that they can open."""

    twins: Twins
    family: Family
    token: str
    key: str

    def everywhere(self, places: list[int], wanted: Callable[[str], bool] = bool) -> None:
        """Every page of the people's side: with what each address could name. `places`: for those that name one."""
        for rule, names in (each for each in people_routes(self.twins.real.sayso) if wanted(each[0])):
            again = self.opened() if "key" in names else self  # one of them leaves, and closes the record
            for place in places if "int" in rule else [0]:
                self.twins.compare(f"GET {rule}", "GET", again.address(rule, names, place))

    def opened(self) -> "Visit":
        """The same, with the record opened anew."""
        person, token = self.family.parent, self.token
        return replace(
            self, key=self.twins.both(lambda world, session: open_record(session, person, token, **world.at))
        )

    def address(self, rule: str, names: frozenset[str], place: int) -> str:
        """The address, as they would come to it."""
        given = {"lang": "en", "token": self.token, "key": self.key, "person_id": self.family.child} | NAMED
        for name in names:
            for placeholder in (f"<{name}>", f"<int:{name}>"):
                rule = rule.replace(placeholder, str(given.get(name, place)))
        return rule

    def send(self, rule: str, place: int = 0, **form: str) -> None:
        """A form of theirs, in both worlds."""
        names = frozenset(re_names(rule))
        sent = form | {"form_key": form_key(self.token, SECRET)}
        self.twins.compare(f"POST {rule}", "POST", self.address(rule, names, place), sent)


NOTHING = bytes(32)
NAMED = {"purpose": "take_part", "kind": "fhir-r5", "what": "0"}


def re_names(rule: str) -> list[str]:
    return [part.split(">")[0].rpartition(":")[2] for part in rule.split("<")[1:]]


def people_routes(sayso: Sayso) -> list[tuple[str, frozenset[str]]]:
    """Every address of the people's side that answers to GET: a new page is in the walk from its first day."""
    rules = [rule for rule in sayso.people.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted((rule.rule, frozenset(rule.arguments)) for rule in rules)


def looks_in_place(monkeypatch: pytest.MonkeyPatch, twins: Twins) -> None:
    """Let a look that is told to someone else in the first world alone keep its place in the second."""
    real = door.looks_of
    monkeypatch.setattr(door, "looks_of", lambda *given, **how: twins.in_place(real(*given, **how)))


def leaves_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bytes of a leaf be its place alone, wherever they are made or checked."""

    def by_place(*, seq: int, **_rest: bytes) -> bytes:
        return leaf_bytes(seq=seq, prev=NOTHING, header=NOTHING, contents=NOTHING)

    for module in ("store", "checking", "opening"):
        monkeypatch.setattr(f"survey.ledger.{module}.leaf_bytes", by_place)
