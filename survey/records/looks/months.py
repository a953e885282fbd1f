"""Looks by month: the unusual apart, the usual together by who looked. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from survey.days import local_day
from survey.records.account.looks import Look


@dataclass(frozen=True)
class Usual:
    """The expected looks of one person in one month, the newest first."""

    viewer: str
    looks: tuple[Look, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What was looked at and how often, the most often first."""
        return Counter(look.what for look in self.looks).most_common()

    @property
    def reasons(self) -> list[str]:
        """Each reason that was given, once."""
        return list(dict.fromkeys(look.why for look in self.looks if look.why))


@dataclass(frozen=True)
class Month:
    """One month of looks. `first`: its first day."""

    first: date
    odd: tuple[Look, ...]
    usual: tuple[Usual, ...]

    @property
    def people(self) -> int:
        """How many people looked."""
        return len({look.viewer for look in self.odd} | {each.viewer for each in self.usual})


def month_of(look: Look) -> date:
    """The first day of the month in which it was, by the clocks here."""
    return local_day(look.at).replace(day=1)


def by_month(looks: Iterable[Look]) -> list[Month]:
    """Every month in which someone looked, the newest first."""
    months: dict[date, list[Look]] = {}
    for look in sorted(looks, key=lambda each: -each.seq):
        months.setdefault(month_of(look), []).append(look)
    return [_month(first, found) for first, found in sorted(months.items(), reverse=True)]


def _month(first: date, looks: Sequence[Look]) -> Month:
    by_viewer: dict[str, list[Look]] = {}
    for look in looks:
        if look.expected:
            by_viewer.setdefault(look.viewer, []).append(look)
    usual = tuple(Usual(viewer, tuple(found)) for viewer, found in by_viewer.items())
    return Month(first, tuple(look for look in looks if not look.expected), usual)
