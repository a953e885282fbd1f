"""What closing a large cohort costs, stage by stage, and that a page about it reads as little however large it was.

`python -m tests.benchmarks.closing [people …] [limit=600]`: 10,000 and 1,000,000, each with answers at two times, and
nearly half as many more who answered once or are missing, on SQLite and on PostgreSQL. Protecting is shared by two
processes, as a closing has it; `limit`: the seconds by the clock it may take, for a machine that others are at work on.
The tables that counting reads are filled by bulk; the ledger behind them is not, so nothing is said of reading answers
for alpha. Scoring is timed on its own: our blocks against one written for one measure alone. With SAYSO_BENCH_KEPT, a
folder, SQLite alone: what was filled there and not closed is not filled again.
"""

import os
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from os import getloadavg
from pathlib import Path
from typing import Any

import numpy
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from outcomes.change.blocks import BLOCK, score_blocks
from outcomes.impact import store
from outcomes.impact.closing import store as closing
from outcomes.impact.closing.beside.store import Beside
from outcomes.impact.closing.trust import histogram
from outcomes.impact.models import Cohort
from outcomes.measures.definition import library
from survey import schema
from survey.database import Database
from survey.people.models import Person
from tests.benchmarks.filling import NOW, STRANDS, fill
from tests.benchmarks.on import Cpu, databases
from tests.benchmarks.viewing import views

SIZES = (10_000, 1_000_000)
READS = 200
SELF, CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
LIMIT = 600.0  # seconds of protecting, after which a smaller programme is taken


def main(sizes: tuple[int, ...] = SIZES, limit: float = LIMIT) -> None:
    scoring(max(sizes) * 2)
    kept = os.environ.get("SAYSO_BENCH_KEPT", "")
    folder = Path(kept or tempfile.mkdtemp(prefix="sayso-closing-"))
    kinds = [("SQLite", f"sqlite:///{folder}/closing.db", None)] if kept else databases(folder, "closing")
    for name, url, server in kinds:
        made = {}
        for size in sizes:
            each = _another(url, size)
            made[size] = (each, one(name, each, size, limit, server or (lambda: 0.0)))
        views(made)


def _another(url: str, size: int) -> str:
    """The same place, a database of its own."""
    if url.startswith("sqlite"):
        return url.replace("closing.db", f"closing{size}.db")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE closing{size}"))
    engine.dispose()
    return make_url(url).set(database=f"closing{size}").render_as_string(hide_password=False)


def one(name: str, url: str, size: int, limit: float, server: Cpu) -> int:
    """Fill, close, read; a line for each. The number of the release."""
    database = Database(url)
    schema.upgrade(database)
    print(f"\n{name}, {size:,} young people, two answers each; load {getloadavg()[0]:.1f}", flush=True)
    told = _Stages(server)
    with database.reading() as session:
        filled = session.scalar(select(func.count()).select_from(Person))
    told("filling" if not filled else "", 0, 1)
    if not filled:
        fill(database, size)
    with database.writing() as session:
        cohort = session.scalar(select(Cohort.id).where(Cohort.state == "open")) or _cohort(session)
    with database.reading() as session:
        found = closing.counted(session, store.cohort_of(session, cohort), NOW, told)
        told("histogram", 0, 1)
        histogram(found.counting.frame, found.counting.counted)
    with Beside() as hands:
        made = closing.safe(found, told, limit=limit, hands=hands)
    told("publishing", 0, 1)
    with database.writing() as session:
        number = closing.publish(session, found, made, by=None, now=NOW, rng=random.Random(1))
    told("", 0, 1)
    for tried in made.report.tried:
        large = max(1, tried.cells - tried.primary)
        said = tried.why_not or f"{tried.shown} of {large} groups of ten or more shown, {tried.audit.targets} targets"
        print(f"  {tried.programme}: {said}; audit {tried.seconds} s")
    mine, theirs = (resource.getrusage(of).ru_maxrss // 1024 for of in (SELF, CHILDREN))
    print(f"  most memory so far: {mine:,} MB here, {theirs:,} MB in a process beside", flush=True)
    print(f"  tables: {' '.join(table.key for table in made.programme.tables)}", flush=True)
    _reads(database, number)
    database.dispose()
    return number


def _cohort(session: Session) -> int:
    opens, before = date(2026, 1, 1), NOW - timedelta(days=200)
    return store.open_cohort(session, title="Bench", opens_on=opens, closes_on=NOW.date(), now=before).id


def _reads(database: Database, number: int) -> None:
    begun = time.process_time()
    for _ in range(READS):
        with database.releases() as session:
            book = store.release_book(session, number)
    each = 1000 * (time.process_time() - begun) / READS
    size = len(book.figures)
    print(
        f"  a release of {size} figures is read in {each:.2f} ms of processor ({each / size:.4f} ms each)", flush=True
    )


class _Stages:
    """Says the seconds between one stage and the next: by the clock, of this process, and of the database's."""

    def __init__(self, server: Cpu) -> None:
        self.server = server
        self.stage, self.since = "", self._now()

    def _now(self) -> tuple[float, float, float]:
        mine = sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (SELF, CHILDREN)))
        return time.perf_counter(), mine, self.server()

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        if stage == self.stage:
            return
        now = self._now()
        if self.stage:
            clock, mine, theirs = (after - before for before, after in zip(self.since, now, strict=True))
            print(f"  {self.stage:<12} {clock:8.1f} s, of processor {mine:8.1f} here, {theirs:6.1f} there", flush=True)
        self.stage, self.since = str(stage), now


# Scoring by itself


def scoring(size: int) -> None:
    """Ours, which follows any definition, against a loop written for these five strands alone."""
    measure = library()["strands"]
    rng = numpy.random.default_rng(1)
    codes = {item: rng.integers(-1, 3, size, dtype=numpy.int8) for item in measure.values}
    best = {name: min(_timed(way, measure, codes) for _ in range(3)) for name, way in WAYS.items()}
    ours, bare = best["ours"], best["bare"]
    print(f"scoring {size:,} answers: ours {ours:.2f} s, bare blocks {bare:.2f} s, ratio {ours / bare:.1f}")


def _timed(way: Any, measure: Any, codes: Any) -> float:
    begun = time.process_time()
    way(measure, codes)
    return time.process_time() - begun


def _bare(measure: Any, codes: dict[str, Any]) -> dict[str, Any]:
    """The block method of facts/disclosure.md 4.1 for these strands alone: small integers, one look into a table."""
    size = len(codes["feelings_1"])
    table = numpy.full(96, -1, dtype=numpy.int8)
    for answered in range(3, 6):
        for total in range(11):
            table[16 * answered + total] = (2 * total * 5 + answered) // (2 * answered)
    scales = [scale for scale in measure.scales if scale.id in STRANDS]
    found = {scale.id: numpy.empty(size, dtype=numpy.int8) for scale in scales}
    for start in range(0, size, BLOCK):
        for scale in scales:
            places = numpy.zeros(min(BLOCK, size - start), dtype=numpy.int8)
            for item in scale.items:
                part = codes[item][start : start + BLOCK]
                places += (18 - part if item in scale.reverse else part + 16) * (part >= 0)
            found[scale.id][start : start + BLOCK] = table[places]
    return found


WAYS = {"ours": score_blocks, "bare": _bare}


if __name__ == "__main__":
    limits = [float(each.removeprefix("limit=")) for each in sys.argv[1:] if each.startswith("limit=")]
    main(tuple(int(size) for size in sys.argv[1:] if size.isdigit()) or SIZES, *limits)
