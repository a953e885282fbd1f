"""The attacker we know: the exact range of every hidden count, given everything a release publishes.

A release is a tree of groups: each group may be split in several ways (by age, by gender, by ward …), and each
split adds up to it. Every group carries two counts, those who achieved (`a`) and those who did not yet (`b`);
their sum is its people (`s`). What is published about a group is a `Region`: bounds on a, b and s.

With only these three sums a tight region is a generalised polymatroid on two elements (Frank 1984), so adding
regions and intersecting them loses no whole number: two passes over the tree give the same answer as an integer
program over every possible data set. tests/outcomes/impact/ holds the two equal, with a solver that shares no code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

Bounds = tuple[float, float]
ANY: Bounds = (0, inf)


class Contradiction(Exception):
    """What is published cannot all be true: the audit itself must be wrong, so nothing is published."""


@dataclass(frozen=True)
class Region:
    """Bounds on those who achieved (a), those who did not yet (b) and both together (s)."""

    a: Bounds = ANY
    b: Bounds = ANY
    s: Bounds = ANY

    def tight(self) -> "Region":
        """Pull each bound in until it is reached by a real data set."""
        a = (max(self.a[0], self.s[0] - self.b[1]), min(self.a[1], self.s[1] - self.b[0]))
        b = (max(self.b[0], self.s[0] - a[1]), min(self.b[1], self.s[1] - a[0]))
        s = (max(self.s[0], a[0] + b[0]), min(self.s[1], a[1] + b[1]))
        if a[0] > a[1] or b[0] > b[1] or s[0] > s[1]:
            raise Contradiction("No data set fits what would be published.")
        region = Region(a, b, s)
        return region if region == self else region.tight()

    def __and__(self, other: "Region") -> "Region":
        """Return what satisfies both."""
        return Region(_meet(self.a, other.a), _meet(self.b, other.b), _meet(self.s, other.s)).tight()

    def __add__(self, other: "Region") -> "Region":
        """Return the sum of two groups that share nobody."""
        return Region(_add(self.a, other.a), _add(self.b, other.b), _add(self.s, other.s))

    def __sub__(self, other: "Region") -> "Region":
        """Return what is left of a group when a part of it is taken out."""
        return Region(_take(self.a, other.a), _take(self.b, other.b), _take(self.s, other.s))


def _meet(one: Bounds, two: Bounds) -> Bounds:
    return max(one[0], two[0]), min(one[1], two[1])


def _add(one: Bounds, two: Bounds) -> Bounds:
    return one[0] + two[0], one[1] + two[1]


def _take(one: Bounds, two: Bounds) -> Bounds:
    return one[0] - two[1], one[1] - two[0]


@dataclass(frozen=True)
class Group:
    """One group of young people, its true counts, and the ways it is split. Keys are unique in a tree."""

    key: str
    people: int
    achieved: int | None = None  # None: nobody asked it of this group (those who are missing)
    splits: tuple[tuple["Group", ...], ...] = ()
    listed: bool = True  # False: never shown, but what is left over when the rest is taken away
    leftover: bool = False  # True: those in no row of a table, whose number somebody may know: often nobody
    crossed: bool = False  # True: the programme shows how many of this group achieved
    keep: bool = False  # True: the release has no sense without it, so it may not be hidden to protect another

    def all_groups(self) -> Iterable["Group"]:
        """Return this group and every group below it."""
        yield self
        for split in self.splits:
            for part in split:
                yield from part.all_groups()


def _total(regions: Iterable[Region]) -> Region:
    total = Region((0, 0), (0, 0), (0, 0))
    for region in regions:
        total = total + region
    return total


def ranges(root: Group, known: Mapping[str, Region]) -> dict[str, Region]:
    """Return, by key, exactly what can be worked out about every group from what is `known` about each.

    Raises Contradiction when no data set fits.
    """
    upward: dict[str, Region] = {}
    found: dict[str, Region] = {}

    def rise(group: Group) -> Region:
        region = known.get(group.key, Region()).tight()
        for split in group.splits:
            region = region & _total(rise(part) for part in split)
        upward[group.key] = region
        return region

    def sink(group: Group, outside: Region) -> None:
        found[group.key] = upward[group.key] & outside
        for split in group.splits:
            around = known.get(group.key, Region()).tight() & outside
            for other in group.splits:
                if other is not split:
                    around = around & _total(upward[part.key] for part in other)
            for part in split:
                rest = _total(upward[sibling.key] for sibling in split if sibling is not part)
                sink(part, around - rest)

    rise(root)
    sink(root, Region((-inf, inf), (-inf, inf), (-inf, inf)))
    return found


def values_left(bounds: Bounds) -> float:
    """Return how many whole numbers remain possible."""
    return bounds[1] - bounds[0] + 1
