"""Reading an official table in the layout of Explore Education Statistics: figures as published, markers as markers.

Pure. A marker stays a marker: it is never nought and never an empty cell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

MARKERS: dict[str, str] = {
    "c": "hidden by whoever published it",
    "z": "not applicable",
    "x": "not available",
    "low": "rounds to nought",
    "k": "rounds to nought",
    "u": "low reliability",
}
OLD_MARKERS = {":": "z"}  # older tables of the same publisher
LEVELS = {"National": ("country_code", "country_name", "country"), "Regional": ("region_code", "region_name", "region")}
LEVELS |= {"Local authority": ("new_la_code", "la_name", "borough")}
PLACES = {"country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name"}
NEEDED = ("time_period", "geographic_level")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")


@dataclass(frozen=True)
class OfficialFigure:
    """One figure as it was published."""

    text: str

    @property
    def number(self) -> Decimal | None:
        """The number, or None where a marker stands for it."""
        return None if self.text in MARKERS else Decimal(self.text)

    @property
    def shown(self) -> str:
        """As a page prints it: a number with thousands, or a marker in brackets."""
        return f"[{self.text}]" if self.number is None else f"{self.number:,}"


@dataclass(frozen=True)
class Said:
    """One figure with its place in the table."""

    level: str
    area_code: str
    area_name: str
    period: int
    characteristic: str
    breakdown: str
    indicator: str
    figure: OfficialFigure


def read(header: Sequence[str], rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[list[Said], list[str]]:
    """Every figure of a table, and every cell that is not as expected: row, column, value, what was expected."""
    if missing := [column for column in NEEDED if column not in header]:
        return [], [f"row 1: no column {', '.join(missing)}. Found: {', '.join(header)}."]
    others = [each for each in header if each not in PLACES and each not in (*NEEDED, "time_identifier")]
    indicators = [column for column in others if _has_a_number(column, rows)]
    filters = [column for column in others if column not in indicators]
    if not indicators:
        return [], [f"row 1: no column of figures. Found: {', '.join(header)}."]
    found: list[Said] = []
    wrong: list[str] = []
    seen: set[tuple[object, ...]] = set()
    for number, row in rows:
        said, problems = _row(row, filters, indicators)
        wrong += [f"row {number}, {each}" for each in problems]
        for each in said:
            key = (each.area_code, each.area_name, each.period, each.characteristic, each.breakdown, each.indicator)
            if key in seen:
                wrong.append(f"row {number}: a second figure for {each.area_name}, {each.period}. Expected: one.")
            seen.add(key)
        found += said
    return found, wrong


def _has_a_number(column: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> bool:
    return any(_NUMBER.fullmatch((row.get(column) or "").strip()) for _number, row in rows)


def _row(row: Mapping[str, str], filters: Sequence[str], indicators: Sequence[str]) -> tuple[list[Said], list[str]]:
    wrong = []
    level, period = (row.get("geographic_level") or "").strip(), (row.get("time_period") or "").strip()
    if level not in LEVELS:
        return [], [f"column geographic_level: “{level}”. Expected: {', '.join(LEVELS)}."]
    code_column, name_column, ours = LEVELS[level]
    code, name = (row.get(code_column) or "").strip(), (row.get(name_column) or "").strip()
    if not re.fullmatch(r"\d{4}(\d\d)?", period):
        wrong.append(f"column time_period: “{period}”. Expected: a year, such as 2024 or 202324.")
    if not re.fullmatch(r"[EWSNKX]\d{8}", code) and code not in MARKERS:
        wrong.append(f"column {code_column}: “{code}”. Expected: a code of nine letters and numbers.")
    words = [(row.get(column) or "").strip() for column in filters]
    texts = {column: (row.get(column) or "").strip() for column in indicators}
    texts = {column: OLD_MARKERS.get(text, text) for column, text in texts.items()}
    for column, text in texts.items():
        if text not in MARKERS and not _NUMBER.fullmatch(text):
            wrong.append(f"column {column}: “{text}”. Expected: a number, or one of {', '.join(MARKERS)}.")
    if wrong:
        return [], wrong
    place = (ours, code, name, int(period), words[0] if words else "", ", ".join(words[1:]))
    return [Said(*place, column, OfficialFigure(text)) for column, text in texts.items()], []


def together(figures: Sequence[OfficialFigure | None]) -> Decimal | None:
    """Their sum; None where any is missing or a marker: part of a sum is not the sum."""
    numbers = [figure.number if figure else None for figure in figures]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None
