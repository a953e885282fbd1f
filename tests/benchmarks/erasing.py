"""What it takes to carry out an erasure: of one part, in a ledger of some thousand entries; and of a whole record."""

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from survey import schema
from survey.database import Database
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.person import Kind
from survey.people.role import Role
from survey.people.store import add_organisation, add_person
from survey.records.account.gone import Why
from survey.retention import store
from survey.retention.doing.store import carry_out_due
from survey.retention.erasure import COOLING, Place
from survey.settings import Settings

PEOPLE, NOTES, WHOLE, ERASURES = 10, 3000, 1000, 40
NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def main() -> None:
    url = f"sqlite:///{tempfile.mkdtemp(prefix='sayso-bench-')}/erasing.db"
    database, clock = Database(url), Clock()
    schema.upgrade(database)
    house = House(Settings(mode="test", secret_key="s" * 32, database_url=url), database, clock, random.Random(1))
    people, notes = _fill(house)
    one = sorted(_carried_out(house, clock, people[n % PEOPLE], {(notes[n], 0)}) for n in range(ERASURES))
    whole = _carried_out(house, clock, people[-1], None)
    size = Path(url.removeprefix("sqlite:///")).stat().st_size // 1_000_000
    print(f"\nErasing, in a ledger of {NOTES + WHOLE} notes ({size} MB, SQLite), until durable and keys destroyed")
    print(f"one part: median {one[len(one) // 2] * 1000:.0f} ms, p95 {quantiles(one, n=20)[18] * 1000:.0f} ms")
    print(f"a whole record of {WHOLE} parts: {whole:.1f} s")
    database.dispose()


def _fill(house: House) -> tuple[list[str], list[int]]:
    with house.database.writing() as session:
        add_organisation(session, "harbour", "Harbour")
        who = {"by": None, "now": NOW, "rng": house.rng, "organisation_id": "harbour"}
        people = [add_person(session, kind=Kind.YOUNG_PERSON, name=f"P{n}", **who) for n in range(PEOPLE + 1)]
        about = [people[n % PEOPLE] for n in range(NOTES)] + [people[-1]] * WHOLE
        notes = [record(session, _note(person), now=NOW, rng=house.rng).seq for person in about]
    return people, notes


def _note(person: str) -> NewEntry:
    part = NewSegment(Claim.OBSERVATION, "5" * 32, (person,), {"words": "We met at the river and talked. " * 5})
    return NewEntry("record.made", "5" * 32, (part,))


def _carried_out(house: House, clock: Clock, person: str, places: set[Place] | None) -> float:
    """Propose, sign, wait, and time the carrying out."""
    with house.database.writing() as session:
        why = {"why": Why.NOT_NEEDED, "words": "It is old.", "by": "a" * 32, "roles": [Role.MANAGER]}
        seq = store.propose(session, person, places=places, **why, now=clock(), rng=house.rng)
        store.approve(session, seq, "b" * 32, [Role.DATA_LEAD], now=clock(), rng=house.rng)
    clock.now += COOLING + timedelta(minutes=1)
    start = perf_counter()
    assert carry_out_due(house) >= 1
    return perf_counter() - start


if __name__ == "__main__":
    main()
