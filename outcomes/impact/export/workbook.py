"""The release as an accessible spreadsheet (.xlsx): cover, contents, notes, one marked-up table to a sheet.

After "Releasing statistics in spreadsheets" of the Government Analysis Function, by its own library. What
that writes is laid down again without any time and in fixed order: the same release is the same bytes for ever.
"""

import re
import warnings
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from outcomes.impact.book import Book
from outcomes.impact.export.grid import Cell, Grid, grids
from outcomes.impact.export.words import MARKERS, NOTES, citation, days_of, method, place_of

BEFORE_ALL_TIME = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_WRITES = {  # nothing that somebody typed is read as a formula, a link or a number
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(book: Book) -> bytes:
    """The file's bytes, which depend on the published release alone."""
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library leaves a file open, and pandas tells it of its next version
        import gptables
        import pandas

        made = gptables.produce_workbook(
            out,
            sheets={f"Table {at}": _sheet(gptables, pandas, each, at) for at, each in enumerate(grids(book), 1)},
            cover=gptables.Cover(
                title=_plain(book.title),
                intro=[_plain(place_of(book)), days_of(book), *NOTES],
                about=[*method(book), _plain(citation(book))],
            ),
            notes_table=pandas.DataFrame(_notes(), columns=["reference", "Note text"]),
            notesheet_options={"title": "Notes and symbols", "table_name": "notes"},
            contentsheet_options={"title": "Contents", "table_name": "contents"},
            workbook_options=_WRITES,
        )
    made.set_properties({"title": _plain(book.title), "author": "", "comments": ""})
    made.close()
    return without_time(out.getvalue())


def _sheet(gptables: Any, pandas: Any, grid: Grid, number: int) -> Any:
    rows = [[_said(cell) for cell in row] for row in grid.rows]
    frame = pandas.DataFrame(rows, columns=[_plain(head) for head in grid.heads], dtype=object)
    words = sum(isinstance(cell, str) and not cell.startswith("[") for cell in rows[0])
    return gptables.GPTable(
        table=frame,
        table_name=f"table_{number}",
        title=_plain(f"Table {number}: {grid.title}"),
        instructions="This worksheet contains one table. Symbols are explained on the sheet Notes.",
        subtitles=[_plain(grid.note)] if grid.note else [],
        index_columns={min(3, at + 1): at for at in range(min(3, words))},
    )


def _notes() -> list[tuple[str, str]]:
    symbols = [(marker, f"[{marker.replace('_', ' ')}] {words}") for marker, words in MARKERS.items()]
    return symbols + [(f"note{at}", note) for at, note in enumerate(NOTES)]


def _said(cell: Cell) -> str | int | float:
    """A cell as the library takes it: whole numbers whole, words that it cannot take for anything else."""
    if isinstance(cell, str):
        return _plain(cell)
    return int(cell) if cell == int(cell) else float(cell)


def _plain(words: str) -> str:
    """Words that the library reads as words: no note reference, no link, never a sign alone."""
    kept = words.replace("$$", "$ $").replace("](", "] (")
    return kept if re.search(r"[a-zA-Z0-9]", kept) else f"Named {kept}"


def without_time(made: bytes) -> bytes:
    """The same zip file with every part in order, dated before all time, and no day of making in its properties."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = before.read(name)
            after.writestr(dated(name), _TIMES.sub(b"", part) if name == "docProps/core.xml" else part)
    return out.getvalue()


def dated(name: str, method: int = ZIP_DEFLATED) -> ZipInfo:
    """A part of a zip file that says nothing of when or where it was made."""
    info = ZipInfo(name, BEFORE_ALL_TIME)
    info.compress_type, info.create_system, info.external_attr = method, 3, 0o644 << 16
    return info
