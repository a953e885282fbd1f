"""The programme of a release: which tables it has for how many people, and the tree of groups that the audit reads.

The rows of every table are fixed before anybody is counted, so that a row's being there says nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from outcomes.disclosure.rulebook import SMALLEST_FOR_CROSSED, SMALLEST_FOR_GROUPS
from outcomes.impact.audit import Group
from outcomes.impact.cohort import GENDERS, NOT_SAID, Counted, Shape, shape_of
from outcomes.impact.coverage import Missing


class Programme(StrEnum):
    """How much a release shows, most first. A release that cannot be made safe takes the next."""

    CROSSED = "crossed"  # by age, gender and borough, with who achieved; by ward
    GROUPS = "groups"  # by age, gender, borough and ward
    NO_WARDS = "no_wards"
    TOTALS = "totals"  # headline, shape, means, who is missing
    HEADLINE = "headline"


@dataclass(frozen=True)
class Place:
    """A borough with its wards, as (code, name)."""

    code: str
    name: str
    wards: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scale:
    """A scale whose mean may be published, and the ends of it."""

    key: str
    name: str
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True)
class Frame:
    """The fixed rows of a programme, decided before anybody is counted."""

    ages: tuple[str, ...]
    places: tuple[Place, ...] = ()
    scales: tuple[Scale, ...] = ()


def programmes_for(people: int) -> list[Programme]:
    """Return the programmes a cohort of this size may try, fullest first."""
    allowed = list(Programme)
    if people < SMALLEST_FOR_CROSSED:
        allowed.remove(Programme.CROSSED)
    if people < SMALLEST_FOR_GROUPS:
        return [Programme.TOTALS, Programme.HEADLINE]
    return allowed


def tree(counted: Sequence[Counted], missing: Sequence[Missing], frame: Frame, programme: Programme) -> Group:
    """Return every group the programme is about, with true counts, as one tree."""
    splits: list[tuple[Group, ...]] = []
    if programme is not Programme.HEADLINE:
        splits += _rated(counted), *(_scored(counted, scale) for scale in frame.scales)
    if programme in (Programme.CROSSED, Programme.GROUPS, Programme.NO_WARDS):
        crossed = programme is Programme.CROSSED
        splits.append(_split(counted, "age", frame.ages, lambda person: person.age, crossed))
        splits.append(_split(counted, "gender", GENDERS, lambda person: person.gender, crossed))
        if frame.places:
            splits.append(_by_place(counted, frame.places, crossed, wards=programme is not Programme.NO_WARDS))
    figure = Group("figure", *_sizes(counted), tuple(splits), crossed=True, keep=True)
    if programme is Programme.HEADLINE:
        return figure
    why = Counter(missing)
    reasons = tuple(Group(f"missing/{reason}", why[reason]) for reason in Missing)
    return Group(
        "known", len(counted) + len(missing), None, ((figure, Group("missing", len(missing), None, (reasons,))),)
    )


def _sizes(people: Iterable[Counted]) -> tuple[int, int]:
    all_of_them = list(people)
    return len(all_of_them), sum(person.achieved for person in all_of_them)


def _split(
    counted: Iterable[Counted], name: str, rows: Iterable[str], row_of: Callable[[Counted], str], crossed: bool
) -> tuple[Group, ...]:
    """Return the groups of one table. Whoever is in none of its rows is a group that is never listed, but audited."""
    by_row: dict[str, list[Counted]] = {row: [] for row in rows}
    others: list[Counted] = []
    for person in counted:
        by_row.get(row_of(person), others).append(person)
    groups = tuple(Group(f"{name}/{row}", *_sizes(people), crossed=crossed) for row, people in by_row.items())
    return (
        groups
        if NOT_SAID in by_row
        else (*groups, Group(f"{name}/other", *_sizes(others), listed=False, leftover=True))
    )


def _by_place(counted: Sequence[Counted], places: Iterable[Place], crossed: bool, *, wards: bool) -> tuple[Group, ...]:
    groups: list[Group] = []
    for place in places:
        here = [person for person in counted if person.borough == place.code]
        codes = [code for code, _ in place.wards]
        inner = (_split(here, f"ward/{place.code}", codes, lambda person: person.ward, False)[:-1],) if wards else ()
        groups.append(Group(f"borough/{place.code}", *_sizes(here), inner, crossed=crossed))
    known = {place.code for place in places}
    others = [person for person in counted if person.borough not in known]
    return (*groups, Group("borough/other", *_sizes(others), listed=False, leftover=True))


def _rated(counted: Iterable[Counted]) -> tuple[Group, ...]:
    rated = [person for person in counted if person.change is not None]
    unrated = [person for person in counted if person.change is None]
    shape = _split(rated, "shape", (*Shape, NOT_SAID), lambda person: shape_of(person.change or Fraction(0)), False)
    parts = (Group("rated", *_sizes(rated), (shape[:-1],)), Group("unrated", *_sizes(unrated), listed=False))
    return parts


def _scored(counted: Iterable[Counted], scale: Scale) -> tuple[Group, ...]:
    scored = [person for person in counted if scale.key in person.scores]
    rest = [person for person in counted if scale.key not in person.scores]
    return Group(f"scale/{scale.key}", *_sizes(scored)), Group(f"unscored/{scale.key}", *_sizes(rest), listed=False)
