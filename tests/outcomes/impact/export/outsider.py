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
    names = [_names(about, dim) for dim in dims]
    mine = _of(rows, table)
    statistics = [key for key in about["statistics"] if key in {row["statistic"] for row in mine}]
    extra = [each for each in EXTRA if any(row[each] for row in mine)]
    lines: dict[Row, dict[str, str]] = {}
    for row in mine:
        place = (*(row[dim["key"]] for dim in dims), *_extra(about, row, extra))  # names repeat, keys never do
        lines.setdefault(place, {})[row["statistic"]] = row["value"] or f"[{row['marker'].replace('_', ' ')}]"
    heads = (*(dim["label"] for dim in dims), *(EXTRA[each][0] for each in extra))
    heads += tuple(about["statistics"][key] for key in statistics)
    words = {
        place: (*(name.get(key, key) for name, key in zip(names, place, strict=False)), *place[len(dims) :])
        for place in lines
    }
    return heads, [(*words[place], *(said.get(key, "[z]") for key in statistics)) for place, said in lines.items()]


def _names(about: dict, dim: dict) -> dict[str, str]:
    """What each group is called; two of one name by what holds them."""
    labels = [group["label"] for group in dim["categories"]]
    holders = {group["key"]: group["label"] for each in about["dimensions"] for group in each["categories"]}
    return {"All": "All"} | {
        group["key"]: group["label"]
        if labels.count(group["label"]) == 1
        else f"{group['label']}, {holders.get(group.get('parent'), group['key'])}"
        for group in dim["categories"]
    }


EXTRA = {"measure": ("Measure", "measures", "People"), "wave": ("When", "waves", "Both times")}


def _extra(about: dict, row: dict[str, str], extra: list[str]) -> Row:
    return tuple(about[EXTRA[each][1]].get(row[each], EXTRA[each][2]) for each in extra)
