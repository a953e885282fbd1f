"""The rows of a release, fixed before anybody is counted: every dimension that a programme may use.

Each has a category that is never listed, for whoever it does not apply to: audited all the same.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from outcomes.change.thresholds import Threshold
from outcomes.disclosure.programme import ACHIEVED, COUNTED, STATUS, YES, Category, Dimension, Scale
from outcomes.impact.bandings import AROUND, Banding
from outcomes.impact.cohort import Shape
from outcomes.impact.coverage import Missing
from outcomes.impact.described import ETHNICITIES, GENDERS
from outcomes.impact.titles import ROWS, TITLES

NONE = AROUND  # the category of whoever a dimension does not apply to
BEFORE, AFTER = "before", "after"
IMPROVED, NO_CHANGE, WORSE = "improved", "no_change", "worse"
UP, SAME, DOWN = "up", "same", "down"  # of a scale too short for a change on it to be called reliable
STRETCHES = 4  # a scale without published bands is cut into as many


@dataclass(frozen=True)
class Place:
    """A borough or a ward: its code, its name, and the code of the place that holds it."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Asked:
    """A scale that a release may show. `paired`: it was asked more than once, so change may be told.

    `bands`: label and ends of each, lowest first; the first end is in it, the second only in the last.
    """

    scale: Scale
    bands: tuple[tuple[str, Fraction, Fraction], ...]
    threshold: Threshold | None = None
    paired: bool = True
    spread: bool = True  # whether its bands are told at both times: not of a scale of two items

    @property
    def key(self) -> str:
        """The scale's key: strands/feelings."""
        return self.scale.key

    def band(self, score: Fraction) -> str:
        """The key of the band of a score: its number from 1."""
        found = (number for number, (_, _, high) in enumerate(self.bands, 1) if score < high)
        return str(next(found, len(self.bands)))


@dataclass(frozen=True)
class Frame:
    """Everything that is fixed before anybody is counted."""

    banding: Banding
    boroughs: tuple[Place, ...] = ()
    wards: tuple[Place, ...] = ()
    regions: tuple[Place, ...] = ()
    clusters: tuple[tuple[str, str], ...] = ()  # key and title
    deprivation: tuple[tuple[str, str], ...] = ()  # key and words of each band; none where no list was loaded
    asked: tuple[Asked, ...] = ()
    quarters: tuple[str, ...] = ()  # of a year: the numbers of its cohorts

    def dimensions(self) -> tuple[Dimension, ...]:
        """Every dimension, each with every category."""
        return tuple(self._dimensions.values())

    def dimension(self, key: str) -> Dimension:
        """The dimension with this key. :raise KeyError: when there is none."""
        return self._dimensions[key]

    @property
    def keys(self) -> Collection[str]:
        """The keys of every dimension."""
        return self._dimensions.keys()

    @cached_property
    def told_of(self) -> dict[tuple[str, Fraction | None, Fraction], dict[str, str]]:
        """What was worked out so far of two scores on a scale: the categories of whoever has them."""
        return {}

    def among(self, dim: str, key: str) -> str:
        """This category where the dimension has it, or none of them."""
        return key if key in self._categories[dim] else NONE

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        every = (*self._of_everybody(), *self._of_places(), *self._of_scales())
        return {dimension.key: dimension for dimension in every}

    @cached_property
    def _categories(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(each.key for each in of.categories) for key, of in self._dimensions.items()}

    def _of_everybody(self) -> Iterator[Dimension]:
        why = ((each.value, ROWS[f"missing/{each}"]) for each in Missing)
        yield Dimension(STATUS, TITLES["coverage"], _rows(((COUNTED, ROWS["figure"]), *why)))
        yield _dimension(ACHIEVED, ((YES, ROWS["achieved/yes"]), ("not_yet", ROWS["achieved/not_yet"])))
        yield _dimension("shape", ((each.value, ROWS[f"shape/{each}"]) for each in Shape))
        yield _dimension("cluster", self.clusters)
        yield _dimension("age", ((row, _years(row)) for row in self.banding.rows()))
        yield _dimension("gender", ((row, ROWS[f"gender/{row}"]) for row in GENDERS))
        yield _dimension("ethnicity", ((row, ROWS[f"ethnicity/{row}"]) for row in ETHNICITIES))
        if self.quarters:
            quarters = tuple(Category(each, each, listed=False) for each in (*self.quarters, NONE))
            yield Dimension("quarter", TITLES["quarter"], quarters)

    def _of_places(self) -> Iterator[Dimension]:
        if self.regions:
            yield _places("region", self.regions, "")
        if self.boroughs:
            yield _places("borough", self.boroughs, "region" if self.regions else "")
        if self.boroughs and self.wards:
            yield _places("ward", self.wards, "borough")
        if self.deprivation:
            yield _dimension("deprivation", self.deprivation)

    def _of_scales(self) -> Iterator[Dimension]:
        for asked in self.asked:
            label = asked.scale.label
            if asked.paired:
                rows = (IMPROVED, NO_CHANGE, WORSE) if asked.threshold else (UP, SAME, DOWN)
                said = ((row, ROWS[f"change/{row}"]) for row in rows)
                yield _dimension(f"change/{asked.key}", said, label)
                yield _bands(asked, BEFORE)
            yield _bands(asked, AFTER)


def _rows(said: tuple[tuple[str, str], ...]) -> tuple[Category, ...]:
    return tuple(Category(key, label) for key, label in said)


def _dimension(key: str, said: "Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]", label: str = "") -> Dimension:
    return Dimension(key, label or TITLES[key], (*_rows(tuple(said)), Category(NONE, "", listed=False)))


def _places(key: str, places: tuple[Place, ...], within: str) -> Dimension:
    rows = tuple(Category(place.code, place.name, place.parent if within else "") for place in places)
    return Dimension(key, TITLES[key], (*rows, Category(NONE, "", listed=False)), within)


def _bands(asked: Asked, wave: str) -> Dimension:
    rows = tuple(Category(str(number), label) for number, (label, _, _) in enumerate(asked.bands, 1))
    none = Category(NONE, "", listed=False)
    return Dimension(f"band/{asked.key}/{wave}", asked.scale.label, (*rows, none), ordered=True)


def _years(row: str) -> str:
    return ROWS.get(f"age/{row}") or row.replace("-", "–")


def stretches(lowest: Fraction, highest: Fraction) -> tuple[tuple[str, Fraction, Fraction], ...]:
    """Equal stretches of a scale, with their words: 0 to under 2.5, …, 7.5 to 10."""
    step = (highest - lowest) / STRETCHES
    ends = [lowest + step * number for number in range(STRETCHES + 1)]
    words = [f"{float(low):g} to under {float(high):g}" for low, high in pairwise(ends[:-1])]
    words.append(f"{float(ends[-2]):g} to {float(highest):g}")
    return tuple(zip(words, ends[:-1], ends[1:], strict=True))
