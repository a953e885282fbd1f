"""Every file of a release: an outsider can rebuild each table from two of them, and none holds anything more."""

import csv
import io
import json
import re
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest

from outcomes.disclosure.figure import Statistic
from outcomes.impact.export.ees import time_of
from outcomes.impact.export.files import FORMS, every_file, form, scope
from outcomes.impact.export.grid import grids
from outcomes.impact.export.workbook import without_time
from tests.outcomes.impact.export.books import FIGURES, a_book, say
from tests.outcomes.impact.export.outsider import rebuild

PACKED = ("figures.csv", "ees-data.csv", "ees-data.meta.csv", "datapackage.json")
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?!:00Z)|\d\d:\d\d:\d\d(?!Z)")


@cache
def files() -> dict[str, bytes]:
    return {each.name: content for each, content in every_file(a_book())}


def text(name: str) -> str:
    return files()[name].decode()


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name))))


def words(cell: object) -> str:
    return str(cell) if isinstance(cell, str) else str(Decimal(str(cell)).normalize() + 0)


def test_an_outsider_rebuilds_every_table_from_two_files():
    rebuilt = rebuild(text("figures.csv"), text("datapackage.json"))
    ours = {each.key: each for each in grids(a_book())}
    assert rebuilt.keys() == ours.keys()
    for key, (heads, lines) in rebuilt.items():
        assert heads == ours[key].heads
        assert sorted(tuple(map(words, line)) for line in ours[key].rows) == sorted(lines), key


def test_a_marker_is_never_a_number_and_a_number_never_a_marker():
    told = rows("figures.csv")
    assert {row["marker"] for row in told} == {"", "c", "few", "nearly_all"}
    for row, each in zip(told, FIGURES, strict=True):
        assert bool(row["value"]) != bool(row["marker"])
        assert (row["value"] or row["marker"]) == each.figure.text.replace(" ", "_")
    hidden = [row for row in rows("ees-data.csv") if row["people"] == "c"]
    assert hidden
    assert "0" not in {row[key] for row in rows("ees-data.csv") for key in ("people", "percent", "mean")}


def test_the_columns_are_what_the_contract_says():
    first = text("figures.csv").splitlines()[0].split(",")
    assert first[:5] == ["release", "table", "measure", "wave", "statistic"]
    assert first[-2:] == ["value", "marker"]
    assert first[5:-2] == [each["key"] for each in json.loads(text("datapackage.json"))["sayso"]["dimensions"]]
    ward = next(row for row in rows("figures.csv") if row["ward"] == "E05011353")
    assert {key for key in first[5:-2] if ward[key] != "All"} == {"ward"}


