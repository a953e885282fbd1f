"""What closing a large cohort costs, stage by stage, and that a page about it reads as little however large it was.

`python -m tests.benchmarks.closing [people …]`: 10,000 and 1,000,000, each with answers at two times, on SQLite and on
PostgreSQL. The tables that counting reads are filled by bulk; the ledger behind them is not, so nothing is said of
reading answers for alpha. Scoring is timed on its own: our blocks against one written for one measure alone.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy
from sqlalchemy import insert

from outcomes.change.blocks import BLOCK, score_blocks
from outcomes.goals.models import GoalRow, RatingRow
from outcomes.impact import store
from outcomes.impact.closing import store as closing
from outcomes.measures.definition import library
from outcomes.measures.models import Score
from survey import schema
from survey.consent.models import ConsentStanding
from survey.database import Database
from survey.people.models import Area, Organisation, Person
from survey.questionnaires.models import Round
from tests.benchmarks.on import databases

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
BATCH = 10_000
SIZES = (10_000, 1_000_000)
STRANDS = ("feelings", "temper", "focus", "friends", "kindness")
READS = 200
LIMIT = 600.0  # seconds of protecting, after which a smaller programme is taken


def main(sizes: tuple[int, ...] = SIZES) -> None:
    scoring(max(sizes) * 2)
    folder = Path(tempfile.mkdtemp(prefix="sayso-closing-"))
    for name, url, _cpu in databases(folder, "closing"):
        for size in sizes:
            one(name, url.replace("closing.db", f"closing{size}.db"), size)


def one(name: str, url: str, size: int) -> None:
    """Fill, close, read; a line for each."""
    database = Database(url)
    schema.upgrade(database)
    begun = time.perf_counter()
    with database.writing() as session:
        for model, rows in _rows(size):
            session.execute(insert(model), rows)
        cohort = store.open_cohort(
            session, title="Bench", opens_on=date(2026, 1, 1), closes_on=NOW.date(), now=NOW - timedelta(days=200)
        ).id
    print(f"\n{name}, {size:,} young people, two answers each: filled in {time.perf_counter() - begun:.0f} s")
    told = _Stages()
    with database.reading() as session:
        found = closing.counted(session, store.cohort_of(session, cohort), NOW, told)
        told("histogram", 0, 1)
        closing.histogram(found.counting.frame, found.counting.counted)
    made = closing.safe(found, told, limit=LIMIT)
    told("publishing", 0, 1)
    with database.writing() as session:
        number = closing.publish(session, found, made, by=None, now=NOW, rng=random.Random(1))
    told("", 0, 1)
    for stage, seconds in told.seconds.items():
        print(f"  {stage:<12} {seconds:8.1f} s")
    print(f"  {made.programme.name}: {made.report.sentences()[-1]}")
    _reads(database, number)
    database.dispose()


def _reads(database: Database, number: int) -> None:
    begun = time.perf_counter()
    for _ in range(READS):
        with database.releases() as session:
            book = store.release_book(session, number)
    each = 1000 * (time.perf_counter() - begun) / READS
    print(
        f"  a release of {len(book.figures)} figures is read in {each:.2f} ms ({each / len(book.figures):.4f} ms each)"
    )


class _Stages:
    """Seconds between one stage and the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.stage, self.since = "", time.perf_counter()

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        if stage != self.stage:
            if self.stage:
                self.seconds[str(self.stage)] = time.perf_counter() - self.since
            self.stage, self.since = stage, time.perf_counter()


