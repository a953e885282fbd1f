"""Projections are only projections: played again from the entries they are the same, and a changed row is named."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from outcomes.goals.store import goals_of, rate_goal, set_goal
from people import Cast
from survey.app import Sayso
from survey.cli import main
from survey.consent.decision import NoSuchStep
from survey.consent.store import decide as choose
from survey.errors import DomainError
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import rebuild
from survey.ledger.verifying.store import verify
from survey.people.relation import Relation
from survey.people.store import end_relation, relate
from survey.records import store
from survey.records.challenge import Kind, Outcome
from survey.records.correction import Answer, NewPart

ANYONE = ("amina", "jordan", "rosa")
WORDS = st.text(min_size=1, max_size=20).filter(lambda words: words.strip() and "\x00" not in words)


@pytest.fixture
def environ(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database, as a command finds it."""
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SAYSO_SECRET_KEY", settings.secret_key)


def note(session, cast: Cast, words: str, when) -> int:
    parts = [
        NewSegment(Claim.OPINION, cast.sam, (cast.amina,), {"words": words}),
        NewSegment(Claim.FACT, cast.sam, (cast.amina, cast.rosa), {"words": "Both."}),
    ]
    return store.make_note(session, cast.sam, parts, happened_at=None, **when)


class Year:
    """One thing after another, as chance will have it: what people do is recorded, what the domain refuses is not."""

    def __init__(self, sayso: Sayso, cast: Cast, seed: int) -> None:
        self.sayso, self.cast, self.rng = sayso, cast, random.Random(seed)
        self.now = sayso.house.clock()
        self.notes: list[int] = []
        self.raised: list[int] = []
        self.steps: tuple[Callable, ...] = (
            self.write, self.challenge, self.take_back, self.answer, self.acknowledge, self.consent, self.goal, self.kin
        )  # fmt: skip

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.now += timedelta(minutes=self.rng.randrange(1, 5000))
            try:
                with self.sayso.house.database.writing() as session:
                    self.rng.choice(self.steps)(session, {"now": self.now, "rng": self.rng})
            except (DomainError, NoSuchStep):
                continue

    def write(self, session, when) -> None:
        self.notes.append(note(session, self.cast, f"Words {self.rng.random()}", when))

    def challenge(self, session, when) -> None:
        who = getattr(self.cast, self.rng.choice(ANYONE))
        seq = self.rng.choice([*self.notes, None, 3])
        self.raised.append(store.raise_challenge(session, who, seq, self.rng.choice([*Kind]), "Mine.", **when))

    def take_back(self, session, when) -> None:
        store.withdraw_challenge(session, self.cast.amina, self.rng.choice(self.raised or [0]), **when)

    def answer(self, session, when) -> None:
        parts = {0: NewPart("New words.", Claim.OPINION)}
        who, outcome = self.rng.choice([self.cast.lena, self.cast.priya]), self.rng.choice([*Outcome])
        store.decide(session, self.rng.choice(self.raised or [0]), who, Answer(outcome, "Why.", parts), **when)

    def acknowledge(self, session, when) -> None:
        store.acknowledge(session, self.rng.choice(self.raised or [0]), self.cast.lena, **when)

    def consent(self, session, when) -> None:
        state = self.rng.choice(["given", "refused", "deferred", "withdrawn"])
        choose(session, self.cast.amina, self.rng.choice(["take_part", "count_me", "research"]), state, **when)

    def goal(self, session, when) -> None:
        goals = goals_of(session, self.cast.amina)
        if goals and self.rng.random() < 0.7:
            rate_goal(session, self.cast.amina, goals[0].id, self.rng.randrange(11), **when)
        else:
            set_goal(session, self.cast.amina, f"Goal {self.rng.random()}", **when)

    def kin(self, session, when) -> None:
        made = relate(session, Relation.CARER, self.cast.rosa, self.cast.jordan, by=self.cast.sam, **when)
        if self.rng.random() < 0.5:
            end_relation(session, made, by=self.cast.sam, **when)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_happened_replaying_it_gives_the_same_tables(sayso: Sayso, cast: Cast, seed: int) -> None:
    Year(sayso, cast, seed).live(50)  # all of them upon each other: playing again is what costs
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
        assert verify(session).holds


def test_chance_reaches_what_matters(sayso: Sayso, cast: Cast) -> None:
    """The test above is about something: in a year like those, challenges are raised, taken back and decided."""
    Year(sayso, cast, 6).live(120)
    with sayso.house.database.reading() as session:
        kinds = set(session.scalars(text("SELECT DISTINCT kind FROM entry")))
        held = set(session.scalars(text("SELECT because FROM restriction")))
    assert {"challenge.decided", "challenge.withdrawn", "record.corrected", "consent.withdrawn", "goal.rated"} <= kinds
    assert len(held) > 1


@pytest.fixture
def lived(sayso: Sayso, cast: Cast) -> Sayso:
    """A ledger with something in every projection of this feature and those below."""
    year, when = Year(sayso, cast, 1), {"now": sayso.house.clock(), "rng": random.Random(2)}
    with sayso.house.database.writing() as session:
        seq = note(session, cast, "Words", when)
        store.raise_challenge(session, cast.amina, seq, Kind.WRONG_FACT, "Mine.", **when)
        choose(session, cast.amina, "count_me", "given", **when)
        year.goal(session, when)
    return sayso


TAMPERED = {
    "restriction": "DELETE FROM restriction",
    "challenge": "UPDATE challenge SET raised_at = '2020-01-01 00:00:00+00:00'",
    "consent_standing": "UPDATE consent_standing SET state = 'refused'",
    "person": "UPDATE person SET name = 'Someone else' WHERE name = 'Amina'",
    "relation": "DELETE FROM relation WHERE kind = 'parent'",
    "goal": "UPDATE goal SET words = 'Their plan for me'",
}


@pytest.mark.parametrize("table", TAMPERED)
def test_a_changed_row_is_named(lived: Sayso, environ, table: str) -> None:
    checked = CliRunner().invoke(main, ["ledger", "rebuild", "--check"])
    assert (checked.exit_code, checked.output) == (0, "Every projection came out the same.\n")
    with lived.house.database.writing() as session:
        session.execute(text(TAMPERED[table]))
    checked = CliRunner().invoke(main, ["ledger", "rebuild", "--check"])
    assert (checked.exit_code, checked.output) == (1, f"Different: {table}.\n")
    again = CliRunner().invoke(main, ["ledger", "rebuild", "--check"])
    assert again.exit_code == 1, "checking changes nothing"
    assert CliRunner().invoke(main, ["ledger", "rebuild"]).output == f"Put right: {table}.\n"
    assert CliRunner().invoke(main, ["ledger", "rebuild", "--check"]).exit_code == 0


def test_a_projection_that_invents_is_found(lived: Sayso, cast: Cast, environ) -> None:
    with lived.house.database.writing() as session:
        session.execute(text("INSERT INTO restriction (entry_seq, because, by_seq) VALUES (0, 'challenged', 0)"))
    checked = CliRunner().invoke(main, ["ledger", "rebuild", "--check"])
    assert (checked.exit_code, checked.output) == (1, "Different: restriction.\n")
