"""Any run of writing, proposing, signing, stopping, holding, challenging and time: two people, and nothing left behind.

Invariants 16 (two distinct humans, neither of them its author or whom it is about) and 21 (what is erased is nowhere,
everything else is byte for byte as it was, the ledger verifies and plays again to the same) of the facts.
"""

import random
import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import MetaData, select

from outcomes.goals.store import rate_goal, set_goal
from people import gather
from survey.consent.store import decide
from survey.database import Database
from survey.errors import DomainError
from survey.house import House
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.models import Segment, SegmentContent
from survey.ledger.store import in_order, rebuild
from survey.ledger.verifying.store import verify
from survey.people.role import Role
from survey.records.account.gone import Why
from survey.records.challenge import Kind, Outcome
from survey.records.correction import Answer, NewPart
from survey.records.store import decide as answer
from survey.records.store import make_note, raise_challenge
from survey.retention import store
from survey.retention.doing.store import carry_out_due
from survey.retention.hold import Authority
from survey.retention.holds.store import lift, place
from survey.settings import Settings
from tests.conftest import NOON, Clock

YOUNG, ANY = st.sampled_from(["amina", "jordan", "rosa"]), st.integers(0, 200)
STAFF = {"lena": {Role.MANAGER}, "dee": {Role.DATA_LEAD}, "sam": {Role.DATA_LEAD}, "priya": {Role.MANAGER}}
HOW = {
    "about": st.lists(YOUNG, min_size=1, max_size=2, unique=True),
    "who": YOUNG,
    "by": st.sampled_from(sorted(STAFF)),
    "which": ANY,
    "rating": st.integers(0, 10),
    "state": st.sampled_from(["given", "refused", "withdrawn"]),
    "kind": st.sampled_from([Kind.ERASE, Kind.WRONG_FACT]),
    "whole": st.booleans(),
    "staff": st.booleans(),
    "days": st.sampled_from([7, 13, 14]),
}
WHAT_HAPPENS = [
    *("write", "want", "rate", "choose", "challenge", "answered"),
    *("agree", "agree", "propose", "approve", "keep", "hold", "lift", "days_pass", "days_pass"),
]


