"""The release in the layout of Explore Education Statistics: a data file and its metadata file.

After the open data standards of the Department for Education: snake_case columns, time, place, filters, one column
for each indicator, every combination there ("complete the matrix"), symbols c, z and x.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.making import EFFECTS, TRUST
from outcomes.disclosure.programme import COUNTED, Category, Table
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book
from outcomes.impact.export.figures_csv import as_csv
from outcomes.impact.export.words import NOT_APPLICABLE, named, names_of, place_of
from outcomes.impact.labels import WAVES

UNAVAILABLE = "x"
TOTAL = "Total"
PLACES = ("region", "borough", "ward")  # dimensions that are places, the largest first
LEVELS = {"region": "Regional", "borough": "Local authority", "ward": "Ward"}
COUNTRIES = {"E": ("E92000001", "England"), "W": ("W92000004", "Wales")}
COUNTRIES |= {"S": ("S92000003", "Scotland"), "N": ("N92000002", "Northern Ireland")}
TIME = ("time_period", "time_identifier", "geographic_level")
PLACE = (
    *("country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
    *("ward_code", "ward_name", "provider_ukprn", "provider_name"),
)
FILTERS = ("breakdown_topic", "breakdown")
META = ("col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp")
META_COLUMNS = (*META, "filter_hint", "filter_grouping_column")
_TENTHS = (Statistic.MEAN, Statistic.MEAN_LOW, Statistic.MEAN_HIGH, Statistic.ALPHA, *EFFECTS)


@dataclass(frozen=True)
class _Breakdown:
    """What a row is about besides its place: the same in whichever table it was published."""

    topic: str
    group: str


def ees_csv(book: Book) -> str:
    """The data file. Its bytes depend on the published release alone."""
    indicators = indicators_of(book)
    found: dict[tuple[str, str], dict[_Breakdown, dict[Statistic, PublishedFigure]]] = {}
    breakdowns: dict[_Breakdown, None] = {}
    for each in book.figures:
        place, breakdown = _where(each), _breakdown(book, each)
        breakdowns.setdefault(breakdown)
        found.setdefault(place, {}).setdefault(breakdown, {}).setdefault(each.statistic, each.figure)
    return as_csv(columns_of(book), _rows(book, found, tuple(breakdowns), indicators))


def _rows(
    book: Book,
    found: dict[tuple[str, str], dict[_Breakdown, dict[Statistic, PublishedFigure]]],
    breakdowns: tuple[_Breakdown, ...],
    indicators: tuple[Statistic, ...],
) -> Iterator[tuple[str, ...]]:
    period = time_of(book.opens_on, book.closes_on)
    for place, columns in _places(book):
        said = found.get(place, {})
        for each in breakdowns:
            figures = said.get(each, {})
            values = (_value(figures.get(indicator)) for indicator in indicators)
            yield (*period, LEVELS.get(place[0], "Provider"), *columns, each.topic, each.group, *values)


def ees_meta_csv(book: Book) -> str:
    """The metadata file: the filter, and every indicator with its unit."""
    rows = [("breakdown", "Filter", "Group of young people", "", "", "", "Choose a group", "breakdown_topic")]
    for each in indicators_of(book):
        percent, tenths = each.value.startswith("percent") or each in TRUST, each in _TENTHS
        unit, places = "%" if percent else "", "1" if tenths else "0"
        rows.append((each.value, "Indicator", named(each), "Young people", unit, places, "", ""))
    return as_csv(META_COLUMNS, iter(rows))


def time_of(opens_on: date, closes_on: date) -> tuple[str, str]:
    """The period as the standard names it where it is one of its own; else the year in which the count closed."""
    first, last = (opens_on.year, opens_on.month), (closes_on.year, closes_on.month)
    whole = opens_on.day == 1 and (closes_on + timedelta(days=1)).day == 1
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if whole and months == 1:
        return str(closes_on.year), calendar.month_name[closes_on.month]
    if whole and months == 3 and closes_on.month % 3 == 0:
        return str(closes_on.year), f"Calendar year Q{closes_on.month // 3}"
    if whole and months == 12 and closes_on.month == 12:
        return str(closes_on.year), "Calendar year"
    return str(closes_on.year), "Reporting year"


def columns_of(book: Book) -> tuple[str, ...]:
    """The columns of the data file: when, where, which group, and one for each indicator."""
    return (*TIME, *PLACE, *FILTERS, *(each.value for each in indicators_of(book)))


def indicators_of(book: Book) -> tuple[Statistic, ...]:
    """What is counted or averaged anywhere in the release."""
    there = {each.statistic for each in book.figures}
    return tuple(each for each in Statistic if each in there)


def _value(figure: PublishedFigure | None) -> str:
    """A number, or a symbol of the standard, which has none for few and nearly all: they are hidden here."""
    if figure is None:
        return NOT_APPLICABLE
    return "c" if figure.number is None else figure.text


def _where(each: Published) -> tuple[str, str]:
    """The smallest place that a figure names."""
    named_in = [key for key in PLACES if key in each.at]
    return (named_in[-1], each.at[named_in[-1]]) if named_in else ("", "")


def _breakdown(book: Book, each: Published) -> _Breakdown:
    table = book.table(each.table) or Table(each.table, each.table, ())
    dims = [book.dimension(key) for key in table.dims if key not in PLACES]
    topic = " by ".join(dim.label for dim in dims) or "Everybody"
    topic += "" if table.among == COUNTED else ", of everybody known"
    scale = next((scale.label for scale in book.scales if scale.key == each.measure), each.measure)
    topic = ": ".join(filter(None, (topic, scale)))
    labels = [names_of(book, dim).get(each.at.get(dim.key, ""), TOTAL) for dim in dims]
    group = TOTAL if set(labels) <= {TOTAL} else ", ".join(labels)
    return _Breakdown(topic, ", ".join(filter(None, (group, WAVES.get(each.wave, each.wave)))))


def _places(book: Book) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Every place the release may speak of, with its columns: all services first, then by code as published."""
    provider = {"provider_ukprn": UNAVAILABLE, "provider_name": place_of(book)}
    yield ("", ""), _columns(_country(book), provider)
    dims = {each.key: each for each in book.dimensions if each.key in PLACES}
    groups = {key: {group.key: group for group in dims[key].listed()} if key in dims else {} for key in PLACES}
    for key in PLACES:
        for group in groups[key].values():
            yield (key, group.key), _columns(_country(book), _named(key, group, groups))


