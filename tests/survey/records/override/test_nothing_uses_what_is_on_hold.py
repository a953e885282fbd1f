"""Invariant 13: while an entry is restricted no new count or average has it, no share takes it, no export is unmarked.

Any run of challenges, answers, releases and days over a real store, with the laws held after every step against a
model that knows only what was done. Each door is then broken once, and the same laws find it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, literal, select

import outcomes.change.store as averages
import outcomes.impact.door.reading.store as reading
import outcomes.impact.door.store as door
import survey.records.account.store as accounts
import survey.sharing.store as sharing
from outcomes.goals.store import close_goal, rate_goal, set_goal
from outcomes.impact.models import Cohort
from outcomes.measures.definition import library
from people import Cast
from survey.consent.store import decide as choose
from survey.database import Database
from survey.errors import DomainError
from survey.exports.store import taken
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.looks.look import Onlooker
from survey.people.role import Role
from survey.records import store
from survey.records.challenge import Kind, Outcome
from survey.records.clock import local_day
from survey.records.correction import Answer, NewPart
from survey.records.override.override import LONGEST, Grounds
from survey.records.override.store import release, resume, usable
from survey.sharing.share import Authority
from tests.conftest import Clock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STEPS, SEED = 30, 2
OUT = {Outcome.CORRECTED, Outcome.PARTLY, Outcome.CANNOT_VERIFY}
WHY = "The duty team needs it for an enquiry."


@dataclass
class Entry:
    """One entry in the model: its challenges, each open or with its outcome, and until when it was released."""

    is_note: bool = False
    cases: dict[int, Outcome | None] = field(default_factory=dict)  # by the challenge's place
    released: tuple[int, date] | None = None  # the release, and its last day

    @property
    def is_open(self) -> bool:
        return None in self.cases.values()

    @property
    def is_held(self) -> bool:
        return self.is_open or bool(OUT & set(self.cases.values()))

    def may_go(self, today: date) -> bool:
        """Whether a senior has released it, and it was not found to be wrong."""
        found_wrong = {Outcome.CORRECTED, Outcome.PARTLY} & set(self.cases.values())
        return self.is_held and not found_wrong and self.released is not None and today <= self.released[1]


@dataclass
class World:
    """The house, Amina's entries in it, and what was done with them."""

    house: House
    clock: Clock
    cast: Cast
    cohort: Cohort
    entries: dict[int, Entry] = field(default_factory=dict)
    goals: set[int] = field(default_factory=set)
    scored: int = 0

    @property
    def held(self) -> set[int]:
        return {seq for seq, each in self.entries.items() if each.is_held}

    @property
    def turn(self) -> dict[str, Any]:
        return {"now": self.clock(), "rng": self.house.rng}


@pytest.fixture
def world(house: House, database: Database, clock: Clock, cast: Cast) -> World:
    """Amina with two goals that are complete, answers, and two notes; all of it may be counted."""
    cohort = Cohort(
        id=1, title="All", opens_on=date(2026, 1, 1), closes_on=date(2027, 12, 31), state="open", made_at=clock()
    )
    here = World(house, clock, cast, cohort)
    with database.writing() as session:
        for purpose in ("take_part", "count_me", "link_answers"):
            choose(session, cast.amina, purpose, "given", **here.turn)
        for words in ("Go to football", "Sleep more"):
            goal = set_goal(session, cast.amina, words, rating=2, **here.turn)
            rate_goal(session, cast.amina, goal, 6, **here.turn)
            close_goal(session, cast.amina, goal, "achieved", **here.turn)
            here.goals.add(goal)
            here.entries[goal] = Entry()
        here.scored = _answers(session, here)
        here.entries[here.scored] = Entry()
        for words in ("She came late.", "She is often cross."):
            part = NewSegment(Claim.OPINION, cast.sam, (cast.amina,), {"words": words})
            here.entries[store.make_note(session, cast.sam, [part], happened_at=None, **here.turn)] = Entry(
                is_note=True
            )
    return here


def _answers(session: Any, here: World) -> int:
    codes = {f"experience_{n}": 1 for n in range(1, 11)}
    facts = {"questionnaire": "experience", "version": 1, "round": "autumn", "answers": codes}
    part = NewSegment(Claim.THEIR_WORDS, here.cast.amina, (here.cast.amina,), facts)
    return record(session, NewEntry("answers.submitted", here.cast.amina, (part,)), **here.turn).seq


# What can happen


def act(here: World, chance: random.Random) -> None:
    """Something that someone does, wherever the rules let them; most of it with what is on hold."""
    does = chance.choice((_raise, _raise, _raise, _decide, _withdraw, _release, _release, _resume, _wait))
    seq = chance.choice(sorted(here.entries if does is _raise or not here.held else here.held))
    each = here.entries[seq]
    waiting = [case for case, outcome in each.cases.items() if outcome is None]
    with here.house.database.writing() as session:
        does(session, here, seq, each, waiting, chance)


