"""The audit of a whole area on the real tree of Greater Manchester: 10 authorities, 215 wards, 15 services.

    python -m tests.benchmarks.area [people] [seed] [services] [two] [missing]

Invented young people are put into the real wards; the programme is every table of two groups for the area and each
authority, and every table of one for each ward, with two smaller ones to fall back to. It goes through `protect` with a
limit of ten minutes: of this one process's own time, so that neighbours on the machine cost it nothing; with `two`, of
two processes by the clock, as a closing has it. With `missing`, a third more young people are known and not in the
figure, each for one reason, and who is missing is told for the area, its ages and its authorities. Needs the extra
"area", and the list of wards in SAYSO_BENCH_DATA or /work/shared/data.
"""

import csv
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path

from outcomes.disclosure.engine import protect
from outcomes.disclosure.programme import ACHIEVED, COUNTED, HEADLINE, STATUS, Category, Dimension, Programme, Record
from outcomes.disclosure.programme import Table as Shown
from outcomes.disclosure.report import Tried
from outcomes.disclosure.solver import auditor_for
from outcomes.disclosure.witness.compiled import COMPILES
from outcomes.disclosure.witness.hands import Here
from outcomes.impact.closing.beside.store import Beside

Dims = list[tuple[str, ...]]
NONE = "none"  # of whoever a group does not apply to: never listed
WARDS = "uk/gm_ward22_lad22.csv"
SIZES = (7_500, 37_500)
LIMIT = 600  # seconds
TOLD = 30  # seconds between two lines of progress
SPLIT = {
    "age": (15, 40, 25, 20),
    "gender": (47, 46, 3, 4),
    "ethnicity": (62, 14, 9, 6, 5, 4),
    "deprivation": (35, 25, 18, 12, 10),
    "sen": (85, 15),
    "care": (95, 5),
    ACHIEVED: (58, 42),
    "change": (45, 35, 20),
    "band": (15, 25, 30, 20, 10),
}


WHY = {"not_asked": 24, "invited": 20, "said_no": 22, "skipped": 12, "no_outcome": 12, "took_back": 6, "left": 1}


def main(
    sizes: tuple[int, ...] = SIZES, seed: int = 1, services: int = 15, two: bool = False, missing: bool = False
) -> None:
    tree = Path(os.environ.get("SAYSO_BENCH_DATA", "/work/shared/data")) / WARDS
    if not tree.exists() or not COMPILES:
        print(f"\nThe audit of an area is left out: it needs {tree} and numba (the extra 'area').")
        return
    wards = [(row["wd22cd"], row["lad22cd"]) for row in csv.DictReader(tree.open(encoding="utf-8-sig"))]
    for people in sizes:
        one(people, seed, services, wards, two, missing)


