"""Challenges in the database: each step an entry that the person sees, what follows by itself, and what cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from people import Cast
from survey.app import Sayso
from survey.errors import DomainError, NotThere
from survey.ledger.entry import Claim
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries_about, rebuild
from survey.people.lines.line import NoLine
from survey.people.lines.store import end_lead, lead, line_of
from survey.records import store
from survey.records.challenge import Authors, Challenge, Incomplete, Kind, Outcome
from survey.records.challenges.closing import _waits_for
from survey.records.challenges.going_on.store import go_on
from survey.records.clock import PausedFor
from survey.records.correction import Answer, NewPart
from survey.records.hands import InLine
from survey.records.lifecycle import NotNow, State, To
from survey.records.models import ChallengeRow
from survey.records.next_step import NotYet
from tests.survey.records.conftest import Notes

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Acting:
    """Doing things to one challenge of Amina's, each in a transaction of its own."""

    def __init__(self, sayso: Sayso, cast: Cast, note: int, kind: Kind = Kind.WRONG_FACT) -> None:
        self.house, self.cast = sayso.house, cast
        self.seq: int = self.do(store.raise_challenge, cast.amina, note, kind, "")

    def do(self, act: Any, *args: Any, **more: Any) -> Any:
        with self.house.database.writing() as session:
            return act(session, *args, **more, now=self.house.clock(), rng=self.house.rng)

    def decide(self, by: str, outcome: Outcome, words: str = "") -> None:
        parts = {0: NewPart(words, Claim.OPINION)} if words else {}
        self.do(store.decide, self.seq, by, Answer(outcome, "I asked.", parts))

    @property
    def now(self) -> Challenge:
        with self.house.database.reading() as session:
            return store.challenge_at(session, self.seq)

    def held(self, entry: int) -> bool:
        with self.house.database.reading() as session:
            return entry in set(session.scalars(store.restricted_seqs()))

    def kinds(self) -> list[str]:
        with self.house.database.reading() as session:
            about = entries_about(session, self.cast.amina)
        return [each.kind for each in reversed(about) if each.kind.startswith("challenge.")]


@pytest.fixture
def one(sayso: Sayso, cast: Cast, notes: Notes) -> Acting:
    return Acting(sayso, cast, notes.groups)


def test_every_step_is_an_entry_about_the_person(one: Acting, cast: Cast, notes: Notes) -> None:
    one.do(store.acknowledge, one.seq, cast.lena)
    one.do(store.take_up, one.seq, cast.lena)
    one.do(store.extend, one.seq, cast.lena, "There are many pages.")
    one.do(store.pause, one.seq, cast.lena, PausedFor.CLARIFY, "Which day do you mean?")
    assert one.now.state is State.PAUSED
    one.house.clock.move(days=4)
    one.do(store.resume, one.seq, cast.amina, "The Friday.")
    one.decide(cast.lena, Outcome.NOT_CHANGED)
    assert not one.held(notes.groups)
    one.do(store.escalate, cast.amina, one.seq, To.INDEPENDENT, "I do not agree.")
    assert one.held(notes.groups)
    one.do(store.take_up, one.seq, cast.dee)
    one.decide(cast.dee, Outcome.CORRECTED, "She likes small groups.")
    for _ in range(2):
        go_on(one.house)
    assert one.now.state is State.RECIPIENTS_TOLD
    one.house.clock.move(days=40)
    assert (go_on(one.house), go_on(one.house)) == (1, 0)
    steps = (
        "raised acknowledged reviewing extended paused resumed decided escalated reviewing decided remedied told closed"
    )
    assert one.kinds() == [f"challenge.{step}" for step in steps.split()]
    assert (one.now.state, one.now.clock, one.held(notes.groups)) == (State.CLOSED, None, True)  # the old words
    with one.house.database.writing() as session:
        assert rebuild(session) == []


