"""From a sheet and a mapping to people's answers, and a report of every cell that does not fit.

Nothing is mended: 3.7 is not rounded, 34 is not clamped to 9, an empty cell is not a zero.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes.measures.mapping import FieldColumn, ImportMapping, MappingError
from outcomes.measures.scoring import described
from outcomes.measures.sheet import Row, Sheet

__all__ = ["BadCell", "Intake", "Respondent", "take_in"]

LONGEST_FIELD = 60
_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:\.0{0,9})?")


@dataclass(frozen=True)
class BadCell:
    """One thing that does not fit, and what would have."""

    file: str
    row: int
    column: str
    value: str
    expected: str

    def sentence(self) -> str:
        """One line, safe to print whatever the cell holds."""
        return f"{self.file}, row {self.row}, column {self.column}: {_shown(self.value)}; expected {self.expected}."


@dataclass(frozen=True)
class Respondent:
    """One row: what is kept about the person, and the codes for each questionnaire, missing codes among them."""

    row: int
    described: Mapping[str, str]
    answers: Mapping[str, Mapping[str, int]]  # measure id -> item -> code


@dataclass(frozen=True)
class Intake:
    """What a file came to: the rows that are right, and everything that is wrong with the others."""

    rows_read: int
    respondents: tuple[Respondent, ...]
    bad_cells: tuple[BadCell, ...]

    @property
    def bad_rows(self) -> tuple[int, ...]:
        """The rows in which something is wrong."""
        return tuple(sorted({cell.row for cell in self.bad_cells}))


def take_in(sheet: Sheet, mapping: ImportMapping) -> Intake:
    """Check every cell of every row. :raise MappingError: when the mapping names columns that are not there."""
    absent = sorted(mapping.columns() - set(sheet.columns))
    if absent:
        raise MappingError([f"{sheet.name} has no column called {', '.join(absent)}."])
    respondents, bad_cells = [], []
    for row in sheet.rows:
        bad = list(_bad_cells(sheet.name, row, mapping))
        bad_cells += bad
        if not bad:
            respondents.append(_respondent(row, mapping))
    return Intake(len(sheet.rows), tuple(respondents), tuple(bad_cells))


def _bad_cells(file: str, row: Row, mapping: ImportMapping) -> Iterator[BadCell]:
    if row.trouble:
        yield BadCell(file, row.number, "(all)", row.trouble, "as many cells as columns")
        return
    for part in mapping.answers:
        for item, column in part.columns.items():
            if _code(row.cells[column], part.measure.values[item], mapping.no_answer) is None:
                expected = described(part.measure.values[item]) + _or_no_answer(mapping)
                yield BadCell(file, row.number, column, row.cells[column], expected)
    for field in mapping.fields:
        if _field_value(row.cells[field.column], field, mapping.no_answer) is None:
            yield BadCell(file, row.number, field.column, row.cells[field.column], _field_expectation(field, mapping))


def _respondent(row: Row, mapping: ImportMapping) -> Respondent:
    fields = {field.field: _field_value(row.cells[field.column], field, mapping.no_answer) for field in mapping.fields}
    answers = {
        part.measure.id: {
            item: code
            for item, column in part.columns.items()
            if (code := _code(row.cells[column], part.measure.values[item], mapping.no_answer)) is not None
        }
        for part in mapping.answers
    }
    return Respondent(row.number, {name: value for name, value in fields.items() if value}, answers)


def _code(cell: str, values: tuple[int, ...], no_answer: Mapping[str, int]) -> int | None:
    """The item code in a cell, one of the four missing codes where the mapping says so, or None if it does not fit."""
    text = _plain(cell)
    if text in no_answer:
        return no_answer[text]
    whole = _whole(text)
    return whole if whole in values else None


def _field_value(cell: str, field: FieldColumn, no_answer: Mapping[str, int]) -> str | None:
    """What is kept of a cell about the person: "" where it says nothing, None if it does not fit."""
    text = _plain(cell)
    if text in no_answer:
        return ""
    if field.whole is not None:
        low, high = field.whole
        whole = _whole(text)
        return str(whole) if whole is not None and low <= whole <= high else None
    if field.values:
        return field.values.get(text)
    return text if 0 < len(text) <= LONGEST_FIELD and not _has_control(text) else None


def _plain(cell: str) -> str:
    """The cell without spaces around it; a whole number written 3.0 is 3."""
    text = cell.strip()
    whole = _WHOLE.fullmatch(text)
    return whole.group(1) if whole else text


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _has_control(text: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in text)


def _field_expectation(field: FieldColumn, mapping: ImportMapping) -> str:
    if field.whole is not None:
        expected = f"a whole number from {field.whole[0]} to {field.whole[1]}"
    elif field.values:
        expected = "one of " + ", ".join(field.values)
    else:
        expected = f"1 to {LONGEST_FIELD} letters or digits"
    return expected + _or_no_answer(mapping)


def _or_no_answer(mapping: ImportMapping) -> str:
    words = [cell or "an empty cell" for cell in mapping.no_answer]
    return f", or {' or '.join(words)} for no answer" if words else ""


def _shown(value: str) -> str:
    """The cell as it is printed: nothing that could steer a terminal, and not more than a line."""
    if not value:
        return "an empty cell"
    safe = "".join("\ufffd" if _has_control(letter) else letter for letter in value[:LONGEST_FIELD])
    return f"“{safe}{'…' if len(value) > LONGEST_FIELD else ''}”"
