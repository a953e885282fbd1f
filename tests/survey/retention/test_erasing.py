"""What was decided is carried out: the words go from everywhere, and everything else stands as it was."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, select

from outcomes.goals.store import goals_of, rate_goal, set_goal
from survey.consent.store import decide
from survey.keys import PERSON_KEY, SEGMENT_KEY
from survey.ledger.entry import Claim
from survey.ledger.models import Segment, SegmentContent
from survey.ledger.store import entries_about, rebuild
from survey.people.models import Link, Person
from survey.people.relation import Relation
from survey.people.store import invite, relations_to
from survey.records.challenge import Kind as NotRight
from survey.records.challenge import Outcome
from survey.records.correction import Answer, NewPart
from survey.records.store import add_statement, raise_challenge
from survey.records.store import decide as answer
from survey.retention import store
from survey.retention.doing import store as doing
from survey.retention.doing.store import carry_out_due
from survey.retention.erasure import COOLING, State
from survey.retention.hold import Authority
from survey.retention.holds.store import lift, place
from tests.survey.retention import steps
from tests.survey.retention.steps import MARK

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def everything(house) -> str:
    """Every cell of every table of both databases, as text."""
    cells = []
    for engine, schema in ((house.database.engine, None), (house.database.keys.engine, "sayso_keys")):
        found = MetaData()
        found.reflect(engine, schema=schema if engine.dialect.name == "postgresql" else None)
        with engine.connect() as connection:
            for table in found.sorted_tables:
                cells += [repr(tuple(row)) for row in connection.execute(select(table))]
    return "\n".join(cells)


def sealed(house, *entries):
    with house.database.reading() as session:
        rows = session.scalars(select(SegmentContent).where(SegmentContent.entry_seq.in_(entries)))
        return {(row.entry_seq, row.ordinal): bytes(row.sealed) for row in rows}


def plays_the_same(house) -> bool:
    with house.database.writing() as session:
        return rebuild(session) == []


def state(house, seq):
    with house.database.reading() as session:
        return store.erasure_at(session, seq).state


def test_one_person_s_part_goes_alone_and_the_other_s_stays_byte_for_byte(house, cast):
    note = steps.note(house, cast, cast.amina, cast.rosa)
    before = sealed(house, note)
    seq = steps.erase(house, cast, cast.amina, {(note, 0)})
    assert state(house, seq) is State.DONE
    assert steps.reads(house, note) == [f"She said {MARK}."]
    assert sealed(house, note) == {(note, 1): before[note, 1]}
    assert plays_the_same(house)


@on_one_database
def test_one_that_fails_holds_up_no_other(house, cast, clock, monkeypatch):
    first, second = (steps.propose(house, cast, person, None) for person in (cast.amina, cast.jordan))
    for seq in (first, second):
        steps.approve(house, seq, cast.dee)
    steps.wait(house)
    carry_out = doing.carry_out

    def fails(session, seq, **given):
        if seq == first:
            raise RuntimeError("no such part")
        return carry_out(session, seq, **given)

    with monkeypatch.context() as broken:
        broken.setattr(doing, "carry_out", fails)
        assert carry_out_due(house) >= 1
    assert (state(house, first), state(house, second)) == (State.COOLING, State.DONE)
    assert carry_out_due(house) >= 1
    assert state(house, first) is State.DONE


@on_one_database
def test_nothing_goes_before_its_day_nor_while_a_hold_stands(house, cast, clock):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    steps.wait(house, COOLING)
    assert carry_out_due(house) == 0  # one signature is none
    steps.approve(house, seq, cast.dee)
    steps.wait(house, COOLING - timedelta(seconds=1))
    assert carry_out_due(house) == 0
    with house.database.writing() as session:
        held = {"entry_seq": note, "authority": Authority.COURT, "words": "An order.", "by": cast.dee}
        day = (clock.now + timedelta(days=30)).date()
        hold = place(session, cast.amina, review_on=day, now=clock.now, rng=house.rng, **held)
    steps.wait(house)
    assert carry_out_due(house) == 0
    assert steps.reads(house, note) == [f"She said {MARK}."]
    with house.database.writing() as session:
        lift(session, hold, cast.dee, "It is over.", now=clock.now, rng=house.rng)
    assert carry_out_due(house) == 1
    assert (steps.reads(house, note), carry_out_due(house)) == ([], 0)


@on_one_database
def test_what_is_contested_is_answered_first(house, cast, clock):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    steps.approve(house, seq, cast.dee)
    with house.database.writing() as session:
        raised = raise_challenge(session, cast.amina, note, NotRight.WRONG_FACT, "", now=clock.now, rng=house.rng)
    steps.wait(house)
    assert carry_out_due(house) == 0
    with house.database.writing() as session:
        corrected = Answer(Outcome.CORRECTED, "You were right.", {0: NewPart(f"Not {MARK}.", Claim.OBSERVATION)})
        answer(session, raised, cast.priya, corrected, now=clock.now, rng=house.rng)
    assert carry_out_due(house) == 1
    assert MARK not in told(house, cast.amina)  # nor in the version that came while it waited
    assert plays_the_same(house)


@on_one_database
def test_asking_for_it_does_not_stand_in_its_way(house, cast, clock):
    note = steps.note(house, cast, cast.amina)
    with house.database.writing() as session:
        raise_challenge(session, cast.amina, note, NotRight.ERASE, "", now=clock.now, rng=house.rng)
    assert state(house, steps.erase(house, cast, cast.amina, {(note, 0)})) is State.DONE


@on_one_database
@pytest.mark.parametrize("who", ["amina", "dee"])
def test_the_person_or_staff_can_keep_it_until_it_goes(house, cast, clock, who):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    steps.approve(house, seq, cast.dee)
    with house.database.writing() as session:
        if who == "amina":
            store.keep(session, cast.amina, seq, now=clock.now, rng=house.rng)
        else:
            store.stop(session, seq, cast.dee, "It is needed.", now=clock.now, rng=house.rng)
    steps.wait(house)
    assert (carry_out_due(house), state(house, seq)) == (0, State.STOPPED)
    assert steps.reads(house, note) == [f"She said {MARK}."]


@on_one_database
def test_what_two_erasures_cover_goes_once(house, cast):
    note, other = steps.note(house, cast, cast.amina), steps.note(house, cast, cast.amina, words="Other.")
    part = steps.propose(house, cast, cast.amina, {(note, 0)})
    whole = steps.propose(house, cast, cast.amina, None)
    for seq in (part, whole):
        steps.approve(house, seq, cast.dee)
    steps.wait(house)
    carry_out_due(house)
    assert {state(house, part), state(house, whole)} == {State.DONE}
    assert steps.reads(house, other) == []


def told(house, *people) -> str:
    """All that can be read of these people's entries."""
    with house.database.reading() as session:
        about = [each for person in people for each in entries_about(session, person)]
        return json.dumps([part.content for entry in about for part in entry.segments])


