"""What an outsider reads: `figures.csv` and `datapackage.json`, and nothing else. No code of ours is used here."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

ALL = "All"


@dataclass(frozen=True)
class Told:
    """One published count, share or mean: its place, and the number or symbol that stands there."""

    table: str
    statistic: str
    measure: str
    wave: str
    at: Mapping[str, str]
    value: float | None
    marker: str


@dataclass(frozen=True)
class Files:
    """A release as its files tell it. `dims`: the listed categories of each dimension, with what holds them."""

    dims: Mapping[str, Mapping[str, str]]
    within: Mapping[str, str]
    tables: Mapping[str, Mapping[str, object]]
    scales: Mapping[str, tuple[float, float]]
    told: tuple[Told, ...]
    slack: int = 2  # how far a published count may be from the truth
    units: float = 0  # what means are rounded to; nought: by the rule, from the count beside each
    closed: frozenset[str] = frozenset()  # dimensions known to have no category besides the listed ones


def read(figures: str, package: str) -> Files:
    """Read the two files of a release."""
    about = json.loads(package)["sayso"]
    dims = {each["key"]: {c["key"]: c.get("parent", "") for c in each["categories"]} for each in about["dimensions"]}
    told = []
    for row in csv.DictReader(io.StringIO(figures)):
        at = {key: row[key] for key in dims if row[key] != ALL}
        value = float(row["value"]) if row["value"] else None
        told.append(Told(row["table"], row["statistic"], row["measure"], row["wave"], at, value, row["marker"]))
    within = {each["key"]: each["within"] for each in about["dimensions"]}
    scales = {each["key"]: (float(each["lowest"]), float(each["highest"])) for each in about["scales"]}
    return Files(dims, within, {each["key"]: each for each in about["tables"]}, scales, tuple(told))
