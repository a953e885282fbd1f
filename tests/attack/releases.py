"""Releases to attack: what our engine publishes about invented people, as files, and what careless ones would."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from outcomes.disclosure.engine import Protected, protect
from outcomes.disclosure.programme import Category, Dimension, Programme, Record, Table
from outcomes.impact.book import Book
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.figures_csv import figures_csv
from tests.attack.reading import Files, Told, read

SIZES = {"borough": 3, "age": 4, "gender": 3, "care": 2}
People = list[Mapping[str, str]]


FEW = {"age": 3, "gender": 3}  # dimensions where a search must be short


def crowd(seed: int, people: int, providers: int = 1, sizes: Mapping[str, int] = SIZES) -> list[Record]:
    """So many invented people of uneven groups, some of them alone in what they are."""
    rng = random.Random(seed)
    weights = {
        dim: sorted((rng.random() ** 2 + 0.04 for _ in range(size)), reverse=True) for dim, size in sizes.items()
    }
    found = []
    for number in range(people):
        at = {dim: f"{dim}{rng.choices(range(len(each)), each)[0]}" for dim, each in weights.items()}
        if number < 3:  # planted: nobody else is like them
            at |= {dim: f"{dim}{max(0, size - 1 - number % 2)}" for dim, size in sizes.items() if size > 2}
        at |= {"status": "counted", "achieved": rng.choices(("yes", "not_yet"), (56, 44))[0]}
        found.append(Record(at, f"p{rng.choices(range(providers), range(providers, 0, -1))[0]}"))
    return found


def programme(sizes: Mapping[str, int] = SIZES) -> Programme:
    """Who achieved, by every group; and every two groups crossed."""
    groups = tuple(
        Dimension(dim, dim, tuple(Category(f"{dim}{i}", f"{dim} {i}") for i in range(size)))
        for dim, size in sizes.items()
    )
    status = Dimension("status", "status", (Category("counted", "counted"),))
    achieved = Dimension("achieved", "achieved", (Category("yes", "yes"), Category("not_yet", "not yet")))
    tables = [Table("headline", "", ("achieved",), share="achieved")]
    tables += [Table(dim, "", (dim, "achieved"), share="achieved") for dim in sizes]
    tables += [Table("_by_".join(pair), "", pair) for pair in combinations(sizes, 2)]
    return Programme("crossed", (status, achieved, *groups), tuple(tables))


def published(records: Sequence[Record]) -> Files:
    """What our engine lets out, through the files that an outsider downloads."""
    return files_of(protect(records, [programme()]))


def files_of(made: Protected) -> Files:
    """A release as an outsider has it: what the two files say."""
    days = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 20))
    about = (made.programme.name, made.programme.dimensions, made.programme.tables, made.programme.scales)
    book = Book(1, "Winter", "", *days, *about, made.figures, {})
    return read(figures_csv(book), datapackage_json(book))


def careless(
    records: Sequence[Record], figure: Callable[[int], tuple[float | None, str]], *, whole_percents: bool = False
) -> Files:
    """The same tables, each count passed through `figure` alone and nothing done about what they say together.

    `whole_percents`: with the true percentage of every shown group, to a whole number.
    """
    made, people = programme(), [record.at for record in records]
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