def fill(house, cast, clock) -> int:
    """Amina's record with something of every kind in it, each saying the mark; gives the note she shares with Rosa."""
    shared = steps.note(house, cast, cast.amina, cast.rosa, words=f"A note of {MARK}.")
    how = {"now": clock.now, "rng": house.rng}
    with house.database.writing() as session:
        decide(session, cast.amina, "take_part", "given", **how)
        goal = set_goal(session, cast.amina, f"See {MARK}", rating=3, **how)
        rate_goal(session, cast.amina, goal, 5, words=f"Closer to {MARK}", **how)
        add_statement(session, cast.amina, shared, f"No {MARK}.", **how)
        raised = raise_challenge(session, cast.amina, shared, NotRight.UNFAIR_OPINION, f"My {MARK}.", **how)
        parts = {0: NewPart(f"More {MARK}.", Claim.OPINION)}
        answer(session, raised, cast.priya, Answer(Outcome.PARTLY, f"Why {MARK}.", parts), **how)
        invite(session, cast.amina, by=cast.sam, days=30, secret_key="s", **how)
    return shared


def test_a_whole_record_goes_and_leaves_no_copy_and_no_key(house, cast, clock):
    shared = fill(house, cast, clock)
    rosa = {place: text for place, text in sealed(house, shared).items() if place[1] == 1}
    with house.database.reading() as session:
        seqs = [each.seq for each in entries_about(session, cast.amina) if each.subjects == {cast.amina}]
    old = sealed(house, *seqs)
    assert len(old) >= 10
    seq = steps.propose(house, cast, cast.amina, None, words=f"Time for {MARK}.")
    steps.approve(house, seq, cast.dee)
    steps.wait(house)
    assert carry_out_due(house) >= 1
    assert state(house, seq) is State.DONE
    left = everything(house)
    assert MARK not in told(house, cast.amina)
    assert MARK not in left
    assert not [place for place, text in old.items() if repr(text) in left]
    assert "Amina" not in left
    with house.database.reading() as session:
        person = session.get(Person, cast.amina)
        assert (person.kind, person.name, person.born, person.described) == ("erased", "", None, {})
        assert goals_of(session, cast.amina) == []
        assert session.scalars(select(Link)).all() == []
        assert relations_to(session, cast.amina, list(Relation)) == []
        assert {place: text for place, text in sealed(house, shared).items() if place[1] == 1} == rosa
    with house.database.keys.engine.connect() as connection:
        asked = select(PERSON_KEY.c.person_id).where(PERSON_KEY.c.person_id == cast.amina)
        assert connection.scalars(asked).all() == []
    assert plays_the_same(house)


@on_one_database
def test_the_bytes_are_gone_from_the_files_too(house, cast, tmp_path):
    note, other = steps.note(house, cast, cast.amina), steps.note(house, cast, cast.rosa)
    with house.database.reading() as session:
        ids = {seq: key for seq, key in session.execute(select(Segment.entry_seq, Segment.key_id))}
    with house.database.keys.engine.connect() as connection:
        wrapped = select(SEGMENT_KEY.c.wrapped)
        keys = {seq: connection.scalar(wrapped.where(SEGMENT_KEY.c.key_id == ids[seq])) for seq in (note, other)}
    there, kept = sealed(house, note)[note, 0], sealed(house, other)[other, 0]
    assert there in files(tmp_path)
    steps.erase(house, cast, cast.amina, {(note, 0)})
    left = files(tmp_path)
    assert (there in left, keys[note] in left) == (False, False)
    assert (kept in left, keys[other] in left) == (True, True)


def files(folder) -> bytes:
    """Every byte of both database files and what lies beside them."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("sayso.db*")))


@on_one_database
def test_the_mark_is_found_wherever_it_is_kept(house, cast, clock):
    """That the search above can find something: a goal's words lie open in its projection."""
    fill(house, cast, clock)
    left = everything(house)
    assert MARK in left
    assert repr(next(iter(sealed(house, 8).values()))) in left
    assert MARK in told(house, cast.amina)
