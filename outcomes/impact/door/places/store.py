"""The rows of a cohort: its places, its bands of age, and what was asked. Nothing here is about a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.areas.deprivation import BANDS
from outcomes.areas.store import bands
from outcomes.change.thresholds import QUARTER, reference_sd, threshold_for
from outcomes.disclosure.programme import Scale
from outcomes.impact.bandings import USUAL, banding
from outcomes.impact.frame import AFTER, BEFORE, Asked, Frame, Place, stretches
from outcomes.impact.models import Cohort
from outcomes.measures import scale as measured
from outcomes.measures.definition import library
from outcomes.measures.framework import framework
from survey.days import local_day
from survey.people.models import Area
from survey.questionnaires.models import Round

SMALL = "lsoa"  # smaller than a ward, so that a band of deprivation does not follow from the ward
SHOWN = (measured.Origin.OWN, measured.Origin.OPEN)  # words that are ours or open; others' are not ours to publish


@dataclass(frozen=True)
class Whereabouts:
    """Every place and the one that holds it."""

    levels: Mapping[str, str]
    parents: Mapping[str, str]
    deprivation: Mapping[str, str]  # the band of a place, where an official list was loaded

    def of(self, code: str) -> tuple[str, str, str, str]:
        """The ward, borough, region and band of deprivation of a place; empty where not known."""
        return self._above.get(code, ("", "", "", ""))

    @cached_property
    def _above(self) -> dict[str, tuple[str, str, str, str]]:
        return {code: self._find(code) for code in self.levels}

    def _find(self, code: str) -> tuple[str, str, str, str]:
        found: dict[str, str] = {}
        at = code
        while at and at in self.levels and self.levels[at] not in found:
            found[self.levels[at]] = at
            at = self.parents.get(at, "")
        ward = found.get("ward", "")
        return ward, found.get("borough", ""), found.get("region", ""), self.deprivation.get(code, "")

    def under(self, borough: str) -> list[str]:
        """Every place in a borough."""
        return [code for code in self.levels if self.of(code)[1] == borough]


def whereabouts(session: Session) -> Whereabouts:
    """Every place there is."""
    rows = session.execute(select(Area.code, Area.level, Area.parent)).all()
    levels, parents = {row.code: row.level for row in rows}, {row.code: row.parent or "" for row in rows}
    small = [code for code, level in levels.items() if level == SMALL]
    return Whereabouts(levels, parents, bands(session, small) if small else {})


def frame_of(session: Session, cohort: Cohort, closing: datetime, quarters: tuple[str, ...] = ()) -> Frame:
    """What is fixed before anybody of this cohort is counted."""
    areas = list(session.scalars(select(Area).order_by(Area.code)))
    boroughs = [area for area in areas if area.level == "borough" and cohort.area_code in (None, area.code)]
    codes = {area.code for area in boroughs}
    regions = {area.parent for area in boroughs if area.parent}
    return Frame(
        banding=banding(cohort.banding or USUAL),
        boroughs=_places(boroughs),
        wards=_places(area for area in areas if area.level == "ward" and area.parent in codes),
        regions=_places(area for area in areas if area.level == "region" and area.code in regions),
        deprivation=BANDS if any(area.level == SMALL for area in areas) else (),
        clusters=tuple((cluster.id, cluster.title) for cluster in framework().clusters),
        asked=tuple(_asked(session, cohort, closing)),
        quarters=quarters,
    )


def _places(areas: "Iterator[Area] | list[Area]") -> tuple[Place, ...]:
    return tuple(Place(area.code, area.name, area.parent or "") for area in areas)


def _asked(session: Session, cohort: Cohort, closing: datetime) -> Iterator[Asked]:
    """The scales of what was asked up to the closing day; change may be told of what was asked more than once."""
    query = select(Round.questionnaire, Round.wave).where(Round.opens_on <= local_day(closing)).distinct()
    if cohort.organisation_id:
        query = query.where(Round.organisation_id == cohort.organisation_id)
    waves: dict[str, set[int]] = {}
    for questionnaire, wave in session.execute(query):
        waves.setdefault(questionnaire, set()).add(wave)
    for measure in library().values():
        if measure.origin in SHOWN and measure.questionnaire in waves:
            for scale in measure.scales:
                yield _scale(measure, scale, paired=len(waves[measure.questionnaire]) > 1)


def _scale(measure: measured.Measure, scale: measured.Scale, *, paired: bool) -> Asked:
    low, high = Fraction(str(scale.low)), Fraction(str(scale.high))
    key = f"{measure.id}/{scale.id}"
    better = scale.direction is measured.Direction.HIGHER_IS_BETTER
    waves = (BEFORE, AFTER) if paired else (AFTER,)
    shown = Scale(key, scale.title, low, high, better, reference_sd(low, high), QUARTER, waves)
    threshold = threshold_for(key, low, high, _items(measure, scale)) if paired else None
    spread = threshold is not None or bool(scale.bands)
    return Asked(shown, _bands(scale, low, high), threshold, paired, spread)


def _items(measure: measured.Measure, scale: measured.Scale) -> int:
    """How many items are behind a scale: its own, or those of its parts."""
    return len(scale.items) or sum(_items(measure, measure.scale(part)) for part in scale.of)


def _bands(scale: measured.Scale, low: Fraction, high: Fraction) -> tuple[tuple[str, Fraction, Fraction], ...]:
    """The bands that were published for a scale, or equal stretches of it."""
    if not scale.bands:
        return stretches(low, high)
    bands = sorted(scale.bands, key=lambda band: band.low)
    starts = [Fraction(str(band.low)) for band in bands]
    words = [f"{band.label} ({band.low:g} to {band.high:g})" for band in bands]
    return tuple(zip(words, starts, [*starts[1:], high], strict=True))
