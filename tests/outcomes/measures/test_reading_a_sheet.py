"""CSV and XLSX come in as text, and a file that is not a table is refused with a sentence."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from outcomes.measures.sheet import Sheet, SheetError, fingerprint, read_sheet


def written(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, lines: list[list[object]], sheet: str = "Answers") -> Path:
    """A real XLSX file with these rows on its second sheet."""
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "not here")
        table = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    table.write_datetime(row, column, cell, day)
                else:
                    table.write(row, column, cell)
    return path


def cells(sheet: Sheet) -> list[dict[str, str]]:
    """The cells of every row."""
    return [row.cells for row in sheet.rows]


def test_a_csv_file_is_read_as_text(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, '\ufeffa, b\n1,"x, y"\n\n 2 ,\n'))
    assert sheet.columns == ("a", "b")
    assert cells(sheet) == [{"a": "1", "b": "x, y"}, {"a": "2", "b": ""}]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_another_separator(tmp_path: Path) -> None:
    assert cells(read_sheet(written(tmp_path, "a;b\n1;2\n"), separator=";")) == [{"a": "1", "b": "2"}]


def test_a_row_with_too_few_or_too_many_cells_is_kept_as_trouble(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "a,b\n1\n1,2,3\n1,2\n"))
    troubles = [row.trouble for row in sheet.rows]
    assert troubles[0] == "1 cells, where the first row names 2 columns"
    assert troubles[1] == "3 cells, where the first row names 2 columns"
    assert troubles[2] == ""


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a", "b", "c"], [3, 2.5, "x"], ["y", None, None], [date(2024, 5, 6), True, 1.0]])
    sheet = read_sheet(path, sheet="Answers")
    assert cells(sheet) == [
        {"a": "3", "b": "2.5", "c": "x"},
        {"a": "y", "b": "", "c": ""},
        {"a": "2024-05-06T00:00:00", "b": "True", "c": "1"},
    ]


def test_a_sheet_that_is_not_in_the_workbook(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="has no sheet Data; it has Notes, Answers"):
        read_sheet(workbook(tmp_path, [["a"], [1]]), sheet="Data")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty: its first row must name the columns"),
        (b"a,b\n", "has columns but no rows"),
        (b"a,a\n1,2\n", "has more than one column called a"),
        (b"a,b\n1,\xff\n", r"is not UTF-8 text \(byte 6\)"),
        (b'a,b\n1,"2\n', "is not well-formed CSV"),
        (b'a,b\n1,"2"x\n', "is not well-formed CSV"),
    ],
)
def test_what_is_not_a_table_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(SheetError, match=sentence):
        read_sheet(written(tmp_path, content))


def test_a_missing_file_and_a_workbook_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="There is no file"):
        read_sheet(tmp_path / "nothing.csv")
    with pytest.raises(SheetError, match="cannot be opened as an XLSX workbook"):
        read_sheet(written(tmp_path, "a,b\n1,2\n", "people.xlsx"))


def test_the_same_bytes_are_known_again_under_another_name(tmp_path: Path) -> None:
    one, two = written(tmp_path, "a\n1\n"), written(tmp_path, "a\n1\n", "again.csv")
    assert fingerprint(one) == fingerprint(two) == read_sheet(two).sha256
    assert fingerprint(written(tmp_path, "a\n2\n")) != fingerprint(two)
