"""Any run of challenges, answers, questions, reviews and lines of management over the real store: invariants 12 and 16.

Everyone whom a part is about can challenge it; what is open has one clock; the law's day is the calendar's with the
logged pauses, and later only by a notice within month one; and whoever answers is neither the author, nor in their
line, nor whom it is about, nor had it before a review. What must be so is read from the entries alone.
"""

import random
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from survey.database import Database
from survey.errors import DomainError, NotThere
from survey.house import House
from survey.ledger.entry import Claim, NewSegment, Recorded
from survey.ledger.store import in_order, rebuild
from survey.people.lines.store import end_lead, lead
from survey.records import challenge, store
from survey.records.challenge import Challenge, Kind, Outcome
from survey.records.challenges.acting import store as acting
from survey.records.challenges.going_on.store import go_on
from survey.records.clock import PausedFor, local_day
from survey.records.correction import Answer, NewPart
from survey.records.lifecycle import State, To
from tests.conftest import NOON, Clock, settings_for
from tests.survey.records import another_calendar as another

PEOPLE, STAFF = ("amina", "rosa"), ("sam", "priya", "lena", "dee", "jo")
NATION = "scotland"
LINKS = ("challenge", "acknowledges", "decides", "withdraws")
HANDS_ON = ("acknowledged", "reviewing", "paused", "resumed", "extended", "decided")
ENDS = ("decided", "remedied", "told", "closed", "withdrawn")
NEXT = {
    State.RAISED: ("take_up", "acknowledge", "take_up", "decide"),
    State.ACKNOWLEDGED: ("take_up", "decide"),
    State.REVIEWING: ("pause", "decide", "extend"),
    State.PAUSED: ("resume", "extend"),
    State.ESCALATED: ("take_up", "decide"),
}
ACTS = ("take_up", "decide", "pause", "resume", "extend", "escalate", "acknowledge", "withdraw", "lead", "end_lead")


class Challenging(RuleBasedStateMachine):
    """A small organisation, two people with shared notes, and time."""

    template = Path()
    reached: ClassVar[set[str]] = set()
    replays = True

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp())
        for suffix in ("", ".keys"):
            shutil.copy(f"{self.template}{suffix}", f"{self.folder}/any.db{suffix}")
        url = f"sqlite:///{self.folder}/any.db"
        made = replace(settings_for(url), nation=NATION)
        self.house = House(made, Database(url), clock=Clock(NOON), rng=random.Random(5))
        with self.house.database.reading() as session:
            names = session.execute(text("SELECT lower(name), id FROM person")).all()
        self.id = {name.split()[0]: person for name, person in names}
        self.about = {self.note(by, about): about for by, about in (("sam", ("amina",)), ("priya", ("rosa", "amina")))}
        self.raised: list[int] = []

    def note(self, by: str, about: Iterable[str]) -> int:
        who = [self.id[each] for each in about]
        parts = [NewSegment(Claim.OPINION, self.id[by], (each,), {"words": f"Of {each}"}) for each in who]
        return self.do(store.make_note, self.id[by], parts, happened_at=None)

    def do(self, act: Any, *args: Any, **more: Any) -> Any:
        """One act in a transaction; what is refused is refused in a sentence, and changes nothing."""
        with suppress(DomainError), self.house.database.writing() as session:
            return act(session, *args, **more, now=self.house.clock(), rng=self.house.rng)
        return None

    def somebody_says_it_is_not_right(self, who: str, which: int, kind: Kind) -> None:
        note, about = list(self.about.items())[which % 2]
        seq = self.do(store.raise_challenge, self.id[who], note, kind, "")
        assert (seq is not None) == (who in about)
        self.raised += [seq] if seq is not None and seq not in self.raised else []

    @rule(seed=st.integers(0, 2**32))
    def something_happens(self, seed: int) -> None:
        """Drawn evenly, which Hypothesis does not; three acts of four are such as may come next."""
        draw = random.Random(seed)
        if not self.raised or draw.random() < 0.1:
            self.somebody_says_it_is_not_right(draw.choice(PEOPLE), draw.randrange(2), draw.choice([*Kind]))
        elif draw.random() < 0.2:
            self.days_pass(draw.choice([1, 3, 9, 20, 31]))
        else:
            which = draw.randrange(len(self.raised))
            with self.house.database.reading() as session:
                state = store.challenge_at(session, self.raised[which]).state
            what = draw.choice(NEXT.get(state, ("escalate",)) if draw.random() < 0.75 else ACTS)
            how = {"why": draw.choice([*PausedFor]), "outcome": draw.choice([*Outcome]), "to": draw.choice([*To])}
            self.something_is_done(what, draw.choice(STAFF), draw.choice(STAFF), which, **how)

    def something_is_done(
        self,
        what: str,
        who: str = "lena",
        whom: str = "sam",
        which: int = 0,
        why: PausedFor = PausedFor.CLARIFY,
        outcome: Outcome = Outcome.NOT_CHANGED,
        to: To = To.INDEPENDENT,
    ) -> None:
        by, seq = self.id[who], self.raised[which % len(self.raised)] if self.raised else 0
        person = self._challenger(seq)
        new = {n: NewPart(f"New words {self.house.clock()}", Claim.FACT) for n in (0, 1)}
        acts: dict[str, tuple[Any, ...]] = {
            "acknowledge": (store.acknowledge, seq, by),
            "take_up": (store.take_up, seq, by),
            "pause": (store.pause, seq, by, why, "Which day do you mean?"),
            "resume": (store.resume, seq, person if which % 2 else by, "The Friday."),
            "extend": (store.extend, seq, by, "There are many pages."),
            "decide": (store.decide, seq, by, Answer(outcome, "I asked.", new)),
            "escalate": (store.escalate, person, seq, to, ""),
            "withdraw": (store.withdraw_challenge, person, seq),
            "lead": (partial(lead, by=None), by, self.id[whom]),
            "end_lead": (partial(end_lead, by=None), by, self.id[whom]),
        }
        self.do(*acts[what])

    def _challenger(self, seq: int) -> str:
        with self.house.database.reading() as session, suppress(NotThere):
            return store.challenge_at(session, seq).person_id
        return self.id["amina"]

    def days_pass(self, days: int) -> None:
        self.house.clock.move(days=days)
        go_on(self.house)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            with self.house.database.writing() as session:
                past = list(in_order(session))
                self.reached.update(each.kind for each in past)
                for seq in self.raised:
                    clocks = session.execute(ROW, {"seq": seq}).all()
                    Read(past, seq).holds(store.challenge_at(session, seq), clocks)
                assert not self.replays or rebuild(session) == []
            self.house.database.dispose()
            shutil.rmtree(self.folder)


