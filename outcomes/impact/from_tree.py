"""A release of one tree of groups (decision 0030), told by its dimensions: until the crossed engine takes its place."""

from collections.abc import Iterator

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import ACHIEVED, COUNTED, STATUS, YES, Category, Dimension, Programme, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.impact.disclosure import restore
from outcomes.impact.labels import LABELS
from outcomes.impact.programme import Frame
from outcomes.impact.release import Line, Release, Sheet

GROUPS = ("shape", "age", "gender", "borough", "ward")
TITLES = {"headline": "Reached an outcome they chose", "shape": "First rating to latest rating", "age": "Age"} | {
    "gender": "How they describe themselves",
    "borough": "Borough",
    "ward": "Ward",
    "coverage": "Who is in the figure, and who is missing",
}


def told(release: Release, frame: Frame) -> tuple[Programme, list[Published]]:
    """The programme of a release and its figures, each at its place."""
    sheets = {sheet.key: sheet for sheet in release.sheets}
    figures = [each for sheet in release.sheets for line in sheet.lines for each in _figures(sheet, line)]
    keys = list(dict.fromkeys(each.table for each in figures))
    tables = tuple(_table(key, figures) for key in keys)
    dimensions = [_dimension(key, sheets[key], frame) for key in GROUPS if key in sheets]
    achieved = Dimension(ACHIEVED, TITLES["headline"], (Category(YES, "Reached"), Category("not_yet", "Not yet")))
    scales = tuple(
        Scale(each.key, each.name, each.lowest, each.highest, waves=("latest",))
        for each in frame.scales
        if f"latest/{each.key}" in keys
    )
    return Programme(release.programme.value, (achieved, *dimensions, *_status(sheets)), tables, scales), figures


def _figures(sheet: Sheet, line: Line) -> Iterator[Published]:
    table, at, measure, wave = _place(sheet.key, line.key)
    for statistic, figure in line.figures.items():
        if statistic is Statistic.PEOPLE or statistic is Statistic.MEAN:
            about = (measure, wave) if statistic is Statistic.MEAN else ("", "")
            yield Published(table, figure, at, *about)
        else:
            yield Published(table, _as_people(figure), at | {ACHIEVED: YES})


def _as_people(figure: PublishedFigure) -> PublishedFigure:
    return restore(Statistic.PEOPLE, figure.text) if figure.statistic is Statistic.ACHIEVED else figure


def _place(sheet: str, line: str) -> tuple[str, dict[str, str], str, str]:
    category = line.rpartition("/")[2]
    if sheet in GROUPS:
        return sheet, {sheet: category}, "", ""
    if sheet == "missing":
        return "coverage", {STATUS: category}, "", ""
    if sheet == "coverage":
        at = {"known": {}, "figure": {STATUS: COUNTED}, "missing": {"part": "missing"}}[line]
        return ("coverage_parts" if line == "missing" else "coverage"), at, "", ""
    if sheet == "means":
        scale = line.removeprefix("scale/")
        return ("shape", {}, "goals", "change") if line == "change" else (f"latest/{scale}", {}, scale, "latest")
    return "headline", {}, "", ""


def _table(key: str, figures: list[Published]) -> Table:
    dims = {dim for each in figures if each.table == key for dim in each.at}
    scale = key.removeprefix("latest/") if key.startswith("latest/") else ""
    return Table(
        key,
        TITLES.get(key, TITLES["coverage"] if key == "coverage_parts" else key),
        tuple(sorted(dims, key=lambda dim: dim == ACHIEVED)),
        among="" if key.startswith("coverage") else COUNTED,
        share=ACHIEVED if ACHIEVED in dims else "",
        scales=(scale,) if scale else (),
        measure=scale or ("goals" if key == "shape" else ""),
    )


def _dimension(key: str, sheet: Sheet, frame: Frame) -> Dimension:
    parents = {code: place.code for place in frame.places for code, _ in place.wards} if key == "ward" else {}
    within = "borough" if key == "ward" else ""
    codes = [(line.key.rpartition("/")[2], line.label) for line in sheet.lines]
    return Dimension(
        key, TITLES[key], tuple(Category(code, name, parents.get(code, "")) for code, name in codes), within
    )


def _status(sheets: dict[str, Sheet]) -> Iterator[Dimension]:
    if "missing" in sheets:
        why = (Category(line.key.rpartition("/")[2], line.label) for line in sheets["missing"].lines)
        yield Dimension(STATUS, "What happened", (Category(COUNTED, LABELS["figure"]), *why))
        yield Dimension("part", TITLES["coverage"], (Category("missing", LABELS["missing"]),))
