"""Killed at any step of serving a page: nothing of another person's entry has left without a durable look at it."""

from typing import Any

from killing import PATIENCE, processes
from looks import looks_told, seqs_in
from staff import desk_of

from people import Cast
from survey.accounts.policy import COOKIE
from survey.app import Sayso
from survey.ledger.verifying.store import verify
from survey.people.role import Role
from survey.settings import Settings
from tests.survey.people.looks.serving import DURABLE, HALF_SENT, STEPS, serve_one
from tests.survey.records.conftest import notes  # noqa: F401 - a fixture

SECRET = "hard to be in groups"
AROUND_THE_COMMIT = ("after it is recorded, before it is durable", HALF_SENT)


def served(*asked: Any) -> tuple[int | None, str]:
    """How the process ended, and what it had sent by then."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=serve_one, args=(*asked, theirs))
    process.start()
    theirs.close()
    try:
        sent = ours.recv()
    except EOFError:
        sent = ""
    process.join(PATIENCE)
    return process.exitcode, sent


def test_no_words_leave_without_a_look(sayso: Sayso, settings: Settings, cast: Cast, notes: Any) -> None:  # noqa: F811
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    cookie = sam.client.get_cookie(COOKIE, path="/desk").value
    durable = 0
    whole = sayso.house.database.engine.dialect.name == "sqlite"
    for step in (*STEPS, HALF_SENT) if whole else AROUND_THE_COMMIT:
        ended, sent = served(settings, sayso.house.clock(), cookie, f"/desk/records/{cast.amina}", SECRET, step)
        assert ended == -9, step
        assert (SECRET in sent) == (step == HALF_SENT), step
        durable += step in (*DURABLE, HALF_SENT)
        with sayso.house.database.reading() as session:
            looks = looks_told(session, cast.amina)
            assert verify(session).holds
        assert len(looks) == durable, step
        assert all(notes.groups in seqs_in(look) for look in looks)


def test_the_steps_are_there() -> None:
    """A step whose function was renamed would never be reached."""
    for where, name, _before in STEPS.values():
        assert callable(getattr(where, name)), f"{where} has no {name}"