def _named(key: str, group: Category | None, groups: dict[str, dict[str, Category]]) -> dict[str, str]:
    """The columns of a place and of those that hold it."""
    if group is None:
        return {}
    columns = {
        "region": {"region_code": group.key, "region_name": group.label},
        "borough": {"old_la_code": UNAVAILABLE, "new_la_code": group.key, "la_name": group.label},
        "ward": {"ward_code": group.key, "ward_name": group.label},
    }[key]
    above = PLACES[PLACES.index(key) - 1] if key != PLACES[0] else ""
    return columns | (_named(above, groups[above].get(group.parent), groups) if above else {})


def _country(book: Book) -> dict[str, str]:
    """The country that the codes of its places begin with; none where they are of no statistics office."""
    dims = [each for each in book.dimensions if each.key in PLACES]
    firsts = {group.key[:1] for dim in dims for group in dim.listed()}
    code, name = COUNTRIES.get(firsts.pop(), (UNAVAILABLE, UNAVAILABLE)) if len(firsts) == 1 else (UNAVAILABLE,) * 2
    return {"country_code": code, "country_name": name}


def _columns(*said: dict[str, str]) -> tuple[str, ...]:
    together = {name: words for each in said for name, words in each.items()}
    return tuple(together.get(name, "") for name in PLACE)