class Read:
    """One challenge as the entries tell it, and nothing else."""

    def __init__(self, past: list[Recorded], seq: int) -> None:
        self.past, self.raised = past, past[seq]
        self.steps = [e for e in past if e.kind.startswith("challenge.") and seq in [e.links.get(n) for n in LINKS]]
        self.versions = [past[self.raised.links["challenges"]]]
        while "corrects" in self.versions[-1].links:
            self.versions.append(past[self.versions[-1].links["corrects"]])

    def holds(self, now: Challenge, clocks: list[Any]) -> None:
        assert len(clocks) == 1
        told = [each.kind.removeprefix("challenge.") for each in self.steps]
        states = [each for each in told if each != "extended"]
        assert (not states or states[-1] not in ENDS) == (clocks[0].state not in ENDS) == now.is_open
        assert clocks[0].clock is not None or not now.is_open
        for n, step in enumerate(self.steps):
            self.by_other_hands(n, step)
            if step.kind == "challenge.extended":
                assert np.datetime64(local_day(step.at)) <= self.law(self.steps[:n], extended=True)[1]
        assert np.datetime64(now.law_by) == self.law(self.steps, extended="extended" in told)[0]
        assert told.count("extended") <= 1

    def law(self, steps: list[Recorded], *, extended: bool) -> tuple[Any, Any]:
        found: list[list[Any]] = []
        for each in steps:
            if each.kind == "challenge.paused":
                found.append([local_day(each.at), None, each.content["for"] == "clarify"])
            elif found and found[-1][1] is None and each.kind != "challenge.extended":
                found[-1][1] = local_day(each.at)
        over = [each for each in found if each[1]]
        since, until = ([np.array([each[n]], "datetime64[D]") for each in over] for n in (0, 1))
        why = [np.array([int(each[2])]) for each in over]
        came = np.array([local_day(self.raised.at)], "datetime64[D]")
        law, notice = another.law(another.Cases(came, since, until, why, np.array([extended])), OFFICES)
        return law[0], notice[0]

    def by_other_hands(self, n: int, step: Recorded) -> None:
        if step.kind.removeprefix("challenge.") not in HANDS_ON or step.actor == self.raised.actor:
            return
        out = {each.actor for each in self.versions} | {p.author for e in self.versions for p in e.segments}
        further = [each.seq for each in self.steps[:n] if each.kind == "challenge.escalated"]
        earlier = {each.actor for each in self.steps[:n] if further and each.seq < further[-1]} - {self.raised.actor}
        line = self.line({*out, *earlier}, step.seq)
        assert step.actor not in out | earlier | line | {p for each in self.versions for p in each.subjects}

    def line(self, whose: set[Any], before: int) -> set[Any]:
        """Everyone from whom one of these is reached by steps that all go up, or all go down."""
        since = min(each.at for each in self.versions)
        ended = {e.links["ends"] for e in self.past[:before] if e.kind == "relation.ended" and e.at < since}
        made = [e for e in self.past[:before] if e.kind == "relation.made" and e.content["kind"] == "line"]
        pairs = {(e.content["from"], e.content["to"]) for e in made if e.seq not in ended}
        while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
            pairs |= more
        return {a for a, b in pairs if b in whose} | {b for a, b in pairs if a in whose}