def _rows(size: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Every table that counting reads, in batches."""
    rng = random.Random(size)
    boroughs = [f"B{b}" for b in range(3)]
    areas = [{"code": code, "name": code, "level": "borough", "parent": None, "vintage": None} for code in boroughs]
    yield Area, areas
    wards = [(f"W{b}{w:02d}", f"B{b}") for b in range(3) for w in range(12)]
    yield Area, [{"code": w, "name": w, "level": "ward", "parent": b, "vintage": None} for w, b in wards]
    yield Organisation, [{"id": f"org{n}", "name": f"Organisation {n}"} for n in range(3)]
    yield Round, [_round(wave) for wave in (1, 2)]
    for start in range(0, size, BATCH):
        numbers = range(start, min(size, start + BATCH))
        yield Person, [_person(rng, n, wards) for n in numbers]
        yield ConsentStanding, [_yes(n, purpose) for n in numbers for purpose in ("count_me", "link_answers")]
        yield GoalRow, [_goal(rng, n) for n in numbers]
        yield RatingRow, [row for n in numbers for row in _ratings(rng, n)]
        yield Score, [row for n in numbers for row in _scores(rng, n)]


def _round(wave: int) -> dict[str, Any]:
    days = {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 31), "change_until": None}
    about = {"questionnaire": "strands", "version": 1, "title": "Strands", "wave": wave, "basis": "consent"}
    return {"id": f"r{wave}", "organisation_id": "org0"} | about | days


def _person(rng: random.Random, n: int, wards: list[tuple[str, str]]) -> dict[str, Any]:
    said = {"gender": rng.choice(("girl", "boy", "girl", "boy", "")), "ethnicity": rng.choice(("White", "Asian", ""))}
    born = f"{rng.randrange(2002, 2018)}-0{rng.randrange(1, 10)}"
    about = {"area_code": rng.choice(wards)[0], "organisation_id": f"org{rng.randrange(3)}", "described": said}
    return {"id": f"{n:032x}", "seq": n, "kind": "young_person", "name": "", "born": born, "added_at": _at(0)} | about


def _at(days: int) -> datetime:
    return NOW - timedelta(days=190 - days)


def _yes(n: int, purpose: str) -> dict[str, Any]:
    about = {"state": "given", "effective": "given", "seq": n, "at": _at(0), "version": 1, "named": []}
    return {
        "person_id": f"{n:032x}",
        "purpose": purpose,
        "needs_carer": False,
        "review_on": None,
        "reason": None,
    } | about


def _goal(rng: random.Random, n: int) -> dict[str, Any]:
    reached = rng.random() < 0.55
    ended = {"state": "achieved" if reached else "live", "closed_at": _at(150) if reached else None}
    about = {"words": "A goal", "own_words": True, "set_by": f"{n:032x}", "set_at": _at(1), "closing_words": None}
    group = {"framework": "catalyst-2012", "cluster": rng.choice(("communication", "confidence", None))}
    more = {"grouped_by": "suggested", "replaces": None, "shared": False}
    return {"id": 10 * n, "person_id": f"{n:032x}"} | about | ended | group | more


def _ratings(rng: random.Random, n: int) -> Iterator[dict[str, Any]]:
    for turn, days in enumerate((2, 120)):
        value = rng.randrange(2, 6) + turn * rng.randrange(0, 4)
        yield {"seq": 10 * n + 1 + turn, "goal_id": 10 * n, "value": value, "at": _at(days), "words": None}


def _scores(rng: random.Random, n: int) -> Iterator[dict[str, Any]]:
    about = {"measure": "strands", "measure_version": 1, "person_id": f"{n:032x}"}
    for wave in (1, 2):
        at = {"entry_seq": 10 * n + 3 + wave, "round_id": f"r{wave}", "at": _at(80 * wave)}
        for strand in STRANDS:
            yield about | at | {"scale": strand, "value": float(rng.randrange(2, 9) - (wave == 2))}


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
    begun = time.perf_counter()
    way(measure, codes)
    return time.perf_counter() - begun


def _bare(measure: Any, codes: dict[str, Any]) -> dict[str, Any]:
    """The block method of facts/disclosure.md 4.1: whole columns in small integers, one table of five by ten."""
    size = len(codes["feelings_1"])
    table = numpy.full((6, 11), -1, dtype=numpy.int8)
    for answered in range(3, 6):
        for total in range(11):
            table[answered, total] = (2 * total * 5 + answered) // (2 * answered)
    scales = [scale for scale in measure.scales if scale.id in STRANDS]
    found = {scale.id: numpy.empty(size, dtype=numpy.int8) for scale in scales}
    for start in range(0, size, BLOCK):
        for scale in scales:
            part = numpy.stack([codes[item][start : start + BLOCK] for item in scale.items])
            there = part >= 0
            turned = numpy.array([[1] if item in scale.reverse else [0] for item in scale.items], dtype=numpy.int8)
            part = numpy.where(there, numpy.where(turned, 2 - part, part), 0)
            found[scale.id][start : start + BLOCK] = table[there.sum(0), part.sum(0)]
    return found


WAYS = {"ours": score_blocks, "bare": _bare}


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