class Erasing(RuleBasedStateMachine):
    """A small organisation; `words` remembers what each part said, `sealed` its bytes."""

    template = Path()

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        for suffix in ("", ".keys"):
            shutil.copy(f"{self.template}{suffix}", f"{self.folder}/any.db{suffix}")
        url = f"sqlite:///{self.folder}/any.db"
        made = Settings(mode="test", secret_key="s" * 32, database_url=url)
        self.house = House(made, Database(url), clock=Clock(NOON), rng=random.Random(5))
        self.cast, self.said, self.sealed = gather(self.house), 0, {}
        self.goals, self.notes, self.erasures, self.holds, self.raised = [], [], [], [], []
        for who in ("amina", "rosa"):
            self.write([who, "jordan"])
            self.want(who, 3)

    def do(self, act, *args, **more):
        """One act in a transaction; what is refused is refused in a sentence, and changes nothing."""
        now, rng = self.house.clock(), self.house.rng
        with suppress(DomainError), self.house.database.writing() as session:
            return act(session, *args, **more, now=now, rng=rng)
        return None

    @rule(data=st.data(), what=st.sampled_from(WHAT_HAPPENS))
    def something_happens(self, data, what):
        """One of them; in one rule, because Hypothesis would else leave whole kinds of acts out of most runs."""
        drawn = {name: data.draw(HOW[name], name) for name in signature(getattr(self, what)).parameters}
        getattr(self, what)(**drawn)

    def word(self):
        self.said += 1
        return f"word{self.said:04}x"

    def write(self, about):
        parts = [self.part(getattr(self.cast, who)) for who in about]
        self.notes.append((self.do(make_note, self.cast.sam, parts, happened_at=None), parts[0].subjects[0]))

    def part(self, person):
        return NewSegment(Claim.OBSERVATION, self.cast.sam, (person,), {"words": self.word()})

    def want(self, who, rating):
        person = getattr(self.cast, who)
        if (goal := self.do(set_goal, person, self.word(), rating=rating)) is not None:
            self.goals.append((goal, person))

    def rate(self, which, rating):
        if self.goals:
            goal, person = self.goals[which % len(self.goals)]
            self.do(rate_goal, person, goal, rating, words=self.word())

    def choose(self, who, state):
        self.do(decide, getattr(self.cast, who), "take_part", state)

    def challenge(self, which, kind):
        if self.notes:
            note, person = self.notes[which % len(self.notes)]
            self.raised.append(self.do(raise_challenge, person, note, kind, self.word()))

    def answered(self, which, by):
        if self.raised and (seq := self.raised[which % len(self.raised)]) is not None:
            parts = {0: NewPart(self.word(), Claim.OBSERVATION)}
            new = Answer(Outcome.CORRECTED, self.word(), parts)
            self.do(answer, seq, getattr(self.cast, by), new)

    def agree(self, which, who, whole):
        """Two who may: so that much of what is tried comes to its end."""
        self.propose(which, who, "lena", whole)
        self.approve(0, "dee")

    def propose(self, which, who, by, whole):
        made = self.goals + self.notes
        person, places = getattr(self.cast, who), None
        if not whole and made:
            seq, person = made[which % len(made)]
            places = {(seq, 0)}
        why = {"why": Why.NOT_NEEDED, "words": self.word(), "by": getattr(self.cast, by), "roles": STAFF[by]}
        if (seq := self.do(store.propose, person, places=places, **why)) is not None:
            self.erasures.append(seq)

    def approve(self, which, by):
        if self.erasures:
            self.do(store.approve, self.erasures[-1 - which % len(self.erasures)], getattr(self.cast, by), STAFF[by])

    def keep(self, which, who, staff):
        if self.erasures and which % 3 == 0:
            seq, by = self.erasures[which % len(self.erasures)], getattr(self.cast, who)
            self.do(store.stop, seq, self.cast.dee, self.word()) if staff else self.do(store.keep, by, seq)

    def hold(self, who, days):
        until = (self.house.clock() + timedelta(days=days)).date()
        what = {"entry_seq": None, "authority": Authority.COURT, "words": self.word(), "by": self.cast.dee}
        self.holds.append(self.do(place, getattr(self.cast, who), review_on=until, **what))

    def lift(self):
        if self.holds and (hold := self.holds.pop()) is not None:
            self.do(lift, hold, self.cast.dee, self.word())

    def days_pass(self, days):
        """What has to hold is looked at only here: nothing goes at any other time."""
        self.house.clock.move(days=days)
        carry_out_due(self.house)
        with self.house.database.reading() as session:
            past = {entry.seq: entry for entry in in_order(session)}
            self.two_people_fourteen_days_and_no_hold(past)
            self.the_rest_is_byte_for_byte_as_it_was_and_the_ledger_holds(session, past)

    def two_people_fourteen_days_and_no_hold(self, past):
        for done in (entry for entry in past.values() if entry.kind == "erasure.done"):
            approved = past[done.links["because"]]
            proposed = past[approved.links["approves"]]
            assert proposed.actor not in (None, approved.actor)
            assert {proposed.content["as"], approved.content["as"]} & {"data_lead"}
            assert not {proposed.actor, approved.actor} & proposed.subjects
            assert done.at - approved.at >= timedelta(days=14)
            before = [entry for entry in past.values() if entry.seq < done.seq]
            assert not [e for e in before if e.kind == "erasure.stopped" and e.links["stops"] == proposed.seq]
            lifted = {entry.links["lifts"] for entry in before if entry.kind == "hold.lifted"}
            held = {e.content["person"] for e in before if e.kind == "hold.placed" and e.seq not in lifted}
            assert not held & proposed.subjects

    def the_rest_is_byte_for_byte_as_it_was_and_the_ledger_holds(self, session, past):
        now = {(row.entry_seq, row.ordinal): row.sealed for row in session.scalars(select(SegmentContent))}
        parts = {tuple(row) for row in session.execute(select(Segment.entry_seq, Segment.ordinal))}
        named = {tuple(p) for e in past.values() if e.kind == "erasure.done" for p in e.content["parts"]}
        assert verify(session).holds
        assert parts - set(now) == named
        assert {place: self.sealed.get(place, text) for place, text in now.items()} == now
        self.sealed = now

    def teardown(self):
        if not hasattr(self, "house"):
            return
        with self.house.database.writing() as session:
            readable = {str(p.content) for e in in_order(session) for p in e.segments if not p.erased}
            assert rebuild(session) == []
        left = {f"word{n:04}x" for n in range(1, self.said + 1) if any(f"word{n:04}x" in text for text in readable)}
        shown = "".join(_cells(self.house.database.engine) + _cells(self.house.database.keys.engine))
        assert {f"word{n:04}x" for n in range(1, self.said + 1) if f"word{n:04}x" in shown} <= left
        self.house.database.dispose()
        shutil.rmtree(self.folder)


def _cells(engine) -> list[str]:
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return [repr(tuple(row)) for table in tables.sorted_tables for row in connection.execute(select(table))]


@pytest.mark.parametrize("seed", [0])
def test_two_people_decide_and_nothing_is_left(sqlite_template, seed):
    Erasing.template = sqlite_template
    few = settings(
        max_examples=4,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Erasing, settings=few)
