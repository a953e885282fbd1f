"""Somebody with two files and nothing else: figures.csv and datapackage.json. Imports nothing of ours, on purpose."""

import csv
import io
import json

Row = tuple[str, ...]


def rebuild(figures: str, package: str) -> dict[str, tuple[Row, list[Row]]]:
    """Every table, by its key: its headings, and its rows as words, numbers and [symbols]."""
    about = json.loads(package)["sayso"]
    rows = list(csv.DictReader(io.StringIO(figures)))
    return {table["key"]: _table(about, table, rows) for table in about["tables"] if _of(rows, table)}


def _of(rows: list[dict[str, str]], table: dict) -> list[dict[str, str]]:
    return [row for row in rows if row["table"] == table["key"]]


def _table(about: dict, table: dict, rows: list[dict[str, str]]) -> tuple[Row, list[Row]]:
    dims = [next(each for each in about["dimensions"] if each["key"] == key) for key in table["dimensions"]]
    labels = [{group["key"]: group["label"] for group in dim["categories"]} | {"All": "All"} for dim in dims]
    mine = _of(rows, table)
    statistics = [key for key in about["statistics"] if key in {row["statistic"] for row in mine}]
    lines: dict[tuple, dict[str, str]] = {}
    for row in mine:
        place = (*(row[dim["key"]] for dim in dims), row["measure"], row["wave"])
        lines.setdefault(place, {})[row["statistic"]] = row["value"] or f"[{row['marker'].replace('_', ' ')}]"
    heads = (*(dim["label"] for dim in dims), *(about["statistics"][key] for key in statistics))
    made = [
        (
            *(names[key] for names, key in zip(labels, place, strict=False)),
            *(said.get(key, "[z]") for key in statistics),
        )
        for place, said in lines.items()
    ]
    return heads, made
