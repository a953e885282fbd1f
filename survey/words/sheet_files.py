"""Rows as a workbook or as a CSV file, and back. No cell of ours can be a formula, and none of theirs is run."""

import csv
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from survey.words.sheet import COLUMNS, SHEETS, Cell, NotASheet, Row, wrong_heads

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (18, 30, 30, 60, 60, 12)
QUOTE = "'"

Rows = Iterator[tuple[Cell, Row]]


def as_workbook(sheets: Mapping[str, list[Row]], language: str, dir_: str) -> bytes:
    """An .xlsx file: two sheets, heads that stay, text cells only."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(sheets[name], 1):
            for place, text in enumerate(row, 1):
                cell = sheet.cell(number, place)
                if text:
                    cell.value, cell.data_type = text, "s"
                cell.font = Font(bold=number == 1)
                turned = 2 if dir_ == "rtl" and place == COLUMNS.index("Translation") + 1 else 0
                cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=turned)
        for place, width in enumerate(WIDTHS):
            sheet.column_dimensions["ABCDEF"[place]].width = width
    book.properties.title = f"Sayso, {language}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(sheets: Mapping[str, list[Row]]) -> bytes:
    """One .csv file: both sheets, the second after the first. A cell that a spreadsheet would run is quoted."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for name in SHEETS:
        writer.writerows([_quoted(text) for text in row] for row in sheets[name][1:])
    return out.getvalue().encode("utf-8-sig")


def _quoted(text: str) -> str:
    return QUOTE + text if text.startswith((*BEGINS_A_FORMULA, QUOTE)) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith((*BEGINS_A_FORMULA, QUOTE)) else text


def rows_in(content: bytes, name: str) -> list[tuple[Cell, Row]]:
    """Every row of a file. :raise NotASheet: a sentence for everything that is not as it must be."""
    return list(_rows_of_csv(content) if name.lower().endswith(".csv") else _rows_of_workbook(content))


def _rows_of_csv(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotASheet(["The file is not UTF-8. Save it as “CSV UTF-8”."]) from error
    lines = list(csv.reader(StringIO(text)))
    yield from _rows("The file", [tuple(_plain(cell) for cell in line) for line in lines])


def _rows_of_workbook(content: bytes) -> Rows:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise NotASheet(["The file is no workbook; an .xlsx or a .csv file was expected."]) from error
    for name in SHEETS:
        if name not in book.sheetnames:
            raise NotASheet([f"The workbook has no sheet {name}."])
        lines = [tuple("" if cell is None else str(cell) for cell in row) for row in book[name].values]
        yield from _rows(name, lines)


def _rows(sheet: str, lines: list[Row]) -> Rows:
    if problems := wrong_heads(sheet, lines[0] if lines else ()):
        raise NotASheet(problems)
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line):
            yield Cell(sheet, number), (*line, *[""] * (len(COLUMNS) - len(line)))[: len(COLUMNS)]
