"""Reading a list of places: which columns hold what, of which year; every cell that is not as expected, with where.

Pure. Such lists name their columns by kind and year (wd22cd, lsoa21_code, ltla23_name): the year is taken from there
and held against the one that was said, so that two years are never mixed up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

PREFIXES = {
    "lsoa": "lsoa",
    "wd": "ward",
    "ward": "ward",
    "lad": "borough",
    "ltla": "borough",
    "utla": "upper",
    "rgn": "region",
    "region": "region",
}
_COLUMN = re.compile(r"^(lsoa|wd|ward|lad|ltla|utla|rgn|region)(\d\d)_?(cd|code|nm|name)$", re.IGNORECASE)
CODES = {  # what the codes of a level begin with: the nation and the kind of place; X is nobody's, for what is made up
    "lsoa": (r"([EW]01|S01|95|N2|X01)\w+", "an LSOA code, such as E01004861"),
    "ward": (r"([EWX]05|S13|N08)\d{6}", "a ward code, such as E05000650"),
    "borough": (r"(E0[6-9]|W06|S12|N09|X08)\d{6}", "the code of an authority, such as E08000003"),
    "upper": (r"(E0[6-9]|E10|W06|S12|N09|X08)\d{6}", "the code of an upper authority, such as E10000017"),
    "region": (r"(E12|W92|S92|N92|X12)\d{6}", "the code of a region, such as E12000002"),
}
LONGEST_NAME = 120


@dataclass(frozen=True)
class Kind:
    """A kind of list: its levels, the smallest first. `dated_by`: the level whose year is the list's own."""

    key: str
    levels: tuple[str, ...]
    dated_by: str
    figures: tuple[str, ...] = ()  # columns of whole numbers besides


KINDS = {
    kind.key: kind
    for kind in (
        Kind("ward-authority", ("ward", "borough"), "ward"),
        Kind("lsoa-ward-authority", ("lsoa", "ward", "borough"), "ward"),
        Kind("authority-region", ("borough", "region"), "borough"),
        Kind("authority-upper", ("borough", "upper"), "borough"),
        Kind("deprivation", ("lsoa", "borough"), "lsoa", ("imd_rank", "imd_decile")),
    )
}


@dataclass(frozen=True)
class Spot:
    """One place as a row names it."""

    level: str
    vintage: int
    code: str
    name: str


@dataclass(frozen=True)
class Row:
    """One row: its places, the smallest first, and its figures."""

    number: int
    places: tuple[Spot, ...]
    figures: Mapping[str, int]


@dataclass(frozen=True)
class Columns:
    """Where a file has each level: its code and name, and the year of its boundaries."""

    code: Mapping[str, str]
    name: Mapping[str, str]
    vintage: Mapping[str, int]
    figures: Mapping[str, str]


def columns_of(kind: Kind, header: Sequence[str], vintage: int) -> tuple[Columns, list[str]]:
    """The columns of a list of this kind and year, and what is wrong with them."""
    code, name, years = dict[str, str](), dict[str, str](), dict[str, int]()
    for column in header:
        if match := _COLUMN.match(column.strip()):
            level = PREFIXES[match[1].lower()]
            (code if match[3].lower() in ("cd", "code") else name).setdefault(level, column)
            years.setdefault(level, 2000 + int(match[2]))
    figures = {wanted: column for wanted in kind.figures for column in header if column.strip().lower() == wanted}
    there = Columns(code, name, years, figures)
    return there, [f"row 1: {each}" for each in _wrong_header(kind, there, header, vintage)]


def _wrong_header(kind: Kind, there: Columns, header: Sequence[str], vintage: int) -> Iterator[str]:
    for level in kind.levels:
        if level not in there.code or level not in there.name:
            yield f"no columns with the code and name of the {level}. Found: {', '.join(header)}."
    yield from (f"no column {each}." for each in kind.figures if each not in there.figures)
    said = there.vintage.get(kind.dated_by)
    if said is not None and said != vintage:
        column = there.code.get(kind.dated_by, "")
        yield f"column {column}: places of {said}. Expected: {vintage}, as you said. Two years are never mixed."


def read(kind: Kind, columns: Columns, rows: Iterator[tuple[int, Mapping[str, str]]]) -> tuple[list[Row], list[str]]:
    """Every row, and every cell that is not as expected: row, column, value, what was expected."""
    found: list[Row] = []
    wrong: list[str] = []
    known: dict[tuple[str, str], tuple[int, str]] = {}
    within: dict[tuple[str, str], tuple[int, str]] = {}
    for number, row in rows:
        places = tuple(
            Spot(level, columns.vintage[level], _cell(row, columns.code[level]), _cell(row, columns.name[level]))
            for level in kind.levels
        )
        problems = [*_wrong_places(columns, places), *_wrong_figures(columns, row)]
        if not problems:
            problems = [*_twice(columns, places, number, known, within)]
        wrong += [f"row {number}, {each}" for each in problems]
        if not problems:
            figures = {name: int(_cell(row, column)) for name, column in columns.figures.items()}
            found.append(Row(number, places, figures))
    if not found and not wrong:
        wrong.append("row 2: nothing. Expected: at least one place.")
    return found, wrong


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _wrong_places(columns: Columns, places: Sequence[Spot]) -> Iterator[str]:
    for spot in places:
        pattern, expected = CODES[spot.level]
        if not re.fullmatch(pattern, spot.code) or len(spot.code) > 12:
            yield f"column {columns.code[spot.level]}: “{spot.code}”. Expected: {expected}."
        if not spot.name or len(spot.name) > LONGEST_NAME or not spot.name.isprintable():
            yield f"column {columns.name[spot.level]}: “{spot.name[:40]}”. Expected: its name, in 120 letters or fewer."


def _wrong_figures(columns: Columns, row: Mapping[str, str]) -> Iterator[str]:
    for name, column in columns.figures.items():
        cell, most = _cell(row, column), 10 if name.endswith("decile") else 10**6
        if not (cell.isascii() and cell.isdigit() and 1 <= int(cell) <= most):
            yield f"column {column}: “{cell}”. Expected: a whole number from 1 to {most:,}."


def _twice(
    columns: Columns,
    places: Sequence[Spot],
    number: int,
    known: dict[tuple[str, str], tuple[int, str]],
    within: dict[tuple[str, str], tuple[int, str]],
) -> Iterator[str]:
    """A code has one name and lies in one place. Names may repeat as they like: nothing is ever joined on them."""
    for spot in places:
        at, name = known.setdefault((spot.level, spot.code), (number, spot.name))
        if name != spot.name:
            column = columns.name[spot.level]
            yield f"column {column}: “{spot.name}”. Expected: “{name}”, as {spot.code} is called in row {at}."
    for spot, above in pairwise(places):
        at, code = within.setdefault((spot.level, spot.code), (number, above.code))
        if code != above.code:
            column = columns.code[above.level]
            yield f"column {column}: “{above.code}”. Expected: {code}, where {spot.code} lies by row {at}."
