"""What a measure is: its items and their allowed codes, its scales, and all that can be wrong with a definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

__all__ = ["THEMSELF", "Band", "DefinitionError", "Direction", "Measure", "Origin", "Rule", "Scale"]


THEMSELF = "self"  # who answers a measure that does not say otherwise


class Direction(Enum):
    """Which way is better. It belongs to the scale, never to the measure: one SDQ holds both kinds."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


class Rule(Enum):
    """How a scale is made from answers."""

    SUM = "sum"  # sum of the items; with some missing, mean x items rounded half up, if enough were answered
    TOTAL = "total"  # sum of other scales; missing if any one of them is missing
    SINGLE = "single"  # the code of one item
    MEAN_0_10 = "mean_0_10"  # mean of the answered items, rescaled to 0-10
    LOOKUP = "lookup"  # another scale's value looked up in a published table
    IMPACT = "impact"  # gate and recoded ratings (the SDQ impact supplement)


class Origin(Enum):
    """Whose words the items are; it decides what may be shown and compared."""

    OWN = "own"  # written for Sayso: no bands, no norms, not a validated clinical tool
    OPEN = "open"  # published under an open licence that lets the wording ship
    LICENSED = "licensed"  # scored by item code; the wording comes from whoever holds a licence
    DATA_SET = "data_set"  # known only from an imported data set, by item code


@dataclass(frozen=True)
class Band:
    """A named stretch of a scale, both ends included."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class Scale:
    """One figure made from answers. `low` and `high` are the least and greatest possible values."""

    id: str
    title: str
    rule: Rule
    direction: Direction
    low: float
    high: float
    items: tuple[str, ...] = ()
    reverse: frozenset[str] = frozenset()
    needs: int = 0
    of: tuple[str, ...] = ()
    gate: str | None = None
    table: Mapping[int, float] = field(default_factory=dict)
    age_min: int | None = None
    age_max: int | None = None
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A questionnaire seen from the side of its scores. `values` holds the allowed codes of every item.

    `rater`: who answers it. Where that is not the young person, `rates` is the measure they answer of themself.
    """

    id: str
    version: int
    title: str
    origin: Origin
    source: str
    licence: str
    caution: str
    age_min: int
    age_max: int
    questionnaire: str
    values: Mapping[str, tuple[int, ...]]
    scales: tuple[Scale, ...]
    rater: str = THEMSELF
    rates: str = ""

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id; KeyError if there is none."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(f"The measure {self.id} has no scale called {scale_id}.")

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise DefinitionError(self.id, problems)


class DefinitionError(ValueError):
    """A definition that must not be used. `problems` holds one sentence for each thing that is wrong."""

    def __init__(self, measure_id: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"The definition of {measure_id} cannot be used. " + " ".join(problems))


def _problems(measure: Measure) -> Iterator[str]:
    yield from _measure_problems(measure)
    for item, values in measure.values.items():
        yield from _value_problems(item, values)
    earlier: dict[str, Scale] = {}
    for scale in measure.scales:
        if scale.id in earlier:
            yield f"The scale {scale.id} is defined twice."
        yield from _item_problems(measure, scale)
        yield from _claim_problems(measure, scale)
        for part in scale.of:
            if part not in earlier:
                yield f"The scale {scale.id} is made of {part}, which is not defined before it."
        yield from _RULE_PROBLEMS[scale.rule](measure, scale, earlier)
        earlier[scale.id] = scale


def _measure_problems(measure: Measure) -> Iterator[str]:
    if measure.version < 1:
        yield "The version must be 1 or more."
    if measure.age_min > measure.age_max:
        yield f"The youngest age {measure.age_min} is above the oldest age {measure.age_max}."
    for words, name in ((measure.source, "source"), (measure.licence, "licence")):
        if not words.strip():
            yield f"The {name} is missing."
    if not measure.scales:
        yield "There is no scale."
    if (measure.rater == THEMSELF) is not (measure.rates == ""):
        yield "Who else answers it (rater) and of which measure they do (rates) are said together, or neither."


def _value_problems(item: str, values: tuple[int, ...]) -> Iterator[str]:
    if len(set(values)) < 2:
        yield f"The item {item} needs at least two different answers."
    if any(value < 0 for value in values):
        yield f"The item {item} has an answer below 0; codes below 0 mean that there is no answer."


def _item_problems(measure: Measure, scale: Scale) -> Iterator[str]:
    for item in scale.items:
        if item not in measure.values:
            yield f"The scale {scale.id} uses the item {item}, which has no answers."
    if len(set(scale.items)) < len(scale.items):
        yield f"The scale {scale.id} uses one item twice."
    for item in sorted(scale.reverse - set(scale.items)):
        yield f"The scale {scale.id} reverses the item {item}, which it does not use."


