"""Cohort after cohort, from what each release published: nothing is counted again, and no two share a young person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from outcomes.disclosure.programme import Scale
from outcomes.impact.book import Book
from outcomes.impact.chapters.measures import CHANGE, mean_of
from outcomes.impact.chapters.missing import Known, known_of
from outcomes.impact.chapters.outcomes_chosen import headline
from outcomes.impact.chapters.rows import Row
from outcomes.impact.charts.interval_dots import Group
from outcomes.impact.charts.over_time import Series, Small, small_multiples
from outcomes.impact.charts.paper import Axis, Paper
from outcomes.impact.labels import LABELS

MOST = 8  # cohorts on a page: two years of quarters


class ReleaseDays(Protocol):
    """A release, as far as its place in a line goes: a book, or its row where nothing of it was read yet."""

    @property
    def place(self) -> str:
        """Whom it is about."""

    @property
    def opens_on(self) -> date:
        """Its first day."""

    @property
    def closes_on(self) -> date:
        """Its last day."""


Release = TypeVar("Release", bound=ReleaseDays)


@dataclass(frozen=True)
class OverTime:
    """The chapter: a small chart for each figure, and the headline of each cohort for the table."""

    books: tuple[Book, ...]
    headlines: tuple[Row, ...]
    small: list[Small]
    known: tuple[Known, ...]  # of each cohort
    hidden: tuple[str, ...]  # the scales of which fewer than two releases show an average


def before(book: Book, others: Sequence[Release]) -> list[Release]:
    """The releases about the same place before this one, the latest first, no two of the same days.

    A year stands beside years and a quarter beside quarters: a year is made of its quarters, and shares their people.
    """
    line, until = list[Release](), book.opens_on
    for each in sorted(others, key=lambda each: each.closes_on, reverse=True):
        alike = each.place == book.place and 0.5 <= _days(each) / _days(book) <= 2
        if each.closes_on < until and alike and len(line) + 1 < MOST:
            line.append(each)
            until = each.opens_on
    return line


def line_of(book: Book, others: Sequence[Book]) -> tuple[Book, ...]:
    """The releases about the same place up to this one, the earliest first."""
    return (*reversed(before(book, others)), book)


def _days(release: ReleaseDays) -> int:
    return (release.closes_on - release.opens_on).days + 1


def over_time(book: Book, others: Sequence[Book], paper: Paper) -> OverTime:
    """The chapter for this release and those before it."""
    books = line_of(book, others)
    heads = tuple(headline(each) for each in books)
    named = [Group(each.title, head.low, head.percent, head.high) for each, head in zip(books, heads, strict=True)]
    series = [Series("headline", LABELS["reached"], tuple(named))]
    scales = [each for scale in book.scales if len((each := _of_scale(books, scale)).cohorts) > 1]
    hidden = tuple(each.name for each in scales if _shown(each) < 2)
    series += [each for each in scales if _shown(each) > 1]
    return OverTime(books, heads, small_multiples(series, paper), tuple(known_of(each) for each in books), hidden)


def _shown(series: Series) -> int:
    return sum(group.low is not None and group.low.number is not None for group in series.cohorts)


def _of_scale(books: Sequence[Book], scale: Scale) -> Series:
    """The mean change by one scale, release by release: only where it runs from the same end to the same end."""
    same = [book for book in books if any(_alike(each, scale) for each in book.scales)]
    means = [(book, mean) for book in same if (mean := mean_of(book, scale, CHANGE)) and mean.low]
    reach = float(scale.highest - scale.lowest) / 2
    axis = Axis(-reach, reach, (-reach, 0, reach))
    cohorts = tuple(Group(book.title, mean.low, mean.value, mean.high) for book, mean in means)
    return Series(scale.key.replace("/", "-"), scale.label, cohorts, axis, unit="")


def _alike(one: Scale, two: Scale) -> bool:
    return (one.key, one.lowest, one.highest) == (two.key, two.lowest, two.highest)
