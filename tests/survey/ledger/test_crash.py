"""Killed at any step: what was acknowledged is there, no place is missing, the ledger holds, and it goes on."""

from collections.abc import Callable
from multiprocessing.connection import Connection

import pytest
from killing import PATIENCE, processes

from survey.database import Database
from survey.ledger.erasing.store import finish_erasures
from survey.ledger.models import Segment, SegmentContent
from survey.ledger.store import entry_at, in_order
from survey.ledger.verifying.store import verify
from tests.survey.ledger import crashing
from tests.survey.ledger.crashing import ERASED, ERASING, NOW, RECORDING, erase_one, record_some


def ran(work: Callable[[str, str, Connection], None], database: Database, step: str) -> tuple[int | None, list[int]]:
    """Run it in a process of its own: how that ended, and the places that were acknowledged."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=work, args=(database.url, step, theirs))
    process.start()
    theirs.close()
    acknowledged = []
    while True:
        try:
            acknowledged.append(ours.recv())
        except EOFError:
            break
    process.join(PATIENCE)
    return process.exitcode, acknowledged


def places(database: Database) -> list[int]:
    with database.reading() as session:
        assert verify(session).holds
        return [entry.seq for entry in in_order(session)]


@pytest.mark.parametrize("step", [*RECORDING, "before it is acknowledged"])
def test_recording_loses_nothing_that_was_acknowledged(database: Database, step: str) -> None:
    killed, acknowledged = ran(record_some, database, step)
    assert (killed, acknowledged) == (-9, [0, 1])
    durable = 3 if step == "before it is acknowledged" else 2
    assert places(database) == list(range(durable))
    assert ran(record_some, database, "") == (0, [durable, durable + 1, durable + 2])
    assert places(database) == list(range(durable + 3))


@pytest.mark.parametrize("step", ERASING)
def test_erasing_is_done_or_not_begun(database: Database, step: str) -> None:
    assert ran(record_some, database, "")[0] == 0
    assert ran(erase_one, database, step) == (-9, [])
    said = len(places(database)) == 4
    assert said == (step in ("before the keys are destroyed", "after the keys are destroyed"))
    with database.reading() as session:
        first = entry_at(session, 0, erased=True)
        assert first is not None
        assert first.segments[0].erased == said
        assert not first.segments[1].erased
        assert (session.get(SegmentContent, ERASED) is None) == said
    if not said:
        assert ran(erase_one, database, "")[0] == 0
    with database.writing() as session:
        left = finish_erasures(session, NOW)
        key = session.get_one(Segment, ERASED).key_id
    assert left == (step == "before the keys are destroyed")
    assert database.keys.open([key]) == {}
    assert key in database.keys.destroyed()
    assert len(places(database)) == 4


def test_the_steps_are_there() -> None:
    """A step whose function was renamed would never be reached, and its test would say so; here, sooner."""
    for where, name, _before in (*RECORDING.values(), *ERASING.values()):
        assert callable(getattr(where, name)), f"{where} has no {name}"
    assert crashing.ERASED == (0, 0)
