"""The audit of a release as it can be read: what was tried, what was hidden, and that nothing gave anybody away.

It is written by the engine (outcomes/disclosure/report.py); whatever else it may hold is told as it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.impact.labels import AUDIT

OF_AREAS = ("outcomes", "recounted", "sampled", "sample_narrowest")  # left out where the audit has none of it
TRIED, SENTENCES = "tried", "sentences"  # the sentences say in English what the numbers of `tried` say


@dataclass(frozen=True)
class Line:
    """One line of the report: what it is about, and what it says."""

    name: str
    value: str


@dataclass(frozen=True)
class Tried:
    """One programme that was tried. `why_not` is empty for the one that went out."""

    programme: str
    tables: int
    cells: int
    shown: int
    why_not: str
    audit: Mapping[str, Any]
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """The report: what was tried, the fullest first, and anything else that is in it."""

    tried: tuple[Tried, ...]
    others: tuple[Line, ...]


def told(report: Mapping[str, Any]) -> Told:
    """The report in the order it was written."""
    others = {name: value for name, value in report.items() if name not in (TRIED, SENTENCES)}
    return Told(tuple(_tried(each) for each in report.get(TRIED, ())), tuple(_lines(others)))


def _tried(one: Mapping[str, Any]) -> Tried:
    audit = {"targets": 0, "narrowest": 0, "insiders": 0, "earlier": 0} | dict(one.get("audit", {}))
    held = {**one, **audit}
    said = {name: held[name] for name in AUDIT if held.get(name) not in (None, "")}
    numbers = tuple((AUDIT[name], str(value)) for name, value in said.items() if value or name not in OF_AREAS)
    tables, cells, shown = (int(one.get(name, 0)) for name in ("tables", "cells", "shown"))
    programme, why_not = str(one.get("programme", "")), str(one.get("why_not", ""))
    return Tried(programme, tables, cells, shown, why_not, audit, numbers)


def _lines(part: Mapping[str, Any]) -> Iterator[Line]:
    for name, value in part.items():
        words = str(name).replace("_", " ")
        if isinstance(value, Mapping):
            yield from (Line(f"{words}: {each.name}", each.value) for each in _lines(value))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from (Line(words, str(each)) for each in value)
        else:
            yield Line(words, str(value))
