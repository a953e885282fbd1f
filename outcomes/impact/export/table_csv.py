"""A release as one tidy CSV, laid out as the Explore Education Statistics data standard asks."""

import csv
from io import StringIO

from outcomes.impact.export.book import Book

COLUMNS = ("time_period", "time_identifier", "geographic_level", "place", "table", "row", "label", "statistic", "value")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_csv(book: Book) -> str:
    """Return the CSV. Its bytes depend on the published release alone."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    period = f"{book.opens_on:%Y-%m-%d}/{book.closes_on:%Y-%m-%d}"
    place = _harmless(book.place or "All services")
    for table, row, label, statistic, value in book.rows():
        level = {"borough": "Borough", "ward": "Ward"}.get(table, "All")
        writer.writerow((period, "Cohort", level, place, table, row, _harmless(label), statistic, value))
    return out.getvalue()


def _harmless(words: str) -> str:
    """Keep a name that somebody typed from being read as a formula by a spreadsheet."""
    return f"'{words}" if words.startswith(_FORMULA) else words
