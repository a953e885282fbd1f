"""Ages and days that decide who must be asked, read from a dated file. Pure: the day is an argument.

`art8_age` is the age from which a child's own consent is enough online. It can change by regulations, and differ from
service to service, so it is asked of a file and never written in code. 16 and 18 are steps of their own.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from survey.consent.purpose import Choice, Purpose, card_for
from survey.errors import DomainError
from survey.people.person import GROWN_UP, age_on

SHIPPED = Path(__file__).parent / "library" / "rules.toml"
LOWEST, HIGHEST = 13, 16  # what the Act lets regulations set
EVERYWHERE = "*"
LATER_STEPS = (16, GROWN_UP)
TOLD_BEFORE = timedelta(days=60)


class RulesWrong(DomainError):
    """The file of ages cannot be used."""


@dataclass(frozen=True)
class AgeRow:
    """From one day on, one age, for one service or for all."""

    service: str
    since: date
    age: int


@dataclass(frozen=True)
class Rules:
    """Everything the file says."""

    ages: tuple[AgeRow, ...]
    review_months: Mapping[Purpose, int]

    def art8_age(self, service: str | None, day: date) -> int:
        """The age from which a child's own consent is enough at this service, on this day."""
        begun = [row for row in self.ages if row.since <= day]
        own = [row for row in begun if row.service == service]
        rows = own or [row for row in begun if row.service == EVERYWHERE]
        return max(rows, key=lambda row: row.since).age if rows else HIGHEST

    def needs_carer(self, purpose: Purpose, born: str | None, service: str | None, day: date) -> bool:
        """Whether a parent or carer must say Yes too. Only where the law rests on consent; an unknown age is young."""
        if card_for(purpose).choice is not Choice.CONSENT:
            return False
        return born is None or age_on(born, day) < self.art8_age(service, day)

    def steps(self, service: str | None, day: date) -> tuple[int, ...]:
        """The birthdays at which what a parent said must be asked anew."""
        return tuple(sorted({self.art8_age(service, day), *LATER_STEPS}))

    def next_step(self, born: str, service: str | None, day: date) -> int | None:
        """The step that is at most sixty days ahead; None when none is."""
        ahead = [age for age in self.steps(service, day) if day < birthday(born, age) <= day + TOLD_BEFORE]
        return ahead[0] if ahead else None

    def review_on(self, purpose: Purpose, day: date) -> date | None:
        """The day by which a Yes of today is asked again."""
        months = self.review_months.get(purpose) or card_for(purpose).review_months
        return months_later(day, months) if months else None


def birthday(born: str, age: int) -> date:
    """The day they are this old: the first of the month, since only the month is known."""
    year, month = (int(part) for part in born.split("-"))
    return date(year + age, month, 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


@cache
def rules_at(path: str = "") -> Rules:
    """The rules in this file; without one, those that are shipped. :raise RulesWrong: says what is wrong in it."""
    try:
        return rules_in(tomllib.loads(Path(path or SHIPPED).read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RulesWrong(f"The file of ages {path} cannot be read: {error}.") from error


def rules_in(written: Mapping[str, Any]) -> Rules:
    """The rules, checked. :raise RulesWrong: for an age that no regulation can set, or nothing that holds today."""
    ages = tuple(_age_row(row) for row in written.get("age", []))
    if EVERYWHERE not in {row.service for row in ages}:
        raise RulesWrong('The file of ages needs a row with service = "*".')
    try:
        months = {Purpose(name): int(each) for name, each in written.get("review_months", {}).items()}
    except ValueError as error:
        raise RulesWrong(f"review_months in the file of ages is wrong: {error}.") from error
    if any(each < 1 for each in months.values()):
        raise RulesWrong("A number of months in the file of ages must be 1 or more.")
    return Rules(ages, months)


def _age_row(row: Mapping[str, Any]) -> AgeRow:
    service, since, age = row.get("service"), row.get("from"), row.get("age")
    if not isinstance(service, str) or not isinstance(since, date) or not isinstance(age, int):
        raise RulesWrong("Each age in the file of ages needs a service, a day in “from”, and an age.")
    if not LOWEST <= age <= HIGHEST:
        raise RulesWrong(f"An age in the file of ages is {age}. The law allows {LOWEST} to {HIGHEST}.")
    return AgeRow(service, since, age)