def test_the_package_is_valid_by_an_outside_reader(tmp_path):
    for name in PACKED:
        (tmp_path / name).write_bytes(files()[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system

        with system.use_context(trusted=True):
            package = Package(str(tmp_path / "datapackage.json"))
            report = package.validate()
            typed = package.get_resource("figures").read_rows()
            laid_out = package.get_resource("ees-data").read_rows()
    assert report.valid, report.flatten(["type", "message"])
    assert len(package.resources) == len(PACKED) - 1
    for name in ("people", "percent", "mean", "effect_g_low", "alpha"):
        assert {type(row[name]) for row in laid_out} == {Decimal, type(None)}, "c and z are no numbers, and no words"
    values = [row["value"] for row in typed]
    assert {type(value) for value in values} == {Decimal, type(None)}  # typed, with markers beside and not among them


def test_the_package_refuses_what_is_not_in_it(tmp_path):
    for name in PACKED:
        (tmp_path / name).write_bytes(files()[name])
    (tmp_path / "figures.csv").write_text(text("figures.csv").replace(",240,", ",c,"), newline="")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system

        with system.use_context(trusted=True):
            assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_dimensions_say_what_holds_what_and_unlisted_groups_are_nowhere():
    about = {each["key"]: each for each in json.loads(text("datapackage.json"))["sayso"]["dimensions"]}
    assert about["ward"]["within"] == "borough"
    parents = {each["key"]: each["parent"] for each in about["ward"]["categories"]}
    assert parents == {"E05011353": "E08000003", "E05000822": "E08000009"}  # two Brooklands, two boroughs
    assert [each["key"] for each in about["age"]["categories"]] == ["8-10", "11-15"]
    assert "not_paired" not in text("datapackage.json") + text("figures.csv")


def test_the_matrix_of_the_data_file_is_complete():
    told = rows("ees-data.csv")
    places = {(row["geographic_level"], row["new_la_code"], row["ward_code"]) for row in told}
    groups = {(row["breakdown_topic"], row["breakdown"]) for row in told}
    assert len(told) == len(places) * len(groups)
    keys = list(told[0])[: list(told[0]).index("people")]
    assert len({tuple(row[name] for name in keys) for row in told}) == len(told)
    brooklands = [row for row in told if row["ward_name"] == "Brooklands" and row["people"] not in ("z",)]
    assert {(row["ward_code"], row["la_name"], row["region_name"], row["people"]) for row in brooklands} == {
        ("E05011353", "Manchester", "North West", "45"),
        ("E05000822", "'=Trafford", "North West", "c"),
    }
    assert {row["country_code"] for row in told} == {"E92000001"}


def test_every_published_number_is_in_the_layout_too_and_none_besides():
    told, laid_out = rows("figures.csv"), rows("ees-data.csv")
    for statistic in {row["statistic"] for row in told}:
        ours = {row["value"] for row in told if row["statistic"] == statistic and row["value"]}
        assert {row[statistic] for row in laid_out} - {"c", "z"} == ours, statistic
    units = {row["col_name"]: (row["indicator_unit"], row["indicator_dp"]) for row in rows("ees-data.meta.csv")}
    assert (units["percent"], units["missing"], units["alpha"]) == (("%", "0"), ("%", "0"), ("", "1"))
    assert units["effect_g"] == units["mean_low"] == ("", "1")


def test_sizes_and_trust_are_in_every_file():
    for name in ("Size of the change, corrected for few people (g_av)", "Size of the change (d_av) could be as low as"):
        assert name in json.loads(text("datapackage.json"))["sayso"]["statistics"].values()
        assert name in text("ees-data.meta.csv")
        book = openpyxl.load_workbook(io.BytesIO(files()["release.xlsx"]))
        assert any(name in [cell.value for row in sheet for cell in row] for sheet in book)
        assert any(name in row for sheet in opened_ods().values() for row in sheet)


def test_its_metadata_names_every_column_that_is_filtered_or_shown():
    meta, data = rows("ees-data.meta.csv"), rows("ees-data.csv")[0]
    named = {row["col_name"] for row in meta} | {row["filter_grouping_column"] for row in meta} - {""}
    assert named <= set(data)
    first = list(data)[list(data).index("breakdown_topic") :]
    assert set(first) == named
    assert all(re.fullmatch(r"[a-z][a-z_]*", column) for column in data)


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ((2026, 7, 1), (2026, 9, 30), ("2026", "Calendar year Q3")),
        ((2026, 2, 1), (2026, 2, 28), ("2026", "February")),
        ((2026, 1, 1), (2026, 12, 31), ("2026", "Calendar year")),
        ((2026, 8, 1), (2026, 10, 31), ("2026", "Reporting year")),
        ((2026, 7, 2), (2027, 1, 30), ("2027", "Reporting year")),
    ],
)
def test_a_period_has_the_standard_s_own_name_where_it_has_one(opens, closes, said):
    assert time_of(date(*opens), date(*closes)) == said


def test_the_spreadsheet_can_be_read_with_a_screen_reader_and_hides_nothing():
    book = openpyxl.load_workbook(io.BytesIO(files()["release.xlsx"]))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert not book.defined_names
    tables = []
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not [each for each in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values()) if each.hidden]
        for table in sheet.tables.values():
            tables.append(table.name)
            cells = [[cell.value for cell in row] for row in sheet[table.ref]]
            assert None not in [value for row in cells for value in row]
            assert len(set(cells[0])) == len(cells[0])
    assert len(set(tables)) == len(tables) == len(list(grids(a_book()))) + 2


