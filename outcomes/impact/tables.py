"""The closed programmes of a release, fullest first: which tables it has, before anybody is counted.

The engine takes the first that is safe, and cuts each to what the number of people allows.
"""

from collections.abc import Iterator

from outcomes.disclosure.programme import ACHIEVED, STATUS, Dimension, Programme, Table
from outcomes.impact.frame import AFTER, BEFORE, Asked, Frame
from outcomes.impact.titles import NOTES, TITLES

GROUPS = ("cluster", "age", "gender", "ethnicity", "region", "borough", "deprivation")
KNOWN_OF_EVERYBODY = ("age", "borough")  # what is known of those who did not say they may be counted: facts, no words
CROSSINGS = (("age_by_gender", ("age", "gender")), ("borough_by_age", ("borough", "age")))


def programmes(frame: Frame) -> tuple[Programme, ...]:
    """Every programme there is, fullest first."""
    dimensions = frame.dimensions()
    known = {dimension.key for dimension in dimensions}
    parts = {
        "crossed": (*_totals(frame), *_groups(known, share=True), *_wards(known), *_crossings(known), *_missing(known)),
        "groups": (*_totals(frame), *_groups(known, share=True), *_wards(known)),
        "one_way": (*_totals(frame), *_groups(known, share=False)),
        "totals": tuple(_totals(frame)),
    }
    return tuple(_programme(name, frame, dimensions, tables) for name, tables in parts.items())


def _programme(name: str, frame: Frame, dimensions: tuple[Dimension, ...], tables: tuple[Table, ...]) -> Programme:
    used = {dim for table in tables for dim in table.dims}
    above = {each.within for each in dimensions if each.key in used}
    kept = tuple(each for each in dimensions if each.key in used | above | {STATUS, ACHIEVED, "quarter"})
    scales = tuple(asked.scale for asked in frame.asked)
    return Programme(name, kept, tables, scales)


def _totals(frame: Frame) -> Iterator[Table]:
    yield Table("headline", TITLES["headline"], (ACHIEVED,), share=ACHIEVED, note=NOTES["headline"])
    yield Table("shape", TITLES["shape"], ("shape",), share="shape", measure="goals", note=NOTES["shape"])
    for asked in frame.asked:
        yield from _scale(asked)
    yield Table("coverage", TITLES["coverage"], (STATUS,), among="")


def _scale(asked: Asked) -> Iterator[Table]:
    key, label = asked.key, asked.scale.label
    after = f"band/{key}/{AFTER}"
    if not asked.paired:
        yield Table(after, label, (after,), share=after, scales=(key,), measure=key)
        return
    source = asked.threshold.source if asked.threshold else NOTES["not reliable"]
    points = f"{asked.threshold.points:.2f}" if asked.threshold else ""
    note = f"{NOTES['reliable'] % {'points': points}} {source}" if points else source
    change, before = f"change/{key}", f"band/{key}/{BEFORE}"
    yield Table(change, label, (change,), share=change, scales=(key,), measure=key, note=note)
    yield Table(before, label, (before,), share=before, measure=key)
    yield Table(after, label, (after,), share=after, measure=key)


def _groups(known: set[str], *, share: bool) -> Iterator[Table]:
    for dim in GROUPS:
        if dim in known:
            dims = (dim, ACHIEVED) if share else (dim,)
            yield Table(dim, TITLES[dim], dims, share=ACHIEVED if share else "")


def _wards(known: set[str]) -> Iterator[Table]:
    if "ward" in known:
        yield Table("ward", TITLES["ward"], ("ward",))


def _crossings(known: set[str]) -> Iterator[Table]:
    for key, dims in CROSSINGS:
        if known.issuperset(dims):
            yield Table(key, TITLES[key], dims)


def _missing(known: set[str]) -> Iterator[Table]:
    for dim in KNOWN_OF_EVERYBODY:
        if dim in known:
            yield Table(f"coverage_by_{dim}", TITLES[f"coverage_by_{dim}"], (STATUS, dim), among="")
