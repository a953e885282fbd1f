"""The closed programmes of a release, fullest first: which tables it has, before anybody is counted.

The engine takes the first that is safe, cuts each to what the number of people allows, and then tries totals alone.
"""

from collections.abc import Iterator
from dataclasses import replace

from outcomes.disclosure.programme import ACHIEVED, STATUS, Programme, Table
from outcomes.impact.frame import AFTER, BEFORE, Asked, Frame
from outcomes.impact.titles import NOTES, TITLES

GROUPS = ("cluster", "age", "gender", "ethnicity", "region", "borough", "deprivation")
MAIN = ("age", "gender", "borough")
KNOWN_OF_EVERYBODY = ("age", "borough")  # what is known of those who did not say they may be counted: facts, no words
CROSSINGS = (("age_by_gender", ("age", "gender")), ("borough_by_age", ("borough", "age")))


def programmes(frame: Frame) -> tuple[Programme, ...]:
    """Every programme there is, fullest first."""
    dimensions = frame.dimensions()
    known = {dimension.key for dimension in dimensions}
    parts = {
        "crossed": (*_totals(frame), *_groups(known, GROUPS), *_wards(known), *_crossings(known), *_missing(known)),
        "groups": (*_totals(frame), *_groups(known, GROUPS), *_wards(known)),
        "main_groups": (*_totals(frame), *_groups(known, MAIN), *_wards(known)),
        "one_way": (*_totals(frame), *_groups(known, ())),
    }
    used = {dim for tables in parts.values() for table in tables for dim in table.dims}
    used |= {each.within for each in dimensions if each.key in used} | {STATUS, ACHIEVED, "quarter"}
    kept = tuple(each for each in dimensions if each.key in used)
    scales = tuple(asked.scale for asked in frame.asked)
    return tuple(Programme(name, kept, tables, scales) for name, tables in parts.items())


def brief(frame: Frame) -> tuple[Programme, ...]:
    """Two small programmes: by one group at a time and who reached theirs; of measures, how each strand changed."""
    strands = [asked for asked in frame.asked if asked.key.startswith("strands/") and asked.threshold]
    few = replace(frame, asked=tuple(replace(asked, spread=False) for asked in strands))
    return tuple(replace(each, name="brief") for each in programmes(few)[-2:])


def _totals(frame: Frame) -> Iterator[Table]:
    note = NOTES["year" if len(frame.quarters) > 1 else "headline"]
    yield Table("headline", TITLES["headline"], (ACHIEVED,), share=ACHIEVED, note=note)
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
    if asked.spread:
        yield Table(before, label, (before,), share=before, measure=key)
        yield Table(after, label, (after,), share=after, measure=key)


def _groups(known: set[str], shared: tuple[str, ...]) -> Iterator[Table]:
    """By each group; of those in `shared`, also who reached what they chose."""
    for dim in GROUPS:
        if dim in known:
            dims = (dim, ACHIEVED) if dim in shared else (dim,)
            yield Table(dim, TITLES[dim], dims, share=ACHIEVED if dim in shared else "")


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
