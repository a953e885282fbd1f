"""A release as one JSON document: its tables, and metadata after the Data Package standard."""

import json

from outcomes.impact.export.book import NOTES, SYMBOLS, Book
from outcomes.impact.export.table_csv import COLUMNS

_ABOUT = {
    "time_period": "First and last day of the cohort",
    "time_identifier": "What kind of period that is",
    "geographic_level": "What kind of place the row is about",
    "place": "Whom the release is about",
    "table": "Which table",
    "row": "Which row of it; stable between releases",
    "label": "The row in words",
    "statistic": "people, achieved, percent, percent_low, percent_high or mean",
    "value": "A number, or a symbol",
}


def package_json(book: Book) -> str:
    """Return the JSON. Its bytes depend on the published release alone."""
    fields = [{"name": name, "description": _ABOUT[name], "type": "string"} for name in COLUMNS[:-1]]
    fields.append({"name": "value", "description": _ABOUT["value"], "type": "number"})
    document = {
        "profile": "tabular-data-package",
        "name": f"sayso-release-{book.number}",
        "title": book.title,
        "place": book.place or "All services",
        "opens_on": book.opens_on.isoformat(),
        "closes_on": book.closes_on.isoformat(),
        "published_on": book.published_on.isoformat(),
        "notes": list(NOTES),
        "symbols": SYMBOLS,
        "rules": book.rules,
        "resources": [
            {
                "name": "figures",
                "path": f"release-{book.number}.csv",
                "profile": "tabular-data-resource",
                "schema": {"fields": fields, "missingValues": list(SYMBOLS)},
            }
        ],
        "tables": _tables(book),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _tables(book: Book) -> list[dict[str, object]]:
    return [
        {
            "name": sheet.key,
            "rows": [
                {"row": line.key, "label": line.label} | {m.value: figure.text for m, figure in line.figures.items()}
                for line in sheet.lines
            ],
        }
        for sheet in book.sheets
    ]
