"""Read a table from a CSV or XLSX file as text, row by row, without guessing what any cell means.

Rows are numbered as a spreadsheet shows them: the names of the columns are row 1, the first person is row 2.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey.errors import DomainError

__all__ = ["Row", "Sheet", "SheetError", "fingerprint", "read_sheet"]


class SheetError(DomainError):
    """This file cannot be read as a table."""


@dataclass(frozen=True)
class Row:
    """One person's cells, by column, and the row they stand in. `cells` is empty where `trouble` says why."""

    number: int
    cells: dict[str, str]
    trouble: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole file in memory: the largest expected, a county's survey, is a few tens of megabytes."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hex: the same file is known again whatever it is called."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_sheet(path: Path, *, separator: str = ",", sheet: str | None = None) -> Sheet:
    """The table in this file. :raise SheetError: says what is wrong with the file as a whole."""
    if not path.is_file():
        raise SheetError(f"There is no file {path}.")
    lines = _from_xlsx(path, sheet) if path.suffix.lower() == ".xlsx" else _from_csv(path, separator)
    columns = tuple(name.strip() for name in next(lines, []))
    _refuse_odd_columns(path, columns)
    rows = tuple(_row(number, columns, cells) for number, cells in enumerate(lines, start=2) if any(cells))
    if not rows:
        raise SheetError(f"{path.name} has columns but no rows.")
    return Sheet(path.name, fingerprint(path), columns, rows)


def _row(number: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    if len(cells) != len(columns):
        return Row(number, {}, f"{len(cells)} cells, where the first row names {len(columns)} columns")
    return Row(number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def _refuse_odd_columns(path: Path, columns: tuple[str, ...]) -> None:
    if not any(columns):
        raise SheetError(f"{path.name} is empty: its first row must name the columns.")
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise SheetError(f"{path.name} has more than one column called {', '.join(twice)}.")


def _from_csv(path: Path, separator: str) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, delimiter=separator, strict=True)
    except UnicodeDecodeError as error:
        raise SheetError(f"{path.name} is not UTF-8 text (byte {error.start}). Save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise SheetError(f"{path.name} is not well-formed CSV: {error}.") from error


def _from_xlsx(path: Path, sheet: str | None) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # late: only an import of a workbook needs it

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zipfile, XML or its own readers raise
        raise SheetError(f"{path.name} cannot be opened as an XLSX workbook.") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise SheetError(f"{path.name} has no sheet {sheet}; it has {', '.join(book.sheetnames)}.")
        table = book[sheet or book.sheetnames[0]]
        width = 0
        for cells in table.iter_rows(values_only=True):
            line = _without_end(_text(value) for value in cells)
            width = width or len(line)
            yield line + [""] * (width - len(line))  # a workbook does not store the empty cells at the end of a row
    finally:
        book.close()


def _without_end(cells: Iterable[str]) -> list[str]:
    """The cells without the empty ones after the last that says something."""
    line = list(cells)
    while line and not line[-1]:
        line.pop()
    return line


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
