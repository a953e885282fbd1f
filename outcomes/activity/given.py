"""What one organisation gave in one period, and what that comes to for a cohort. Pure.

A period counts in the cohort in which its last day lies, whole: so it is in one cohort and in no other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from outcomes.measures.intake import BadCell
from outcomes.measures.sheet import Row, Sheet, SheetError
from survey.errors import DomainError

_DIGITS = r"(\d{1,9}|\d{1,3}(,\d{3}){1,2})"  # 15200 or 15,200: a comma before anything but three digits is no thousand
_NUMBER = re.compile(rf"{_DIGITS}(\.\d{{1,2}})?")
_WHOLE = re.compile(_DIGITS)
LONGEST_PERIOD = 366  # days


class Measure(StrEnum):
    """What is counted of a service, in the order it is shown."""

    STAFF = "staff"  # full-time posts, on average
    SESSIONS = "sessions"
    HOURS = "hours"  # with young people
    COST = "cost"  # pounds


class GivenWrong(DomainError):
    """This cannot be kept as what a service gave."""


@dataclass(frozen=True)
class Given:
    """What an organisation gave from its first day to its last. What is not in `amounts` was not recorded."""

    organisation_id: str
    opens_on: date
    closes_on: date
    amounts: Mapping[Measure, Decimal]

    def __post_init__(self) -> None:
        """Refuse what no period can be. :raise GivenWrong:"""
        if self.closes_on < self.opens_on:
            raise GivenWrong("The last day is before the first.")
        if self.days > LONGEST_PERIOD:
            raise GivenWrong("A period is a year at most.")
        if not self.amounts:
            raise GivenWrong("Give at least one number.")

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.closes_on - self.opens_on).days + 1

    def overlaps(self, other: "Given") -> bool:
        """Whether some day would count twice. The same period again is a correction."""
        same = (self.opens_on, self.closes_on) == (other.opens_on, other.closes_on)
        return not same and self.opens_on <= other.closes_on and other.opens_on <= self.closes_on


@dataclass(frozen=True)
class Input:
    """One amount of one organisation, as the disclosure engine takes it."""

    organisation_id: str
    measure: Measure
    amount: Decimal


def inputs(periods: Iterable[Given]) -> list[Input]:
    """What these periods come to, by organisation: amounts add up; staff is the average over the days recorded."""
    by_organisation: dict[str, list[Given]] = {}
    for each in periods:
        by_organisation.setdefault(each.organisation_id, []).append(each)
    found = []
    for organisation in sorted(by_organisation):
        for measure in Measure:
            having = [each for each in by_organisation[organisation] if measure in each.amounts]
            if having:
                found.append(Input(organisation, measure, _together(measure, having)))
    return found


def _together(measure: Measure, periods: list[Given]) -> Decimal:
    if measure is not Measure.STAFF:
        return sum((each.amounts[measure] for each in periods), Decimal())
    weighed = sum((each.amounts[measure] * each.days for each in periods), Decimal())
    return (weighed / sum(each.days for each in periods)).quantize(Decimal("0.01"))


# From a file

COLUMNS = ("organisation", "from", "to", *(measure.value for measure in Measure))
EXPECTED = {
    Measure.STAFF: "full-time posts, such as 3.5, or nothing",
    Measure.SESSIONS: "a whole number, or nothing",
    Measure.HOURS: "hours, such as 120.5, or nothing",
    Measure.COST: "pounds, such as 15200.50, or nothing",
}


def amount_of(measure: Measure, text: str) -> Decimal | None:
    """An amount as it was typed, or None for nothing. :raise ValueError: when it is neither."""
    typed = text.strip()
    if not typed:
        return None
    if not (_WHOLE if measure is Measure.SESSIONS else _NUMBER).fullmatch(typed):
        raise ValueError(text)
    return Decimal(typed.replace(",", ""))


def from_sheet(
    sheet: Sheet, organisations: Iterable[str], before: Iterable[Given] = ()
) -> tuple[list[Given], list[BadCell]]:
    """What a file says was given, and every cell that does not fit. `before`: what is here already.

    :raise SheetError: for other columns.
    """
    if set(sheet.columns) != set(COLUMNS):
        raise SheetError(f"{sheet.name} needs the columns {', '.join(COLUMNS)}; it has {', '.join(sheet.columns)}.")
    known, here, given, wrong = set(organisations), list(before), list[Given](), list[BadCell]()
    for row in sheet.rows:
        bad = list(_bad_cells(sheet.name, row, known))
        if not bad:
            each = _given(row.cells)
            bad = [BadCell(sheet.name, row.number, "from", row.cells["from"], why) for why in _clash(each, given, here)]
            given += [each] if not bad else []
        wrong += bad
    return given, wrong


def _bad_cells(file: str, row: Row, known: set[str]) -> Iterable[BadCell]:
    if row.trouble:
        yield BadCell(file, row.number, "all", row.trouble, f"{len(COLUMNS)} cells")
        return
    cells = row.cells
    if cells["organisation"] not in known:
        yield BadCell(file, row.number, "organisation", cells["organisation"], "the id of an organisation here")
    for column in ("from", "to"):
        if _day(cells[column]) is None:
            yield BadCell(file, row.number, column, cells[column], "a day such as 2026-09-30")
    first, last = _day(cells["from"]), _day(cells["to"])
    if first and last and not 0 <= (last - first).days < LONGEST_PERIOD:
        yield BadCell(file, row.number, "to", cells["to"], "a day within a year after the first")
    yield from _bad_amounts(file, row)


def _bad_amounts(file: str, row: Row) -> Iterable[BadCell]:
    for measure in Measure:
        try:
            amount_of(measure, row.cells[measure])
        except ValueError:
            yield BadCell(file, row.number, measure.value, row.cells[measure], EXPECTED[measure])
    if not any(row.cells[measure] for measure in Measure):
        yield BadCell(file, row.number, Measure.STAFF.value, "", "at least one number in the row")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _given(cells: Mapping[str, str]) -> Given:
    amounts = {measure: amount_of(measure, cells[measure]) for measure in Measure}
    kept = {measure: amount for measure, amount in amounts.items() if amount is not None}
    return Given(cells["organisation"], date.fromisoformat(cells["from"]), date.fromisoformat(cells["to"]), kept)


def _clash(one: Given, in_file: Iterable[Given], here: Iterable[Given]) -> Iterable[str]:
    """A period may be in a file once; one that is here already may come again, as a correction."""
    days = (one.opens_on, one.closes_on)
    twice = [each for each in in_file if each.organisation_id == one.organisation_id]
    kept = [each for each in here if each.organisation_id == one.organisation_id]
    again = any((each.opens_on, each.closes_on) == days for each in twice)
    if again or any(one.overlaps(each) for each in (*twice, *kept)):
        yield "days that no other period of this organisation has"