@on_sqlite
def test_it_waits_for_those_who_have_not_said_that_they_know(
    one: Acting, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [2]
    monkeypatch.setattr("survey.records.challenges.closing._waits_for", [*_waits_for, lambda _s, _c: waiting[0]])
    one.decide(cast.lena, Outcome.CORRECTED, "New.")
    assert (go_on(one.house), one.now.state) == (1, State.REMEDIED)
    waiting[0] = 0
    assert (go_on(one.house), one.now.state) == (1, State.RECIPIENTS_TOLD)


@on_sqlite
def test_the_schema_holds_one_clock_and_one_pause(one: Acting) -> None:
    wrong = {"raised": "NULL", "reviewing": "NULL", "escalated": "NULL", "decided": "'answer'", "closed": "'telling'"}
    clocks = [f"state = '{state}', clock = {clock}" for state, clock in wrong.items()]
    for values in (*clocks, "paused_seq = 4", "state = 'paused'", "state = 'gone', clock = NULL"):
        with pytest.raises(IntegrityError), one.house.database.writing() as session:
            session.execute(text(f"UPDATE challenge SET {values}"))  # noqa: S608 - words of this test


@on_sqlite
def test_the_schema_holds_one_extension(one: Acting) -> None:
    add = "INSERT INTO challenge_step (seq, challenge_seq, step, at) VALUES (:n, 1, 'extended', '2026-09-14')"
    with one.house.database.writing() as session:
        session.execute(text(add), {"n": 900})
    with pytest.raises(IntegrityError), one.house.database.writing() as session:
        session.execute(text(add), {"n": 901})


@on_sqlite
def test_nobody_in_the_authors_line_answers_and_a_new_line_counts_at_once(one: Acting, cast: Cast) -> None:
    one.do(lead, cast.lena, cast.sam, by=None)
    for act in (store.acknowledge, store.take_up):
        with pytest.raises(InLine):
            one.do(act, one.seq, cast.lena)
    one.house.clock.move(days=1)
    one.do(end_lead, cast.lena, cast.sam, by=None)
    with pytest.raises(InLine):  # she led him when he wrote it
        one.do(store.take_up, one.seq, cast.lena)
    one.do(store.take_up, one.seq, cast.dee)


@on_sqlite
def test_lines_are_between_staff_and_no_circle(one: Acting, cast: Cast) -> None:
    for _ in range(2):
        one.do(lead, cast.lena, cast.sam, by=None)
    with pytest.raises(NoLine):
        one.do(lead, cast.sam, cast.lena, by=None)
    for manager, worker in ((cast.lena, cast.amina), (cast.rosa, cast.sam)):
        with pytest.raises(NotThere):
            one.do(lead, manager, worker, by=None)
    with one.house.database.reading() as session:
        assert line_of(session, [cast.sam], one.house.clock()) == {cast.lena}
    one.do(end_lead, cast.lena, cast.sam, by=None)
    with pytest.raises(NotThere):
        one.do(end_lead, cast.lena, cast.sam, by=None)
    with one.house.database.reading() as session:
        assert not line_of(session, [cast.sam], one.house.clock() + timedelta(seconds=1))


@on_sqlite
def test_who_typed_it_for_them_does_not_answer_it(one: Acting, cast: Cast, notes: Notes) -> None:
    one.do(store.withdraw_challenge, cast.amina, one.seq)
    seq = one.do(store.raise_challenge, cast.amina, notes.groups, Kind.WRONG_FACT, "", by=cast.priya)
    with pytest.raises(Authors):
        one.do(store.take_up, seq, cast.priya)


REFUSED: list[tuple[Any, tuple[Any, ...], type[DomainError]]] = [
    (store.pause, (PausedFor.CLARIFY, "Which day?"), NotNow),
    (store.resume, ("The Friday.",), NotNow),
    (store.extend, (" ",), Incomplete),
    (store.remedied, (), NotNow),
    (store.close, (), NotNow),
]


@on_sqlite
def test_what_cannot_be_is_refused_in_a_sentence_and_records_nothing(one: Acting, cast: Cast) -> None:
    for act, more, error in REFUSED:
        with pytest.raises(error, match=r"\w+ .*\."):
            one.do(act, one.seq, cast.lena, *more)
    with pytest.raises(NotThere):
        one.do(store.escalate, cast.rosa, one.seq, To.ICO, "")
    with pytest.raises(NotYet):
        one.do(store.escalate, cast.amina, one.seq, To.ICO, "")
    assert one.kinds() == ["challenge.raised"]


@on_sqlite
def test_the_calendar_is_the_nations_where_it_was_raised(one: Acting, sayso: Sayso, cast: Cast, notes: Notes) -> None:
    sayso.house.database.info["nation"] = "scotland"
    seq = one.do(store.raise_challenge, cast.amina, notes.session, Kind.WRONG_FACT, "")
    with one.house.database.reading() as session:
        nations = {seq: nation for seq, nation in session.execute(select(ChallengeRow.seq, ChallengeRow.nation))}
    assert nations == {one.seq: "england", seq: "scotland"}


@on_sqlite
def test_who_wrote_the_first_version_does_not_answer_about_the_second(one: Acting, cast: Cast) -> None:
    one.decide(cast.lena, Outcome.CORRECTED, "She likes small groups.")
    with one.house.database.reading() as session:
        (newer,) = entries_about(session, cast.amina, ["record.corrected"])
    again = one.do(store.raise_challenge, cast.amina, newer.seq, Kind.UNFAIR_OPINION, "")
    for who in (cast.sam, cast.lena):  # he wrote what it was, she answered about it
        with pytest.raises(Authors):
            one.do(store.take_up, again, who)
    one.do(store.take_up, again, cast.dee)


ERASED = ("challenge.raised", "challenge.acknowledged", "challenge.paused")


@on_sqlite
@pytest.mark.parametrize("kind", ERASED)
def test_when_a_step_is_erased_the_tables_still_follow_from_what_is_left(one: Acting, cast: Cast, kind: str) -> None:
    one.do(store.acknowledge, one.seq, cast.lena)
    one.do(store.take_up, one.seq, cast.lena)
    one.do(store.pause, one.seq, cast.lena, PausedFor.IDENTITY, "Please come by.")
    one.do(store.resume, one.seq, cast.amina, "It was me.")
    one.decide(cast.lena, Outcome.CANNOT_VERIFY)
    with one.house.database.writing() as session:
        (entry,) = entries_about(session, cast.amina, [kind])
        how = {"actor": cast.lena, "because": None, "reason": "not_needed"}
        erase(session, [(entry.seq, 0)], **how, now=one.house.clock(), rng=one.house.rng)
        left = session.scalars(select(ChallengeRow.seq)).all()
        assert list(left) == ([one.seq] if kind == "challenge.acknowledged" else [])
        assert rebuild(session) == []
