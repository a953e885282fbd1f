"""Releases of invented people, made and then attacked: how much is published, how long it takes, and whether it holds.

    python -m tests.benchmarks.disclosure [seeds]

For each size and seed: the programme of the facts (six dimensions, every table of two, and the headline) and a release
as it is (who achieved by group, means, who is missing). Afterwards an attacker who shares no code with the engine
bounds thirty small groups over any numbers, and two over whole people.
"""

import sys
import time
from collections.abc import Sequence

import numpy as np

from outcomes.disclosure.engine import NothingSafe, Protected, protect
from outcomes.disclosure.programme import Programme, Record
from tests.outcomes.disclosure.attacker import Attacker
from tests.outcomes.disclosure.populations import FOUR, SIX, a_release, crowd, two_way

SIZES = (60, 200, 1000)
SOME, WHOLE = 30, 2  # targets attacked over any numbers, and over whole people, which takes seconds each


def main(seeds: int = 2) -> None:
    print("\nReleases made safe, then attacked (one core; seconds of processor)")
    for name, programme, groups, providers in (
        ("two-way", two_way(SIX), SIX, 1),
        ("release", a_release(FOUR), FOUR, 1),
        ("release, three providers", a_release(FOUR), FOUR, 3),
    ):
        for people in SIZES:
            for seed in range(seeds):
                one(name, programme, crowd(seed, people, groups, providers=providers, missing=people // 3), seed)


def one(name: str, programme: Programme, records: Sequence[Record], seed: int) -> None:
    people, begun = sum(record.at["status"] == "counted" for record in records), time.process_time()
    try:
        made = protect(records, [programme])
    except NothingSafe:
        print(f"  {name}, n={people}, seed {seed}: nothing is safe")
        return
    took = time.process_time() - begun
    told = made.report.tried[-1]
    large = told.cells - told.primary
    print(
        f"  {name}, n={people}, seed {seed}: {made.programme.name}, {told.shown} of {large} groups of ten or more "
        f"({100 * told.shown // max(1, large)} %), {sum(told.secondary.values())} hidden for others; {took:.1f} s, "
        f"{told.audit.targets} targets, {told.audit.solves} linear programs; {attacked(made, list(records), seed)}",
        flush=True,
    )


def attacked(made: Protected, records: list[Record], seed: int) -> str:
    attacker, rng = Attacker(made.programme, made.figures, records), np.random.default_rng(seed)
    many = min(SOME, len(attacker.targets()))
    narrow = len(attacker.broken(many, rng, whole=False))
    return (
        f"attack: {narrow} of {many} broken, over whole people {len(attacker.broken(WHOLE, rng))} of {min(many, WHOLE)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
