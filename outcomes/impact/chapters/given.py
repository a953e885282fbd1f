"""What was given: staff, sessions, hours and money, as far as the services recorded it and it may be shown."""

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.impact.book import Book
from outcomes.impact.labels import INPUTS


def inputs_of(book: Book) -> list[tuple[str, PublishedFigure]]:
    """Each amount under its name, in a fixed order, for all services together."""
    amounts = (each for each in book.of_table("inputs") if each.statistic is Statistic.AMOUNT and not each.at)
    found = {each.measure: each.figure for each in amounts}
    known = [(words, found[key]) for key, words in INPUTS.items() if key in found]
    return known + [(key, figure) for key, figure in found.items() if key not in INPUTS]
