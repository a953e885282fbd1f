"""Attack releases of 60, 200 and 1,000 young people, with a solver and no code of the engine.

    python -m tests.benchmarks.attack [counts|means|years|all] [size] [seeds] [first seed]

For each of so many populations (20): how many groups of ten or more are shown, how many small groups are left with
fewer than five values (to the outside, to the largest service), how many groups of no table are certain, and how many
lone children's outcomes can be proven. `means`: sums of scores beside the counts, and whose mean can be placed by who
knows who took part. `years`: two quarters and then their year, read together. A day of one small core for all of it;
each line stands for itself, so it may be stopped, and begun again at the next seed.
"""

import sys
import time
from collections.abc import Callable, Sequence

from outcomes.disclosure.engine import NothingSafe, Protected, protect
from outcomes.disclosure.programme import Record
from tests.attack.reading import Files
from tests.attack.releases import QUARTERS, crowd, files_of, people_of, programme, year_after_quarters
from tests.attack.scores import placed, scored, with_means
from tests.attack.solving import World, broken, insider, kept, pinned, proven, world_of

SIZES, SEEDS, SERVICES = (60, 200, 1_000), 20, 3
TOGETHER = ("achieved", "borough", "age", "gender")
MOVED = ("moved", "borough", "age", "gender")


def main(kinds: Sequence[str], sizes: Sequence[int], seeds: int, first: int) -> None:
    """Print a line for each population."""
    for kind in kinds:
        for size in sizes:
            for seed in range(first, first + seeds):
                begun = time.process_time()
                try:
                    said = KINDS[kind](crowd(seed, size, SERVICES))
                except NothingSafe:
                    said = "nothing is safe, and nothing goes out"
                print(f"{kind:6} {size:5} seed {seed:2}: {said}; {time.process_time() - begun:.0f} s", flush=True)


def counts(records: Sequence[Record]) -> str:
    """One release of counts."""
    made = protect(records, [programme()])
    alone = protect([Record(each.at) for each in records], [programme()])
    files = files_of(made)
    world = world_of(files, people_of(records), TOGETHER)
    return f"{shown(made)}; of one service {shown(alone)}; {faults(files, world, world, records, 'achieved')}"


def means(records: Sequence[Record]) -> str:
    """One release of counts and means of two scores."""
    made = protect(records, [programme(means=True)])
    files, people, own = files_of(made), scored(records), scored(_own(records))
    world = world_of(files, people_of(records), MOVED)
    outside, inside = with_means(files, world, people), with_means(files, world, people, own)
    at = [len(placed(files, people, MOVED[1:], known)) for known in ((), own)]
    found = faults(files, outside, inside, records, "moved")
    return f"{shown(made)}; {found}, placed {at[0]}, by the largest service {at[1]}"


def years(records: Sequence[Record]) -> str:
    """Two quarters, and their year."""
    files = year_after_quarters(records)
    world = world_of(files, people_of(records), (*TOGETHER, "quarter"))
    many, total = kept(files, world)
    said = f"{many} of {total} of ten or more in {' and '.join(QUARTERS)} and the year"
    return f"{said}; {faults(files, world, world, records, 'achieved')}"


def faults(files: Files, world: World, within: World, records: Sequence[Record], outcome: str) -> str:
    """What was found, in numbers: each nought, or something is wrong. `within`: as the largest service has it."""
    outside, inside = broken(files, world), insider(files, within, people_of(_own(records)))
    alone = proven(files, world, outcome)
    for each in (*outside, *inside, *alone):
        print("  found", each, flush=True)
    return f"outside {len(outside)}, inside {len(inside)}, in no table {len(pinned(world))}, proven {len(alone)}"


def shown(made: Protected) -> str:
    """How many groups of ten or more there are, how many of them the rules allow, and how many are shown."""
    told = made.report.tried[-1]
    many = told.cells - told.primary
    allowed = max(1, many - told.rules)
    return f"{made.programme.name} {told.shown} of {many}, of {allowed} allowed {100 * told.shown // allowed} %"


def _own(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if record.provider == "p0"]


KINDS: dict[str, Callable[[Sequence[Record]], str]] = {"counts": counts, "means": means, "years": years}

if __name__ == "__main__":
    kind, size, seeds, first = [*sys.argv[1:], *("all", "", SEEDS, 0)[len(sys.argv) - 1 :]]
    main(tuple(KINDS) if kind == "all" else (str(kind),), (int(size),) if size else SIZES, int(seeds), int(first))
