"""Invented people for the disclosure engine: any size, from a seed, with planted uniques, and nobody real."""

import random
from fractions import Fraction
from itertools import combinations

from outcomes.disclosure.programme import Category, Dimension, Programme, Record, Scale, Table

FEELINGS = Scale("feelings", "Feelings", Fraction(0), Fraction(40), reference_sd=6.0, waves=("before", "after"))
SIX = {"borough": 8, "age": 3, "gender": 3, "ethnicity": 5, "care": 2, "deprivation": 3}  # as in the facts, section 2.1
FOUR = {"borough": 3, "age": 3, "gender": 3, "ethnicity": 3}


def dimension(key: str, *categories: str, unlisted: tuple[str, ...] = (), **more: object) -> Dimension:
    made = [Category(each, each) for each in categories] + [Category(each, each, listed=False) for each in unlisted]
    return Dimension(key, key, tuple(made), **more)  # type: ignore[arg-type]  # passed on as given


STATUS = dimension("status", "counted", "declined", "left")
ACHIEVED = dimension("achieved", "yes", "not_yet")
PAIRED = dimension("change/feelings", "improved", "no_change", "worse", unlisted=("not_paired",))
HEADLINE = Table("headline", "", ("achieved",), share="achieved")


def groups(sizes: dict[str, int]) -> list[Dimension]:
    return [dimension(key, *map(str, range(size))) for key, size in sizes.items()]


def two_way(sizes: dict[str, int]) -> Programme:
    """Every table of two dimensions, and the headline: the programme of the facts."""
    tables = [Table("_by_".join(dims), "", dims) for dims in combinations(sizes, 2)]
    return Programme("two-way", (STATUS, ACHIEVED, *groups(sizes)), (HEADLINE, *tables))


def a_release(sizes: dict[str, int]) -> Programme:
    """Who achieved by every dimension, two of them crossed, who is missing, and means by the first."""
    keys = list(sizes)
    tables = [HEADLINE, Table("coverage", "", ("status",), among="", share="status")]
    tables += [Table(key, "", (key, "achieved"), share="achieved") for key in keys]
    tables.append(Table("crossed", "", (keys[1], keys[2])))
    scored = {"share": "change/feelings", "scales": ("feelings",), "measure": "feelings"}
    tables.append(Table("change/feelings", "", ("change/feelings",), **scored))  # type: ignore[arg-type]  # as given
    tables.append(Table("change_by_group", "", (keys[0], "change/feelings"), **scored))  # type: ignore[arg-type]  # as given
    return Programme("full", (STATUS, ACHIEVED, PAIRED, *groups(sizes)), tuple(tables), (FEELINGS,))


def crowd(seed: int, people: int, sizes: dict[str, int], *, providers: int = 1, missing: int = 0) -> list[Record]:
    """Give people of uneven groups, three of whom are alone in something, and so many more who are not counted."""
    rng = random.Random(seed)
    weights = {key: [rng.gammavariate(3, 1) + 0.1 for _ in range(size)] for key, size in sizes.items()}
    for size in weights.values():
        if len(size) > 2:
            size[-1] = sum(size) / 30  # a rare last category, and planted uniques below
    found = [_person(rng, weights, "counted", providers) for _ in range(people)]
    for number, key in enumerate(list(sizes)[:3]):
        alone = {each: str(rng.choices(range(len(size)), size)[0]) for each, size in weights.items()}
        found[number].at.update(alone | {key: str(len(weights[key]) - 1)})
    return found + [_person(rng, weights, rng.choice(("declined", "left")), providers) for _ in range(missing)]


def _person(rng: random.Random, weights: dict[str, list[float]], status: str, providers: int) -> Record:
    at = {key: str(rng.choices(range(len(size)), size)[0]) for key, size in weights.items()}
    before, after = rng.randint(8, 32), rng.randint(8, 36)
    paired = status == "counted" and rng.random() < 0.85
    moved = "improved" if after - before > 5 else "worse" if before - after > 5 else "no_change"
    at |= {"status": status, "achieved": "yes" if rng.random() < 0.55 else "not_yet"}
    at["change/feelings"] = moved if paired else "not_paired"
    scores = {("feelings", "before"): Fraction(before), ("feelings", "after"): Fraction(after)} if paired else {}
    shares = [1 / (each + 1) for each in range(providers)]
    return Record(at, f"provider {rng.choices(range(providers), shares)[0]}", scores)