def test_the_sheets_say_what_the_grids_say():
    book = openpyxl.load_workbook(io.BytesIO(files()["release.xlsx"]))
    for at, grid in enumerate(grids(a_book()), 1):
        sheet = book[f"Table {at}"]
        table = next(iter(sheet.tables.values()))
        cells = [[words(cell.value) for cell in row] for row in sheet[table.ref]]
        assert cells == [list(grid.heads), *([words(cell) for cell in row] for row in grid.rows)]
        assert cells == opened_ods()[f"Table {at}"][-len(cells) :]


NAMES = {"t": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "x": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}
VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"


@cache
def opened_ods() -> dict[str, list[list[str]]]:
    with ZipFile(io.BytesIO(files()["release.ods"])) as file:
        root = ElementTree.fromstring(file.read("content.xml"))  # noqa: S314 - we wrote it a moment ago
    return {
        table.get(f"{{{NAMES['t']}}}name"): [
            [cell.get(VALUE) or "".join(cell.itertext()) for cell in row.iterfind("t:table-cell", NAMES)]
            for row in table.iterfind(".//t:table-row", NAMES)
        ]
        for table in root.iterfind(".//t:table", NAMES)
    }


def test_an_opendocument_file_begins_with_its_kind_and_is_all_there():
    content = files()["release.ods"]
    assert content[30:38] == b"mimetype"
    assert content[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"
    assert list(opened_ods())[:3] == ["Cover", "Contents", "Notes"]
    assert "" not in {cell for rows in opened_ods().values() for row in rows for cell in row}


@pytest.mark.parametrize("each", FORMS, ids=lambda each: each.name)
def test_two_writings_are_the_same_bytes(each):
    assert each.write(a_book()) == files()[each.name]


@pytest.mark.parametrize("name", ["release.xlsx", "release.ods"])
def test_no_file_says_when_it_was_made_or_holds_a_formula(name):
    with ZipFile(io.BytesIO(files()[name])) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {info.filename: file.read(info).decode() for info in file.infolist()}
    for part, said in parts.items():
        assert not TIMES.search(said), part
        assert "<f>" not in said
        assert "table:formula" not in said
        assert "hidden" not in said.lower().replace("hidden so that", "").replace("is hidden, nought", "")
    assert not [part for part in parts if "vba" in part.lower() or "custom" in part.lower() or "calcChain" in part]


def test_names_that_look_like_formulas_stay_words():
    for name in ("figures.csv", "ees-data.csv", "ees-data.meta.csv"):
        for row in csv.reader(io.StringIO(text(name))):
            assert not [cell for cell in row if cell[:1] in ("=", "+", "@") or re.match(r"-(?![\d.]+$)", cell)]
    assert "-0.7" in text("figures.csv")  # a number may be under nought


def test_a_part_of_a_release_is_another_scope_and_a_changed_figure_too():
    whole = a_book()
    part = replace(whole, figures=FIGURES[:5])
    other = replace(whole, figures=(say("headline", "145"), *FIGURES[1:]))
    assert len({scope(whole), scope(part), scope(other)}) == 3
    assert scope(whole) == scope(a_book())


def test_a_release_of_one_table_can_be_taken_away_too():
    little = replace(a_book(FIGURES[:1], title="أرقام"), dimensions=a_book().dimensions[:2], tables=a_book().tables[:1])
    for each in FORMS:
        assert each.write(little)
    assert [row.statistic for row in little.figures] == [Statistic.PEOPLE]


def test_time_is_taken_out_of_what_the_library_writes():
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        file.writestr("docProps/core.xml", "<a><dcterms:created x='1'>2026-01-01T09:41:07Z</dcterms:created></a>")
    with ZipFile(io.BytesIO(without_time(made.getvalue()))) as file:
        assert file.read("docProps/core.xml") == b"<a></a>"


def test_no_form_is_called_what_another_is():
    assert len({each.name for each in FORMS}) == len(FORMS)
    assert form("../figures.csv") is None
