"""One figure of a release by its address: where it stands, and the nearest that is published where it is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Scale, Table
from outcomes.impact.book import Book
from outcomes.impact.chapters.missing import in_parts
from outcomes.impact.export.words import measures_of, named, names_of, waves_of
from outcomes.impact.frame import BEFORE
from outcomes.impact.labels import LABELS, WAVES

PEOPLE = named(Statistic.PEOPLE)


@dataclass(frozen=True)
class Found:
    """The figures at one place. `groups`: (dimension, group) in words. `nearest`: not what was asked for.

    `scale`, where they are of one; `people`: how many answered it, where that is not among the figures.
    """

    table: Table
    groups: tuple[tuple[str, str], ...]
    measure: str
    wave: str
    figures: tuple[tuple[str, PublishedFigure], ...]
    nearest: bool
    address: Mapping[str, str]
    others: tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]
    scale: Scale | None = None
    people: PublishedFigure | None = None

    @property
    def asked_twice(self) -> bool:
        """Whether the same young people answered at two times."""
        return self.scale is not None and BEFORE in self.scale.waves


def find(book: Book, key: str, asked: Mapping[str, str]) -> Found | None:
    """What is published at this address, or None where there is no such table.

    A group that the table does not have is left out, and so on until something is published: never a fresh count.
    """
    table = book.table(key)
    if table is None:
        return None
    at = {name: asked[name] for name in table.dims if asked.get(name) in _groups(book, name)}
    usual = _usual_measure(book, table)
    measure, wave = asked.get("measure", usual), asked.get("wave", "")
    wanted = len(at) == len([name for name in asked if name not in ("measure", "wave", "statistic")])
    tries = [(at, measure, wave), (at, usual, "")]
    while at:
        at = dict(list(at.items())[:-1])
        tries.append((at, usual, ""))
    for number, (place, what, when) in enumerate(tries):
        figures = tuple(_at(book, table, place, what, when, asked.get("statistic", "")))
        if figures:
            labels = tuple((book.dimension(name).label, _groups(book, name)[group]) for name, group in place.items())
            labels += ((table.title, measures_of(book)[what]),) if what != table.measure else ()
            others = tuple(_others(book, table))
            address = place | {
                key: said for key, said in (("measure", what), ("wave", when)) if said != table.measure and said
            }
            near = number > 0 or not wanted
            scale = next((each for each in book.scales if each.key == what), None)
            said = PEOPLE in dict(figures) and table.share not in place
            people = None if said else answered(book, table, place, scale)
            return Found(table, labels, what, WAVES.get(when, when), figures, near, address, others, scale, people)
    return None


def answered(book: Book, table: Table, at: Mapping[str, str], scale: Scale | None) -> PublishedFigure | None:
    """How many a figure is of: those of whom it is a share, whoever is at its place, or all who answered its scale."""
    whole = {name: group for name, group in at.items() if name != table.share}
    here = book.figure(table.key, whole, measure=table.measure)
    if here is not None or scale is None:
        return here
    tables = (book.table(key) for key in (f"change/{scale.key}", f"band/{scale.key}/after"))
    return next((book.figure(each.key, measure=each.measure) for each in tables if each is not None), None)


def _usual_measure(book: Book, table: Table) -> str:
    """What a table's address is about where it does not say: of what was given, the first amount."""
    measures = [each.measure for each in book.of_table(table.key)]
    return table.measure if table.measure in measures else next(iter(measures), "")


def _groups(book: Book, name: str) -> dict[str, str]:
    return names_of(book, book.dimension(name))


def _at(
    book: Book, table: Table, at: Mapping[str, str], measure: str, wave: str, statistic: str
) -> Iterator[tuple[str, PublishedFigure]]:
    for each in Statistic:
        figure = book.figure(table.key, at, each, measure=measure, wave=wave)
        if figure is not None and statistic in ("", each.value):
            yield named(each), figure


def _others(book: Book, table: Table) -> Iterator[tuple[tuple[str, ...], Mapping[str, str]]]:
    """Every place of the table that has figures, as words and as the end of its address."""
    names, seen = measures_of(book) | waves_of(book), dict[tuple[tuple[tuple[str, str], ...], ...], None]()
    for each in book.of_table(table.key):
        said = (("measure", each.measure), ("wave", each.wave))
        more = tuple((key, word) for key, word in said if word not in ("", table.measure))
        seen.setdefault((tuple((name, each.at[name]) for name in table.dims if name in each.at), more))
    for place, more in seen:
        groups = [_groups(book, name).get(group, group) for name, group in place]
        yield (*groups, *(names.get(word, word) for _key, word in more)), dict(place + more)


def who_is_missing(book: Book) -> tuple[tuple[str, PublishedFigure], ...]:
    """Who the services know, who is in the figures and why the others are not, in the order of the release."""
    table = book.table("coverage")
    if table is None:
        return in_parts(book)
    dimension = book.dimension(table.dims[0])
    places: list[tuple[str, dict[str, str]]] = [(LABELS["known"], {})]
    places += [(each.label, {dimension.key: each.key}) for each in dimension.listed()]
    found = ((words, book.figure("coverage", at)) for words, at in places)
    return tuple((words, figure) for words, figure in found if figure is not None)
