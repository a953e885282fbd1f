"""What runs in a process of its own and is killed half-way: recording, and erasing. It says what is acknowledged."""

import os
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from survey.database import Database
from survey.keys import KeyStore
from survey.ledger import store
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.erasing import store as erasing

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
AMINA, ROSA, SAM = "a" * 32, "b" * 32, "5" * 32
ERASED = (0, 0)

RECORDING: dict[str, tuple[Any, str, bool]] = {  # at which function, and whether before it or after it
    "before the keys are kept": (KeyStore, "add", True),
    "after the keys are kept": (KeyStore, "add", False),
    "before the head is read": (store, "_grown", True),
    "before the parts are written": (store, "_add_segments", True),
    "before projections see it": (store, "project", True),
    "after projections saw it": (store, "project", False),
}
ERASING: dict[str, tuple[Any, str, bool]] = {
    "before it is recorded": (erasing, "record", True),
    "before content is deleted": (erasing, "_take_away", True),
    "after content is deleted": (erasing, "_take_away", False),
    "before the erasure's own keys are kept": (KeyStore, "add", True),
    "after the erasure's own keys are kept": (KeyStore, "add", False),
    "before the keys are destroyed": (KeyStore, "destroy", True),
    "after the keys are destroyed": (KeyStore, "destroy", False),
}


def die(*_anything: object, **_more: object) -> None:
    """As a power cut does it: nothing is closed, nothing is rolled back by us."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(where: Any, name: str, before: bool) -> None:
    real: Callable[..., Any] = getattr(where, name)

    def dying(*args: object, **more: object) -> None:
        if not before:
            real(*args, **more)
        die()

    setattr(where, name, dying)


def note(words: str) -> NewEntry:
    parts = tuple(NewSegment(Claim.OBSERVATION, SAM, (who,), {"words": words}) for who in (AMINA, ROSA))
    return NewEntry("record.made", SAM, parts)


def record_some(url: str, step: str, acknowledge: Connection) -> None:
    """Three notes; in the third it dies at the step. No step: after the third is durable, before anyone is told."""
    database, rng = Database(url), random.SystemRandom()
    for n in range(3):
        if n == 2 and step in RECORDING:
            die_at(*RECORDING[step])
        with database.writing() as session:
            seq = store.record(session, note(f"Note {n}"), now=NOW, rng=rng).seq
        if n == 2 and step == "before it is acknowledged":
            die()
        acknowledge.send(seq)


def erase_one(url: str, step: str, acknowledge: Connection) -> None:
    """Erase one part of the first note, dying at the step."""
    database = Database(url)
    if step:
        die_at(*ERASING[step])
    with database.writing() as session:
        who = {"actor": None, "because": None, "reason": "They asked.", "now": NOW, "rng": random.SystemRandom()}
        seq = erasing.erase(session, [ERASED], **who).seq
    acknowledge.send(seq)