def one(people: int, seed: int, services: int, wards: list[tuple[str, str]], two: bool, missing: bool) -> None:
    """Make one area safe, telling how far it is, and say what came out of it."""
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\nGreater Manchester, {people:,} young people of {services} services, seed {seed}; load {load}", flush=True)
    records, clock = crowd(people, seed, services, wards), time.monotonic if two else time.process_time
    records += absent(people // 3, seed, services, wards) if missing else []
    begun, wall, told = clock(), time.monotonic(), _Told(clock)
    with ExitStack() as stack:
        hands = stack.enter_context(Beside()) if two else Here()
        made = protect(
            records,
            programmes(wards, missing),
            ask=clock,
            progress=told,
            enough=lambda: clock() - begun > LIMIT,
            auditor=auditor_for(people, hands),
        )
    for tried in made.report.tried:
        print(f"  {tried.programme}: {_said(tried)}")
    memory = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    cpu = sum(_used(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    took = f"{cpu:.0f} s of processor, {time.monotonic() - wall:.0f} s by the clock"
    print(f"  {took}, {memory} MB; load after it {os.getloadavg()[0]:.1f}", flush=True)


def _used(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _said(tried: Tried) -> str:
    audit = tried.audit
    if tried.why_not:
        return f"{tried.why_not} {audit.targets} targets, {audit.unresolved} unresolved; {tried.seconds} s"
    large = tried.cells - tried.primary
    hidden = {"area": 0, "authorities": 0, "wards": 0}
    for table, count in tried.secondary.items():
        hidden["wards" if table.startswith("ward") else "authorities" if table.startswith("borough") else "area"] += (
            count
        )
    return (
        f"published {tried.shown} of {large} groups of ten or more ({100 * tried.shown // large} %), {tried.rules} "
        f"hidden by another rule, {hidden} for others; {audit.targets} targets, {audit.by_example} shown at once, "
        f"{audit.unresolved} unresolved; {audit.outcomes} outcomes open; {audit.recounted} examples counted again, "
        f"{audit.sampled} bounded by linear programs, at least {audit.sample_narrowest} values; {tried.seconds} s"
    )


class _Told:
    """Says how far it is, now and then."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock, self.begun, self.last, self.stage = clock, clock(), clock(), ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage or self.clock() - self.last > TOLD:
            print(f"    {self.clock() - self.begun:6.1f} s  {stage} {done} of {total}", flush=True)
            self.stage, self.last = stage, self.clock()


def crowd(people: int, seed: int, services: int, wards: list[tuple[str, str]]) -> list[Record]:
    """Invented young people, in wards of very different sizes, known to services of very different sizes."""
    rng = random.Random(seed)
    weights = [rng.lognormvariate(0, 0.6) for _ in wards]
    return [_one(rng, ward, borough, services) for ward, borough in rng.choices(wards, weights, k=people)]


def _one(rng: random.Random, ward: str, borough: str, services: int) -> Record:
    at = {STATUS: COUNTED, "ward": ward, "borough": borough}
    for key, weights in SPLIT.items():
        at[key] = f"{key}{rng.choices(range(len(weights)), weights)[0]}"
    return Record(at, f"service {int(services * rng.random() ** 1.5)}")


def absent(people: int, seed: int, services: int, wards: list[tuple[str, str]]) -> list[Record]:
    """Those who are known and not in the figure: where and how old, why not, and nothing that they said."""
    rng, every = random.Random(-seed), crowd(people, 1000 + seed, services, wards)
    why = rng.choices(tuple(WHY), tuple(WHY.values()), k=people)
    known = ("ward", "borough", "age")
    return [
        Record(dict.fromkeys(SPLIT, NONE) | {key: each.at[key] for key in known} | {STATUS: reason}, each.provider)
        for each, reason in zip(every, why, strict=True)
    ]


def programmes(wards: list[tuple[str, str]], missing: bool = False) -> list[Programme]:
    """The fullest, one with tables of one group for authorities, and one with totals alone for wards."""
    authorities = sorted({borough for _, borough in wards})
    dimensions = (
        Dimension(STATUS, STATUS, tuple(Category(each, each) for each in (COUNTED, *(WHY if missing else ())))),
        *(Dimension(key, key, tuple(_categories(key, len(of), missing))) for key, of in SPLIT.items()),
        Dimension("borough", "borough", tuple(Category(each, each) for each in authorities)),
        Dimension("ward", "ward", tuple(Category(ward, ward, borough) for ward, borough in wards), within="borough"),
    )
    pairs: Dims = list(combinations(SPLIT, 2))
    single: Dims = [(key,) for key in SPLIT]
    parts: dict[str, tuple[Dims, Dims, Dims]] = {
        "every table of two": (pairs, pairs, single),
        "authorities by one": (pairs, single, single),
        "wards in total": (pairs, single, [()]),
    }
    who = tuple(
        Shown("+".join((STATUS, *dims)), "", (STATUS, *dims), among="") for dims in ((), ("age",), ("borough",))
    )
    return [Programme(name, dimensions, (*_tables(*of), *(who if missing else ()))) for name, of in parts.items()]


def _categories(key: str, count: int, missing: bool) -> Iterator[Category]:
    yield from (Category(f"{key}{i}", "") for i in range(count))
    if missing:
        yield Category(NONE, "", listed=False)


def _tables(area: Dims, authorities: Dims, wards: Dims) -> Iterator[Shown]:
    yield Shown(HEADLINE, HEADLINE, (ACHIEVED,), share=ACHIEVED)
    for place, of in (("", area), ("borough", authorities), ("ward", wards)):
        for dims in of:
            full = (place, *dims) if place else dims
            yield Shown("+".join(full), "", full)


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if each not in ("two", "missing")]
    people, seed, services = (int(each) if each else 0 for each in (*given, *[""] * (3 - len(given))))
    main((people,) if people else SIZES, seed or 1, services or 15, "two" in sys.argv, "missing" in sys.argv)
