"""What a release may show, decided before anybody is counted: its dimensions, its scales and the tables of them.

The rows of every table are fixed by its dimensions, so that a row's being there says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

STATUS = "status"  # in the figure, or why not: every record has it
COUNTED = "counted"  # the category of STATUS for who is in the figure
ACHIEVED, YES = "achieved", "yes"  # the headline's dimension, and its category
HEADLINE = "headline"  # the table without which nothing is published
AREAS = frozenset({"region", "borough", "ward"})  # dimensions of place: "two-way besides area" leaves them out
WARD = "ward"  # the smallest area: a small one is published as a total only


@dataclass(frozen=True)
class Category:
    """One group of a dimension. `parent`: the category of the dimension above that holds it (a ward's borough)."""

    key: str
    label: str
    parent: str = ""
    listed: bool = True  # False: never shown, and audited all the same (no ward known, not rated)


@dataclass(frozen=True)
class Dimension:
    """A way of splitting young people into groups, each in exactly one. `within`: the dimension it refines."""

    key: str
    label: str
    categories: tuple[Category, ...]
    within: str = ""
    ordered: bool = False  # bands of a score, lowest first: a median may be read off them

    def listed(self) -> Iterator[Category]:
        """The groups that a table shows, in order."""
        return (category for category in self.categories if category.listed)


@dataclass(frozen=True)
class Scale:
    """A scale whose means may be published. `reference_sd`: fixed and sourced, never worked out from these answers."""

    key: str
    label: str
    lowest: Fraction
    highest: Fraction
    higher_is_better: bool = True
    reference_sd: float | None = None
    source: str = ""
    waves: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Table:
    """One table: people by its dimensions, with every margin. `among` names the records it is about.

    `share`: the dimension of `dims` whose percentages are published. Its margin is whoever is in one of its listed
    categories: what the percentages are of. The margin of every other dimension is everybody. `scales`: keys of scales
    whose means stand in each cell that is a margin of `share`; everybody in such a cell has a score. `measure`: what
    the table is about, for the column of that name.
    """

    key: str
    title: str
    dims: tuple[str, ...]
    among: str = COUNTED  # a category of STATUS; empty: everybody the services know
    share: str = ""
    scales: tuple[str, ...] = ()
    measure: str = ""
    note: str = ""


@dataclass(frozen=True)
class Programme:
    """A closed programme of tables. A release takes the fullest that is safe."""

    name: str
    dimensions: tuple[Dimension, ...]
    tables: tuple[Table, ...]
    scales: tuple[Scale, ...] = ()

    def dimension(self, key: str) -> Dimension:
        """The dimension with this key. :raise KeyError: when there is none."""
        return {each.key: each for each in self.dimensions}[key]


@dataclass(frozen=True)
class Record:
    """One young person as the engine sees them: no name, no id, a category of every dimension, and scores.

    `provider`: the organisation that knows them. `scores`: by scale and wave, only those that were given.
    """

    at: dict[str, str]
    provider: str = ""
    scores: dict[tuple[str, str], Fraction] = field(default_factory=dict)
