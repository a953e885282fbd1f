"""Everything a commissioner is sent, read as numbers: pages, drawings, spreadsheets, data. No code of ours is here.

A number is *told* where it stands: (the page's or file's name, the element or column, the attribute, the number).
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl

NUMBER = re.compile(r"\d+(?:\.\d+)?")
VOID = frozenset({"base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})  # without an end
Told = tuple[str, str, str, str]


@dataclass
class Element:
    """One element of a drawing."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page read through: every number in it, and each drawing that has marks, element by element."""

    name: str
    told: list[Told] = field(default_factory=list)
    drawings: list[list[Element]] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs})
        self.told += [(self.name, tag, key, each) for key, value in attrs for each in NUMBER.findall(value or "")]
        if tag == "svg" and "so-fig" in made.attributes.get("class", ""):
            self.drawings.append([])
        if any(each.tag == "svg" and "so-fig" in each.attributes.get("class", "") for each in self.open):
            self.drawings[-1].append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag = self.open[-1].tag if self.open else ""
        if self.open:
            self.open[-1].text += data
        self.told += [(self.name, tag, "text", each) for each in NUMBER.findall(data)]

    def handle_comment(self, data: str) -> None:
        self.told += [(self.name, "comment", "text", each) for each in NUMBER.findall(data)]


def page(name: str, html: str) -> Page:
    """A page, read."""
    read = Page(name)
    read.feed(html)
    return read


def numbers(name: str, content: bytes) -> Iterator[Told]:
    """Every number in a file, and where it stands."""
    kind = name.rpartition(".")[2]
    if kind == "csv":
        for row in csv.DictReader(io.StringIO(content.decode())):
            yield from ((name, "", key, each) for key, value in row.items() for each in NUMBER.findall(value or ""))
    elif kind == "json":
        yield from ((name, "", key, each) for key, each in _of_json(json.loads(content), ""))
    elif kind in ("xlsx", "ods"):
        yield from _of_zip(name, content)
    else:
        yield from ((name, "", "text", each) for each in NUMBER.findall(content.decode()))


