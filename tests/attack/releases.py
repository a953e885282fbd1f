"""Releases to attack: what our engine publishes about invented people, as files, and what careless ones would."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from outcomes.disclosure.engine import Earlier, Protected, protect
from outcomes.disclosure.programme import Category, Dimension, Programme, Record, Scale, Table
from outcomes.impact.book import Book
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.figures_csv import figures_csv
from tests.attack.reading import Files, Told, read

SIZES = {"borough": 3, "age": 4, "gender": 3, "care": 2}
FEW = {"age": 3, "gender": 3}  # dimensions where a search must be short
People = list[Mapping[str, str]]
LOWEST, HIGHEST, A_LOT = 0, 40, 5  # a scale, and how far a move on it is more than none
FEELINGS = Scale("feelings", "Feelings", Fraction(LOWEST), Fraction(HIGHEST), waves=("before", "after"))
MOVED = ("improved", "no_change", "worse")
QUARTERS = ("q1", "q2")


def crowd(seed: int, people: int, providers: int = 1, sizes: Mapping[str, int] = SIZES) -> list[Record]:
    """So many invented people of uneven groups, some of them alone in what they are, most with two scores."""
    rng, scored = random.Random(seed), random.Random(f"scores {seed}")
    weights = {
        dim: sorted((rng.random() ** 2 + 0.04 for _ in range(size)), reverse=True) for dim, size in sizes.items()
    }
    found = []
    for number in range(people):
        at = {dim: f"{dim}{rng.choices(range(len(each)), each)[0]}" for dim, each in weights.items()}
        if number < 3:  # planted: nobody else is like them
            at |= {dim: f"{dim}{max(0, size - 1 - number % 2)}" for dim, size in sizes.items() if size > 2}
        at |= {"status": "counted", "achieved": rng.choices(("yes", "not_yet"), (56, 44))[0]}
        provider = f"p{rng.choices(range(providers), range(providers, 0, -1))[0]}"
        at |= {"moved": "not_paired", "quarter": QUARTERS[number % 2]}
        found.append(_with_scores(Record(at, provider), scored))
    return found


def _with_scores(record: Record, rng: random.Random) -> Record:
    """Two scores for most, the second on average a little higher."""
    before = rng.randint(LOWEST + 4, HIGHEST - 4)
    after = min(HIGHEST, max(LOWEST, round(before + rng.gauss(3, 7))))
    if rng.random() > 0.85:
        return record
    moved = "improved" if after - before > A_LOT else "worse" if before - after > A_LOT else "no_change"
    scores = {("feelings", "before"): Fraction(before), ("feelings", "after"): Fraction(after)}
    return Record(record.at | {"moved": moved}, record.provider, scores)


def programme(sizes: Mapping[str, int] = SIZES, *, means: bool = False) -> Programme:
    """Who achieved, by every group, and every two groups crossed; with means, how far each group moved as well."""
    groups = tuple(
        Dimension(dim, dim, tuple(Category(f"{dim}{i}", f"{dim} {i}") for i in range(size)))
        for dim, size in sizes.items()
    )
    status = Dimension("status", "status", (Category("counted", "counted"),))
    achieved = Dimension("achieved", "achieved", (Category("yes", "yes"), Category("not_yet", "not yet")))
    tables = [Table("headline", "", ("achieved",), share="achieved")]
    tables += [Table(dim, "", (dim, "achieved"), share="achieved") for dim in sizes]
    tables += [Table("_by_".join(pair), "", pair) for pair in combinations(sizes, 2)]
    dims = (status, achieved, *groups)
    if not means:
        return Programme("crossed", dims, tuple(tables))
    rows = (*(Category(each, each) for each in MOVED), Category("not_paired", "", listed=False))
    about = Table("moved", "", ("moved",), share="moved", scales=("feelings",), measure="feelings")
    tables += [about, *(replace(about, key=f"moved_{dim}", dims=(dim, "moved")) for dim in sizes)]
    return Programme("means", (*dims, Dimension("moved", "moved", rows)), tuple(tables), (FEELINGS,))


def published(records: Sequence[Record], sizes: Mapping[str, int] = SIZES, *, means: bool = False) -> Files:
    """What our engine lets out, through the files that an outsider downloads."""
    return files_of(protect(records, [programme(sizes, means=means)]))


def files_of(made: Protected) -> Files:
    """A release as an outsider has it: what the two files say."""
    days = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 20))
    about = (made.programme.name, made.programme.dimensions, made.programme.tables, made.programme.scales)
    book = Book(1, "Winter", "", *days, *about, made.figures, {})
    return read(figures_csv(book), datapackage_json(book))


def year_after_quarters(records: Sequence[Record], sizes: Mapping[str, int] = SIZES) -> Files:
    """Two quarters and then their year, as one who has kept all three reads them."""
    year, quarters = year_and_quarters(records, sizes)
    return together(year, "quarter", quarters)


def year_and_quarters(
    records: Sequence[Record], sizes: Mapping[str, int] = SIZES, gone: int = 0
) -> tuple[Files, dict[str, Files]]:
    """The same apart. `gone`: how many of the first quarter take their Yes back before the year is counted."""
    inside = Dimension("quarter", "quarter", tuple(Category(each, "", listed=False) for each in QUARTERS))
    alone = programme(sizes)
    quarters, earlier = {}, []
    for quarter in QUARTERS:
        made = protect(of_quarter(records, quarter), [alone])
        quarters[quarter] = files_of(made)
        left = gone if quarter == QUARTERS[0] else 0
        earlier.append(Earlier(made.programme, made.figures, {"quarter": quarter}, left))
    leaving = of_quarter(records, QUARTERS[0])[:gone]
    here = [record for record in records if not any(record is each for each in leaving)]
    year = protect(here, [replace(alone, dimensions=(*alone.dimensions, inside))], earlier=earlier)
    return files_of(year), quarters


def careless_year(records: Sequence[Record], sizes: Mapping[str, int] = SIZES) -> Files:
    """The same three, each with nothing but its own small counts hidden."""
    quarters = {each: careless(of_quarter(records, each), exactly_from_ten, sizes) for each in QUARTERS}
    return together(careless(records, exactly_from_ten, sizes), "quarter", quarters)


def of_quarter(records: Sequence[Record], quarter: str) -> list[Record]:
    """The records of one quarter."""
    return [record for record in records if record.at["quarter"] == quarter]


def together(whole: Files, dim: str, parts: Mapping[str, Files]) -> Files:
    """A release and its parts as one reading: what a part says is said of one category of `dim`."""
    tables, told = dict(whole.tables), list(whole.told)
    for part, files in parts.items():
        tables |= {f"{part}/{key}": {**table, "key": f"{part}/{key}"} for key, table in files.tables.items()}
        told += [replace(each, table=f"{part}/{each.table}", at={**each.at, dim: part}) for each in files.told]
    dims = {**whole.dims, dim: dict.fromkeys(parts, "")}
    return replace(
        whole, dims=dims, within={**whole.within, dim: ""}, tables=tables, told=tuple(told), closed=frozenset({dim})
    )


def careless(
    records: Sequence[Record],
    figure: Callable[[int], tuple[float | None, str]],
    sizes: Mapping[str, int] = SIZES,
    *,
    whole_percents: bool = False,
) -> Files:
    """The same tables, each count passed through `figure` alone and nothing done about what they say together.

    `whole_percents`: with the true percentage of every shown group, to a whole number.
    """
    made, people = programme(sizes), [record.at for record in records]
    dims = {each.key: {category.key: "" for category in each.categories} for each in made.dimensions}
    tables = {each.key: json.loads(json.dumps(each.__dict__)) for each in made.tables}
    told = []
    for table in made.tables:
        tally = Counter(tuple(person[dim] for dim in table.dims) for person in people)
        for at in product(*([None, *dims[dim]] for dim in table.dims)):
            here = {dim: key for dim, key in zip(table.dims, at, strict=True) if key is not None}
            n = sum(c for keys, c in tally.items() if all(a in (None, k) for a, k in zip(at, keys, strict=True)))
            told.append(Told(table.key, "people", "", "", here, *figure(n)))
            base = sum(c for keys, c in tally.items() if _same(table.dims, here, keys, but=table.share))
            if whole_percents and table.share in here and base >= 10:
                told.append(Told(table.key, "whole_percent", "", "", here, round(100 * n / base), ""))
    slack = 0 if figure is exactly_from_ten else 2
    return Files(dims, dict.fromkeys(dims, ""), tables, {}, tuple(told), slack)


def with_careless_means(files: Files, records: Sequence[Record]) -> Files:
    """The same release with the mean of every group whose paired count is ten or more, to two places."""
    told = [each for each in files.told if each.statistic != "mean"]
    for each in files.told:
        table = files.tables[each.table]
        if each.statistic != "people" or table["share"] != "moved" or "moved" in each.at:
            continue
        here = [r for r in records if r.scores and all(r.at[dim] == key for dim, key in each.at.items())]
        for wave in ("before", "after") if len(here) >= 10 else ():
            middle = float(sum(r.scores["feelings", wave] for r in here)) / len(here)
            told.append(Told(each.table, "mean", "feelings", wave, each.at, round(middle, 2), ""))
    return replace(files, told=tuple(told), units=0.01)


def _same(dims: Sequence[str], here: Mapping[str, str], keys: Sequence[str], *, but: str) -> bool:
    return all(dim == but or here.get(dim, key) == key for dim, key in zip(dims, keys, strict=True))


def in_fives(count: int) -> tuple[float | None, str]:
    """What is right for one count alone: small ones hidden, the rest to the nearest five."""
    return (None, "c") if count < 10 else ((count + 2) // 5 * 5, "")


def exactly_from_ten(count: int) -> tuple[float | None, str]:
    """Primary suppression and nothing else: small counts are hidden, every other stands as it is."""
    return (None, "c") if count < 10 else (count, "")


def people_of(records: Sequence[Record]) -> People:
    """The categories of everybody: what an attack is judged by."""
    return [record.at for record in records]
