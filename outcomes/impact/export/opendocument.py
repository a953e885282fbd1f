"""The release as an OpenDocument spreadsheet (.ods): the same sheets, written by hand.

A flat table needs little of OASIS OpenDocument 1.3, and so no library with times and settings of its own.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile

from outcomes.impact.book import Book
from outcomes.impact.export.grid import Cell, grids
from outcomes.impact.export.words import MARKERS, NOTES, citation, days_of, method, place_of
from outcomes.impact.export.workbook import dated

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style", "meta")),
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_STYLES = (
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="6cm"/></style:style>'
    '<style:style style:name="words" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap"/></style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="title" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
)


def spreadsheet(book: Book) -> bytes:
    """The file's bytes, which depend on the published release alone."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr(dated("mimetype", ZIP_STORED), KIND)  # first and bare, as the standard asks
        file.writestr(dated("META-INF/manifest.xml"), _MANIFEST)
        file.writestr(dated("content.xml"), _content(book))
        file.writestr(dated("meta.xml"), _meta(book))
    return out.getvalue()


def _meta(book: Book) -> str:
    title = f"<dc:title>{_clean(book.title)}</dc:title><dc:language>en-GB</dc:language>"
    inside = f"<office:meta>{title}</office:meta>"
    return f'{_XML}<office:document-meta {_SPACES} office:version="1.3">{inside}</office:document-meta>'


def _content(book: Book) -> str:
    return (
        f'{_XML}<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(_sheets(book))}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _sheets(book: Book) -> Iterator[str]:
    tables = list(grids(book))
    about = [place_of(book), days_of(book), *NOTES, *method(book), citation(book)]
    yield _sheet("Cover", book.title, [], [(each,) for each in about])
    names = [(f"Table {at}", each.title) for at, each in enumerate(tables, 1)]
    yield _sheet("Contents", "Contents", ["Sheet name", "Table description"], [("Notes", "Notes and symbols"), *names])
    yield _sheet("Notes", "Notes and symbols", ["Symbol", "What it stands for"], _symbols())
    for at, each in enumerate(tables, 1):
        yield _sheet(f"Table {at}", f"Table {at}: {each.title}", list(each.heads), list(each.rows), each.note)


def _symbols() -> list[tuple[Cell, ...]]:
    return [(f"[{marker.replace('_', ' ')}]", words) for marker, words in MARKERS.items()]


def _sheet(name: str, title: str, heads: list[str], rows: list[tuple[Cell, ...]], note: str = "") -> str:
    """A sheet: its title, what to know, and one table under a row of headings that is marked as such."""
    wide = max(len(heads), 1)
    column = f'<table:table-column table:style-name="wide" table:number-columns-repeated="{wide}"/>'
    above = _row([title], "title") + (_row([note], "words") if note else "")
    head = f"<table:table-header-rows>{_row(list(heads), 'head')}</table:table-header-rows>" if heads else ""
    body = "".join(_row(list(each), "words") for each in rows)
    return f"<table:table table:name={quoteattr(name)}>{column}{above}{head}{body}</table:table>"


def _row(cells: list[Cell], style: str) -> str:
    return f"<table:table-row>{''.join(_cell(each, style) for each in cells)}</table:table-row>"


def _cell(cell: Cell, style: str) -> str:
    """Words are a string whatever they begin with; nothing here is ever a formula."""
    if isinstance(cell, Decimal):
        of = f'office:value-type="float" office:value="{cell}"'
    else:
        of = f'office:value-type="string" table:style-name="{style}"'
    return f"<table:table-cell {of}><text:p>{_clean(str(cell))}</text:p></table:table-cell>"


def _clean(words: str) -> str:
    """Words as XML may hold them."""
    return escape("".join(sign if sign.isprintable() else " " for sign in words))
