"""`datapackage.json`: what the columns of figures.csv mean, so that an outsider can rebuild every table.

Follows the Data Package standard (datapackage.org); what it has no word for is under `sayso`.
"""

import json
from typing import Any

from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Dimension, Scale, Table
from outcomes.disclosure.published import ALL
from outcomes.impact.book import Book
from outcomes.impact.export import ees
from outcomes.impact.export.words import (
    LICENCE,
    LICENCE_URL,
    MARKERS,
    NOT_APPLICABLE,
    NOTES,
    citation,
    measures_of,
    method,
    named,
    place_of,
    waves_of,
)

_ABOUT = {
    "release": "The number of the release",
    "table": "Which table the figure stands in",
    "measure": "What is measured, where the table has more than people",
    "wave": "When it was asked, where a table compares two times",
    "statistic": "What the figure counts or averages",
    "value": "The published number; empty where a symbol stands for it",
    "marker": "The symbol that stands for the number; empty where there is one",
}


def datapackage_json(book: Book) -> str:
    """The document. Its bytes depend on the published release alone."""
    document = {
        "profile": "tabular-data-package",
        "name": f"sayso-release-{book.number}",
        "title": book.title,
        "description": " ".join(NOTES),
        "version": "1",
        "created": f"{book.published_on.isoformat()}T00:00:00Z",
        "licenses": [{"name": "OGL-UK-3.0", "path": LICENCE_URL, "title": LICENCE}],
        "resources": [_resource("figures", list(_fields(book)), [""]), *_ees(book)],
        "sayso": _what_else(book),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, fields: list[dict[str, Any]], missing: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": fields, "missingValues": missing},
    }


def _ees(book: Book) -> list[dict[str, Any]]:
    """The same figures in the layout of Explore Education Statistics, where symbols stand in the columns of numbers."""
    said = {each.value: named(each) for each in ees.indicators_of(book)}
    fields = [
        {"name": name, "type": "number", "title": said[name]} if name in said else {"name": name, "type": "string"}
        for name in ees.columns_of(book)
    ]
    meta = [{"name": name, "type": "string"} for name in ees.META_COLUMNS]
    symbols = ["", "c", NOT_APPLICABLE, ees.UNAVAILABLE]
    return [_resource("ees-data", fields, symbols), _resource("ees-data.meta", meta, [""])]


def _fields(book: Book) -> list[dict[str, Any]]:
    said = [each.value for each in Statistic]
    return [
        _field("release", "integer", required=True),
        _field("table", "string", required=True, enum=[each.key for each in book.tables]),
        _field("measure", "string"),
        _field("wave", "string"),
        _field("statistic", "string", required=True, enum=said),
        *(_dimension_field(each) for each in book.dimensions),
        _field("value", "number"),
        _field("marker", "string", enum=list(MARKERS)),
    ]


def _field(name: str, kind: str, **constraints: Any) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind, "description": _ABOUT[name]}
    return field | ({"constraints": constraints} if constraints else {})


def _dimension_field(dimension: Dimension) -> dict[str, Any]:
    keys = [ALL, *(each.key for each in dimension.listed())]
    about = {"title": dimension.label, "description": f"{dimension.label}; {ALL} is the margin: everybody"}
    return {"name": dimension.key, "type": "string", **about, "constraints": {"required": True, "enum": keys}}


def _what_else(book: Book) -> dict[str, Any]:
    return {
        "release": book.number,
        "place": place_of(book),
        "opens_on": book.opens_on.isoformat(),
        "closes_on": book.closes_on.isoformat(),
        "published_on": book.published_on.isoformat(),
        "programme": book.programme,
        "cite_as": citation(book),
        "permalink": f"/desk/impact/{book.number}/figure/{{table}}?{{dimension}}={{group}}&measure=&wave=&statistic=",
        "margin": ALL,
        "markers": MARKERS,
        "statistics": {each.value: named(each) for each in Statistic},
        "dimensions": [_dimension(each) for each in book.dimensions],
        "tables": [_table(each) for each in book.tables],
        "measures": measures_of(book),
        "waves": waves_of(book),
        "scales": [_scale(each) for each in book.scales],
        "rules": dict(book.rules),
        "method": list(method(book)),
        "notes": list(NOTES),
    }


def _dimension(dimension: Dimension) -> dict[str, Any]:
    """A dimension; `within` names the one it refines, and each category's `parent` the category that holds it."""
    categories = [
        {"key": each.key, "label": each.label} | ({"parent": each.parent} if each.parent else {})
        for each in dimension.listed()
    ]
    return {"key": dimension.key, "label": dimension.label, "within": dimension.within, "categories": categories}


def _table(table: Table) -> dict[str, Any]:
    about = {"key": table.key, "title": table.title, "dimensions": list(table.dims)}
    return about | {"among": table.among, "share": table.share, "measure": table.measure, "note": table.note}


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        "key": scale.key,
        "label": scale.label,
        "lowest": str(scale.lowest),
        "highest": str(scale.highest),
        "higher_is_better": scale.higher_is_better,
        "reference_sd": scale.reference_sd,
        "source": scale.source,
        "waves": list(scale.waves),
    }
