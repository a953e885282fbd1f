"""Reading, for a release, what official tables say of its places: through the commissioner's way in."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from outcomes.areas.official.store import Population, Reference, population, references
from outcomes.areas.official.table import Said
from outcomes.impact.book import Book

PLACES = "borough"  # the dimension whose codes official tables speak of


@dataclass(frozen=True)
class Comparator:
    """One official table: `heads`, and a row for each place and group, every cell as it was published."""

    reference: Reference
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside a release. `places`: the names of the places it is about."""

    places: tuple[str, ...]
    population: Population | None
    comparators: tuple[Comparator, ...]


def beside(session: Session, book: Book) -> Beside | None:
    """What official tables say of the places of this release; None where they say nothing, or it names no place."""
    dimension = next((each for each in book.dimensions if each.key == PLACES), None)
    groups = tuple(dimension.listed()) if dimension else ()
    codes = [each.key for each in groups]
    people = population(session, codes)
    tables = tuple(comparator(each) for each in references(session, codes)) if codes else ()
    return Beside(tuple(each.label for each in groups), people, tables) if people or tables else None


def comparator(reference: Reference) -> Comparator:
    """The table laid out: places and groups down, what is counted across; what it does not say is [z]."""
    indicators = list(dict.fromkeys(each.indicator for each in reference.rows))
    lines: dict[tuple[str, str, str], dict[str, Said]] = {}
    for each in reference.rows:
        lines.setdefault((each.area_code, each.area_name, _group(each)), {})[each.indicator] = each
    heads = tuple(indicator.replace("_", " ") for indicator in indicators)
    rows = tuple(
        (f"{name}: {group}", *(said[each].figure.shown if each in said else "[z]" for each in indicators))
        for (_code, name, group), said in lines.items()
    )
    return Comparator(reference, heads, rows)


def _group(said: Said) -> str:
    return said.breakdown or said.characteristic
