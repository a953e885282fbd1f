"""A year as the sum of what its quarters published: for a year of which nothing of its own can be published safely.

It takes published figures and nothing else, so whoever has the files of the quarters can work out every number of it.
Who is missing is left out, since the same young people are missing from several quarters; so are averages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from outcomes.activity.given import Measure
from outcomes.disclosure import making
from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import HEADLINE, Dimension, Programme, Table
from outcomes.disclosure.published import Published
from outcomes.impact.book import ADDED_UP, Book
from outcomes.impact.titles import NOTES, TITLES

INPUTS = "inputs"


def added_up(quarters: Sequence[Book]) -> Iterator[tuple[Programme, tuple[Published, ...]]]:
    """Every table that all quarters have alike, added up; nothing where not even the number of people is in each."""
    dimensions = {each.key: each for each in _dimensions(quarters)}
    tables = [table for table in _alike(quarters) if dimensions.keys() >= set(table.dims)]
    figures = tuple(figure for table in tables for figure in _figures(quarters, table))
    if not any(each.table == HEADLINE and not each.at and not each.figure.hidden for each in figures):
        return
    said = [replace(each, scales=(), note=_note(each)) for each in tables]
    scales = tuple(each for each in quarters[0].scales if all(each in book.scales for book in quarters))
    yield Programme(ADDED_UP, tuple(dimensions.values()), tuple(said), scales), figures


def _note(table: Table) -> str:
    return NOTES["added up"] if table.key == HEADLINE else table.note


def _dimensions(quarters: Sequence[Book]) -> Iterator[Dimension]:
    """Every dimension that means the same wherever it stands, with the categories of all quarters."""
    found: dict[str, list[Dimension]] = {}
    for each in (dimension for book in quarters for dimension in book.dimensions):
        found.setdefault(each.key, []).append(each)
    kept: set[str] = {""}
    for key, same in found.items():
        categories = {category.key: category for each in same for category in each.categories}
        clash = any(categories[category.key] != category for each in same for category in each.categories)
        if not clash and {each.within for each in same} <= kept:
            kept.add(key)
            yield replace(same[-1], categories=tuple(categories.values()))


def _alike(quarters: Sequence[Book]) -> Iterator[Table]:
    """The tables of counted young people that every quarter has, by the same rows, about the same."""
    for table in quarters[0].tables if quarters else ():
        if table.dims and table.among and all(book.table(table.key) == table for book in quarters):
            yield table


def _figures(quarters: Sequence[Book], table: Table) -> Iterator[Published]:
    """A count wherever any quarter has one, and of two counts their percentage."""
    told = (each for book in quarters for each in book.of_table(table.key) if each.statistic is Statistic.PEOPLE)
    for at in {tuple(sorted(each.at.items())): each.at for each in told}.values():
        part = _people(quarters, table, at)
        yield Published(table.key, part, dict(at), table.measure)
        if table.share in at:
            whole = _people(quarters, table, {dim: key for dim, key in at.items() if dim != table.share})
            for figure in making.share(part, whole):
                yield Published(table.key, figure, dict(at), table.measure)


def _people(quarters: Iterable[Book], table: Table, at: Mapping[str, str]) -> PublishedFigure:
    found = [book.figure(table.key, at, measure=table.measure) for book in quarters]
    return making.added(Statistic.PEOPLE, found)


def amounts(quarters: Sequence[Book]) -> Iterator[tuple[Table, list[Published]]]:
    """What was given in a year, from what its quarters published of it; nothing where they published nothing.

    A year of its own amounts, less the quarters that show theirs, would tell what another quarter hides.
    """
    measures = sorted({each.measure for book in quarters for each in book.of_table(INPUTS)})
    days = [(book.closes_on - book.opens_on).days + 1 for book in quarters]
    figures = []
    for measure in measures:
        found = [book.figure(INPUTS, statistic=Statistic.AMOUNT, measure=measure) for book in quarters]
        weights = days if measure == Measure.STAFF else None
        figures.append(Published(INPUTS, making.added(Statistic.AMOUNT, found, weights), {}, measure))
    if figures:
        yield Table(INPUTS, TITLES[INPUTS], ()), figures