def _claim_problems(measure: Measure, scale: Scale) -> Iterator[str]:
    """What the scale claims about its values: their range, and the bands somebody published for them."""
    if scale.low >= scale.high:
        yield f"The range of the scale {scale.id} must go from a lower to a higher value."
    if scale.bands and measure.origin is Origin.OWN:
        yield f"The scale {scale.id} has bands, but nobody has tested items that we wrote."
    if scale.bands and measure.origin is Origin.LICENSED:
        yield f"The scale {scale.id} has bands; they belong to whoever holds the licence."
    for band in scale.bands:
        if not scale.low <= band.low <= band.high <= scale.high:
            yield f"The band {band.label!r} of the scale {scale.id} lies outside its range."


def _sum_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    yield from _needs_problems(scale)
    if not _known(measure, scale):
        return
    least = sum(min(measure.values[item]) for item in scale.items)
    greatest = sum(max(measure.values[item]) for item in scale.items)
    if (scale.low, scale.high) != (least, greatest):
        yield f"The range of the scale {scale.id} should be {least} to {greatest}."
    if scale.needs < len(scale.items) and not _same_values(measure, scale):
        yield f"The items of {scale.id} have different answers, so missing ones cannot be made up from the rest."


def _total_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    parts = [earlier[part] for part in scale.of if part in earlier]
    if len(scale.of) < 2:
        yield f"The scale {scale.id} is a total and needs at least two other scales."
    if {part.direction for part in parts} - {scale.direction}:
        yield f"The scale {scale.id} adds scales that point in different directions."
    if len(parts) == len(scale.of) and (scale.low, scale.high) != (_sum_low(parts), _sum_high(parts)):
        yield f"The range of the scale {scale.id} should be {_sum_low(parts):g} to {_sum_high(parts):g}."


def _single_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    if len(scale.items) != 1:
        yield f"The scale {scale.id} is a single item and must name exactly one."
    elif _known(measure, scale):
        values = measure.values[scale.items[0]]
        if (scale.low, scale.high) != (min(values), max(values)):
            yield f"The range of the scale {scale.id} should be {min(values)} to {max(values)}."


def _mean_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    yield from _needs_problems(scale)
    if 3 * scale.needs < 2 * len(scale.items):
        yield f"The scale {scale.id} must need at least two thirds of its items."
    if (scale.low, scale.high) != (0, 10):
        yield f"The range of the scale {scale.id} should be 0 to 10."
    if _known(measure, scale) and not _same_values(measure, scale):
        yield f"The items of {scale.id} have different answers, so their mean has no meaning."


def _lookup_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    if len(scale.of) != 1:
        yield f"The scale {scale.id} looks up exactly one other scale."
        return
    looked_up = earlier.get(scale.of[0])
    if looked_up and set(scale.table) != set(range(int(looked_up.low), int(looked_up.high) + 1)):
        yield f"The table of the scale {scale.id} must have a value for every score of {looked_up.id}."
    if scale.table and (scale.low, scale.high) != (min(scale.table.values()), max(scale.table.values())):
        yield f"The range of the scale {scale.id} is not that of its table."


def _impact_problems(measure: Measure, scale: Scale, earlier: Mapping[str, Scale]) -> Iterator[str]:
    if scale.gate is None or scale.gate not in measure.values:
        yield f"The scale {scale.id} needs a gate item that has answers."
    if not scale.items:
        yield f"The scale {scale.id} has no ratings."
    for item in scale.items:
        if item in measure.values and not set(measure.values[item]) <= set(scale.table):
            yield f"The table of the scale {scale.id} does not recode every answer to {item}."
    if scale.table and (scale.low, scale.high) != (0, len(scale.items) * max(scale.table.values())):
        yield f"The range of the scale {scale.id} should be 0 to {len(scale.items) * max(scale.table.values()):g}."


def _needs_problems(scale: Scale) -> Iterator[str]:
    if not 1 <= scale.needs <= len(scale.items):
        yield f"The scale {scale.id} must say how many of its {len(scale.items)} items it needs."


def _known(measure: Measure, scale: Scale) -> bool:
    return bool(scale.items) and all(item in measure.values for item in scale.items)


def _same_values(measure: Measure, scale: Scale) -> bool:
    return len({measure.values[item] for item in scale.items}) == 1


def _sum_low(parts: list[Scale]) -> float:
    return sum(part.low for part in parts)


def _sum_high(parts: list[Scale]) -> float:
    return sum(part.high for part in parts)


_RULE_PROBLEMS = {
    Rule.SUM: _sum_problems,
    Rule.TOTAL: _total_problems,
    Rule.SINGLE: _single_problems,
    Rule.MEAN_0_10: _mean_problems,
    Rule.LOOKUP: _lookup_problems,
    Rule.IMPACT: _impact_problems,
}
