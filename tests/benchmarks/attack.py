"""Attack releases of 60, 200 and 1,000 young people, with a solver and no code of the engine.

`python -m tests.benchmarks.attack`.

For each of so many populations (20): how many counts of ten or more are shown, how many small groups are left with
fewer than five values (to the outside, to the largest service), and how many lone children's outcomes can be proven.
Takes hours on a small machine: `python -m tests.benchmarks.attack 60 5` for five of one size.
"""

import sys
import time

from tests.attack.releases import crowd, people_of, published
from tests.attack.solving import broken, insider, kept, proven, world_of

SIZES, SEEDS = (60, 200, 1_000), 20
TOGETHER = ("achieved", "borough", "age", "gender")


def main(sizes: tuple[int, ...] = SIZES, seeds: int = SEEDS) -> None:
    """Print a line for each population, and one for each size."""
    for size in sizes:
        shown = total = found = 0
        for seed in range(seeds):
            begun = time.process_time()
            counts, faults = one(size, seed)
            shown, total, found = shown + counts[0], total + counts[1], found + sum(faults)
            print(f"{size:5} seed {seed:2}: {counts[0]} of {counts[1]} shown; outside {faults[0]}, inside {faults[1]}, "
                  f"proven {faults[2]}; {time.process_time() - begun:.0f} s", flush=True)  # fmt: skip
        print(f"{size:5}: {100 * shown / total:.0f} % of counts of ten or more shown, {found} given away", flush=True)


def one(size: int, seed: int) -> tuple[tuple[int, int], tuple[int, int, int]]:
    """One population: how many counts are shown of how many, and what was found."""
    records = crowd(seed, size, providers=3)
    files = published(records)
    world = world_of(files, people_of(records), TOGETHER)
    own = [record.at for record in records if record.provider == "p0"]
    faults = broken(files, world), insider(files, world, own), proven(files, world, "achieved")
    return kept(files, world), (len(faults[0]), len(faults[1]), len(faults[2]))


if __name__ == "__main__":
    sizes = (int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES
    main(sizes, int(sys.argv[2]) if len(sys.argv) > 2 else SEEDS)
