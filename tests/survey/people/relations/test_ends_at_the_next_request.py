"""Invariant 20: relations end, orders come and go, birthdays pass, workers change; each holds at the next request.

A plain model beside the store says who may look; the door is asked after every step, and refuses everyone else. What
ends by an order opens again only when someone lifted it.
"""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from people import Cast
from survey.errors import NotThere
from survey.house import House
from survey.people.glass import store as glass
from survey.people.glass.store import reach
from survey.people.looks.look import Onlooker
from survey.people.person import Kind, age_on
from survey.people.relation import Relation
from survey.people.relations import store
from survey.people.relations.tie import PARENTAL, Evidence, Restriction, Shown, Stops
from survey.people.store import add_person, end_relation, relate

PARTS = st.lists(st.sampled_from(["goals", "notes", "answers", "profile"]), max_size=3, unique=True)
KINDS = st.sampled_from([Relation.PARENT, Relation.SIBLING, Relation.ADVOCATE])


@dataclass
class Known:
    """What the model knows of one relation to Amina."""

    kind: Relation
    sees: set[str] = field(default_factory=set)
    until: object = None


class Comings(RuleBasedStateMachine):
    """Amina, her father and her workers, in one session that is taken back at the end."""

    house: House
    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.rng, self.now = random.Random(5), self.house.clock()
        self.taken = self.house.database.writing()
        self.session = self.taken.__enter__()
        self.father = add_person(self.session, kind=Kind.FAMILY, name="Dan", by=self.cast.sam, **self.when)
        self.known: dict[int, Known] = {}
        self.orders: set[int] = set()
        self.works: dict[int, str] = {}

    def teardown(self) -> None:
        self.session.rollback()
        with suppress(Exception):
            self.taken.__exit__(None, None, None)

    @property
    def when(self):
        return {"now": self.now, "rng": self.rng}

    @property
    def at(self):
        return {"by": self.cast.sam, **self.when}

    @rule(kind=KINDS, sees=PARTS)
    def he_is_family(self, kind, sees) -> None:
        seq = relate(self.session, kind, self.father, self.cast.amina, sees=sees, **self.at)
        self.known[seq] = Known(kind, set(sees))

    @rule(sees=PARTS, which=st.integers(0, 5))
    def she_picks(self, sees, which) -> None:
        if self.known:
            seq = sorted(self.known)[which % len(self.known)]
            store.grant(self.session, seq, sees, by=self.cast.amina, **self.when)
            self.known[seq].sees = set(sees)

    @rule(which=st.integers(0, 5), days=st.integers(0, 40))
    def it_is_for_some_days(self, which, days) -> None:
        if self.known:
            seq = sorted(self.known)[which % len(self.known)]
            until = (self.now + timedelta(days=days)).date()
            store.show_evidence(self.session, seq, Evidence(False, Shown.LETTER, None, until), **self.at)
            self.known[seq].until = until

    @rule(which=st.integers(0, 5), days=st.integers(0, 20))
    def a_court_keeps_him_away(self, which, days) -> None:
        if self.known:
            seq, day = sorted(self.known)[which % len(self.known)], self.now.date()
            words = "Seen at the family court."
            order = Restriction(frozenset({Stops.HOME}), day, day, day + timedelta(days=days), words)
            self.orders.add(store.restrict(self.session, seq, order, **self.at))

    @rule()
    def it_is_lifted(self) -> None:
        if self.orders:
            store.lift(self.session, self.orders.pop(), "The court ended it, seen by me.", **self.at)

    @rule(which=st.integers(0, 5))
    def he_is_family_no_more(self, which) -> None:
        if self.known:
            seq = sorted(self.known)[which % len(self.known)]
            end_relation(self.session, seq, **self.at)
            del self.known[seq]

    @rule()
    def another_works_with_her(self) -> None:
        self.works[relate(self.session, Relation.WORKS_WITH, self.cast.priya, self.cast.amina, **self.at)] = "priya"

    @rule()
    def a_worker_s_time_with_her_ends(self) -> None:
        if self.works:
            seq = min(self.works)
            del self.works[seq]
            end_relation(self.session, seq, **self.at)

    @rule(days=st.integers(1, 500))
    def time_passes(self, days) -> None:
        self.now += timedelta(days=days)

    def may_see(self) -> set[str]:
        day = self.now.date()
        if self.orders:
            return set()
        grown_up = age_on("2011-03", day) >= 18
        live = [each for each in self.known.values() if each.until is None or day <= each.until]
        return {part for each in live if not (grown_up and each.kind in PARENTAL) for part in each.sees}

    @invariant()
    def the_door_opens_to_those_and_to_no_one_else(self) -> None:
        scopes = store.scopes_of(self.session, self.father, self.now.date())
        assert {part.value for part in scopes.get(self.cast.amina, ())} == self.may_see()
        assert is_open(self.session, self.cast.priya, self.cast.amina, self.now) == bool(self.works)


def is_open(session, worker: str, person: str, now) -> bool:
    """Whether this worker would reach this person's page, on this request."""
    try:
        reach(session, Onlooker(worker), person, now)
    except NotThere:
        return False
    return True


QUICK = settings(
    max_examples=10,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_always_so(house: House, cast: Cast) -> None:
    Comings.house, Comings.cast = house, cast
    run_state_machine_as_test(Comings, settings=QUICK)


FORGETS = {  # an order that is forgotten, a last day that is not read, a worker's time with her that never ends
    (store, "stopped_from"): lambda *_: set(),
    (store, "evidence_of"): lambda _, seqs: dict.fromkeys(seqs, Evidence()),
    (glass, "is_mine"): lambda *_: True,
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_door_that_forgets_is_found(house: House, cast: Cast) -> None:
    """The controls: the same machine, taken by hand through what each forgets."""
    Comings.house, Comings.cast = house, cast
    for (where, name), forgetful in FORGETS.items():
        with patch.object(where, name, forgetful):
            here = Comings()
            here.another_works_with_her()
            here.he_is_family(Relation.ADVOCATE, ["notes"])
            here.the_door_opens_to_those_and_to_no_one_else()
            here.it_is_for_some_days(0, 3) if name == "evidence_of" else here.a_court_keeps_him_away(0, 3)
            here.a_worker_s_time_with_her_ends()
            here.time_passes(5)
            with pytest.raises(AssertionError):
                here.the_door_opens_to_those_and_to_no_one_else()
            here.teardown()
