"""Counting requests for data for everyone to read, so that no count gives anyone away. Pure.

Each number is protected by itself and nothing is worked out from what is not shown: below FEW it says only that it is
fewer, none among them; from there on it is a band of BAND. No total is published but what follows from the bands, so
there is no margin to take one from another. A year is counted once, when it is over, and never again: a request is in
the year in which the person was told of it (or, about nobody, in which it was decided), so that no count says what
someone has not been told. docs/decisions: requests are counted in bands.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey.sharing.request import Asker, Result

FEW, BAND = 10, 5
PUBLISHED_FROM = (2, 1)  # month and day of the year after

Kind = tuple[str, str]  # who asked, how it ended
KINDS: tuple[Kind, ...] = tuple((asker.value, result.value) for asker in Asker for result in Result)


@dataclass(frozen=True)
class Band:
    """A count as it is published: from, to."""

    low: int
    high: int

    @property
    def is_few(self) -> bool:
        """Whether all that is said is that there are fewer than FEW, or none."""
        return self.low == 0


@dataclass(frozen=True)
class Year:
    """One year's counts, by kind."""

    year: int
    bands: Mapping[Kind, Band]

    @property
    def at_least(self) -> int:
        """How many there were at the very least, from what is shown alone."""
        return sum(band.low for band in self.bands.values())

    def facts(self) -> dict[str, Any]:
        """As an entry holds it: what is published and nothing more."""
        bands = [[*kind, band.low, band.high] for kind, band in self.bands.items()]
        return {"year": self.year, "few": FEW, "bands": bands}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Year":
        return cls(facts["year"], {(asker, result): Band(low, high) for asker, result, low, high in facts["bands"]})


def band(count: int) -> Band:
    """A count, protected."""
    if count < FEW:
        return Band(0, FEW - 1)
    low = count // BAND * BAND
    return Band(low, low + BAND - 1)


def count_year(year: int, ended: Iterable[Kind]) -> Year:
    """The counts of one year, from how each of its requests ended."""
    counted = Counter(ended)
    return Year(year, {kind: band(counted[kind]) for kind in KINDS})


def years_due(began: date, published: Iterable[int], today: date) -> list[int]:
    """The years that are over and whose day of publishing has come, since this house began; each once."""
    done = set(published)
    return [y for y in range(began.year, today.year) if y not in done and today >= date(y + 1, *PUBLISHED_FROM)]


def lines_of_csv(years: Iterable[Year]) -> list[str]:
    """The same as a table for machines: one line for each count."""
    rows = ["year,who_asked,result,from,to"]
    for each in years:
        rows += [f"{each.year},{asker},{result},{b.low},{b.high}" for (asker, result), b in each.bands.items()]
    return rows
