"""A person, as plain facts: what kind, and how old by the month they were born in."""

from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a person is to the service."""

    YOUNG_PERSON = "young_person"
    FAMILY = "family"
    STAFF = "staff"
    IMPORTED = "imported"  # a row of an existing data set: no name, no link, only declared columns
    ERASED = "erased"  # their whole record was erased: an id, and no name


GROWN_UP = 18  # from then on every choice is theirs alone

AGE_BANDS: tuple[tuple[str, int, int], ...] = (("8-10", 8, 10), ("11-15", 11, 15), ("16-17", 16, 17), ("18-25", 18, 25))


def age_on(born: str, day: date) -> int:
    """Whole years on `day` of someone born in the month `born` (YYYY-MM); the first of the month counts as the day."""
    year, _dash, month = born.partition("-")
    return day.year - int(year) - (day.month < int(month))


def age_band(age: int | None) -> str:
    """The band that figures use, or "not said"."""
    return next((name for name, low, high in AGE_BANDS if age is not None and low <= age <= high), "not said")
