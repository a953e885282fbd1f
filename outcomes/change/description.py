"""Describe a round: n, mean, sd and alpha of each scale, for everybody and by group, the small groups hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from outcomes.change.hiding import FEWEST, hidden_groups
from outcomes.change.reliability import Alpha, Row, cronbach_alpha
from outcomes.measures.scale import Measure, Rule, Scale

__all__ = ["NOT_SAID", "Description", "Sitting", "describe"]

NOT_SAID = "not said"


@dataclass(frozen=True)
class Sitting:
    """One person's answers to one measure: its scores by scale, and its codes with the reversed ones already turned.

    `asked`: the items that were put to them, answered or not.
    """

    person: str
    scores: Mapping[str, float | None]
    codes: Mapping[str, int]
    asked: frozenset[str]


@dataclass(frozen=True)
class Description:
    """One line. A hidden line has no figures at all: not here, so that no page or export can let them out."""

    scale: str
    title: str
    group: str | None  # None: everybody
    hidden: bool
    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    alpha: Alpha | None = None


def describe(
    measure: Measure, sittings: Sequence[Sitting], groups: Mapping[str, str] | None = None
) -> list[Description]:
    """The lines for every scale that was asked: everybody first, then each group by name. `groups`: person -> group."""
    lines = []
    asked = frozenset().union(*(one.asked for one in sittings))
    named = {} if groups is None else {one.person: groups.get(one.person, NOT_SAID) for one in sittings}
    hidden = _hidden(measure, sittings, named)
    for scale in (each for each in measure.scales if asked.intersection(_items(measure, each))):
        counted = [one for one in sittings if one.scores.get(scale.id) is not None]
        lines.append(_line(measure, scale, None, counted, hidden=len(counted) < FEWEST))
        for group in sorted(set(named.values())):
            members = [one for one in counted if named[one.person] == group]
            lines.append(_line(measure, scale, group, members, hidden=group in hidden or len(counted) < FEWEST))
    return lines


def _hidden(measure: Measure, sittings: Sequence[Sitting], named: Mapping[str, str]) -> frozenset[str]:
    """The groups to hide in every scale. A scale that hardly anybody answered is hidden whole, and has no say here."""
    sizes: dict[str, dict[str, int]] = {}
    for scale in measure.scales:
        of_scale = sizes[scale.id] = dict.fromkeys(named.values(), 0)
        for one in sittings:
            if one.person in named and one.scores.get(scale.id) is not None:
                of_scale[named[one.person]] += 1
    return hidden_groups({scale: of_scale for scale, of_scale in sizes.items() if sum(of_scale.values()) >= FEWEST})


def _line(
    measure: Measure, scale: Scale, group: str | None, members: Sequence[Sitting], *, hidden: bool
) -> Description:
    if hidden:
        return Description(scale.id, scale.title, group, hidden=True)
    values = [value for one in members if (value := one.scores[scale.id]) is not None]
    items = () if scale.rule is Rule.IMPACT else _items(measure, scale)  # recoded: their codes are not what is summed
    rows: list[Row] = [[one.codes.get(item) for item in items] for one in members]
    return Description(
        scale=scale.id,
        title=scale.title,
        group=group,
        hidden=False,
        n=len(values),
        mean=fmean(values),
        sd=stdev(values),
        alpha=cronbach_alpha(rows),
    )


def _items(measure: Measure, scale: Scale) -> tuple[str, ...]:
    """The items behind a scale; those of its parts, where it is made of others."""
    return scale.items or tuple(item for part in scale.of for item in _items(measure, measure.scale(part)))