def _raise(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    kind = chance.choice([Kind.WRONG_FACT, Kind.UNFAIR_OPINION, Kind.OBJECTION])
    each.cases.setdefault(store.raise_challenge(session, here.cast.amina, seq, kind, "", **here.turn), None)


def _decide(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    outcome = chance.choice(list(Outcome))
    if not waiting or (outcome is Outcome.PARTLY and not each.is_note):
        return
    reviewer = chance.choice([here.cast.priya, here.cast.dee])
    parts = {0: NewPart("She had a hard day.", Claim.OPINION)} if each.is_note else {}
    try:
        store.decide(session, waiting[0], reviewer, Answer(outcome, "I asked.", parts), **here.turn)
    except DomainError:  # they answered about it before: someone else would have to
        return
    each.cases[waiting[0]] = outcome


def _withdraw(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    if waiting:
        store.withdraw_challenge(session, here.cast.amina, waiting[0], **here.turn)
        del each.cases[waiting[0]]


def _release(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    today = local_day(here.clock())
    grounds = Grounds.of("enquiry", WHY, today + timedelta(days=chance.randint(0, LONGEST.days)), today)
    of = next(iter(waiting or each.cases), None)
    if of is None:
        return
    lena = Onlooker(here.cast.lena, "harbour", frozenset({Role.MANAGER}))
    try:
        (made,) = release(session, of, grounds, lena, **here.turn)
    except DomainError:
        return
    assert each.is_held
    each.released = (made, grounds.until)


def _resume(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    if each.may_go(local_day(here.clock())) and each.released:
        resume(session, each.released[0], Onlooker(here.cast.dee, "harbour"), **here.turn)
        each.released = None


def _wait(session: Any, here: World, seq: int, each: Entry, waiting: list[int], chance: random.Random) -> None:
    here.clock.move(days=chance.randint(1, 6))


# What holds after every step


def hold(here: World, *, exports: bool = True) -> None:
    """All laws at once; the last costs the most."""
    now, today = here.clock(), local_day(here.clock())
    with here.house.database.reading() as session:
        assert set(session.scalars(store.restricted_seqs())) & set(here.entries) == here.held
        released = {seq for seq, each in here.entries.items() if each.may_go(today)}
        assert usable(session, here.entries, now) == released
        counted = set(door.count(session, here.cohort, now).entries)
        goals = here.goals - here.held
        assert counted & set(here.entries) == goals, "counted"  # a lone score waits for its second
        sat = averages.sittings(session, "autumn", library()["experience"])
        assert bool(sat) is (here.scored not in here.held), "averaged"
        for seq, each in here.entries.items():
            if each.is_note and not {Outcome.CORRECTED, Outcome.PARTLY} & set(each.cases.values()):
                assert _may_be_shared(session, here, seq, now) is (seq not in here.held or seq in released), "shared"
        if not exports:
            return
        opened = taken(session, here.cast.amina, here.cast.amina, {}).opened
        assert {seq for seq in here.entries if opened[seq].held} == here.held, "exported"


def _may_be_shared(session: Any, here: World, seq: int, now: datetime) -> bool:
    try:
        sharing.require_may_go(session, here.cast.amina, [(seq, 0)], Authority.SAFEGUARDING, now)
    except sharing.OnHold:
        return False
    return True


def test_any_run_of_challenges_answers_releases_and_days(world: World) -> None:
    chance = random.Random(SEED)
    seen_held = seen_released = 0
    for step in range(STEPS):
        act(world, chance)
        hold(world, exports=step % 4 == 3)
        seen_held += len(world.held)
        seen_released += sum(each.may_go(local_day(world.clock())) for each in world.entries.values())
    assert seen_held > STEPS
    assert seen_released > 10, "the run came to what it is about"


def nothing(*_args: object) -> Select[int]:
    return select(literal(-1))


BROKEN: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "counted": (reading, "restricted_seqs", nothing),
    "averaged": (averages, "restricted_seqs", nothing),
    "shared": (sharing, "restrictions", lambda _session, _seqs: {}),
    "exported": (accounts, "restrictions", lambda _session, _seqs: {}),
}


def test_a_door_that_forgets_to_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.house.database.writing() as session:
        for seq, each in world.entries.items():
            _raise(session, world, seq, each, [], random.Random(1))
    hold(world)
    for found, (module, name, broken) in BROKEN.items():
        with monkeypatch.context() as patched:
            patched.setattr(module, name, broken)
            with pytest.raises(AssertionError, match=found):
                hold(world)


@pytest.mark.parametrize("how", ["everything", "past its last day"])
def test_a_release_that_lets_too_much_through_is_found(world: World, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    with world.house.database.writing() as session:
        for seq, each in world.entries.items():
            _raise(session, world, seq, each, [], random.Random(1))
            if how != "everything":
                _release(session, world, seq, each, list(each.cases), random.Random(1))
    hold(world)
    world.clock.move(days=15)
    hold(world)
    real = sharing.usable
    lax = {
        "everything": lambda _session, seqs, _now: set(seqs),
        "past its last day": lambda session, seqs, now: real(session, seqs, now - timedelta(days=15)),
    }
    monkeypatch.setattr(sharing, "usable", lax[how])
    with pytest.raises(AssertionError, match="shared"):
        hold(world)
