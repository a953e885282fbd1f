"""Killed at any step of carrying out: it was done or not begun, and doing it again ends in the same state."""

import pytest
from killing import PATIENCE, processes
from sqlalchemy import select

from survey.keys import PERSON_KEY
from survey.ledger.models import Segment, SegmentContent
from survey.ledger.store import rebuild
from survey.ledger.verifying.store import verify
from survey.people.models import Person
from survey.retention.erasure import State
from survey.retention.store import erasure_at
from tests.survey.retention import carried_out, steps
from tests.survey.retention.carried_out import NOT_DURABLE, STEPS


def ran(house, step):
    process = processes.Process(target=carried_out.carry_out, args=(house.database.url, step, house.clock()))
    process.start()
    process.join(PATIENCE)
    return process.exitcode


BOTH = ("after that is durable, before the keys go",)
RUNS = [("sqlite", step) for step in STEPS] + [("postgresql", step) for step in BOTH]


@pytest.mark.parametrize(("database_url", "step"), RUNS, indirect=["database_url"])
def test_it_was_done_or_not_begun_and_again_ends_the_same(house, cast, step):
    note = steps.note(house, cast, cast.amina, cast.rosa)
    own = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, None)
    steps.approve(house, seq, cast.dee)
    steps.wait(house)
    assert ran(house, step) == -9
    with house.database.reading() as session:
        assert (erasure_at(session, seq).state is State.DONE) == (step not in NOT_DURABLE)
        assert (session.get(SegmentContent, (own, 0)) is None) == (step not in NOT_DURABLE)
        assert verify(session).holds
    assert ran(house, "") == 0
    with house.database.reading() as session:
        assert erasure_at(session, seq).state is State.DONE
        assert session.get_one(Person, cast.amina).name == ""
        key = session.scalar(select(Segment.key_id).where(Segment.entry_seq == own))
        assert verify(session).holds
    keys = house.database.keys
    assert (keys.open([key]), list(keys.destroyed()).count(key)) == ({}, 1)
    with keys.engine.connect() as connection:
        assert cast.amina not in connection.scalars(select(PERSON_KEY.c.person_id)).all()
    assert steps.reads(house, note)[-1] == f"She said {steps.MARK}."
    with house.database.writing() as session:
        assert rebuild(session) == []
