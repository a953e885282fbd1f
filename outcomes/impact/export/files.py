"""Every file that a release can be taken away as: its name, its kind, what it is, and how it is written."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outcomes.impact.book import Book
from outcomes.impact.export.data_package import datapackage_json
from outcomes.impact.export.ees import ees_csv, ees_meta_csv
from outcomes.impact.export.figures_csv import figures_csv
from outcomes.impact.export.opendocument import KIND as ODS
from outcomes.impact.export.opendocument import spreadsheet
from outcomes.impact.export.readme import readme
from outcomes.impact.export.workbook import workbook
from outcomes.impact.labels import N_

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, JSON, TEXT = "text/csv; charset=utf-8", "application/json; charset=utf-8", "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Form:
    """One way to take a release away. `write` needs the book alone."""

    name: str
    kind: str
    about: str
    write: Callable[[Book], bytes]


def _text(write: Callable[[Book], str]) -> Callable[[Book], bytes]:
    return lambda book: write(book).encode()


FORMS: tuple[Form, ...] = (
    Form("figures.csv", CSV, N_("every figure with its place in columns"), _text(figures_csv)),
    Form(
        "datapackage.json", JSON, N_("what the columns of figures.csv mean, and every table"), _text(datapackage_json)
    ),
    Form("ees-data.csv", CSV, N_("the figures in the layout of Explore Education Statistics"), _text(ees_csv)),
    Form("ees-data.meta.csv", CSV, N_("what goes with ees-data.csv"), _text(ees_meta_csv)),
    Form("release.xlsx", XLSX, N_("every table, as an accessible spreadsheet"), workbook),
    Form("release.ods", ODS, N_("the same tables as an OpenDocument spreadsheet"), spreadsheet),
    Form(
        "README.txt",
        TEXT,
        N_("what each file is, and what its symbols mean"),
        _text(lambda book: readme(book, _about())),
    ),
)


def _about() -> dict[str, str]:
    return {each.name: each.about for each in FORMS}


def form(name: str) -> Form | None:
    """The form with this name, or None."""
    return next((each for each in FORMS if each.name == name), None)


def every_file(book: Book) -> Iterator[tuple[Form, bytes]]:
    """Each file with its bytes, written one after the other."""
    return ((each, each.write(book)) for each in FORMS)


def scope(book: Book) -> str:
    """What of the release this is: the same for the same published figures, another for a part of them."""
    figures = [(each.place, each.figure.text) for each in book.figures]
    about = [book.number, [each.key for each in book.tables], figures]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:32]
