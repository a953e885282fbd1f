"""Retention rules: how long each class of record is kept, per nation, and on whose word. Pure; the data is in library.

A rule never erases. It says from which day on something may be proposed, and people decide. What a rule needs and is
not known (a month of birth, that help has ended) makes it say nothing: we do not guess a child's dates.
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_LIBRARY = Path(__file__).parent / "library"


class Nation(StrEnum):
    """Where the service is."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class RecordClass(StrEnum):
    """What is kept for how long, apart."""

    ANSWERS = "answers"
    GOALS = "goals"
    NOTES = "notes"
    CONSENT = "consent"
    LOOKS = "looks"
    RECORD = "record"  # the whole of it


KINDS: Mapping[RecordClass, tuple[str, ...]] = {
    RecordClass.ANSWERS: ("answers", "suggestion", "quote"),
    RecordClass.GOALS: ("goal",),
    RecordClass.NOTES: ("record", "statement"),
}


@dataclass(frozen=True)
class Rule:
    """Kept until the latest of: years after it was written, years after help ended, a birthday."""

    of: RecordClass
    nation: Nation
    since: date
    basis: str
    source: str
    is_assumption: bool
    note: str = ""
    years_after_written: int | None = None
    years_after_help: int | None = None
    until_age: int | None = None

    @property
    def id(self) -> str:
        """What an erasure names it by, for ever."""
        return f"{self.nation.value}/{self.of.value}/{self.since.isoformat()}"

    @property
    def goes_with_record(self) -> bool:
        """Whether it has no time of its own."""
        return (self.years_after_written, self.years_after_help, self.until_age) == (None, None, None)

    def kept_until(self, *, written: date, help_ended: date | None, born: str | None) -> date | None:
        """The last day it is kept; None when it has none, or when a day that the rule needs is not known."""
        needed: list[date | None] = []
        if self.years_after_written is not None:
            needed.append(years_later(written, self.years_after_written))
        if self.years_after_help is not None:
            needed.append(years_later(help_ended, self.years_after_help) if help_ended else None)
        if self.until_age is not None:
            needed.append(_birthday(born, self.until_age) if born else None)
        known = [each for each in needed if each is not None]
        return max(known) if known and len(known) == len(needed) else None


def years_later(day: date, years: int) -> date:
    """The same date, years later; the last of February for the 29th."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _birthday(born: str, age: int) -> date:
    """The last day on which someone born in this month (YYYY-MM) can turn this age."""
    year, month = (int(part) for part in born.split("-"))
    return date(year + age, month, monthrange(year + age, month)[1])


def rules_from(text: str, name: str) -> list[Rule]:
    """The rules of a file. :raise ValueError: names the file and what is wrong in it."""
    try:
        data = tomllib.loads(text)
        return [_rule(Nation(data["nation"]), each) for each in data["rule"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}.") from error


def _rule(nation: Nation, facts: Mapping[str, Any]) -> Rule:
    months = ("years_after_written", "years_after_help", "until_age")
    return Rule(
        of=RecordClass(facts["of"]),
        nation=nation,
        since=date.fromisoformat(str(facts["since"])),
        basis=facts["basis"],
        source=facts["source"],
        is_assumption=facts["assumption"],
        note=facts.get("note", ""),
        **{name: facts.get(name) for name in months},
    )


@cache
def library() -> tuple[Rule, ...]:
    """Every rule that ships, of every nation."""
    files = sorted(_LIBRARY.glob("*.toml"))
    return tuple(rule for path in files for rule in rules_from(path.read_text("utf-8"), path.name))


def rules_on(day: date, nation: Nation) -> dict[RecordClass, Rule]:
    """For each class the rule in force on a day: the newest that has begun. Before the first, the first."""
    found: dict[RecordClass, Rule] = {}
    for rule in sorted((each for each in library() if each.nation is nation), key=lambda each: each.since):
        if rule.of not in found or rule.since <= day:
            found[rule.of] = rule
    return found