ROW = text("SELECT state, clock FROM challenge WHERE seq = :seq")
OFFICES = another.offices(NATION)
QUICK = settings(
    max_examples=4, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.fixture
def template(sqlite_with_cast: Any) -> Path:
    return Path(sqlite_with_cast[0])


def test_any_run_keeps_its_days_and_its_hands(template: Path) -> None:
    whole = type("Whole", (Challenging,), {"template": template, "reached": set()})
    run_state_machine_as_test(whole, settings=QUICK)
    told = {f"challenge.{step}" for step in ("reviewing", "paused", "decided", "escalated", "withdrawn")}
    assert told | {"record.corrected"} <= whole.reached  # it was about something


# The same machine with a rule taken out of the store, on the shortest way to where it shows


def only_the_first(about: Any, session: Any, seq: int, person: str) -> Recorded:
    entry: Recorded = about(session, seq, person)
    if person not in entry.segments[0].subjects:
        raise NotThere
    return entry


def nothing(*_args: Any, **_named: Any) -> frozenset[str]:
    return frozenset()


UP, DECIDED = ("take_up", "lena"), ("decide", "lena")
BROKEN: dict[str, tuple[tuple[Any, str, Any], list[Any]]] = {
    "only whom the first part is about can challenge": (
        (store, "entry_about", partial(only_the_first, store.entry_about)),
        ["second note"],
    ),
    "the author answers": ((acting, "require_other_hands", nothing), [("take_up", "sam")]),
    "the author's line answers": ((acting, "line_of", nothing), [("lead", "lena"), UP]),
    "a line that ended yesterday": ((acting, "line_of", nothing), [("lead", "lena"), 1, ("end_lead", "lena"), UP]),
    "who had it before reviews it": (
        (acting, "earlier_hands", nothing),
        [("take_up", "dee"), DECIDED, ("escalate",), ("take_up", "dee")],
    ),
    "more time whenever they like": ((acting, "require_extension", nothing), [31, ("extend", "lena")]),
    "more time, again and again": (
        (acting, "require_extension", nothing),
        [("extend", "lena"), ("extend", "lena")],
    ),
    "pauses are forgotten": (
        (Challenge, "pauses", property(lambda _one: ())),
        [UP, ("pause", "lena"), 9, ("resume", "lena")],
    ),
    "no clock runs": ((challenge, "clock_after", lambda *_steps, **_owes: None), [UP]),
}


def follow(template: Path, way: list[Any]) -> None:
    """Amina says it is not right, and then these things happen; a number is days."""
    one = type("Led", (Challenging,), {"template": template, "replays": False})()
    one.begin()
    try:
        one.somebody_says_it_is_not_right("amina", int("second note" in way), Kind.WRONG_FACT)
        for each in way:
            if isinstance(each, int):
                one.days_pass(each)
            elif isinstance(each, tuple):
                one.something_is_done(*each)
    finally:
        one.teardown()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_store_is_found(what: str, template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule_taken_out, way = BROKEN[what]
    follow(template, way)  # with the rule nothing is wrong there
    monkeypatch.setattr(*rule_taken_out)
    with pytest.raises((AssertionError, IntegrityError)):
        follow(template, way)
