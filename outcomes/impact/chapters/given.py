"""What was given and what was done: staff and money, sessions and hours, as the services recorded them."""

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.impact.book import Book
from outcomes.impact.labels import INPUTS, OUTPUTS

Amounts = tuple[tuple[str, PublishedFigure], ...]


@dataclass(frozen=True)
class Given:
    """Amounts for all services together, in a fixed order: what was put in, and what was done with it."""

    inputs: Amounts
    outputs: Amounts


def given_of(book: Book) -> Given:
    """The amounts of a release, as far as they may be shown."""
    amounts = (each for each in book.of_table("inputs") if each.statistic is Statistic.AMOUNT and not each.at)
    found = {each.measure: each.figure for each in amounts}
    return Given(_in_order(found, INPUTS), _in_order(found, OUTPUTS))


def _in_order(found: Mapping[str, PublishedFigure], names: Mapping[str, str]) -> Amounts:
    return tuple((words, found[key]) for key, words in names.items() if key in found)