def _of_json(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for under, each in value.items():
            yield from ((key, found) for found in NUMBER.findall(under))
            yield from _of_json(each, under)
    elif isinstance(value, list):
        for each in value:
            yield from _of_json(each, key)
    else:
        yield from ((key, each) for each in NUMBER.findall(str(value)))


CELLS = ("xl/worksheets/", "xl/sharedStrings", "content.xml")  # what is read cell by cell; the rest as it stands


def _of_zip(name: str, content: bytes) -> Iterator[Told]:
    with ZipFile(io.BytesIO(content)) as file:
        for part in file.namelist():
            if not part.startswith(CELLS):
                yield from ((name, part, "raw", each) for each in NUMBER.findall(file.read(part).decode()))
        if name.endswith("ods"):
            yield from _of_ods(name, file.read("content.xml"))
    if name.endswith("xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    said = f"{cell.value if cell.value is not None else ''} {cell.comment or ''}"
                    yield from ((name, sheet.title, "cell", each) for each in NUMBER.findall(said))


def _of_ods(name: str, content: bytes) -> Iterator[Told]:
    for element in ElementTree.fromstring(content).iter():  # noqa: S314 - written by the application under test
        tag = element.tag.rpartition("}")[2]
        for key, value in element.attrib.items():
            yield from ((name, tag, key.rpartition("}")[2], each) for each in NUMBER.findall(value))
        for said in (element.text, element.tail):
            yield from ((name, tag, "text", each) for each in NUMBER.findall(said or ""))


@dataclass(frozen=True)
class Figures:
    """What `figures.csv` tells: every number; counts by table with their margins; where dots may stand."""

    every: frozenset[str]
    shares: tuple[float, ...]
    values: tuple[float, ...]
    parts: tuple[tuple[float, ...], ...]


def figures(content: bytes) -> Figures:
    """Read the one file that the solver is given."""
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    dims = list(rows[0])[5:-2]
    told = [row for row in rows if row["value"]]
    counts: dict[str, dict[tuple[str, ...], float]] = {}
    for row in told:
        if row["statistic"] == "people":
            counts.setdefault(row["table"], {})[tuple(row[dim] for dim in dims)] = float(row["value"])
    wholes = {max(cells.values()) for cells in counts.values()}
    shares = {part / whole for cells in counts.values() for part in cells.values() for whole in wholes if part <= whole}
    every = frozenset(f"{abs(float(row['value'])):g}" for row in told)
    values = tuple(float(row["value"]) for row in told if row["statistic"] != "people")
    return Figures(every, tuple(sorted(shares)), values, tuple(tuple(cells.values()) for cells in counts.values()))


NEAR, MARKED = 0.011, 0.6  # per cent of the width that a drawing rounds to; between two parts of a bar
ACROSS = ("x", "x1", "x2", "cx", "width")
LONGEST = {("w", "14"): 84.0, ("w", "18"): 99.4, ("in", "18"): 93.0, ("gap", "18"): 93.0, ("in", "24"): 99.4}


def told_by_drawing(drawing: list[Element], known: Figures) -> tuple[list[str], set[tuple[str, str, str]]]:
    """Read a drawing against its axis: what its marks stand for that no figure says, and the marks it has read."""
    faults: list[str] = []
    read: set[tuple[str, str, str]] = set()
    axis = _axis(drawing)
    for mark in drawing:
        kind, at = mark.attributes.get("class", "").partition(" ")[0], _across(mark)
        if axis and (mark.tag == "circle" or kind == "l"):
            wrong = [value for value in at.values() if not _is_value(axis, value, known)]
        elif mark.tag == "rect" and (longest := LONGEST.get((kind, mark.attributes.get("height", "")))):
            wrong = [] if _is_share(at["width"] / longest, known) else [at["width"]]
        else:
            continue
        faults += [f"{mark.tag} {kind} at {value}" for value in wrong]
        read |= {(mark.tag, key, mark.attributes[key].rstrip("%")) for key in at}
    shape = [mark for mark in drawing if mark.tag == "rect" and mark.attributes.get("height") == "44"]
    if shape:
        faults += [] if _is_shape(shape, known) else ["a bar of several parts"]
        read |= {(mark.tag, key, mark.attributes[key].rstrip("%")) for mark in shape for key in _across(mark)}
    return faults, read | _numbers_beside(drawing)


def _across(mark: Element) -> dict[str, float]:
    found = {key: mark.attributes[key] for key in ACROSS if mark.attributes.get(key, "").endswith("%")}
    return {key: float(value.rstrip("%")) for key, value in found.items()}


def _axis(drawing: list[Element]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Two places across and the numbers that stand under them."""
    ticks = {mark.attributes["x1"] for mark in drawing if mark.attributes.get("class") == "g"}
    under = [mark for mark in drawing if mark.tag == "text" and mark.attributes.get("x") in ticks]
    ends = [(float(mark.attributes["x"].rstrip("%")), float(NUMBER.findall(mark.text)[0])) for mark in under]
    return (min(ends), max(ends)) if len(ends) > 1 else None


def _is_value(axis: tuple[tuple[float, float], tuple[float, float]], at: float, known: Figures) -> bool:
    """Whether a mark stands where a published value stands, or at an end where it would reach over."""
    (left, low), (right, high) = axis
    places = [left + (right - left) * (min(max(value, low), high) - low) / (high - low) for value in known.values]
    return any(abs(place - at) < NEAR for place in places)


def _is_share(share: float, known: Figures) -> bool:
    return any(abs(each - share) < NEAR / 50 for each in known.shares)


def _is_shape(shape: list[Element], known: Figures) -> bool:
    """Whether the parts of a bar are in the proportions of one table's counts, its hidden rest with them."""
    widths = list(dict.fromkeys((each["x"], each["width"]) for each in map(_across, shape)))
    room = sum(width for _, width in widths)
    follow = all(abs(x + width + MARKED - after) < 2 * NEAR for (x, width), (after, _) in pairwise(widths))
    for counts in known.parts:
        whole = max(counts)
        sizes = [width / room * whole for _, width in widths]
        rest = whole - sum(part for part in counts if part != whole)
        if follow and all(min(abs(size - part) for part in (*counts, rest)) < 0.05 for size in sizes):
            return True
    return False


def _numbers_beside(drawing: list[Element]) -> set[tuple[str, str, str]]:
    """Where numbers stand: at the end of a bar, over its middle, or at an edge. A number anywhere else is not read."""
    bars = [_across(mark) for mark in drawing if mark.tag == "rect"]
    places = {f"{bar['x'] + bar['width'] / 2:.1f}" for bar in bars} | {f"{bar['width'] + 1.5:.1f}" for bar in bars}
    found = set()
    for mark in drawing:
        x = mark.attributes.get("x", "")
        if mark.tag == "text" and x.endswith("%") and any(abs(float(x[:-1]) - float(at)) < 0.1 for at in places):
            found.add(("text", "x", x.rstrip("%")))
    return found
